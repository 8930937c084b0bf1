"""What happened month by month: how many activities, and how well they were attended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from branches.models import Lecture, Meeting, Talk
from branches.models.record import Record
from branches.periods import Period

COUNTED: Mapping[str, type[Record]] = {"meeting": Meeting, "lecture": Lecture, "talk": Talk}
"""The record types that are activities, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Month:
    """``counts``: records by type, in the order of ``COUNTED``. ``expected`` and ``present`` are person-times
    of the ``counted`` meetings whose 应到 and 实到 are both known."""

    number: int
    counts: tuple[int, ...]
    expected: int = 0
    present: int = 0
    counted: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def rate(self) -> float | None:
        """Attendance in percent; None without a meeting to take it from."""
        return self.present * 100 / self.expected if self.expected else None


def months(rows: "Mapping[str, QuerySet[Record]]", year: int, last: int = 12) -> list[Month]:
    """January to the month ``last`` of a year, from the rows of each type of ``COUNTED``; three queries."""
    period = Period.year(year)
    known = Q(expected__gt=0, present__isnull=False)
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for slug in COUNTED:
        held = rows[slug].filter(date__gte=period.start, date__lte=period.end).order_by()
        sums: dict[str, Any] = {"count": Count("pk")}
        if slug == "meeting":
            sums["expected_sum"] = Sum("expected", filter=known)
            sums["present_sum"] = Sum("present", filter=known)
            sums["counted"] = Count("pk", filter=known)
        grouped: QuerySet[Any, Any] = (
            held.annotate(month=ExtractMonth("date")).values("month").annotate(**sums)
        )
        found[slug] = {row["month"]: row for row in grouped}
    return [_month(number, found) for number in range(1, last + 1)]


def _month(number: int, found: dict[str, dict[int, dict[str, Any]]]) -> Month:
    def of(slug: str, what: str) -> int:
        return found[slug].get(number, {}).get(what) or 0

    return Month(
        number,
        tuple(of(slug, "count") for slug in COUNTED),
        of("meeting", "expected_sum"),
        of("meeting", "present_sum"),
        of("meeting", "counted"),
    )
