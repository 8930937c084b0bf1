"""The columns of each ledger, named as offices name them, so that the file can be imported again."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from branches.models import Meeting
from branches.models.meeting import Attendance

Value = str | int | Decimal | datetime.date | datetime.time | None


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in characters of the standard font."""

    title: str
    value: Callable[[Any], Value]
    width: int = 12


def joined(texts: Iterable[str], separator: str = "、") -> str:
    return separator.join(text for text in texts if text)


def listed(texts: Iterable[str]) -> str:
    """One line each, numbered where there are several."""
    lines = [text for text in texts if text]
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _date(row: Any) -> Value:
    return row.date


def _organization(row: Any) -> Value:
    return row.organization.name


def _kind(row: Any) -> Value:
    return row.get_kind_display()


def _names(meeting: Meeting, status: str) -> str:
    rows: Iterable[Attendance] = meeting.attendances.all()
    return joined(row.name for row in rows if row.status == status)


def _absentees(meeting: Meeting) -> str:
    """Who stayed away and why: from the roster, and the note as far as it does not just repeat it."""
    away = [row for row in meeting.attendances.all() if row.status in {"leave", "absent"}]
    note: str = meeting.absentees_note
    if all(row.name in note for row in away):
        return note
    roster = joined(f"{row.name}（{row.reason or row.get_status_display()}）" for row in away)
    return joined([roster, note], separator="；")


def _topics(meeting: Meeting) -> str:
    return listed(
        f"{item.topic}（{item.get_category_display()}）" if item.category else item.topic
        for item in meeting.agenda_items.all()
    )


def _tags(row: Any) -> str:
    return joined(tag.name for tag in row.tags.all())


DATE = Column("日期", _date, 12)
ORGANIZATION = Column("党组织", _organization, 22)
TAGS = Column("标签", _tags, 8)
REMARK = Column("备注", lambda row: row.remark, 16)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "meeting": (
        ORGANIZATION,
        DATE,
        Column("结束日期", lambda row: row.end_date, 12),
        Column("开始时间", lambda row: row.start_time, 9),
        Column("结束时间", lambda row: row.end_time, 9),
        Column("会议活动类型", _kind, 13),
        Column("名称（主题）", lambda row: row.title, 24),
        Column("地点", lambda row: row.place, 12),
        Column("主持人", lambda row: row.chair, 9),
        Column("记录人", lambda row: row.recorder, 9),
        Column("应到人数", lambda row: row.expected, 7),
        Column("实到人数", lambda row: row.present, 7),
        Column("请假人数", lambda row: row.leave, 7),
        Column("缺席人数", lambda row: row.absent, 7),
        Column("参加人员", lambda row: _names(row, "present"), 22),
        Column("缺席人员及原因", _absentees, 16),
        Column("列席人员", lambda row: _names(row, "nonvoting"), 12),
        Column("议题", _topics, 28),
        Column("学习材料", lambda row: listed(each.title for each in row.materials.all()), 22),
        Column("会议内容", lambda row: row.content, 32),
        Column("决议事项", lambda row: row.decision, 18),
        Column("落实情况", lambda row: row.follow_up, 16),
        TAGS,
        REMARK,
    ),
    "lecture": (
        ORGANIZATION,
        DATE,
        Column("党课题目", lambda row: row.topic, 28),
        Column("党课类型", _kind, 12),
        Column("授课人", lambda row: joined(each.name for each in row.lecturers.all()), 14),
        Column(
            "授课人当日职务",
            lambda row: joined(each.get_post_display() for each in row.lecturers.all()),
            16,
        ),
        Column("授课对象", lambda row: row.get_audience_display(), 12),
        Column("听课人数", lambda row: row.audience_count, 10),
        Column("地点", lambda row: row.place, 12),
        Column("开始时间", lambda row: row.start_time, 9),
        Column("学时", lambda row: row.hours, 8),
        Column("主要内容", lambda row: row.content, 32),
        TAGS,
        REMARK,
    ),
    "talk": (
        ORGANIZATION,
        DATE,
        Column("谈话类型", _kind, 10),
        Column("谈话人", lambda row: row.talker, 10),
        Column("谈话人职务", lambda row: row.talker_post, 12),
        Column("谈话对象", lambda row: joined(each.name for each in row.targets.all()), 14),
        Column("谈话对象职务", lambda row: joined(each.post for each in row.targets.all()), 12),
        Column("地点", lambda row: row.place, 12),
        Column("谈话事由", lambda row: row.matter, 22),
        Column("谈话内容", lambda row: row.content, 32),
        Column("谈话对象态度", lambda row: row.attitude, 16),
        Column("跟进情况", lambda row: row.follow_up, 16),
        TAGS,
        REMARK,
    ),
    "discipline": (
        ORGANIZATION,
        Column("编号", lambda row: row.number, 14),
        Column("姓名", lambda row: row.person, 10),
        Column("职务", lambda row: row.post, 16),
        Column("职级", lambda row: row.rank, 12),
        Column("政治面貌", lambda row: row.political_status, 12),
        Column("处分决定时间", _date, 13),
        Column("主要事实", lambda row: row.facts, 36),
        Column("违纪类型", lambda row: row.get_violation_display(), 14),
        Column("运用形态", lambda row: row.get_form_display(), 12),
        Column("处理方式", lambda row: row.get_measure_display(), 14),
        Column("党纪处分", lambda row: row.get_party_sanction_display(), 12),
        Column("政务处分", lambda row: row.get_administrative_sanction_display(), 12),
        Column("决定机关", lambda row: row.deciding_body, 18),
        Column("文号", lambda row: row.document_number, 16),
        Column("影响期起", lambda row: row.effective_from),
        Column("影响期止", lambda row: row.effective_until),
        Column("解除日期", lambda row: row.lifted_on),
        Column("回访教育", lambda row: row.follow_up, 20),
        TAGS,
        REMARK,
    ),
    "clue": (
        ORGANIZATION,
        Column("线索编号", lambda row: row.number, 14),
        Column("线索来源", lambda row: row.get_source_display(), 16),
        Column("受理日期", _date, 12),
        Column("反映对象", lambda row: row.about, 14),
        Column("主要问题", lambda row: row.matter, 36),
        Column("处置方式", lambda row: row.get_disposal_display(), 12),
        Column("处置日期", lambda row: row.disposed_on),
        Column("承办人", lambda row: row.handled_by, 12),
        Column("处置结果", lambda row: row.result, 28),
        Column("已转立案", lambda row: "是" if row.became_case else "否", 10),
        TAGS,
        REMARK,
    ),
    "work": (
        ORGANIZATION,
        DATE,
        Column("结束日期", lambda row: row.end_date),
        Column("事项类型", _kind, 14),
        Column("事项名称", lambda row: row.title, 32),
        Column("牵头人", lambda row: row.lead, 14),
        Column("数量", lambda row: row.quantity, 10),
        Column("计量单位", lambda row: row.unit, 10),
        Column("涉及人次", lambda row: row.persons, 10),
        Column("金额（万元）", lambda row: row.amount, 12),
        Column("进展", lambda row: row.get_status_display(), 10),
        Column("说明", lambda row: row.note, 32),
        TAGS,
        REMARK,
    ),
}
"""By the short name of the record type."""

PARTS: dict[str, tuple[str, ...]] = {
    "meeting": ("attendances", "agenda_items", "materials"),
    "lecture": ("lecturers",),
    "talk": ("targets",),
}
"""What the columns read besides the record itself."""
