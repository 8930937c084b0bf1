"""存在问题 from the completion of duties: which duty fell short, at how many organisations and by how much.

Nothing is judged here and nothing made up: every number comes from ``branches.duties.completion``.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import ClassVar

from branches.duties import Completion, State, completion
from branches.models import Duty, Organization
from reports.completion import short
from reports.document import Align, Column, Span, Table, Tally
from reports.outlines.filling import Word
from reports.periods import Period
from reports.placeholders import LISTING_DEFAULT, Placeholder, printed

REPEAT = "每项短板"
MAIN_REPEAT = "每项主要短板"
MAIN = 3
"""How many of the shortfalls are the main ones; prose names the others in passing."""
MOST_LINES = 50
"""Organisations named behind one number."""
MOST_NAMED = 20
"""Organisations named in a cell of the table."""
COMPLETION = "完成情况"
SHORT = "至少有一个到期的月份（季度、半年、年度）未达到规定次数的党组织。"
ALL_MET = "—"
ANY_KIND = "党组织"
RHYTHM = {
    Duty.Per.MONTH: "按月",
    Duty.Per.QUARTER: "按季度",
    Duty.Per.HALF_YEAR: "按半年",
    Duty.Per.YEAR: "按规定",
}


@dataclass(frozen=True)
class Shortfall:
    """One duty and how the organisations it applies to have met it: at least one, perhaps all in full."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "事项",
        "周期",
        "党组织类别",
        "应开展党组织数",
        "未达标党组织数",
        "未达标党组织",
        "应开展次数",
        "按期次数",
        "差额",
        "缺项时段",
    )

    duty: str
    completions: tuple[Completion, ...]

    @cached_property
    def short(self) -> tuple[Completion, ...]:
        return tuple(item for item in self.completions if item.missing)

    @cached_property
    def required(self) -> int:
        return sum(item.required for item in self.completions)

    @cached_property
    def done(self) -> int:
        return sum(item.done for item in self.completions)

    @cached_property
    def missing(self) -> int:
        return sum(item.missing for item in self.short)

    def word(self, placeholder: Placeholder) -> Word | None:
        name = placeholder.name
        lacking, behind = _lines(self.short), self.behind
        texts = {
            "事项": (self.duty, "应开展事项的名称。"),
            "周期": (self._rhythm, "规定的开展周期。"),
            "党组织类别": (self._kind, "应开展这一事项的党组织的类别。"),
            "缺项时段": (self._gaps, "未达到规定次数的月份（季度、半年）。"),
            "未达标党组织": (
                _enumerated([item.organization for item in self.short], placeholder.limit),
                SHORT,
            ),
        }
        if name in texts:
            text, definition = texts[name]
            return Word(Tally(text, f"{name}（{self.duty}）", definition, lacking)) if text else None
        number, definition, lines = {
            "应开展党组织数": (len(self.completions), "至今应开展这一事项的党组织个数。", behind),
            "未达标党组织数": (len(self.short), f"{SHORT}按个数计。", lacking),
            "应开展次数": (self.required, REQUIRED, behind),
            "按期次数": (self.done, DONE, behind),
            "差额": (self.missing, "各党组织到期未开展的次数之和；一个月多开展的不抵另一个月的。", lacking),
        }[name]
        return _count(placeholder, number, definition, lines, f"{name}（{self.duty}）")

    @cached_property
    def behind(self) -> tuple[str, ...]:
        """How those stand to whom the duty applies."""
        return _lines(self.completions)

    @cached_property
    def _rhythm(self) -> str:
        per = {item.duty.per for item in self.completions}
        return RHYTHM[Duty.Per(per.pop())] if len(per) == 1 else "按期"

    @cached_property
    def _kind(self) -> str:
        kinds = {item.organization.kind for item in self.completions}
        return str(Organization.Kind(kinds.pop()).label) if len(kinds) == 1 else ANY_KIND

    @cached_property
    def _gaps(self) -> str:
        """The months (quarters, half-years) behind schedule; nothing where the duty has but one of them."""
        slots = [slot for item in self.short for slot in item.slots]
        late = {slot.period for slot in slots if slot.state is State.OVERDUE}
        periods = sorted({slot.period for slot in slots}, key=lambda period: period.start)
        if len(periods) < 2 or periods[0].start.year != periods[-1].start.year:
            return ""
        return "、".join(_runs(periods, late))


REQUIRED = "各党组织应开展次数之和。"
DONE = "各党组织按期完成的应开展次数之和，超出规定的不计。"


def _runs(periods: Sequence[Period], late: Collection[Period]) -> list[str]:
    """4至9月、11月: those that are late, three or more months in a row as one."""
    found: list[str] = []
    for is_late, group in groupby(periods, key=lambda period: period in late):
        run = list(group)
        if is_late and len(run) > 2 and run[0] == Period.month(run[0].start.year, run[0].start.month):
            found.append(f"{run[0].start.month}至{run[-1].start.month}月")
        elif is_late:
            found += [short(period) for period in run]
    return found


def shortfalls_of(completions: Iterable[Completion]) -> list[Shortfall]:
    """The duties of which something was due by now, by name, in the order they first come up."""
    by_name: dict[str, list[Completion]] = {}
    for item in completions:
        if item.required:
            by_name.setdefault(item.duty.name, []).append(item)
    return [Shortfall(name, tuple(items)) for name, items in by_name.items()]


class Shortfalls:
    """The words of a whole document that rest on completion; asked for once, when first needed."""

    NAMES: ClassVar[tuple[str, ...]] = ("应开展事项数", "短板数", "短板事项", "其余短板")

    def __init__(self, organization: Organization, period: Period, today: date) -> None:
        self.organization = organization
        self.period = period
        self.today = today

    @cached_property
    def duties(self) -> list[Shortfall]:
        """Every duty of which something was due by now, met or not."""
        organizations = Organization.objects.under(self.organization)
        return shortfalls_of(completion(organizations, self.period, self.today))

    @cached_property
    def items(self) -> list[Shortfall]:
        """The duties that fell short, those with the most missing first."""
        return sorted((item for item in self.duties if item.short), key=lambda item: -item.missing)

    def over(self, repeat: str) -> list[Shortfall]:
        """The shortfalls that a repeat of this name goes over."""
        return {REPEAT: self.items, MAIN_REPEAT: self.items[:MAIN]}.get(repeat, [])

    def word(self, placeholder: Placeholder) -> Word | None:
        name = placeholder.name
        lines = tuple(f"{item.duty}：{len(item.short)}个党组织少{item.missing}次" for item in self.items)
        if name == "应开展事项数":
            every = tuple(item.duty for item in self.duties)
            return _count(placeholder, len(self.duties), "至今至少有一个党组织应开展的事项数。", every)
        if name == "短板数":
            return _count(placeholder, len(self.items), "至少有一个党组织未达到规定次数的事项数。", lines)
        duties = [item.duty for item in (self.items if name == "短板事项" else self.items[MAIN:])]
        if not duties:
            return None
        definition = "至少有一个党组织未达到规定次数的事项，少开展次数多的在前。"
        return Word(
            Tally(_enumerated(duties, placeholder.limit), name, definition, lines), amount=len(duties)
        )

    def table(self) -> Table | None:
        """One row for each duty: how many organisations, required, done in time, and who fell short."""
        columns = (
            Column("序号", 3, Align.CENTER),
            Column("应开展事项", 9),
            Column("党组织数", 4, Align.RIGHT),
            Column("应开展次数", 5, Align.RIGHT),
            Column("按期完成次数", 6, Align.RIGHT),
            Column("未达标党组织", 13),
        )
        rows = tuple(
            tuple((cell,) for cell in _row(position, item))
            for position, item in enumerate(self.duties, start=1)
        )
        return Table(columns, rows, COMPLETION) if rows else None


def _row(position: int, item: Shortfall) -> tuple[Span, ...]:
    behind = item.behind
    return (
        str(position),
        item.duty,
        Tally(
            str(len(item.completions)), f"党组织数（{item.duty}）", "至今应开展这一事项的党组织个数。", behind
        ),
        Tally(
            str(item.required),
            "应开展次数",
            REQUIRED,
            behind,
        ),
        Tally(
            str(item.done),
            "按期完成次数",
            DONE,
            behind,
        ),
        _named(item.short),
    )


def _named(items: Sequence[Completion]) -> str:
    """The organisations; of many the first ones, and how many there are in all."""
    if not items:
        return ALL_MET
    names = _enumerated([item.organization for item in items], MOST_NAMED)
    return f"{names}{len(items)}个" if len(items) > MOST_NAMED else names


def _count(
    placeholder: Placeholder, number: int, definition: str, lines: tuple[str, ...], name: str = ""
) -> Word | None:
    if not number:
        return None
    text = printed(number, placeholder.styles)
    return Word(Tally(text, name or placeholder.name, definition, lines), amount=number)


def _enumerated(named: Sequence[object], limit: int | None) -> str:
    """At most ``limit`` names, parted by 、; 等 when there are more."""
    limit = limit or LISTING_DEFAULT
    return "、".join(map(str, named[:limit])) + ("等" if len(named) > limit else "")


def _lines(items: Sequence[Completion]) -> tuple[str, ...]:
    """Where each of them stands; of more than a comment can hold, the first ones."""
    lines = tuple(map(_line, items[:MOST_LINES]))
    rest = len(items) - len(lines)
    return (*lines, f"另有{rest}个党组织，明细见“{COMPLETION}”。") if rest else lines


def _line(item: Completion) -> str:
    late = "、".join(slot.period.name for slot in item.slots if slot.state is State.OVERDUE)
    lacking = f"，未达标：{late}" if late else ""
    return f"{item.organization}：应开展{item.required}次，按期完成{item.done}次{lacking}"
