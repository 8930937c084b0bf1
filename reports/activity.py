"""What happened, by month, by kind and by branch: how many activities, and how well they were attended."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from branches.models import Lecture, Meeting, Organization, Talk
from branches.models.record import Record
from branches.paths import ancestors
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


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month of a period, or a year of a long one, cut to the period. ``counts``: records by type, in the
    order of ``COUNTED``; ``before``: how many there were of all types a year earlier."""

    label: str
    counts: tuple[int, ...]
    before: int

    @property
    def total(self) -> int:
        return sum(self.counts)


MOST_MONTHS = 12
"""A longer period is told by years."""


def stretches(organization: Organization, period: Period) -> list[Stretch]:
    """What was held at the organisation and below in each month that the period touches; six queries."""
    start, end = period.start, period.end
    number = (end.year - start.year) * 12 + end.month - start.month + 1
    by_year = number > MOST_MONTHS
    now, then = _by_month(organization, period), _by_month(organization, period.previous())
    found: dict[str, tuple[list[int], list[int]]] = {}
    for place in range(number):
        year, month = start.year + (start.month - 1 + place) // 12, (start.month - 1 + place) % 12 + 1
        label = f"{year}年" if by_year else f"{month}月"
        counts, before = found.setdefault(label, ([0] * len(COUNTED), [0]))
        for position, slug in enumerate(COUNTED):
            counts[position] += now[slug, year, month]
            before[0] += then[slug, year - 1, month]
    return [Stretch(label, tuple(counts), before[0]) for label, (counts, before) in found.items()]


def _by_month(organization: Organization, period: Period) -> "Counter[tuple[str, int, int]]":
    """Live records by type, year and month."""
    found: Counter[tuple[str, int, int]] = Counter()
    for slug, model in COUNTED.items():
        rows = model.objects.live().under(organization).held_in(period).order_by()
        grouped = rows.values_list(ExtractYear("date"), ExtractMonth("date")).annotate(Count("pk"))
        found.update({(slug, year, month): records for year, month, records in grouped})
    return found


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of what branches do: ``figure`` is the key of the figure that counts the same."""

    name: str
    figure: str


ACTIVITIES = (
    Activity("党员大会", "meeting.general.count"),
    Activity("支委会", "meeting.committee.count"),
    Activity("党小组会", "meeting.group.count"),
    Activity("主题党日", "meeting.theme_day.count"),
    Activity("党课", "lecture.count"),
    Activity("谈心谈话", "talk.heart.count"),
)


@dataclass(frozen=True, slots=True)
class BranchActivity:
    """How often a branch, its groups included, held each of ``ACTIVITIES``."""

    branch: Organization
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def by_branch(organization: Organization, period: Period) -> list[BranchActivity]:
    """Every branch there that existed in the period, in the order of the tree; four queries."""
    branches = {
        branch.path: branch
        for branch in Organization.objects.under(organization)
        .filter(
            Q(founded_on=None) | Q(founded_on__lte=period.end),
            Q(dissolved_on=None) | Q(dissolved_on__gt=period.start),
            kind=Organization.Kind.BRANCH,
        )
        .order_by("path")
    }
    found: Counter[tuple[str, str]] = Counter()
    for slug, columns in (("meeting", ["kind"]), ("lecture", []), ("talk", ["kind"])):
        rows = COUNTED[slug].objects.live().under(organization).held_in(period).order_by()
        for row in rows.values("organization__path", *columns).annotate(records=Count("pk")):
            key = ".".join([slug, *(row[column] for column in columns), "count"])
            for path in ancestors(row["organization__path"]):
                if path in branches:
                    found[path, key] += row["records"]
    return [
        BranchActivity(branch, tuple(found[path, each.figure] for each in ACTIVITIES))
        for path, branch in branches.items()
    ]
