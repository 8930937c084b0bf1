"""What the review copy says beside each number: what was counted, over which days, when, and the first
records.

Rows of disciplinary actions, clues and talks never appear here, totals only: they are about persons, and
the file leaves the house.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model

from branches.access import Permission
from branches.models import Organization, Talk
from branches.models.record import Record, chinese_date
from reports.document import Document, Listing, Tally, Traced
from reports.figures.counting import records_behind
from reports.figures.registry import Figure, FigureValue
from reports.numerals import arabic
from reports.periods import Period
from reports.placeholders import NO_RECORDS
from reports.word.render import Notes, moment_in_words

if TYPE_CHECKING:
    from branches.models import User

SHOWN = 3
"""How many records a comment names."""


def notes(document: Document, organization: Organization, user: "User | None" = None) -> Notes:
    """The comments of the review copy of a document about ``organization`` (see ``notes_of``)."""
    return notes_of(document.counted_at, organization, user)


def notes_of(counted_at: datetime, organization: Organization, user: "User | None" = None) -> Notes:
    """The comments at whatever was counted at that moment.

    With ``user`` only records that this person may see are named; without (a command) all that are not
    sensitive.
    """
    named: dict[tuple[str, Period], str] = {}

    def records(figure: Figure, period: Period, total: int) -> str:
        key = figure.key, period
        if key not in named:
            named[key] = _records(figure, organization, period, total, user)
        return named[key]

    counted = f"统计时间：{moment_in_words(counted_at)}"

    def note(span: Traced) -> str:
        if isinstance(span, Tally):
            return "\n".join(_lines(f"内容：{span.name}", f"口径：{span.definition}", counted, *span.lines))
        if isinstance(span, Listing):
            figure, period = span.figure, span.period
            total = f"不同的名称共{span.total}个，取自“{figure.name}”所计的记录。"
            return "\n".join(_lines(f"内容：{span.name}", total, _days(period), counted))
        figure = span.value.figure
        lines = [f"指标：{figure.name}", f"口径：{figure.definition}", f"数值：{_value(span.value)}"]
        if span.before is not None:
            lines.append(f"上年：{_value(span.before)}（{_days(span.period.previous())}）")
        lines += [_days(span.period), counted, records(figure, span.period, span.value.records)]
        return "\n".join(_lines(*lines))

    return note


def _lines(*lines: str) -> Iterable[str]:
    return (line for line in lines if line)


def _value(value: FigureValue) -> str:
    return NO_RECORDS if value.value is None else f"{arabic(value.value)}{value.figure.unit}"


def _days(period: Period) -> str:
    return f"期间：{chinese_date(period.start)}至{chinese_date(period.end)}"


def _records(
    figure: Figure, organization: Organization, period: Period, total: int, user: "User | None"
) -> str:
    if not total:
        return ""
    rows = records_behind(figure, organization, period)
    if _about_persons(rows.model):
        return f"记录：共{total}条，涉及个人，不列明细。"
    if user is not None:
        rows = rows.visible_to(user)  # type: ignore[attr-defined]
    if issubclass(rows.model, Record):
        rows = rows.select_related("organization").order_by("date", "pk")
    shown = [_line(row) for row in rows[:SHOWN]]
    lead = f"记录：共{total}条" + (
        f"，前{len(shown)}条：" if total > len(shown) > 0 else "：" if shown else "。"
    )
    return "\n".join([lead, *shown])


def _about_persons(model: type[Model]) -> bool:
    sensitive = getattr(model, "view_permission", Permission.VIEW) is not Permission.VIEW
    return sensitive or issubclass(model, Talk)


def _line(row: Model) -> str:
    if isinstance(row, Record):
        return f"{row.date:%Y-%m-%d} {row.organization} {row.headline()}"
    return str(row)
