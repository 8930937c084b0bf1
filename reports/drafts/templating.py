"""Placeholders in a draft: an office's own template says itself what belongs where (``【党组会次数|余】``).

They are read before the prose. What stands in such brackets and is neither a name nor nearly one is prose.
"""

import difflib
import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from django.utils import timezone

from branches.models import Organization
from reports import document, placeholders
from reports.drafts.filling import NO_RECORDS, Filled
from reports.drafts.quantities import Quantity
from reports.drafts.readings import Reading
from reports.drafts.spelling import Form, Number, Style
from reports.drafts.units import other_unit
from reports.figures.registry import Figure
from reports.outlines.words import OutlineWords
from reports.periods import Period
from reports.placeholders import Placeholder, PlaceholderError, scan, unknown_name, without_measure_word

ONLY_IN_OUTLINES = "“有”“无”“多”“单”只能用在提纲里"
OTHER_UNIT = "“{}”的单位是{}，后面写的是“{}”"
NEARLY = 0.7
"""How much a word must look like a name to be taken for a misspelt one."""
_TOKEN = re.compile("【([^【】\n]{1,80})】")
_BAR = re.compile("[|｜]")
_OF_THE_PERIOD = frozenset({placeholders.Style.VAGUE, placeholders.Style.CHINESE, placeholders.Style.KEPT})


def filled_placeholders(text: str, organization: Organization, year: int) -> list[Filled]:
    """Every placeholder of the text in order, with what it prints for that organisation and year."""
    tokens = list(_TOKEN.finditer(text))
    if not tokens:
        return []
    names = {_name(token) for token in tokens}
    words = OutlineWords(organization, Period.year(year), timezone.localdate(), names)
    known = frozenset(words.names())
    found = (_filled(text, token, words, known) for token in tokens)
    return [filled for filled in found if filled]


class Placed(Protocol):
    @property
    def quantity(self) -> Quantity: ...


Row = TypeVar("Row", bound=Placed)


def beside(prose: Sequence[Row], placed: Sequence[Row]) -> list[Row]:
    """The quantities of the prose and the placeholders in one row; what stands inside one is no quantity."""
    ends = [each.quantity.end for each in placed]

    def stands_alone(quantity: Quantity) -> bool:
        place = bisect_right(ends, quantity.start)
        return place == len(placed) or quantity.end <= placed[place].quantity.start

    alone = [each for each in prose if stands_alone(each.quantity)]
    return sorted([*alone, *placed], key=lambda each: each.quantity.start)


def _name(token: re.Match[str]) -> str:
    return re.split("[·・]列举", _BAR.split(token[1])[0])[0].strip()


def _filled(text: str, token: re.Match[str], words: OutlineWords, known: Collection[str]) -> Filled | None:
    try:
        (placeholder,) = scan(token[0])
    except PlaceholderError as error:
        return _one(token, error.problems[0].message) if _is_meant(token, known) else None
    if not isinstance(placeholder, Placeholder):
        return None
    if placeholder.name not in known:
        problem = unknown_name(placeholder, known)
        return _one(token, problem.message) if _is_meant(token, known) else None
    if not placeholder.prints:
        return _one(token, ONLY_IN_OUTLINES)
    figure = words.register.named(placeholder.name) if placeholder.styles <= _OF_THE_PERIOD else None
    word = words.word(placeholder)
    if word is None:
        return _one(token, NO_RECORDS, figure)
    behind = text[token.end() : token.end() + 20]
    if figure and (other := other_unit(figure, behind)):
        return _one(token, OTHER_UNIT.format(figure.name, figure.unit, other), figure)
    measure_word = behind[: len(behind) - len(without_measure_word(behind))] if word.bare else ""
    return _one(token, "", figure, word.span, measure_word)


def _is_meant(token: re.Match[str], known: Collection[str]) -> bool:
    """Whether this was to be a placeholder: it has a bar, or looks like a name."""
    alike = difflib.get_close_matches(_name(token), known, n=1, cutoff=NEARLY)
    return bool(alike or _BAR.search(token[1]))


def _one(
    token: re.Match[str],
    reason: str,
    figure: Figure | None = None,
    span: document.Span | None = None,
    measure_word: str = "",
) -> Filled:
    """``measure_word``: what goes with the placeholder, because its word takes none."""
    start, end = token.start(), token.end() + len(measure_word)
    blank = Number(None, Style.BLANK)
    quantity = Quantity(start, end, end, token[0] + measure_word, "", blank, Form.EXACT)
    reading = Reading(quantity, figure, (figure,) if figure else (), reason)
    value = span.value.value if figure and isinstance(span, document.Number) else None
    replacement = None if span is None else document.text_of([span])
    return Filled(reading, value, replacement, reason, None, None)
