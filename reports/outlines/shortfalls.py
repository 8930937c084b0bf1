"""存在问题 from the completion of duties: which duty fell short, at how many organisations and by how much.

Nothing is judged here and nothing made up: every number comes from ``branches.duties.completion``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from branches.duties import Completion, completion

from branches.models import Organization
from reports.document import Align, Column, Span, Table, Tally
from reports.outlines.filling import Word
from reports.periods import Period
from reports.placeholders import LISTING_DEFAULT, Placeholder, printed

REPEAT = "每项短板"
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
        return tuple(item for item in self.completions if item.done < item.required)

    @property
    def missing(self) -> int:
        return sum(item.required - item.done for item in self.short)

    def word(self, placeholder: Placeholder) -> Word | None:
        duty, lines = self.duty, tuple(_line(item) for item in self.short)
        if placeholder.name == "事项":
            return Word(Tally(duty, "事项", "应开展事项的名称。", lines))
        if placeholder.name == "未达标党组织":
            text = _enumerated([str(item.organization) for item in self.short], placeholder.limit)
            return Word(Tally(text, f"未达标的党组织（{duty}）", "期内次数少于应开展次数的党组织。", lines))
        number, definition, behind = {
            "应开展党组织数": (
                len(self.completions),
                "按规定应开展这一事项的党组织个数。",
                tuple(_line(item) for item in self.completions),
            ),
            "未达标党组织数": (len(self.short), "期内次数少于应开展次数的党组织个数。", lines),
            "差额": (self.missing, "未达标党组织的应开展次数减去已开展次数之和。", lines),
        }[placeholder.name]
        if not number:
            return None
        return Word(
            Tally(printed(number, placeholder.styles), f"{placeholder.name}（{duty}）", definition, behind)
        )


def shortfalls_of(completions: Iterable[Completion]) -> list[Shortfall]:
    """The duties that apply to at least one organisation, in the order they first come up."""
    by_duty: dict[int, list[Completion]] = {}
    for item in completions:
        if item.required:
            by_duty.setdefault(item.duty.pk, []).append(item)
    return [Shortfall(items[0].duty.name, tuple(items)) for items in by_duty.values()]


class Shortfalls:
    """The words of a whole document that rest on completion; asked for once, when first needed."""

    NAMES: ClassVar[tuple[str, ...]] = ("应开展事项数", "短板数", "短板事项")

    def __init__(self, organization: Organization, period: Period) -> None:
        self.organization = organization
        self.period = period

    @cached_property
    def duties(self) -> list[Shortfall]:
        """Every duty that applies here, met or not."""
        organizations = Organization.objects.under(self.organization)
        return shortfalls_of(completion(organizations, self.period))

    @property
    def items(self) -> list[Shortfall]:
        """The duties that fell short, those with the most missing first."""
        return sorted((item for item in self.duties if item.short), key=lambda item: -item.missing)

    def word(self, placeholder: Placeholder) -> Word | None:
        lines = tuple(f"{item.duty}：{len(item.short)}个党组织少{item.missing}次" for item in self.items)
        if placeholder.name == "应开展事项数":
            every = tuple(item.duty for item in self.duties)
            return _count(placeholder, len(self.duties), "按规定至少有一个党组织应开展的事项数。", every)
        if placeholder.name == "短板数":
            return _count(placeholder, len(self.items), "至少有一个党组织未达到规定次数的事项数。", lines)
        if not self.items:
            return None
        text = _enumerated([item.duty for item in self.items], placeholder.limit)
        return Word(
            Tally(text, "短板事项", "至少有一个党组织未达到规定次数的事项，少开展次数多的在前。", lines)
        )

    def table(self) -> Table | None:
        """One row for each duty: how many organisations, required, held, and who fell short."""
        columns = (
            Column("序号", 3, Align.CENTER),
            Column("应开展事项", 9),
            Column("党组织数", 4, Align.RIGHT),
            Column("应开展次数", 5, Align.RIGHT),
            Column("已开展次数", 5, Align.RIGHT),
            Column("未达标党组织", 13),
        )
        rows = tuple(
            tuple((cell,) for cell in _row(position, item))
            for position, item in enumerate(self.duties, start=1)
        )
        return Table(columns, rows) if rows else None


def _row(position: int, item: Shortfall) -> tuple[Span, ...]:
    behind = tuple(_line(each) for each in item.completions)
    return (
        str(position),
        item.duty,
        Tally(str(len(item.completions)), f"党组织数（{item.duty}）", "应开展这一事项的党组织个数。", behind),
        Tally(
            str(sum(each.required for each in item.completions)),
            "应开展次数",
            "各党组织应开展次数之和。",
            behind,
        ),
        Tally(
            str(sum(each.done for each in item.completions)), "已开展次数", "各党组织已开展次数之和。", behind
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
    return f"{item.organization}：应开展{item.required}次，已开展{item.done}次"
