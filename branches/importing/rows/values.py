"""What was understood of a row, as JSON can keep it.

``values`` by field name: organisations by full name, days and times in ISO form, names as lists, numbers as
numbers, choices by their stored value. The preview stores them and the commit builds the record from them,
so what was shown is what is written.
"""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from branches.importing.cells.counts import Counts
from branches.importing.rows.findings import RowReading

Values = dict[str, Any]
_CLOCK = "%H:%M"
HOURS_OF_A_DAY = 24


def put_same(values: Values, reading: RowReading, names: Iterable[str]) -> None:
    """Choices, counts and yes-or-no as they were read."""
    for name in names:
        if name in reading.read:
            values[name] = reading.read[name]


def put_counts(values: Values, reading: RowReading, names: Iterable[str]) -> None:
    """Single counts; a note in brackets beside one goes into the remark."""
    for name in names:
        found = reading.read.get(name)
        if isinstance(found, Counts):
            for note in found.names.values():
                add_remark(values, f"{reading.spelled[name]}：{note}")
            found = found.by_label[name]
        if found is not None:
            values[name] = found


def put_text(values: Values, reading: RowReading, names: Iterable[str]) -> None:
    for name in names:
        if reading.read.get(name):
            values[name] = reading.read[name]


def put_date(values: Values, reading: RowReading, *, end: bool, clock: bool) -> None:
    """The day, and the end and clock times where the record keeps them; elsewhere a span is refused."""
    found = reading.read.get("date")
    if found is None:
        return
    values["date"] = found.start.isoformat()
    if found.end is not None and end:
        values["end_date"] = found.end.isoformat()
    elif found.end is not None:
        reading.fail("date", "这里应是一天，不是一段时间。")
    if found.start_time is None:
        return
    if clock:
        values["start_time"] = found.start_time.strftime(_CLOCK)
        if found.end_time is not None:
            values["end_time"] = found.end_time.strftime(_CLOCK)
    else:
        add_remark(values, f"时间：{found.start_time.strftime(_CLOCK)}")


def put_clock(values: Values, reading: RowReading) -> None:
    """Columns of their own for beginning and end. They complete the day, and must not contradict it."""
    begin = reading.read.get("start_time")
    if begin is not None:
        if begin.day is not None and begin.day.isoformat() != values.get("date"):
            reading.fail("start_time", "开始时间的日期与日期列不一致。请核对。")
        _set_clock(values, reading, "start_time", begin.start, "start_time")
        _set_clock(values, reading, "end_time", begin.end, "start_time")
    for name in ("end_day", "end"):
        end = reading.read.get(name)
        if end is None:
            continue
        if end.day is not None and end.day.isoformat() != values.get("date"):
            if values.get("end_date", end.day.isoformat()) != end.day.isoformat():
                reading.fail(name, "结束日期与日期列写的不一致。请核对。")
            values["end_date"] = end.day.isoformat()
        _set_clock(values, reading, "end_time", end.start, name)


def _set_clock(values: Values, reading: RowReading, name: str, moment: time | None, source: str) -> None:
    if moment is None:
        return
    spelled = moment.strftime(_CLOCK)
    if values.setdefault(name, spelled) != spelled:
        reading.fail(source, f"时间 {spelled} 与日期列写的 {values[name]} 不一致。请核对。")


def put_hours(values: Values, reading: RowReading) -> None:
    found = reading.read.get("hours")
    if found is None:
        return
    number, unit = found
    if unit not in ("", "学时", "课时", "个学时", "小时", "个小时"):
        reading.fail("hours", f"“{unit}”不是学时。请写学时数，如 2。")
        return
    values["hours"] = as_number(number)
    if number > HOURS_OF_A_DAY * _days(values):
        reading.remark("hours", f"写的是 {values['hours']} 学时，比这几天的时间还长，请核对是不是分钟。")


def _days(values: Values) -> int:
    first, last = values.get("date"), values.get("end_date")
    if not (first and last):
        return 1
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def add_remark(values: Values, text: str) -> None:
    """Put into the record's own remark what has no field, so that nothing of the ledger is lost."""
    values["remark"] = f"{values['remark']}\n{text}" if values.get("remark") else text


def as_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
