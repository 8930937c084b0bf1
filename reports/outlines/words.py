"""What the names in an outline stand for, for one organisation and period.

Facts are always known: ``单位`` and ``单位简称`` (the organisation), ``期间`` (2023年, 2023年上半年),
``年份`` (2023), ``上年`` (2022), ``截至`` (截至2023年12月31日: the last day of the period, or today while
it runs). Every other name is a figure, a listing or comes from the completion of duties.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from branches.models import Member, Organization, Post
from branches.models.record import chinese_date
from reports.document import Number, Span, Table
from reports.figures.counting import figure_values
from reports.figures.registry import Figure, FigureValue, registry
from reports.figures.sections import counted_from
from reports.outlines import listings
from reports.outlines.filling import Lookup, Word
from reports.outlines.shortfalls import COMPLETION, REPEAT, Shortfall, Shortfalls
from reports.outlines.tables import COMPARISON, comparison
from reports.periods import Period
from reports.placeholders import (
    LISTING_DEFAULT,
    NO_RECORDS,
    UNCHANGED,
    Placeholder,
    Style,
    change,
    printed,
)

STANDING = frozenset({Member, Organization, Post})
"""What exists without anything having been done; figures of it alone make no report."""


def facts(organization: Organization, period: Period, today: date) -> dict[str, str]:
    """The facts by name."""
    return {
        "单位": organization.name,
        "单位简称": organization.short_name or organization.name,
        "期间": period.name,
        "年份": str(period.start.year),
        "上年": str(period.start.year - 1),
        "截至": f"截至{chinese_date(min(today, period.end))}",
    }


class FigureWords:
    """Figure values of the period and of the one a year earlier, counted once when first asked for."""

    def __init__(
        self, organization: Organization, period: Period, today: date, names: Collection[str]
    ) -> None:
        self.organization = organization
        self.period = period
        self.today = today
        self.keys = [figure.key for name in names if (figure := registry.named(name))]
        self._values: dict[Period, dict[str, FigureValue]] = {}

    def value(self, figure: Figure, period: Period) -> FigureValue:
        if period not in self._values:
            self._values[period] = figure_values(self.organization, period, self.keys, self.today)
        return self._values[period][figure.key]

    def word(self, figure: Figure, placeholder: Placeholder) -> Word | None:
        period, styles = self.period, placeholder.styles
        if Style.LAST_YEAR in styles:
            period = period.previous()
        value = self.value(figure, period)
        if value.value is None:
            return Word(Number(NO_RECORDS, value, period), bare=True) if Style.KEPT in styles else None
        if not value.value and Style.KEPT not in styles:
            return None
        if Style.CHANGE not in styles:
            return Word(Number(printed(value.value, styles), value, period))
        before = self.value(figure, period.previous())
        if before.value is None:
            return None
        text = change(value.value, before.value)
        return Word(Number(text, value, period, before), bare=text == UNCHANGED)


class OutlineWords:
    """The words of a whole outline (see ``filling.Words``); each listing is looked up once."""

    def __init__(
        self, organization: Organization, period: Period, today: date, names: Collection[str]
    ) -> None:
        self.organization = organization
        self.period = period
        self.facts = facts(organization, period, today)
        self.figures = FigureWords(organization, period, today, names)
        self.shortfalls = Shortfalls(organization, period, today)
        self._listed: dict[tuple[str, int], Word | None] = {}

    def names(self) -> Collection[str]:
        return [*self.facts, *(figure.name for figure in registry), *listings.KINDS, *Shortfalls.NAMES]

    def is_fact(self, name: str) -> bool:
        return name in self.facts

    def is_work(self, name: str) -> bool:
        figure = registry.named(name)
        return name in listings.KINDS or (figure is not None and counted_from(figure) not in STANDING)

    def word(self, placeholder: Placeholder) -> Word | None:
        name = placeholder.name
        if name in self.facts:
            return Word(self.facts[name])
        if name in listings.KINDS:
            return self._listing(name, placeholder.limit or LISTING_DEFAULT)
        if name in Shortfalls.NAMES:
            return self.shortfalls.word(placeholder)
        figure = registry.named(name)
        return self.figures.word(figure, placeholder) if figure else None

    def _listing(self, name: str, limit: int) -> Word | None:
        if (name, limit) not in self._listed:
            found = listings.listing(listings.KINDS[name], limit, self.organization, self.period)
            self._listed[name, limit] = Word(found) if found else None
        return self._listed[name, limit]

    def items(self, over: str) -> Sequence[Lookup]:
        return [_WithShortfall(self, item) for item in self.shortfalls.items] if over == REPEAT else []

    def repeats(self) -> dict[str, Collection[str]]:
        return {REPEAT: Shortfall.NAMES}

    def tables(self) -> Collection[str]:
        return [COMPARISON, COMPLETION]

    def table(self, name: str, stated: Iterable[Span]) -> Table | None:
        if name == COMPLETION:
            return self.shortfalls.table()
        return comparison(stated, self.period, self.figures.value)


@dataclass(frozen=True, slots=True)
class _WithShortfall:
    """The words of the outline, and those of one shortfall."""

    words: OutlineWords
    shortfall: Shortfall

    def is_fact(self, name: str) -> bool:
        return self.words.is_fact(name)

    def is_work(self, name: str) -> bool:
        return self.words.is_work(name)

    def word(self, placeholder: Placeholder) -> Word | None:
        if placeholder.name in Shortfall.NAMES:
            return self.shortfall.word(placeholder)
        return self.words.word(placeholder)

    def items(self, over: str) -> Sequence[Lookup]:
        return []
