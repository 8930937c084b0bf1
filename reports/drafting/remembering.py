"""What people decided about a sentence, kept for next year's document.

A choice comes back only for the very same sentence: of the same organisation, under the same title, once in
the document, spoken of the same time and body, in a part that reports on the year. Numbers and the document's
own year are cut out before sentences are compared; every other character counts.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from branches.models import Organization, User
from reports.drafts.quantities import Quantity
from reports.drafts.setting import Names, Setting
from reports.drafts.surroundings import normalised, surroundings
from reports.models import RememberedChoice

NONE = "none"
"""Chosen in place of a figure's key: the number is none."""

HERE, ANOTHER, YEAR = "〔数〕", "〔〕", "〔年〕年"
LONGEST_TITLE = 100
LONGEST_SENTENCE = 400
FEWEST_LETTERS = 6
"""A shorter sentence says too little to be known again."""

_SENTENCE_END = re.compile("[。！？\n]")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile("[一-龥]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a document by which a choice is found again."""

    title: str
    text: str


def clauses(
    text: str, quantities: Iterable[Quantity], names: Names, year: int
) -> dict[tuple[int, int], Clause]:
    """The sentence of each quantity, by its place; those that cannot be known again for sure are left out."""
    found = list(quantities)
    plain = normalised(text)
    setting = Setting(plain, names, year)
    if setting.doubt:
        return {}
    own_year = re.compile(f"(?<![0-9])(?:{setting.year or year}|[*×Xx_]{{2,4}})年")
    title = _SPACES.sub("", own_year.sub(YEAR, _title(plain)))
    if not title:
        return {}
    kept: dict[tuple[int, int], Clause] = {}
    for quantity, around in zip(found, surroundings(text, found), strict=True):
        if quantity.unclear or setting.section(quantity.start):
            continue
        end = _SENTENCE_END.search(plain, quantity.unit_end)
        stop = end.start() if end else len(plain)
        if stop - around.sentence > LONGEST_SENTENCE:
            continue
        sentence = _SPACES.sub("", own_year.sub(YEAR, _cut(plain, around.sentence, stop, quantity, found)))
        before = (
            setting.lasting_time(around.item, around.sentence),
            setting.lasting_other(around.item, around.sentence),
        )
        if len(_LETTER.findall(sentence.replace(HERE, ""))) >= FEWEST_LETTERS:
            kept[quantity.start, quantity.end] = Clause(title, "｜".join((*filter(None, before), sentence)))
    times = Counter(kept.values())
    return {place: clause for place, clause in kept.items() if times[clause] == 1}


def remembered(
    organization: Organization, found: Mapping[tuple[int, int], Clause]
) -> dict[tuple[int, int], str]:
    """What was decided about these sentences before: the key of a figure or ``NONE``, by place."""
    titles = {clause.title for clause in found.values()}
    known = {
        Clause(title, text): choice
        for title, text, choice in RememberedChoice.objects.filter(
            organization=organization, title__in=titles
        ).values_list("title", "clause", "choice")
    }
    return {place: known[clause] for place, clause in found.items() if clause in known}


def remember(organization: Organization, clause: Clause, choice: str, user: User) -> None:
    RememberedChoice.objects.update_or_create(
        organization=organization,
        title=clause.title,
        clause=clause.text,
        defaults={"choice": choice, "decided_by": user},
    )


def forget(organization: Organization, clause: Clause) -> None:
    RememberedChoice.objects.filter(
        organization=organization, title=clause.title, clause=clause.text
    ).delete()


def _title(text: str) -> str:
    """The first line, where it can be a title."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= LONGEST_TITLE // 2 and not _SENTENCE_END.search(line) else ""


def _cut(text: str, start: int, stop: int, here: Quantity, quantities: list[Quantity]) -> str:
    """The text from ``start`` to ``stop`` without its numbers, which lie between the two."""
    parts = []
    first = bisect_left(quantities, start, key=lambda quantity: quantity.start)
    for quantity in takewhile(lambda quantity: quantity.start < stop, islice(quantities, first, None)):
        if quantity.start < start:
            continue  # a range begins inside the number before it
        parts += [text[start : quantity.start], HERE if quantity is here else ANOTHER]
        start = quantity.end
    return "".join((*parts, text[start:stop]))
