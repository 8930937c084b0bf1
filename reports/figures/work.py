"""Figures of work items: what is counted but is no gathering.

``count`` is one per record. ``quantity`` sums what was entered as 数量, but only where its measure word
is one of those of the kind or was left empty: 3 户 and 5 人次 make no eight of anything.
``person_times`` sums 涉及人次, ``amount`` sums money in 万元. An item belongs to the period in which it
began.
"""

from dataclasses import dataclass

from django.db.models import Q

from branches.models import WorkItem
from reports.figures.declaring import declare
from reports.figures.registry import Measure

Kind = WorkItem.Kind

PIECES = ("项", "条", "件", "个", "起")
TIMES = ("次", "场", "场次", "期", "轮", "批", "批次")
PERSONS = ("名", "人", "位", "人次")


@dataclass(frozen=True, slots=True)
class Wording:
    """The measure word of the records, that of the quantity, and all in which the quantity may be entered."""

    unit: str
    quantity_unit: str
    quantity_units: tuple[str, ...] = PIECES
    quantity: str = "数量"


WORDINGS: dict[str, Wording] = {
    Kind.LIVELIHOOD: Wording("项", "项"),
    Kind.TOUGH_TASK: Wording("项", "项"),
    Kind.RESEARCH_VISIT: Wording("次", "次", TIMES),
    Kind.RESEARCH_TOPIC: Wording("个", "个"),
    Kind.RECTIFICATION: Wording("项", "条", quantity="条数"),
    Kind.REGULATION: Wording("项", "项", (*PIECES, "份", "部", "篇")),
    Kind.CONDOLENCE: Wording("次", "户", ("户", "家")),
    Kind.REFLECTION: Wording("次", "篇", ("篇", "份"), "篇数"),
    Kind.COMMENDATION: Wording("次", "个"),
    Kind.TERM_ELECTION: Wording("次", "个"),
    Kind.DEVELOPMENT: Wording("次", "名", PERSONS),
    Kind.PROMOTION: Wording("次", "人次", PERSONS),
    Kind.OTHER: Wording("项", "项"),
}

for kind, wording in WORDINGS.items():
    label = Kind(kind).label
    word = label if kind != Kind.OTHER else "其他工作事项"
    declare(
        f"work.{kind}.count",
        f"{word}{'项数' if wording.unit == '项' else '个数' if wording.unit == '个' else '次数'}",
        wording.unit,
        Measure.EVENTS if wording.unit == "次" else Measure.ITEMS,
        "work",
        f"期内登记的类型为“{label}”的工作事项数，一条记录计一{wording.unit}。",
        Q(kind=kind),
    )
    declare(
        f"work.{kind}.quantity",
        f"{word}{wording.quantity}",
        wording.quantity_unit,
        Measure.SUM,
        "work",
        f"期内类型为“{label}”的工作事项填写的数量之和；计量单位不是"
        f"{'、'.join(wording.quantity_units)}的不计入，未填单位的计入。",
        Q(kind=kind, unit__in=["", *wording.quantity_units]),
        field="quantity",
    )
    declare(
        f"work.{kind}.person_times",
        f"{word}涉及人次",
        "人次",
        Measure.PERSON_TIMES,
        "work",
        f"期内类型为“{label}”的工作事项填写的涉及人次之和。",
        Q(kind=kind),
        field="persons",
    )
    declare(
        f"work.{kind}.amount",
        f"{word}金额",
        "万元",
        Measure.MONEY,
        "work",
        f"期内类型为“{label}”的工作事项填写的金额之和。",
        Q(kind=kind),
        field="amount",
    )
