"""存在问题 from the completion of duties: which duty fell short, at how many organisations and by how much.

Nothing is judged here and nothing made up: every number comes from ``branches.duties.completion``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from branches.duties import Completion, State, completion
from branches.models import Organization
from reports.document import Align, Column, Span, Table, Tally
from reports.outlines.filling import Word
from reports.periods import Period
from reports.placeholders import LISTING_DEFAULT, Placeholder, printed

REPEAT = "每项短板"
COMPLETION = "完成情况"
SHORT = "至少有一个到期的月份（季度、半年、年度）未达到规定次数的党组织。"
ALL_MET = "—"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One duty and how the organisations it applies to have met it: at least one, perhaps all in full."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "事项",
        "应开展党组织数",
        "未达标党组织数",
        "差额",
        "未达标党组织",
    )

    duty: str
    completions: tuple[Completion, ...]

    @property
    def short(self) -> tuple[Completion, ...]:
        return tuple(item for item in self.completions if item.missing)

    @property
    def missing(self) -> int:
        return sum(item.missing for item in self.short)

    def word(self, placeholder: Placeholder) -> Word | None:
        duty, lines = self.duty, tuple(_line(item) for item in self.short)
        if placeholder.name == "事项":
            return Word(Tally(duty, "事项", "应开展事项的名称。", lines))
        if placeholder.name == "未达标党组织":
            text = _enumerated([str(item.organization) for item in self.short], placeholder.limit)
            return Word(Tally(text, f"未达标的党组织（{duty}）", SHORT, lines))
        number, definition, behind = {
            "应开展党组织数": (
                len(self.completions),
                "至今应开展这一事项的党组织个数。",
                tuple(_line(item) for item in self.completions),
            ),
            "未达标党组织数": (len(self.short), f"{SHORT}按个数计。", lines),
            "差额": (self.missing, "各党组织到期未开展的次数之和；一个月多开展的不抵另一个月的。", lines),
        }[placeholder.name]
        if not number:
            return None
        return Word(
            Tally(printed(number, placeholder.styles), f"{placeholder.name}（{duty}）", definition, behind)
        )


def shortfalls_of(completions: Iterable[Completion]) -> list[Shortfall]:
    """The duties of which something was due by now, by name, in the order they first come up."""
    by_name: dict[str, list[Completion]] = {}
    for item in completions:
        if item.required:
            by_name.setdefault(item.duty.name, []).append(item)
    return [Shortfall(name, tuple(items)) for name, items in by_name.items()]


class Shortfalls:
    """The words of a whole document that rest on completion; asked for once, when first needed."""

    NAMES: ClassVar[tuple[str, ...]] = ("应开展事项数", "短板数", "短板事项")

    def __init__(self, organization: Organization, period: Period, today: date) -> None:
        self.organization = organization
        self.period = period
        self.today = today

    @cached_property
    def duties(self) -> list[Shortfall]:
        """Every duty of which something was due by now, met or not."""
        organizations = Organization.objects.under(self.organization)
        return shortfalls_of(completion(organizations, self.period, self.today))

    @property
    def items(self) -> list[Shortfall]:
        """The duties that fell short, those with the most missing first."""
        return sorted((item for item in self.duties if item.short), key=lambda item: -item.missing)

    def word(self, placeholder: Placeholder) -> Word | None:
        lines = tuple(f"{item.duty}：{len(item.short)}个党组织少{item.missing}次" for item in self.items)
        if placeholder.name == "应开展事项数":
            every = tuple(item.duty for item in self.duties)
            return _count(placeholder, len(self.duties), "至今至少有一个党组织应开展的事项数。", every)
        if placeholder.name == "短板数":
            return _count(placeholder, len(self.items), "至少有一个党组织未达到规定次数的事项数。", lines)
        if not self.items:
            return None
        text = _enumerated([item.duty for item in self.items], placeholder.limit)
        return Word(
            Tally(text, "短板事项", "至少有一个党组织未达到规定次数的事项，少开展次数多的在前。", lines)
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
    behind = tuple(_line(each) for each in item.completions)
    return (
        str(position),
        item.duty,
        Tally(
            str(len(item.completions)), f"党组织数（{item.duty}）", "至今应开展这一事项的党组织个数。", behind
        ),
        Tally(
            str(sum(each.required for each in item.completions)),
            "应开展次数",
            "各党组织应开展次数之和。",
            behind,
        ),
        Tally(
            str(sum(each.done for each in item.completions)),
            "按期完成次数",
            "各党组织按期完成的应开展次数之和，超出规定的不计。",
            behind,
        ),
        "、".join(str(each.organization) for each in item.short) or ALL_MET,
    )


def _count(placeholder: Placeholder, number: int, definition: str, lines: tuple[str, ...]) -> Word | None:
    if not number:
        return None
    return Word(Tally(printed(number, placeholder.styles), placeholder.name, definition, lines))


def _enumerated(names: list[str], limit: int | None) -> str:
    """At most ``limit`` names, parted by 、; 等 when there are more."""
    limit = limit or LISTING_DEFAULT
    return "、".join(names[:limit]) + ("等" if len(names) > limit else "")


def _line(item: Completion) -> str:
    late = "、".join(slot.period.name for slot in item.slots if slot.state is State.OVERDUE)
    lacking = f"，未达标：{late}" if late else ""
    return f"{item.organization}：应开展{item.required}次，按期完成{item.done}次{lacking}"
