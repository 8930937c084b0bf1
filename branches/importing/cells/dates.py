"""Dates and clock times, in every form that ledgers write them.

A date is read or refused, never guessed: without a year it takes the year of its sheet, a month alone is no
day, a number that could be two dates is neither. 上午 and 下午 alone give no clock time.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from branches.importing.cells.daytext import (
    DAY_PART,
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
    "PartialDate",
    "YearMissing",
    "read_clock",
    "read_date",
    "read_day_and_place",
    "read_moment",
    "read_partial_date",
]

_NUMBER_OF_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})(?:\.?(?P<m>0[1-9]|1[0-2])|\.(?P<m1>[1-9]))?")
"""199507, 1995.07, 1995.7, 1995"""
_NO_MONTH = re.compile(r"(?:19|20)\d{2}[年./\-]?(?P<m>1[3-9]|[2-9]\d|00)月?")
_SHORT_YEAR = re.compile(r"\d{2}(?:年|[./\-])\d{1,2}月?")
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


@dataclass(frozen=True, slots=True)
class PartialDate:
    """``known``: the day in ISO form as far as the cell gives it: 2005-07-01, 2005-07, 2005."""

    known: str
    remarks: tuple[str, ...] = ()


def read_partial_date(cell: Cell, *, since_1904: bool = False) -> PartialDate | None:
    """The day in a cell, or the month or year where it says no more; None when blank. Raises CellError."""
    text = folded(cell) if isinstance(cell, str) else _number_as_text(cell)
    if text and (match := _NUMBER_OF_MONTH.fullmatch(text)):
        either = match["m1"] == "1" and not isinstance(cell, str)
        return _of_month(int(match["y"]), int(match["m"] or match["m1"] or 0), either)
    try:
        found = read_date(cell, since_1904=since_1904)
    except YearMissing:
        raise
    except CellError:
        if text and _SHORT_YEAR.fullmatch(text):
            raise CellError(f"年份只写了两位（{text[:2]}）。请写全四位年份。") from None
        if text and (match := _NO_MONTH.fullmatch(text)):
            raise CellError(f"没有{match['m']}月，请核对。") from None
        found = _whole_month_or_year(cell)
        if found is None:
            raise
        whole_year = found.end is not None and found.end.month != found.start.month
        return _of_month(found.start.year, 0 if whole_year else found.start.month)
    if found is not None and found.end is not None:
        raise CellError("这里应是一天，不是一段时间。")
    return PartialDate(found.start.isoformat()) if found is not None else None


def _number_as_text(cell: Cell) -> str:
    return f"{cell:.10g}" if isinstance(cell, int | float) and not isinstance(cell, bool) else ""


def _of_month(year: int, month: int, either: bool = False) -> PartialDate:
    """``either``: January and October look the same."""
    if year < EARLIEST.year:
        raise CellError(f"{year}年的年份不对，请核对。")
    if either:
        why = f"Excel 把年月存成了数字 {year}.1，分不清是1月还是10月，只认作{year}年。"
        return PartialDate(f"{year}", (why,))
    return PartialDate(f"{year}-{month:02}" if month else f"{year}")


def _whole_month_or_year(cell: Cell) -> DateReading | None:
    try:
        found = read_date(cell, period=True)
    except CellError:
        return None
    if found is None or found.end is None or found.start.day != 1 or found.start.year != found.end.year:
        return None
    months = found.end.month - found.start.month
    last = (found.end + timedelta(days=1)).day == 1
    return found if last and months in (0, 11) else None


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
    said = isinstance(cell, str) and re.search(DAY_PART, cell)
    return Moment(None, start, end, () if said else doubt(start, None))


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
