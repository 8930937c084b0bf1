"""What was understood of a row, in words for the person who checks it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse

from branches import partialdates
from branches.importing.kinds import LABELS, MODELS
from branches.importing.rows.drafting import shown
from branches.importing.tables.fields.cues import DAY_AND_PLACE_KEY
from branches.importing.tables.headers import read_header
from branches.importing.workbook.sheets import letter
from branches.models import ImportRow
from branches.models.columns import column_of
from branches.numbers import written

WORDS = {
    "attendees": "参加人员",
    "absentees": "未到人员",
    "nonvoting": "列席人员",
    "speakers": "发言人",
    "agenda": "议题",
    "materials": "学习材料",
    "first_topic": "第一议题学习材料",
    "lecturers": "授课人",
    "lecturer_title": "授课人职务",
    "targets": "谈话对象",
    "target_post": "谈话对象职务",
    "attendance": "出席人数",
    "start_time": "开始时间",
    "end": "结束时间",
    "end_day": "结束日期",
    DAY_AND_PLACE_KEY: "日期和地点",
    "year": "年份",
    "effect": "影响期",
    "posts": "党内职务",
    "any_posts": "职务（只取党内职务）",
    "post_start": "任职日期",
    "post_end": "免职日期",
    "level": "级别",
    "level_leading_group": "党组一级",
    "level_committee": "党委一级",
    "level_general_branch": "党总支一级",
    "level_branch": "党支部一级",
    "level_group": "党小组一级",
}
"""What is no column of the record itself."""

LONGEST = 200


def field_label(slug: str, name: str) -> str:
    """The Chinese name of a value."""
    if name in WORDS:
        return WORDS[name]
    return str(column_of(MODELS[slug], name).verbose_name)


def address_of(row: ImportRow) -> str:
    """The page of what the commit made of a row or brought up to date; empty when there is none."""
    if row.record_id is None:
        return ""
    if row.kind == "member":
        return reverse("member_detail", args=[row.record_id])
    if row.kind == "organization":
        return reverse("organization_edit", args=[row.record_id])
    return reverse("record_detail", args=[row.kind, row.record_id])


def in_words(slug: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, text) of every value that is shown."""
    return [(field_label(slug, name), _text(slug, name, value)) for name, value in shown(values).items()]


def understood_columns(sheet: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(header as spelled, what it was taken for) of a stored sheet report."""
    return [(spelled, field_label(sheet["kind"], name)) for spelled, name in sheet["columns"].items()]


def sheet_kind(sheet: Mapping[str, Any]) -> str:
    return LABELS.get(sheet["kind"] or "", "")


def _text(slug: str, name: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    column = None if name in WORDS else column_of(MODELS[slug], name)
    if column is not None and column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateField):
        return partialdates.in_words(value)
    return _shortened(str(value))


def in_short(column: "models.Field[Any, Any]", value: Any) -> str:
    """A value of a record's column, for a table; empty for none."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return written(value)
    return _shortened(str(value))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@dataclass(frozen=True, slots=True)
class FindingInWords:
    """``where``: the cell as Excel calls it, with its header; ``raw``: what stands there."""

    where: str
    raw: str
    message: str


def there_is(label: str) -> str:
    """How the sentence about a field that differs begins."""
    return f"{label}：已有记录为"


def findings_in_words(row: ImportRow) -> list[FindingInWords]:
    """What is said of a row, each at its cell: C7（时间）. What differs is shown side by side instead."""
    shown = tuple(there_is(each["label"]) for each in row.differences)
    return [
        FindingInWords(_cell(row.row, each), each.get("raw", ""), each["message"])
        for each in row.errors
        if not each["message"].startswith(shown)
    ]


def _cell(number: int, finding: Mapping[str, Any]) -> str:
    place, spelled = finding.get("place"), finding["column"]
    column = read_header(spelled).words or spelled
    if place is None:
        return column
    return f"{letter(place)}{number}（{column}）" if column else f"{letter(place)}{number}"
