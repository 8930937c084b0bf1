"""What took place at many organisations in a period, read in a few queries, for ``branches.duties``."""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import compress

from django.db.models import Exists, OuterRef, Q, QuerySet

from branches.models import AgendaItem, Duty, Lecture, Meeting, Member, Organization, Talk
from branches.paths import spanning
from branches.periods import Period

Days = list[datetime.date]


class Occurrences:
    """The days on which what the duties ask for took place, and who was there to be asked."""

    def __init__(self, asked: Sequence[Organization], duties: Sequence[Duty], period: Period) -> None:
        self.duties, self.period = duties, period
        self.span = spanning(organization.path for organization in asked)
        self.groups = self._groups()
        self.branch_of = {group.pk: branch for branch, groups in self.groups.items() for group in groups}
        self.steady: Counter[int] = Counter()
        self.members: dict[int, list[Member]] = defaultdict(list)
        self._read_full_members()
        self.held: dict[tuple[int, str, str, str], Days] = defaultdict(list)
        self._read_meetings()
        self._read_topics()
        self._read_others("lecture", Lecture)
        self._read_others("talk", Talk)
        for days in self.held.values():
            days.sort()

    def _here(self) -> Q:
        """Of organisations from the first to the last asked about: a range, not a list of keys."""
        return Q(organization__in=self._organizations().order_by())

    def _organizations(self) -> QuerySet[Organization]:
        return Organization.objects.filter(self.span)

    def _groups(self) -> dict[int, list[Organization]]:
        """The groups of each branch."""
        found: dict[int, list[Organization]] = defaultdict(list)
        if any(
            duty.condition == Duty.Condition.GROUPS or duty.kind == Meeting.Kind.GROUP for duty in self.duties
        ):
            for group in self._organizations().filter(kind=Organization.Kind.GROUP):
                if group.parent_id:
                    found[group.parent_id].append(group)
        return found

    def _read_full_members(self) -> None:
        """Those who belonged from the first day to the last are counted; only others are asked each day."""
        if any(duty.condition == Duty.Condition.COMMITTEE for duty in self.duties):
            days = [name for day in ("joined_on", "full_on") for name in (day, Member.MONTHS[day])]
            members = (
                Member.objects.live()
                .filter(self._here(), status=Member.Status.FULL)
                .only("organization_id", "arrived_on", "left_on", *days)
                .order_by()
            )
            for member in members:
                if _full_on(member, self.period.start) and _full_on(member, self.period.end):
                    self.steady[member.organization_id] += 1
                else:
                    self.members[member.organization_id].append(member)

    def _read_meetings(self) -> None:
        kinds = {duty.kind for duty in self.duties if duty.activity == "meeting" and not duty.agenda_category}
        if kinds:
            rows = Meeting.objects.live().held_in(self.period).filter(self._here())
            rows = rows.filter(kind__in=sorted(kinds)).order_by()
            for organization, kind, day in rows.values_list("organization_id", "kind", "date"):
                self._count(organization, kind, "", day)

    def _read_topics(self) -> None:
        wanted = [duty for duty in self.duties if duty.activity == "meeting" and duty.agenda_category]
        if wanted:
            categories = sorted({duty.agenda_category for duty in wanted})
            topics = AgendaItem.objects.filter(meeting=OuterRef("pk"))
            rows = (
                Meeting.objects.live()
                .held_in(self.period)
                .filter(self._here(), kind__in=sorted({duty.kind for duty in wanted}))
                .order_by()
                .annotate(
                    **{
                        f"has_{position}": Exists(topics.filter(category=category))
                        for position, category in enumerate(categories)
                    }
                )
            )
            flags = [f"has_{position}" for position in range(len(categories))]
            for organization, kind, day, *has in rows.values_list("organization_id", "kind", "date", *flags):
                for category in compress(categories, has):
                    self._count(organization, kind, category, day)

    def _read_others(self, activity: str, model: type[Lecture | Talk]) -> None:
        """Each lecture or talk under its kind, and under "" for the rules that take any kind."""
        if any(duty.activity == activity for duty in self.duties):
            rows = model.objects.live().held_in(self.period).filter(self._here())
            for organization, kind, day in rows.order_by().values_list("organization_id", "kind", "date"):
                for each in {kind, ""}:
                    self.held[organization, activity, each, ""].append(day)

    def _count(self, organization: int, kind: str, category: str, day: datetime.date) -> None:
        """A meeting counts where it was held, one of a group for its branch too."""
        self.held[organization, "meeting", kind, category].append(day)
        if kind == Meeting.Kind.GROUP and organization in self.branch_of:
            self.held[self.branch_of[organization], "meeting", kind, category].append(day)

    def times(self, organization: Organization, duty: Duty, period: Period) -> int:
        """How often what the duty asks for took place there in the period."""
        days = self.held.get((organization.pk, duty.activity, duty.kind, duty.agenda_category), [])
        return bisect_right(days, period.end) - bisect_left(days, period.start)

    def full_members(self, organization: Organization, day: datetime.date) -> int:
        """Full members of the organisation on that day of the period."""
        others = self.members.get(organization.pk, [])
        return self.steady[organization.pk] + sum(_full_on(member, day) for member in others)

    def has_groups(self, organization: Organization, day: datetime.date) -> bool:
        return any(group.existed_on(day) for group in self.groups.get(organization.pk, []))


def _full_on(member: Member, day: datetime.date) -> bool:
    """Whether a full member of today was one of the branch's full members on that day."""
    return (
        not (member.arrived_on and member.arrived_on > day)
        and not (member.left_on and member.left_on <= day)
        and not member.is_still_to_come("joined_on", day)
        and not member.is_still_to_come("full_on", day)
    )
