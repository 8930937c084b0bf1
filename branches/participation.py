"""What a member took part in: meetings attended, lectures given, talks; as far as the person looking may see.

The rate of attendance is 实到 out of 应到, over the meetings on whose roster the member stands: leave and
absence count as not present and are shown apart, 列席 counts neither way. A name on a roster that is not
known to be this member's is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import ExtractYear

from branches.models import Attendance, DisciplinaryAction, Lecture, Meeting, Member, Talk, User
from branches.periods import Period
from branches.querysets import RecordQuerySet

Status = Attendance.Status


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a member was there, of the meetings they were asked to."""

    present: int = 0
    leave: int = 0
    absent: int = 0
    nonvoting: int = 0

    @property
    def expected(self) -> int:
        return self.present + self.leave + self.absent

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means always; None where the member was asked to nothing."""
        return self.present * 100 // self.expected if self.expected else None

    @classmethod
    def of(cls, several: Iterable["Tally"]) -> "Tally":
        all_of_them = list(several)
        return cls(*(sum(getattr(each, name) for each in all_of_them) for name in Status.values))


@dataclass(frozen=True, slots=True)
class Participation:
    """One year of a member. ``by_kind``: kind in Chinese and tally, in the order of kinds; ``years``: those
    in which there is anything, the latest first, with the tally of each.
    """

    years: tuple[tuple[int, Tally], ...]
    by_kind: tuple[tuple[str, Tally], ...]
    attendances: Sequence[Attendance]
    lectures: Sequence[Lecture]
    talks_led: Sequence[Talk]
    talks_had: Sequence[Talk]
    actions: Sequence[DisciplinaryAction]

    @property
    def total(self) -> Tally:
        return Tally.of(tally for _, tally in self.by_kind)


def participation(member: Member, year: int, user: User) -> Participation:
    """A member's year as this person may see it; a constant number of queries."""
    period = Period.year(year)
    # Row by row: a member has few, and whoever asks may see a million meetings.
    meetings = Meeting.objects.visible_to(user, wide=True).filter(pk=OuterRef("meeting"))
    attended = Attendance.objects.filter(Exists(meetings), member=member)
    in_year = attended.filter(meeting__date__gte=period.start, meeting__date__lte=period.end)
    lectures = Lecture.objects.visible_to(user, wide=True).filter(lecturers__member=member)
    led = Talk.objects.visible_to(user, wide=True).filter(talker_member=member)
    had = Talk.objects.visible_to(user, wide=True).filter(targets__member=member)
    actions = DisciplinaryAction.objects.visible_to(user).filter(member=member)
    shown = in_year.select_related("meeting__organization").order_by("-meeting__date", "-meeting__pk")
    with_targets = (
        rows.held_in(period).distinct().select_related("organization").prefetch_related("targets")
        for rows in (led, had)
    )
    talks_led, talks_had = (list(rows) for rows in with_targets)
    return Participation(
        _years(attended, [lectures, led, had]),
        _by_kind(in_year),
        list(shown.defer("meeting__content", "meeting__decision", "meeting__follow_up")),
        list(lectures.held_in(period).distinct().select_related("organization")),
        talks_led,
        talks_had,
        list(actions.order_by("-date", "-pk")),
    )


def _years(
    attended: "QuerySet[Attendance]", others: "Iterable[RecordQuerySet[Lecture] | RecordQuerySet[Talk]]"
) -> tuple[tuple[int, Tally], ...]:
    found: dict[int, dict[str, int]] = {}
    rows = attended.order_by().annotate(year=ExtractYear("meeting__date"))
    for year, status, count in rows.values_list("year", "status").annotate(count=Count("pk")):
        found.setdefault(year, {})[status] = count
    for records in others:
        for day in records.order_by().dates("date", "year"):
            found.setdefault(day.year, {})
    return tuple((year, Tally(**found[year])) for year in sorted(found, reverse=True))


def _by_kind(attended: "QuerySet[Attendance]") -> tuple[tuple[str, Tally], ...]:
    found: dict[str, dict[str, int]] = {}
    counted = attended.order_by().values_list("meeting__kind", "status").annotate(count=Count("pk"))
    for kind, status, count in counted:
        found.setdefault(kind, {})[status] = count
    return tuple((label, Tally(**found[kind])) for kind, label in Meeting.Kind.choices if kind in found)
