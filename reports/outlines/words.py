"""What the names in an outline stand for, for one organisation and period.

Facts are always known:

==============  ==========================================================================================
``单位``          the organisation; ``单位简称`` its short name
``班子``          党组, or 党委 where there is no leading group: who leads the office
``期间``          2023年, 2023年上半年; ``报告期`` the same in a title: 2023年度, 2023年上半年
``年份``          2023; ``上年`` 2022
``同期``          what the change of a figure is measured against: 上年, or 上年同期 for a part of a year
``下一阶段``        what lies ahead: 2024年, 下半年, 第四季度
``截至``          截至2023年12月31日: the last day of the period, or today while it runs
==============  ==========================================================================================

``党支部书记`` is known where one is in post. Every other name is a figure, a listing, or comes from the
completion of duties (``shortfalls``) or the quality of records (``doubts``).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from branches.models import Member, Organization, Post
from branches.models.record import chinese_date
from branches.paths import ancestors, under_path
from reports.document import Number, Span, Table
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.figures.registry import Figure, FigureValue
from reports.figures.sections import counted_from
from reports.outlines import listings
from reports.outlines.doubts import Doubts
from reports.outlines.filling import Lookup, Word
from reports.outlines.secretaries import SECRETARY, secretary
from reports.outlines.shortfalls import COMPLETION, MAIN_REPEAT, REPEAT, Shortfall, Shortfalls
from reports.outlines.tables import BRANCHES, COMPARISON, by_branch, comparison
from reports.periods import Period, is_whole_year, next_stage, reporting_name
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


FACTS = ("单位", "单位简称", "班子", "期间", "报告期", "年份", "上年", "同期", "下一阶段", "截至")


def facts(organization: Organization, period: Period, today: date) -> dict[str, str]:
    """The facts by name, all of ``FACTS``."""
    return {
        "单位": organization.name,
        "单位简称": organization.short_name or organization.name,
        "班子": leading_body(organization),
        "期间": period.name,
        "报告期": reporting_name(period),
        "年份": str(period.start.year),
        "上年": str(period.start.year - 1),
        "同期": "上年" if is_whole_year(period) else "上年同期",
        "下一阶段": next_stage(period),
        "截至": f"截至{chinese_date(min(today, period.end))}",
    }


def reserved_names() -> frozenset[str]:
    """Names that stand for something other than a figure, so that no figure may bear them."""
    ours = {*FACTS, SECRETARY, *listings.KINDS, *Shortfalls.NAMES, *Shortfall.NAMES, *Doubts.NAMES}
    return frozenset(ours | {REPEAT, MAIN_REPEAT, COMPLETION, COMPARISON, BRANCHES})


def leading_body(organization: Organization) -> str:
    """党组 where a leading group is anywhere below, above or beside the organisation, else 党委."""
    above = ancestors(organization.path)
    near = under_path("path", organization.path) | Q(path__in=above) | Q(parent__path__in=above)
    led = Organization.objects.filter(near, kind=Organization.Kind.LEADING_GROUP).exists()
    return str((Organization.Kind.LEADING_GROUP if led else Organization.Kind.COMMITTEE).label)


class FigureWords:
    """Figure values of the period and of the one a year earlier, counted once when first asked for."""

    def __init__(
        self, organization: Organization, period: Period, today: date, keys: Collection[str]
    ) -> None:
        self.organization = organization
        self.period = period
        self.today = today
        self.keys = keys
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
            return Word(Number(printed(value.value, styles), value, period), amount=value.value)
        before = self.value(figure, period.previous())
        if before.value is None:
            return None
        text = change(value.value, before.value)
        return Word(Number(text, value, period, before), bare=text == UNCHANGED)


class OutlineWords:
    """The words of a whole outline (see ``filling.Words``); titles are looked up once."""

    def __init__(
        self, organization: Organization, period: Period, today: date, names: Collection[str]
    ) -> None:
        self.organization = organization
        self.period = period
        self.facts = facts(organization, period, today)
        self.register = register_for(organization)
        keys = [figure.key for name in names if (figure := self.register.named(name))]
        self.figures = FigureWords(organization, period, today, keys)
        self.shortfalls = Shortfalls(organization, period, today)
        self.doubts = Doubts(organization, period)
        self.today = today
        self._titles: dict[str, list[str]] = {}

    def names(self) -> Collection[str]:
        figures = (figure.name for figure in self.register)
        return [*self.facts, SECRETARY, *figures, *listings.KINDS, *Shortfalls.NAMES, *Doubts.NAMES]

    def is_fact(self, name: str) -> bool:
        return name in self.facts

    def is_work(self, name: str) -> bool:
        figure = self.register.named(name)
        return name in listings.KINDS or (figure is not None and counted_from(figure) not in STANDING)

    def word(self, placeholder: Placeholder) -> Word | None:
        name = placeholder.name
        if name in self.facts:
            return Word(self.facts[name])
        if name in listings.KINDS:
            return self._listing(name, placeholder.limit or LISTING_DEFAULT)
        if name in Shortfalls.NAMES:
            return self.shortfalls.word(placeholder)
        if name in Doubts.NAMES:
            return self.doubts.word(placeholder)
        if name == SECRETARY:
            return secretary(self.organization, min(self.period.end, self.today))
        figure = self.register.named(name)
        return self.figures.word(figure, placeholder) if figure else None

    def _listing(self, name: str, limit: int) -> Word | None:
        kind = listings.KINDS[name]
        if name not in self._titles:
            self._titles[name] = listings.titles(kind, self.organization, self.period)
        found = listings.listing(kind, self._titles[name], limit, self.period)
        return Word(found, amount=found.total) if found else None

    def items(self, over: str) -> Sequence[Lookup]:
        return [_WithShortfall(self, item) for item in self.shortfalls.over(over)]

    def repeats(self) -> dict[str, Collection[str]]:
        return {REPEAT: Shortfall.NAMES, MAIN_REPEAT: Shortfall.NAMES}

    def tables(self) -> Collection[str]:
        return [COMPARISON, COMPLETION, BRANCHES]

    def table(self, name: str, stated: Iterable[Span]) -> Table | None:
        if name == COMPLETION:
            return self.shortfalls.table()
        if name == BRANCHES:
            return by_branch(self.organization, self.period)
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
