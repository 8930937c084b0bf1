"""Days on which the demo office works, and chance that repeats itself."""

import datetime
from collections.abc import Iterator
from random import Random

FIRST_DAY = datetime.date(2023, 1, 1)

SPRING_FESTIVAL = {
    2023: (datetime.date(2023, 1, 21), datetime.date(2023, 1, 27)),
    2024: (datetime.date(2024, 2, 10), datetime.date(2024, 2, 17)),
    2025: (datetime.date(2025, 1, 28), datetime.date(2025, 2, 4)),
    2026: (datetime.date(2026, 2, 15), datetime.date(2026, 2, 23)),
}
"""Days off, both included. In later years the first week of February stands in for the festival."""

FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (5, 3), *((10, day) for day in range(1, 8))}
"""(month, day): enough for a demo; days worked in exchange for a holiday are left out."""


def chance(*words: object) -> Random:
    """A stream of chance that is the same for the same words, whatever else was drawn before it."""
    return Random("青峰:" + ":".join(map(str, words)))  # noqa: S311 - a repeatable demo, no secret


def is_workday(day: datetime.date) -> bool:
    if day.weekday() >= 5 or (day.month, day.day) in FIXED_HOLIDAYS:
        return False
    first, last = SPRING_FESTIVAL.get(
        day.year, (datetime.date(day.year, 2, 1), datetime.date(day.year, 2, 7))
    )
    return not first <= day <= last


def workday(year: int, month: int, day: int) -> datetime.date:
    """That day, or the first working day after it (which may fall into the next month)."""
    found = datetime.date(year, month, day)
    while not is_workday(found):
        found += datetime.timedelta(days=1)
    return found


def earlier_workday(day: datetime.date, days: int) -> datetime.date:
    """The last working day at least that many days before."""
    found = day - datetime.timedelta(days=days)
    while not is_workday(found):
        found -= datetime.timedelta(days=1)
    return found


def saturday(year: int, month: int, day: int) -> datetime.date:
    """The first Saturday on or after that day, for volunteers."""
    found = datetime.date(year, month, day)
    return found + datetime.timedelta(days=(5 - found.weekday()) % 7)


def years(until: datetime.date) -> range:
    return range(FIRST_DAY.year, until.year + 1)


def months(until: datetime.date) -> Iterator[tuple[int, int]]:
    """(year, month) from the first month of the demo to the one of ``until``."""
    for year in years(until):
        for month in range(1, 13):
            if (year, month) <= (until.year, until.month):
                yield year, month
