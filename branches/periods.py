"""Periods: a year, a half, a quarter, a month, or any range of days. First and last day both count."""

import datetime
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

HALVES = ("上半年", "下半年")
QUARTERS = "一二三四"


def last_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, monthrange(year, month)[1])


def _a_year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _range_name(start: datetime.date, end: datetime.date) -> str:
    """A range that is no year, half, quarter or month; what both ends share is said once."""
    whole_months = start.day == 1 and end == last_of_month(end.year, end.month)
    if whole_months and (start.month, end.month) == (1, 12):
        return f"{start.year}至{end.year}年"
    if whole_months and start.year == end.year:
        return f"{start.year}年{start.month}至{end.month}月"
    first = f"{start.year}年{start.month}月" + ("" if whole_months else f"{start.day}日")
    if start == end:
        return first
    last = f"{end.year}年" if end.year != start.year else ""
    if whole_months:
        return f"{first}至{last}{end.month}月"
    if last or end.month != start.month:
        last += f"{end.month}月"
    return f"{first}至{last}{end.day}日"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` to ``end``, both included; ``name`` is how prose calls them.

    ValueError when the end lies before the start.
    """

    start: datetime.date
    end: datetime.date
    name: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends on {self.end}, before it starts on {self.start}")

    def __str__(self) -> str:
        return self.name

    def __contains__(self, day: datetime.date) -> bool:
        return self.start <= day <= self.end

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(datetime.date(year, 1, 1), datetime.date(year, 12, 31), f"{year}年")

    @classmethod
    def half(cls, year: int, half: int) -> "Period":
        """``half`` is 1 or 2."""
        return cls._months(year, half, 6, f"{year}年{HALVES[half - 1]}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """``quarter`` is 1 to 4."""
        return cls._months(year, quarter, 3, f"{year}年第{QUARTERS[quarter - 1]}季度")

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls._months(year, month, 1, f"{year}年{month}月")

    @classmethod
    def _months(cls, year: int, number: int, length: int, name: str) -> "Period":
        return cls(
            datetime.date(year, (number - 1) * length + 1, 1), last_of_month(year, number * length), name
        )

    @classmethod
    def to_third_quarter(cls, year: int) -> "Period":
        return cls(datetime.date(year, 1, 1), datetime.date(year, 9, 30), f"{year}年前三季度")

    @classmethod
    def between(cls, start: datetime.date, end: datetime.date) -> "Period":
        """Any range, called as prose calls it: 2023年上半年, 2023年1至11月, 2023年3月5日至20日."""
        if start.day == 1 and start.year == end.year:
            named = [unit for units in UNITS.values() for unit in units(start.year)]
            for period in (*named, cls.to_third_quarter(start.year)):
                if (period.start, period.end) == (start, end):
                    return period
        return cls(start, end, _range_name(start, end))

    def previous(self) -> "Period":
        """The same period one year earlier: 去年. What ends with a month ends with that month there too."""
        end = _a_year_before(self.end)
        if self.end == last_of_month(self.end.year, self.end.month):
            end = last_of_month(end.year, end.month)
        return Period.between(_a_year_before(self.start), end)

    def split(self, per: str) -> "list[Period]":
        """The calendar months, quarters, half-years or years (a key of ``UNITS``) that lie wholly inside."""
        return [
            unit
            for year in range(self.start.year, self.end.year + 1)
            for unit in UNITS[per](year)
            if self.start <= unit.start and unit.end <= self.end
        ]


UNITS: dict[str, Callable[[int], list[Period]]] = {
    "year": lambda year: [Period.year(year)],
    "half_year": lambda year: [Period.half(year, number) for number in (1, 2)],
    "quarter": lambda year: [Period.quarter(year, number) for number in (1, 2, 3, 4)],
    "month": lambda year: [Period.month(year, number) for number in range(1, 13)],
}
"""The periods of each length in a year, the longest first; the keys are those of ``Duty.Per``."""

PARTS: dict[str, tuple[str, Callable[[int], Period]]] = {
    "": ("全年", Period.year),
    **{f"h{n}": (HALVES[n - 1], partial(Period.half, half=n)) for n in (1, 2)},
    **{f"q{n}": (f"第{QUARTERS[n - 1]}季度", partial(Period.quarter, quarter=n)) for n in (1, 2, 3, 4)},
    "q1-3": ("前三季度", Period.to_third_quarter),
    **{f"m{n}": (f"{n}月", partial(Period.month, month=n)) for n in range(1, 13)},
}
"""What may be asked for of a year, by its name in addresses."""


def part_of(period: Period) -> str:
    """The key in ``PARTS`` of a part of one year; KeyError for any other range of days."""
    names = {part(period.start.year): key for key, (_, part) in PARTS.items()}
    return names[period]
