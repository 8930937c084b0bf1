"""The row sets that figures are counted over, and what makes two rows of them one thing.

Every source lists records (``model``): what a number on screen opens. Filters of figures are written
from the record, so that the same filter counts a figure and finds the records behind it. Several
conditions on the parts of a record (its attendances, lecturers …) hold for one and the same part.
"""

import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, DurationField, ExpressionWrapper, F, Model, Q, QuerySet, Value, When

from branches.models import (
    Clue,
    DisciplinaryAction,
    Lecture,
    Meeting,
    Member,
    Organization,
    Post,
    Talk,
    WorkItem,
)
from branches.models.record import Record, normalized
from branches.periods import Period
from reports.figures.registry import Measure

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisation with all below it, the period, and the day on which it is asked."""

    organization: Organization
    period: Period
    today: datetime.date

    @property
    def day(self) -> datetime.date:
        """The day by which members, posts and organisations stand: the last of the period, at most today."""
        return min(self.period.end, self.today)


@dataclass(frozen=True, slots=True)
class Telling:
    """How rows are told apart: ``count`` gets the ``columns`` of every row that the figure's filter lets
    through."""

    columns: tuple[str, ...]
    count: Callable[[Iterable[Row]], int]


@dataclass(frozen=True, slots=True)
class Source:
    """``rows`` gives the live rows under the organisation, ``within`` the condition that they fall into
    the period.

    Sources with the same ``rows`` are counted together in one query. ``part`` is the relation that
    ``rows`` is joined to (one row per lecturer, target …); person-times without a column of their own
    count its rows. ``telling`` says, for a source whose rows cannot be told apart by the database, how
    each measure counts them.
    """

    model: type[Model]
    rows: Callable[[Scope], QuerySet[Any]]
    within: Callable[[Scope], Q]
    part: str = ""
    telling: Mapping[Measure, Telling] = field(default_factory=dict)


def _records(model: type[Record]) -> Callable[[Scope], QuerySet[Any]]:
    return lambda scope: model.objects.live().under(scope.organization).order_by()


def _dated(column: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(
        **{f"{column}__gte": scope.period.start, f"{column}__lte": scope.period.end},
    )


def _everything(scope: Scope) -> Q:
    return Q()


def _members(scope: Scope) -> QuerySet[Any]:
    """Members of the organisation on the day, with what they were then (``figures.members`` states the
    rule)."""
    day = scope.day
    full, probationary = Member.Status.FULL, Member.Status.PROBATIONARY
    not_yet_joined = Q(status__in=[full, probationary]) & _still_to_come("joined_on", day)
    return (
        Member.objects.live()
        .on(day)
        .under(scope.organization)
        .order_by()
        .annotate(
            status_then=Case(
                When(not_yet_joined, then=Value("")),
                When(Q(status=full) & _still_to_come("full_on", day), then=Value(str(probationary))),
                default="status",
            )
        )
    )


def _still_to_come(name: str, day: datetime.date) -> Q:
    """``Member.is_still_to_come`` in a query."""
    return Q(**{f"{name}__gt": day}) | Q(**{f"{Member.MONTHS[name]}__gt": day.isoformat()})


def _present_members(scope: Scope) -> QuerySet[Any]:
    return Member.objects.live().on(scope.day).order_by()


def _holding(scope: Scope) -> Q:
    """With a post held on the day in one of the organisations, whatever branch the person belongs to."""
    day = scope.day
    held = Post.objects.filter(
        Q(start_on=None) | Q(start_on__lte=day),
        Q(end_on=None) | Q(end_on__gt=day),
        organization__in=_organizations(scope),
    )
    return Q(posts__in=held.order_by())


def _organizations(scope: Scope) -> QuerySet[Any]:
    return Organization.objects.under(scope.organization).active_on(scope.day).order_by()


def count_rows(rows: Iterable[Row]) -> int:
    return sum(1 for _ in rows)


def count_distinct(rows: Iterable[Row]) -> int:
    """Distinct rows, texts compared without spaces and punctuation."""
    return len({tuple(normalized(cell) if isinstance(cell, str) else cell for cell in row) for row in rows})


def count_persons(rows: Iterable[Row]) -> int:
    """Distinct persons among rows of (member or None, name, organisation).

    The same member is one person; without a member, the same name in the same organisation is. A name
    without a member that also stands in that organisation with one is taken for that member.
    """
    members: set[Hashable] = set()
    linked: set[Hashable] = set()
    unlinked: set[Hashable] = set()
    for member, name, organization in rows:
        person = (organization, normalized(name))
        if member is None:
            unlinked.add(person)
        else:
            members.add(member)
            linked.add(person)
    return len(members) + len(unlinked - linked)


def count_actions(rows: Iterable[Row]) -> int:
    """Distinct actions among rows of (organisation, number, key): a row without a number stands for
    itself."""
    return len(
        {
            (organization, normalized(number)) if normalized(number) else key
            for organization, number, key in rows
        }
    )


def _meetings(scope: Scope) -> QuerySet[Any]:
    """``length`` is how long a meeting took whose last day is known; a day more than the days differ."""
    length = ExpressionWrapper(
        F("end_date") - F("date") + Value(datetime.timedelta(days=1)), output_field=DurationField()
    )
    return _records(Meeting)(scope).annotate(length=length)


_CLUES = _records(Clue)

SOURCES: dict[str, Source] = {
    "meeting": Source(Meeting, _meetings, _dated("date")),
    "attendance": Source(
        Meeting,
        _meetings,
        _dated("date"),
        part="attendances",
        telling={
            Measure.EVENTS: Telling(("pk",), count_distinct),
            Measure.PERSON_TIMES: Telling(("attendances__pk",), count_rows),
            Measure.PERSONS: Telling(
                ("attendances__member_id", "attendances__name", "organization_id"), count_persons
            ),
        },
    ),
    "material": Source(
        Meeting,
        _meetings,
        _dated("date"),
        part="materials",
        telling={
            Measure.MATERIALS: Telling(("materials__title",), count_distinct),
            Measure.MATERIAL_TIMES: Telling(("materials__title", "pk"), count_distinct),
        },
    ),
    "lecture": Source(Lecture, _records(Lecture), _dated("date")),
    "lecturer": Source(Lecture, _records(Lecture), _dated("date"), part="lecturers"),
    "talk": Source(Talk, _records(Talk), _dated("date"), part="targets"),
    "discipline": Source(
        DisciplinaryAction,
        _records(DisciplinaryAction),
        _dated("date"),
        telling={
            Measure.EVENTS: Telling(("organization_id", "number", "pk"), count_actions),
            Measure.PERSON_TIMES: Telling(("pk",), count_rows),
            Measure.PERSONS: Telling(("member_id", "person", "organization_id"), count_persons),
        },
    ),
    "clue": Source(Clue, _CLUES, _dated("date")),
    "clue_disposed": Source(Clue, _CLUES, _dated("disposed_on")),
    "work": Source(WorkItem, _records(WorkItem), _dated("date")),
    "member": Source(Member, _members, _everything),
    "post_holder": Source(Member, _present_members, _holding, part="posts"),
    "organization": Source(Organization, _organizations, _everything),
}
