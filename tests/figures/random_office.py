"""A random office: every kind of row in every state that a figure must tell apart, reproducible by seed.

Few names, numbers and titles, so that they collide; dates around the edges of the year; rows in the
recycle bin; rows of another office; children missing, single and several.
"""

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from branches.models import (
    AgendaItem,
    Attendance,
    Clue,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Material,
    Meeting,
    Member,
    Organization,
    Post,
    Talk,
    TalkTarget,
    WorkItem,
)

NAMES = ["程远山", "程  远山", "林晓岚", "周启明", "吴静宜", "郑文博", "许安然"]
TITLES = ["《关于加强学习的讲话》", "关于加强学习的讲话", "论实干", "谈调查研究", "第三卷 第一章"]
NUMBERS = ["", "", "2023-01", "2023-02", " 2023-02 ", "2023-03"]
FIRST, LAST = datetime.date(2022, 10, 1), datetime.date(2024, 3, 31)
EDGES = [
    datetime.date(2022, 12, 31),
    datetime.date(2023, 1, 1),
    datetime.date(2023, 6, 30),
    datetime.date(2023, 7, 1),
    datetime.date(2023, 12, 31),
    datetime.date(2024, 1, 1),
]


@dataclass
class RandomOffice:
    bureau: Organization
    organizations: list[Organization]


class Builder:
    def __init__(self, seed: int, branches: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)  # noqa: S311 - reproducible test data
        self.branches = branches

    def day(self, missing: float = 0) -> Any:
        """A day, or with that probability none."""
        if self.random.random() < missing:
            return None
        if self.random.random() < 0.3:
            return self.random.choice(EDGES)
        return FIRST + datetime.timedelta(days=self.random.randrange((LAST - FIRST).days + 1))

    def day_or_part(self, name: str) -> dict[str, Any]:
        """A day of a member, or its month or year, or nothing."""
        day = self.day(missing=0.2)
        known = day.isoformat()[: self.pick(4, 7, 7, 10, 10, 10)] if day else ""
        return {name: day} if len(known) == len("2005-07-01") else {Member.MONTHS[name]: known}

    def pick(self, *values: Any) -> Any:
        return self.random.choice(values)

    def binned(self) -> Any:
        return timezone.now() if self.random.random() < 0.15 else None

    def number(self, most: int) -> int | None:
        return None if self.random.random() < 0.3 else self.random.randrange(most)

    def record(self) -> dict[str, Any]:
        return {
            "organization": self.random.choice(self.organizations),
            "date": self.day(),
            "deleted_at": self.binned(),
        }

    def person(self) -> dict[str, Any]:
        member = self.random.choice(self.members)
        if self.random.random() < 0.5:
            return {"member": member, "name": member.name}
        return {"member": None, "name": self.random.choice(NAMES)}

    def build(self) -> RandomOffice:
        self.organizations = self.make_organizations()
        self.members = self.make_members()
        self.make_posts()
        self.make_meetings()
        self.make_lectures()
        self.make_talks()
        self.make_discipline()
        self.make_work()
        return RandomOffice(self.organizations[0], self.organizations)

    def make_organizations(self) -> list[Organization]:
        def make(name: str, kind: str, parent: Organization | None) -> Organization:
            founded, dissolved = self.day(missing=0.6), self.day(missing=0.7)
            if founded and dissolved and dissolved < founded:
                founded, dissolved = dissolved, founded
            return Organization.objects.create(
                name=f"{name}（{self.seed}）",
                kind=kind,
                parent=parent,
                founded_on=founded,
                dissolved_on=dissolved,
            )

        bureau = make("局机关党委", "committee", None)
        rest = [make("局党组", "leading_group", bureau), make("离退休总支", "general_branch", bureau)]
        for number in range(self.branches):
            branch = make(f"第{number + 1}支部", "branch", bureau)
            rest += [branch, make(f"第{number + 1}支部第一小组", "group", branch)]
        return [bureau, *rest, make("外单位党委", "committee", None)]

    def make_members(self) -> list[Member]:
        return Member.objects.bulk_create(
            Member(
                name=self.random.choice(NAMES),
                organization=self.random.choice(self.organizations),
                status=self.random.choice(Member.Status.values),
                **self.day_or_part("joined_on"),
                **self.day_or_part("full_on"),
                arrived_on=self.day(missing=0.4),
                left_on=self.day(missing=0.4),
                deleted_at=self.binned(),
            )
            for _ in range(60)
        )

    def make_posts(self) -> None:
        posts = []
        for _ in range(150):
            start, end = self.day(missing=0.4), self.day(missing=0.4)
            if start and end and end < start:
                start, end = end, start
            posts.append(
                Post(
                    member=self.random.choice(self.members),
                    organization=self.random.choice(self.organizations),
                    kind=self.random.choice(Post.Kind.values),
                    start_on=start,
                    end_on=end,
                )
            )
        Post.objects.bulk_create(posts)

    def make_meetings(self) -> None:
        kinds = [*Meeting.Kind.values, *["leading_group", "central_group", "exchange"] * 6]
        meetings = Meeting.objects.bulk_create(
            Meeting(
                kind=self.random.choice(kinds),
                title="会议",
                end_date=record["date"] + datetime.timedelta(days=lasts) if lasts is not None else None,
                present=self.number(20),
                hours=self.pick(None, Decimal("1.5"), Decimal("0.1"), Decimal("0.2")),
                is_special=self.pick(True, False),
                is_extended=self.pick(True, False),
                **record,
            )
            for record in (self.record() for _ in range(400))
            for lasts in [self.pick(None, 0, 1, 13)]
        )
        items, materials, attendances = [], [], []
        for meeting in meetings:
            items += [
                AgendaItem(meeting=meeting, topic="议题", category=self.pick("", *AgendaItem.Category.values))
                for _ in range(self.pick(0, 1, 1, 3))
            ]
        AgendaItem.objects.bulk_create(items)
        for meeting in meetings:
            own = [each for each in items if each.meeting_id == meeting.pk]
            for _ in range(self.pick(0, 1, 4)):
                item = self.pick(None, *own) if own else None
                materials.append(
                    Material(meeting=meeting, agenda_item=item, title=self.random.choice(TITLES))
                )
            seen = set()
            for _ in range(self.pick(0, 1, 3)):
                person = self.person()
                if person["member"] in seen:
                    continue
                seen.add(person["member"])
                seen.discard(None)
                attendances.append(
                    Attendance(
                        meeting=meeting,
                        post=self.pick("", *Post.LEADERS, *Post.Kind.values, *Member.Status.values),
                        status=self.pick("present", "present", *Attendance.Status.values),
                        spoke=self.pick(True, False),
                        **person,
                    )
                )
        Material.objects.bulk_create(materials)
        Attendance.objects.bulk_create(attendances)

    def make_lectures(self) -> None:
        lectures = Lecture.objects.bulk_create(
            Lecture(
                topic="党课",
                kind=self.random.choice(Lecture.Kind.values),
                audience_count=self.number(50),
                **self.record(),
            )
            for _ in range(60)
        )
        Lecturer.objects.bulk_create(
            Lecturer(lecture=lecture, post=self.pick("", *Lecturer.Post.values), **self.person())
            for lecture in lectures
            for _ in range(self.pick(0, 1, 1, 2, 4))
        )

    def make_talks(self) -> None:
        meetings = list(
            Meeting.objects.filter(
                kind__in=["organizational_life", "general"], organization__in=self.organizations
            )
        )
        talks = Talk.objects.bulk_create(
            Talk(
                kind=self.random.choice(Talk.Kind.values),
                talker=self.random.choice(NAMES),
                meeting=self.pick(None, *meetings) if meetings else None,
                **self.record(),
            )
            for _ in range(100)
        )
        TalkTarget.objects.bulk_create(
            TalkTarget(talk=talk, **self.person()) for talk in talks for _ in range(self.pick(0, 1, 1, 3))
        )

    def make_discipline(self) -> None:
        actions = []
        for _ in range(80):
            person = self.person()
            actions.append(
                DisciplinaryAction(
                    number=self.random.choice(NUMBERS),
                    member=person["member"],
                    person=person["name"],
                    form=self.pick(1, 1, 2, 3, 4),
                    party_sanction=self.pick("", "", *DisciplinaryAction.PartySanction.values),
                    administrative_sanction=self.pick(
                        "", "", *DisciplinaryAction.AdministrativeSanction.values
                    ),
                    **self.record(),
                )
            )
        DisciplinaryAction.objects.bulk_create(actions)
        clues = []
        for number in range(60):
            row = self.record()
            disposed = self.day(missing=0.4)
            if disposed and disposed < row["date"]:
                disposed, row["date"] = row["date"], disposed
            clues.append(
                Clue(
                    number=str(number),
                    source="report",
                    about="某人",
                    disposal=self.random.choice(Clue.Disposal.values) if disposed else "",
                    disposed_on=disposed,
                    **row,
                )
            )
        Clue.objects.bulk_create(clues)

    def make_work(self) -> None:
        WorkItem.objects.bulk_create(
            WorkItem(
                kind=self.random.choice(WorkItem.Kind.values),
                title="事项",
                quantity=self.pick(None, Decimal(3), Decimal("2.50"), Decimal("0.10")),
                unit=self.pick("", "项", "条", "篇", "户", "次", "人次", "名", "天"),
                persons=self.number(30),
                amount=self.pick(None, Decimal("0.1"), Decimal("0.2"), Decimal("12.3456"), Decimal(4)),
                **self.record(),
            )
            for _ in range(400)
        )


def random_office(seed: int, branches: int = 3) -> RandomOffice:
    return Builder(seed, branches).build()
