"""Dates and clock times, in every form that ledgers write them.

A date is read or refused, never guessed: without a year it takes the year of its sheet, a month alone is no
day, a number that could be two dates is neither. 上午 and 下午 alone give no clock time.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from branches.importing.cells.daytext import (
    EARLIEST,
    LONGEST,
    DateReading,
    YearMissing,
    day_of,
    doubt,
    plausible,
    read_clocks,
    read_day,
)
from branches.importing.cells.text import CellError, folded, says_nothing
from branches.importing.workbook.sheets import Cell, Unreadable

__all__ = [
    "DateReading",
    "Moment",
    "YearMissing",
    "read_clock",
    "read_date",
    "read_day_and_place",
    "read_moment",
]

_SERIALS = range(20_000, 75_000)  # 1954 to 2105; smaller and larger numbers are more likely something else


def read_date(
    cell: Cell, *, year: int | None = None, since_1904: bool = False, period: bool = False
) -> DateReading | None:
    """The day (or span of days) in a cell; None when it is blank. Raises CellError.

    ``year`` is the year of the sheet, for dates written without one. With ``period`` a month, quarter or year
    stands for its first to last day; without it such a cell is refused.
    """
    if isinstance(cell, Unreadable):
        raise CellError(cell.message)
    if says_nothing(cell):
        return None
    if isinstance(cell, bool | time | timedelta):
        raise CellError("这里应是日期，如 2023年3月5日。")
    if isinstance(cell, datetime):
        return _from_moment(cell)
    if isinstance(cell, date):
        return DateReading(plausible(cell))
    if isinstance(cell, int | float):
        return _from_number(cell, since_1904)
    assert isinstance(cell, str)  # noqa: S101 - all other types of a cell are handled above
    text = folded(cell).replace("\n", " ")
    if re.fullmatch(r"\d+(\.\d+)?", text) and len(text.partition(".")[0]) in (5, 8):
        return _from_number(float(text), since_1904)
    return read_day(text, year, period)


def read_clock(cell: Cell) -> tuple[time | None, time | None]:
    """Begin and end in a cell that holds clock times only. Raises CellError."""
    if isinstance(cell, Unreadable):
        raise CellError(cell.message)
    if says_nothing(cell):
        return None, None
    if isinstance(cell, time):
        return cell, None
    if isinstance(cell, datetime) and cell.date() < EARLIEST:  # Excel's day zero: a time of day, not a date
        return cell.time(), None
    if isinstance(cell, float) and 1 / (24 * 60) <= cell < 1:
        minutes = round(cell * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60), None
    if isinstance(cell, str):
        found = read_clocks(folded(cell).replace("\n", " "))
        if found is not None:
            return found
    raise CellError("这里应是几点几分，如 14:30 或 14:30-16:00。")


def read_day_and_place(
    cell: Cell, *, year: int | None = None, since_1904: bool = False
) -> tuple[DateReading | None, str]:
    """“2023年3月5日14:30，三楼会议室”: the day in front, and what is behind it. Raises CellError."""
    if not isinstance(cell, str):
        return read_date(cell, year=year, since_1904=since_1904), ""
    text = folded(cell)
    for part in reversed([*re.finditer(r"[\s,;、。]+", text[: LONGEST + 1])]):
        try:
            return read_date(text[: part.start()], year=year, since_1904=since_1904), text[part.end() :]
        except YearMissing:
            raise
        except CellError:
            continue  # the place begins further to the left
    return read_date(text, year=year, since_1904=since_1904), ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a column of beginnings or ends holds: a day, a clock time, or both."""

    day: date | None = None
    start: time | None = None
    end: time | None = None
    remarks: tuple[str, ...] = ()


def read_moment(cell: Cell, *, year: int | None = None, since_1904: bool = False) -> Moment | None:
    """A clock time, or a day with or without one; None when blank. Raises CellError."""
    if says_nothing(cell):
        return None
    try:
        start, end = read_clock(cell)
    except CellError:
        found = read_date(cell, year=year, since_1904=since_1904)
        if found is None or found.end is not None:
            raise
        return Moment(found.start, found.start_time, found.end_time, found.remarks)
    return Moment(None, start, end, doubt(start, None) if isinstance(cell, time) else ())


def _from_number(number: int | float, since_1904: bool) -> DateReading:
    whole = int(number)
    if number == whole and 19_000_000 < whole < 21_010_000:
        return DateReading(day_of(whole // 10_000, whole // 100 % 100, whole % 100))
    if whole in _SERIALS:
        epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - ledgers know no zone
        moment = epoch + timedelta(days=whole, minutes=round((number - whole) * 24 * 60))
        return _from_moment(moment)
    if number != whole:
        raise CellError(
            f"Excel 把日期存成了数字 {number:g}，分不清是几月几日（3.1 与 3.10 一样）。"
            "请改成 2023-03-10 这样的日期。"
        )
    raise CellError(f"数字 {whole} 不是日期。请写成 2023-03-05 或 2023年3月5日。")


def _from_moment(moment: datetime) -> DateReading:
    clock = moment.time() if moment.time() != time(0) else None
    return DateReading(plausible(moment.date()), start_time=clock, remarks=doubt(clock, None))
