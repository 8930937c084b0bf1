"""What took place on which day: a month by its days, a year by its months. Nothing of discipline is in it."""

import datetime
from calendar import MONDAY, Calendar
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from branches.models import RECORDS, Record
from branches.periods import Period
from branches.querysets import RecordQuerySet

KEPT = ("meeting", "lecture", "talk", "work")
"""The record types of a calendar, in the order a day shows them."""
SHOWN = 3
"""Records that a day names; of more it says how many there are."""
LEVELS = 3
"""How dark a day of the year can be, by how much there was."""

Rows = Mapping[str, "RecordQuerySet[Any]"]
"""A queryset for each type of ``KEPT``."""


@dataclass(frozen=True, slots=True)
class Day:
    """``counts`` by record type; ``records``: the first of them."""

    date: datetime.date
    records: tuple[Record, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def unnamed(self) -> int:
        """How many more there are than are named."""
        return self.total - len(self.records)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year. ``weeks`` hold the number of a day (0: of another month) and its level."""

    number: int
    counts: tuple[tuple[str, int], ...]
    weeks: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def month_of(rows: Rows, period: Period) -> list[list[Day | None]]:
    """The weeks of a month, from Monday on; None for the days of its neighbours. Two queries a type and those
    of what the records are shown with, however many there are.
    """
    counts = _counts(rows, period)
    named = _first_ones(rows, period)
    return [
        [
            Day(day, tuple(named[day][:SHOWN]), tuple(counts[day].items())) if day in period else None
            for day in week
        ]
        for week in Calendar(MONDAY).monthdatescalendar(period.start.year, period.start.month)
    ]


def year_of(rows: Rows, year: int) -> list[Month]:
    """The months of a year; one query a type."""
    counts = _counts(rows, Period.year(year))
    most = max((sum(of_day.values()) for of_day in counts.values()), default=0)

    def level(number: int, month: int) -> int:
        there = sum(counts.get(datetime.date(year, month, number), Counter()).values()) if number else 0
        return -(-there * LEVELS // most) if there else 0

    months = []
    for month in range(1, 13):
        sums: Counter[str] = Counter()
        for day, of_day in counts.items():
            if day.month == month:
                sums += of_day
        weeks = Calendar(MONDAY).monthdayscalendar(year, month)
        months.append(
            Month(
                month,
                tuple((slug, sums[slug]) for slug in KEPT if sums[slug]),
                tuple(tuple((number, level(number, month)) for number in week) for week in weeks),
            )
        )
    return months


def _counts(rows: Rows, period: Period) -> dict[datetime.date, "Counter[str]"]:
    found: dict[datetime.date, Counter[str]] = defaultdict(Counter)
    for slug in KEPT:
        held = rows[slug].held_in(period).order_by("date")
        for day, count in held.values_list("date").annotate(count=Count("pk")):
            found[day][slug] = count
    return found


def _first_ones(rows: Rows, period: Period) -> dict[datetime.date, list[Record]]:
    """The first records of each day, by type and then as they were logged."""
    number = Window(RowNumber(), partition_by=F("date"), order_by=F("pk").asc())
    found: dict[datetime.date, list[Record]] = defaultdict(list)
    for slug in KEPT:
        first = rows[slug].held_in(period).order_by().annotate(of_day=number).filter(of_day__lte=SHOWN)
        keys = list(first.values_list("pk", flat=True))
        shown = RECORDS[slug].objects.filter(pk__in=keys).select_related("organization").without_texts()
        for record in shown.order_by("pk"):
            found[record.date].append(record)
    return found
