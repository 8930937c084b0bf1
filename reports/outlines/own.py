"""An office's own outlines beside the built-in ones: what is wrong with a text, and what is offered where."""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from branches.models import Organization
from reports.drafts.units import other_unit
from reports.figures.own import register_for
from reports.figures.registry import Registry
from reports.models import OWN, OwnOutline
from reports.outlines import BUILT_IN, UnknownOutline, available, load, text_of
from reports.outlines.reading import Outline, parse, read
from reports.outlines.words import OutlineWords
from reports.outlines.writing import unknown_in
from reports.periods import Period
from reports.placeholders import PlaceholderError, Problem

LONGEST = 30_000
"""Characters of an outline; the longest built-in one has about 5,000."""
_NAMING = re.compile(r"^(名称|说明)[：:].*\n?", re.MULTILINE)
_FIGURE = re.compile("【([^【】|｜]+)(?:[|｜](?:余|汉字|去年|无记录))*】")
EMPTY = "提纲里还没有正文。"


def as_own_text(slug: str) -> str:
    """The text of a built-in outline as a copy begins: its name is kept apart from it."""
    return _NAMING.sub("", text_of(slug)).strip()


def parsed(own: OwnOutline) -> Outline:
    """Raises PlaceholderError for a text with mistakes of form."""
    return replace(read(own.text), slug=own.slug, name=own.name, about=own.about)


def mistakes_in(text: str, organization: Organization) -> list[Problem]:
    """What has to be put right before a document can be written of the text: form and names, line by line.

    Which figures are known depends on the organisation: it may have some of its own.
    """
    if len(text) > LONGEST:
        return [Problem(1, f"提纲最多 {LONGEST} 字，现在有 {len(text)} 字，请分成几份。")]
    outline, problems = parse(text)
    if not (problems or any(outline.all_blocks())):
        problems = [Problem(1, EMPTY)]
    today = timezone.localdate()
    words = OutlineWords(organization, Period.year(today.year), today, [])
    problems = [*problems, *unknown_in(outline, words), *other_units_in(text, words.register)]
    return sorted(problems, key=lambda problem: problem.line)


def other_units_in(text: str, register: Registry) -> list[Problem]:
    """Where a number would stand before a measure word of something else: 党组会【党组会参加人次】次."""
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        for token in _FIGURE.finditer(line):
            figure = register.named(token[1].strip())
            if figure and (other := other_unit(figure, line[token.end() :])):
                said = f"“{figure.name}”的单位是{figure.unit}，后面写的是“{other}”，请核对。"
                problems.append(Problem(number, said, token[0]))
    return problems


def outline_called(word: str, organization: Organization) -> Outline:
    """The outline of that slug or name among those offered at the organisation, its own ones first.

    Raises UnknownOutline, or PlaceholderError for a text with mistakes of form, or one that would state a
    number in another measure word.
    """
    own = list(OwnOutline.objects.holding_at(organization))
    for outline in own:
        if word in {outline.slug, outline.name}:
            if mistakes := other_units_in(outline.text, register_for(organization)):
                raise PlaceholderError(mistakes)
            return parsed(outline)
    for built_in in available():
        if word == built_in.name:
            return built_in
    if word in BUILT_IN:
        return load(word)
    raise UnknownOutline(f"没有名为“{word}”的提纲，可用的有：{_listed([*available(), *own])}。")


def offered_at(organization: Organization) -> list[Outline]:
    """The built-in outlines and those of the office that can be read."""
    own = (parse(outline.text, outline.slug)[0] for outline in OwnOutline.objects.holding_at(organization))
    return [*available(), *own]


def _listed(outlines: Iterable[Outline | OwnOutline]) -> str:
    return "、".join(f"{outline.slug}（{outline.name}）" for outline in outlines)


def key_of(slug: str) -> int | None:
    """The key of an office's own outline; None for the slug of a built-in one."""
    key = slug.removeprefix(OWN)
    return int(key) if slug.startswith(OWN) and key.isascii() and key.isdigit() and len(key) < 19 else None
