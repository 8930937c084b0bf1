"""What was understood of a row, in words for the person who checks it."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models

from branches.importing.columns import LABELS
from branches.importing.drafting import shown
from branches.models import RECORDS
from branches.models.record import chinese_date

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
    "end": "结束时间",
    "year": "年份",
}
"""What is no column of the record itself."""

LONGEST = 200


def field_label(slug: str, name: str) -> str:
    """The Chinese name of a value."""
    if name in WORDS:
        return WORDS[name]
    return str(_column(slug, name).verbose_name)


def in_words(slug: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, text) of every value that is shown."""
    return [(field_label(slug, name), _text(slug, name, value)) for name, value in shown(values).items()]


def understood_columns(sheet: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(header as spelled, what it was taken for) of a stored sheet report."""
    return [(spelled, field_label(sheet["kind"], name)) for spelled, name in sheet["columns"].items()]


def sheet_kind(sheet: Mapping[str, Any]) -> str:
    return LABELS.get(sheet["kind"] or "", "")


def _column(slug: str, name: str) -> "models.Field[Any, Any]":
    column = RECORDS[slug]._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 - values are named after columns
    return column


def _text(slug: str, name: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    column = None if name in WORDS else _column(slug, name)
    if column is not None and column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateField):
        return chinese_date(datetime.date.fromisoformat(value))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
