"""The placeholders that may stand in a manuscript, each with what it would print now."""

from dataclasses import dataclass
from datetime import date

from branches.models import Organization
from reports.document import Tally
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.figures.registry import Figure, FigureValue
from reports.figures.sections import by_section
from reports.manuscripts.words import LIVE, ManuscriptWords
from reports.outlines import listings
from reports.outlines.doubts import Doubts
from reports.outlines.palette import USUAL
from reports.outlines.shortfalls import Shortfalls
from reports.outlines.words import FACTS
from reports.periods import Period
from reports.placeholders import Placeholder, Style, change, printed

SHOWN = 40
"""Characters of what a placeholder prints."""


@dataclass(frozen=True, slots=True)
class Offer:
    """``name`` as it stands in the brackets, its ``unit``, and ``now``: what it prints (empty: no records).

    ``styles``: each that may stand behind the bar, with what it would print.
    """

    name: str
    section: str
    unit: str
    now: str
    styles: dict[str, str]


def offers(organization: Organization, period: Period, today: date) -> list[Offer]:
    """Every placeholder: figures in the order of their sections, then listings, duties and facts."""
    return [*_figures(organization, period, today), *_others(organization, period, today)]


def _figures(organization: Organization, period: Period, today: date) -> list[Offer]:
    now = figure_values(organization, period, today=today)
    then = figure_values(organization, period.previous(), today=today)
    return [
        Offer(figure.name, section, figure.unit, _said(now[figure.key]), _styles(now, then, figure))
        for section, figures in by_section(register_for(organization)).items()
        for figure in figures
    ]


def _styles(now: dict[str, FigureValue], then: dict[str, FigureValue], figure: Figure) -> dict[str, str]:
    value, before = now[figure.key].value, then[figure.key].value
    return {
        Style.VAGUE: _said(now[figure.key], Style.VAGUE),
        Style.CHINESE: _said(now[figure.key], Style.CHINESE),
        Style.LAST_YEAR: _said(then[figure.key]),
        Style.CHANGE: "" if value is None or before is None else change(value, before),
    }


def _said(value: FigureValue, *styles: Style) -> str:
    return "" if value.value is None else printed(value.value, frozenset(styles))


def _others(organization: Organization, period: Period, today: date) -> list[Offer]:
    words = ManuscriptWords(organization, period, today, ())
    duties = [f"{name}（{item.duty}）" for item in words.words.shortfalls.items for name in LIVE]
    names = {
        "列举记录的名称": listings.KINDS,
        "存在的问题": (*Shortfalls.NAMES, *Doubts.NAMES, *duties),
        "基本信息": FACTS,
    }
    return [
        Offer(
            f"{name}·列举{USUAL}" if name in listings.KINDS else name,
            section,
            "",
            _printed(words, Placeholder(name, frozenset(), 1, USUAL)),
            {},
        )
        for section, several in names.items()
        for name in several
    ]


def _printed(words: ManuscriptWords, placeholder: Placeholder) -> str:
    word = words.word(placeholder)
    if word is None or (isinstance(word.span, Tally) and word.span.missing):
        return ""
    text = word.span if isinstance(word.span, str) else word.span.text
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
