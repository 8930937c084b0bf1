"""The columns of each record list: what they show, by what they sort, what a workbook has for them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from branches.numbers import written
from branches.paging import By, Order


@dataclass(frozen=True, slots=True)
class Column:
    """``css``: ``day``, ``title`` (the cell that leads to the record), ``count`` or nothing. ``sort``: the
    database column that orders by it. ``exported``: heading and value of each column that a workbook has for
    it, where those are not the same.
    """

    label: str
    value: Callable[[Any], Any]
    css: str = ""
    sort: str = ""
    exported: tuple[tuple[str, Callable[[Any], Any]], ...] = ()

    @property
    def in_workbook(self) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
        return self.exported or ((self.label, self.value),)

    def order(self, descending: bool) -> Order:
        """By this column; what is equal in it, the latest first."""
        if self.sort == "date":
            return Order((By("date", descending), By("pk", descending)))
        return Order((By(self.sort, descending), By("date", True), By("pk", True)))


def _sanctions(action: Any) -> str:
    given = [
        action.get_party_sanction_display() and f"党内{action.get_party_sanction_display()}",
        action.get_administrative_sanction_display()
        and f"政务{action.get_administrative_sanction_display()}",
    ]
    return "、".join(filter(None, given)) or action.get_measure_display()


def _attended(meeting: Any) -> str:
    if meeting.present is None:
        return ""
    return f"{meeting.present} / {meeting.expected}" if meeting.expected is not None else str(meeting.present)


def _names(rows: Any) -> str:
    """The first names of a record's people; how many there are when not all are shown."""
    names = [row.name for row in rows.all()]
    return "、".join(names[:3]) + (f" 等 {len(names)} 人" if len(names) > 3 else "")


def _all_names(rows: Any) -> str:
    return "、".join(row.name for row in rows.all())


def _day(label: str, name: str = "date") -> Column:
    def shown(row: Any) -> str:
        day = getattr(row, name)
        return f"{day:%Y-%m-%d}" if day else ""

    return Column(label, shown, "day", sort=name, exported=((label, lambda row: getattr(row, name)),))


WHERE = Column(
    "党组织",
    lambda row: str(row.organization),
    sort="organization__path",
    exported=(("党组织", lambda row: row.organization.name),),
)
KIND = Column("类型", lambda row: row.get_kind_display())

COLUMNS: dict[str, tuple[Column, ...]] = {
    "meeting": (
        _day("日期"),
        Column("名称", lambda row: row.title, "title", sort="title"),
        KIND,
        WHERE,
        Column("主持人", lambda row: row.chair, sort="chair"),
        Column(
            "实到 / 应到",
            _attended,
            "count",
            sort="present",
            exported=(("实到", lambda row: row.present), ("应到", lambda row: row.expected)),
        ),
    ),
    "lecture": (
        _day("日期"),
        Column("题目", lambda row: row.topic, "title", sort="topic"),
        Column(
            "授课人",
            lambda row: _names(row.lecturers),
            exported=(("授课人", lambda row: _all_names(row.lecturers)),),
        ),
        WHERE,
        KIND,
        Column(
            "听课人数",
            lambda row: _number(row.audience_count),
            "count",
            sort="audience_count",
            exported=(("听课人数", lambda row: row.audience_count),),
        ),
    ),
    "talk": (
        _day("日期"),
        Column("谈话", lambda row: row.matter or row.get_kind_display(), "title"),
        Column("谈话人", lambda row: row.talker, sort="talker"),
        Column(
            "谈话对象",
            lambda row: _names(row.targets),
            exported=(("谈话对象", lambda row: _all_names(row.targets)),),
        ),
        KIND,
        WHERE,
    ),
    "discipline": (
        _day("决定日期"),
        Column("姓名", lambda row: row.person, "title", sort="person"),
        Column("形态", lambda row: row.get_form_display(), sort="form"),
        Column("处理", _sanctions),
        WHERE,
        _day("影响期止", "effective_until"),
    ),
    "clue": (
        _day("受理日期"),
        Column("线索", lambda row: f"{row.number} {row.about}", "title", sort="number"),
        Column("来源", lambda row: row.get_source_display()),
        Column("处置", lambda row: row.get_disposal_display() or "未处置"),
        WHERE,
    ),
    "work": (
        _day("日期"),
        Column("名称", lambda row: row.title, "title", sort="title"),
        KIND,
        WHERE,
        Column(
            "数量",
            lambda row: f"{_number(row.quantity)} {row.unit}".strip(),
            "count",
            sort="quantity",
            exported=(("数量", lambda row: row.quantity), ("单位", lambda row: row.unit)),
        ),
        Column("进展", lambda row: row.get_status_display()),
    ),
}
PEOPLE = {"lecture": ("lecturers",), "talk": ("targets",)}
"""The parts of a record that its columns read."""


def _number(value: int | Decimal | None) -> str:
    """Without trailing zeros; nothing for None."""
    if value is None:
        return ""
    return written(value) if isinstance(value, Decimal) else str(value)
