"""Every figure counted once more, in plain Python over all rows: nothing here knows how ``reports`` counts.

The rules are spelled out again from the keys of the figures, so that a wrong filter, a multiplied join or a
forgotten recycle bin cannot agree with itself.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from branches.models import Clue, DisciplinaryAction, Lecture, Meeting, Member, Organization, Talk, WorkItem

ITEM_WORDS = {"项", "条", "件", "个", "起"}
TIME_WORDS = {"次", "场", "场次", "期", "轮", "批", "批次"}
PERSON_WORDS = {"名", "人", "位", "人次"}
QUANTITY_WORDS = {
    "regulation": ITEM_WORDS | {"份", "部", "篇"},
    "research_visit": TIME_WORDS,
    "condolence": {"户", "家"},
    "reflection": {"篇", "份"},
    "development": PERSON_WORDS,
    "promotion": PERSON_WORDS,
}
PARTY_WORK = {"ideology", "party_building", "strict_governance", "integrity"}
LEADERS = {"leading_group_secretary", "leading_group_deputy", "leading_group_member"}
BRANCH_LIFE = {"general", "group", "theme_day", "organizational_life", "appraisal", "study", "exchange"}

Counted = tuple[int | Decimal | None, set[int]]


def same_text(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def persons(rows: Iterable[tuple[int | None, str, int]]) -> int:
    rows = [(member, same_text(name), organization) for member, name, organization in rows]
    known = {(name, organization) for member, name, organization in rows if member}
    unknown = {(name, organization) for member, name, organization in rows if not member}
    return len({member for member, _, _ in rows if member}) + len(unknown - known)


class PlainCount:
    """All rows read once. After ``look_at``, ``figure(key)`` gives (value or None, keys of the records)."""

    def __init__(self) -> None:
        self.everything: dict[type[Any], list[Any]] = {
            Meeting: list(Meeting.objects.prefetch_related("agenda_items", "attendances", "materials")),
            Lecture: list(Lecture.objects.prefetch_related("lecturers")),
            Talk: list(Talk.objects.select_related("meeting").prefetch_related("targets")),
            Member: list(Member.objects.prefetch_related("posts")),
            **{model: list(model.objects.all()) for model in (DisciplinaryAction, Clue, WorkItem)},
        }
        self.all_organizations = {each.pk: each for each in Organization.objects.all()}

    def look_at(
        self, organization: Organization, start: datetime.date, end: datetime.date, today: datetime.date
    ) -> None:
        self.start, self.end, self.day = start, end, min(end, today)
        self.inside = {pk for pk in self.all_organizations if self.belongs(pk, organization.pk)}

    def belongs(self, pk: int | None, above: int) -> bool:
        while pk is not None:
            if pk == above:
                return True
            pk = self.all_organizations[pk].parent_id
        return False

    def rows(self, model: type[Any]) -> list[Any]:
        return [
            row
            for row in self.everything[model]
            if row.deleted_at is None and row.organization_id in self.inside
        ]

    def in_period(self, day: datetime.date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def dated(self, model: type[Any]) -> list[Any]:
        return [row for row in self.rows(model) if self.in_period(row.date)]

    def figure(self, key: str) -> Counted:
        words = key.split(".")
        return getattr(self, f"count_{words[0]}")(*words[1:])

    @staticmethod
    def events(rows: list[Any]) -> Counted:
        return (len(rows) or None), {row.pk for row in rows}

    @staticmethod
    def total(rows: list[Any], column: str) -> Counted:
        rows = [row for row in rows if getattr(row, column) is not None]
        return (sum(getattr(row, column) for row in rows) if rows else None), {row.pk for row in rows}

    @staticmethod
    def children(rows: list[Any], parts: list[tuple[Any, Any]]) -> Counted:
        """(record, part) pairs: one each."""
        return (len(parts) or None), {record.pk for record, _ in parts}

    def count_meeting(self, *words: str) -> Counted:
        kind, rest = words[0], words[1:]
        rows = self.dated(Meeting)
        if kind in {"count", "person_times"}:
            rest = (kind,)
        else:
            rows = [row for row in rows if row.kind == kind]
        if rest == ("count",):
            return self.events(rows)
        if rest == ("person_times",):
            return self.total(rows, "present")
        if rest == ("hours",):
            return self.total(rows, "hours")
        if rest == ("days",):
            rows = [row for row in rows if row.end_date]
            days = sum((row.end_date - row.date).days + 1 for row in rows)
            return (days or None), {row.pk for row in rows}
        if rest == ("special", "count"):
            return self.events([row for row in rows if row.is_special])
        if rest == ("extended", "count"):
            return self.events([row for row in rows if row.is_extended])
        if rest[0] == "topic":
            wanted = PARTY_WORK if rest[1] == "party_work" else {rest[1]}
            return self.events(
                [row for row in rows if wanted & {item.category for item in row.agenda_items.all()}]
            )
        assert rest[0] == "speakers"
        spoke = [
            (row, each)
            for row in rows
            for each in row.attendances.all()
            if each.spoke and (len(rest) == 2 or each.post == rest[1])
        ]
        count = persons((each.member_id, each.name, row.organization_id) for row, each in spoke)
        return (count or None), {row.pk for row, _ in spoke}

    def count_first_topic(self, measure: str) -> Counted:
        rows = [row for row in self.dated(Meeting) if row.kind == "leading_group"]
        if measure == "count":
            return self.events(
                [row for row in rows if "first_topic" in {item.category for item in row.agenda_items.all()}]
            )
        studied = []
        for row in rows:
            first = {item.pk for item in row.agenda_items.all() if item.category == "first_topic"}
            studied += [(row, each) for each in row.materials.all() if each.agenda_item_id in first]
        titles = {
            same_text(each.title)
            if measure == "materials"
            else f"{same_text(each.title)} at meeting {row.pk}"
            for row, each in studied
        }
        return (len(titles) or None), {row.pk for row, _ in studied}

    def count_attendance(self, *words: str) -> Counted:
        assert words == ("leader_in_branch", "person_times")
        rows = [
            row
            for row in self.dated(Meeting)
            if row.kind in BRANCH_LIFE
            and self.all_organizations[row.organization_id].kind in {"general_branch", "branch", "group"}
        ]
        return self.children(
            rows,
            [
                (row, each)
                for row in rows
                for each in row.attendances.all()
                if each.status == "present" and each.post in LEADERS
            ],
        )

    def count_lecture(self, *words: str) -> Counted:
        rows = self.dated(Lecture)
        if words == ("count",):
            return self.events(rows)
        if words == ("audience", "person_times"):
            return self.total(rows, "audience_count")
        if words[0].startswith("by_") or words == ("person_times",):
            post = words[0].removeprefix("by_")
            wanted = {"leading_group_secretary", "leader"} if post == "leading_group" else {post}
            given = [
                (row, each)
                for row in rows
                for each in row.lecturers.all()
                if each.post in wanted or words == ("person_times",)
            ]
            if words[-1] == "person_times":
                return self.children(rows, given)
            return self.events(list({row.pk: row for row, _ in given}.values()))
        return self.events([row for row in rows if row.kind == words[0]])

    def count_talk(self, *words: str) -> Counted:
        rows = self.dated(Talk)
        if words[0] == "organizational_life":
            rows = [
                row
                for row in rows
                if row.meeting and row.meeting.kind == words[0] and row.meeting.deleted_at is None
            ]
        elif len(words) == 2:
            rows = [row for row in rows if row.kind == words[0]]
        if words[-1] == "count":
            return self.events(rows)
        return self.children(rows, [(row, each) for row in rows for each in row.targets.all()])

    def count_discipline(self, what: str, measure: str) -> Counted:
        rows = self.dated(DisciplinaryAction)
        if what.startswith("form"):
            rows = [row for row in rows if row.form == int(what[-1])]
        elif what == "party":
            rows = [row for row in rows if row.party_sanction]
        elif what == "administrative":
            rows = [row for row in rows if row.administrative_sanction]
        else:
            rows = [row for row in rows if row.party_sanction or row.administrative_sanction]
        if measure == "person_times":
            return self.events(rows)
        if measure == "count":
            numbered = {(row.organization_id, row.number.strip()) for row in rows if row.number.strip()}
            count = len(numbered) + len([row for row in rows if not row.number.strip()])
        else:
            count = persons((row.member_id, row.person, row.organization_id) for row in rows)
        return (count or None), {row.pk for row in rows}

    def count_clue(self, what: str, measure: str) -> Counted:
        if what == "received":
            return self.events(self.dated(Clue))
        rows = [row for row in self.rows(Clue) if self.in_period(row.disposed_on)]
        return self.events([row for row in rows if what in {"disposed", row.disposal}])

    def count_work(self, kind: str, measure: str) -> Counted:
        rows = [row for row in self.dated(WorkItem) if row.kind == kind]
        if measure == "count":
            return self.events(rows)
        if measure == "quantity":
            words = QUANTITY_WORDS.get(kind, ITEM_WORDS) | {""}
            return self.total([row for row in rows if row.unit in words], "quantity")
        return self.total(rows, {"person_times": "persons", "amount": "amount"}[measure])

    def present_members(self) -> list[Member]:
        return [
            each
            for each in self.everything[Member]
            if each.deleted_at is None
            and not (each.arrived_on and each.arrived_on > self.day)
            and not (each.left_on and each.left_on <= self.day)
        ]

    def status_then(self, member: Member) -> str:
        party = member.status in {"full", "probationary"}
        if party and self.comes_later(member.joined_on, member.joined_month):
            return "not yet joined"
        if member.status == "full" and self.comes_later(member.full_on, member.full_month):
            return "probationary"
        return member.status

    def comes_later(self, day: datetime.date | None, month: str) -> bool:
        """Only for certain: a month as a whole, or a year as a whole, behind the day."""
        if day is None and month:
            year, _, number = month.partition("-")
            day = datetime.date(int(year), int(number or 1), 1)
        return day is not None and day > self.day

    def count_member(self, *words: str) -> Counted:
        wanted = {"full", "probationary"} if words == ("count",) else {words[0]}
        here = [each for each in self.present_members() if each.organization_id in self.inside]
        return self.events([each for each in here if self.status_then(each) in wanted])

    def count_organization(self, *words: str) -> Counted:
        existing = {pk for pk in self.inside if self.all_organizations[pk].existed_on(self.day)}
        if words[0] != "post":
            return self.events(
                [
                    each
                    for pk, each in self.all_organizations.items()
                    if pk in existing and each.kind == words[0]
                ]
            )
        return self.events(
            [
                member
                for member in self.present_members()
                if any(
                    post.kind == words[1] and post.organization_id in existing and post.held_on(self.day)
                    for post in member.posts.all()
                )
            ]
        )
