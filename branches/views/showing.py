"""A record's fields as people read them: Chinese names, days, choices in words."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from branches.forms import FORMS
from branches.models import Record
from branches.models.columns import column_of
from branches.models.record import chinese_date
from branches.numbers import written


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


ELSEWHERE = frozenset({"organization", "meeting", "date", "end_date", "start_time", "end_time"})
ELSEWHERE |= {"title", "topic", "expected", "present", "leave", "absent", "absentees_note"}
"""Fields that the page shows in its head, as a link, or with the attendance."""

LABELS = {
    ("discipline", "date"): "决定日期",
    ("clue", "date"): "受理日期",
}


def facts(record: Record) -> tuple[list[Fact], list[Fact]]:
    """The filled-in fields: short ones, and texts."""
    short = [Fact(LABELS.get((record.slug, "date"), "日期"), when(record))]
    short.append(Fact("党组织", record.organization.name))
    long: list[Fact] = []
    for column in shown_columns(record):
        value = in_words(column, getattr(record, column.attname))
        if not value:
            continue
        fact = Fact(str(column.verbose_name), value)
        (long if isinstance(column, models.TextField) else short).append(fact)
    return short, long


def shown_columns(record: Record) -> Iterator["models.Field[Any, Any]"]:
    """The columns of a record's form in its order, without those shown in another way."""
    for name in FORMS[record.slug]._meta.fields or ():
        if name not in ELSEWHERE:
            yield column_of(record, name)


def when(record: Any) -> str:
    """The day or days, and the clock times where known."""
    words = chinese_date(record.date)
    end = getattr(record, "end_date", None)
    if end and end != record.date:
        words += f"至{chinese_date(end)}"
    start, finish = getattr(record, "start_time", None), getattr(record, "end_time", None)
    if start:
        words += f" {start:%H:%M}" + (f"–{finish:%H:%M}" if finish else "")
    return words


def in_words(column: "models.Field[Any, Any]", value: Any) -> str:
    """A stored value, or what history kept of it, as text; nothing for what is empty."""
    if value is None or value == "":
        return ""
    if isinstance(column, models.BooleanField):
        return "是" if value else ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return chinese_date(value)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(column, models.DecimalField):
        return written(Decimal(value))
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)
