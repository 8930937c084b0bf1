"""Events held once a year: each line of ``wording.events.EVENTS`` becomes a meeting."""

import datetime
from decimal import Decimal

from branches.demo import office
from branches.demo.attendance import RollCall
from branches.demo.days import FIRST_DAY, chance, saturday, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau, hold
from branches.demo.wording import leading_group, of_year
from branches.demo.wording.events import EVENTS, Event
from branches.models import Meeting

CYCLE = 5  # years
READING_CLASS_DAYS = 14
"""From a Wednesday to the Tuesday of the second week after: two weeks."""


def hold_events(bureau: Bureau) -> None:
    for year in years(bureau.until):
        for number, event in enumerate(EVENTS):
            day, last = _span(event, year)
            if (year - FIRST_DAY.year) % CYCLE in event.rests:
                continue
            if bureau.ledger.has_come(last):
                _Occasion(bureau, event, number, day, last).hold()


def _span(event: Event, year: int) -> tuple[datetime.date, datetime.date]:
    """First and last day."""
    if event.kind == "volunteer":
        day = saturday(year, event.month, event.day)
        return day, day
    day = workday(year, event.month, event.day)
    if event.kind != "reading_class":
        return day, day
    day += datetime.timedelta(days=(2 - day.weekday()) % 7)
    return day, day + datetime.timedelta(days=READING_CLASS_DAYS - 1)


class _Occasion:
    """One event in one year: who is expected, who chairs, what is written down."""

    def __init__(
        self, bureau: Bureau, event: Event, number: int, day: datetime.date, last: datetime.date
    ) -> None:
        self.bureau, self.event, self.day, self.last = bureau, event, day, last
        self.draw = chance("event", number, day)
        turn = (event.turn + day.year) % len(office.BRANCHES)
        self.branch = office.BRANCHES[turn] if event.at == "branch" else None
        self.key = self.branch.key if self.branch else event.at

    def hold(self) -> None:
        event, expected = self.event, self.expected()
        chair = self.chair()
        meeting = hold(
            self.bureau,
            event.kind,
            self.key,
            self.day,
            of_year(event.titles, self.day.year),
            start=event.start if self.last == self.day else "",
            minutes=int(Decimal(event.hours) * 60) if event.hours and Decimal(event.hours) <= 8 else 120,
            place=event.place or (self.branch.room if self.branch else ""),
            chair=chair,
            recorder=self.recorder(expected, chair),
            roll=self.roll(expected, chair),
            content=self.content(chair),
            hours=Decimal(event.hours) if event.hours else None,
            end_date=self.last if self.last != self.day else None,
            partners="、".join(event.partners),
            is_special=event.special,
            tags=event.tags,
        )
        if event.who == "everyone":
            self.count_everyone(meeting)
        elif event.who == "volunteers":
            meeting.expected = meeting.leave = meeting.absent = None

    def expected(self) -> list[Person]:
        """Those named on the roster; nobody where only heads are counted."""
        roster, day, who = self.bureau.roster, self.day, self.event.who
        if who == "leaders":
            return roster.leaders(day)
        if who == "root_committee":
            return roster.root_committee(day)
        if who == "newcomers":
            return self.newcomers()
        if who == "everyone":
            return []
        if who in {"branch", "volunteers"}:
            members = roster.party_members(self.key, day)
            if who == "branch":
                return members
            chosen = self.draw.sample(members, max(4, len(members) * 2 // 3))
            return [person for person in members if person in chosen]
        cadres = [*roster.leaders(day), *roster.root_committee(day), *roster.secretaries(day)]
        if who == "exchange":
            return list(
                dict.fromkeys([*cadres, *(one for one in self.newcomers() if one.is_party_member_on(day))])
            )
        return list(dict.fromkeys(cadres))

    def newcomers(self) -> list[Person]:
        """Probationary members, prospective ones and applicants."""
        day = self.day
        return [
            person
            for branch in office.RECRUITING_BRANCHES
            for person in self.bureau.roster.of_branch(branch, day)
            if person.status_on(day) != "full"
        ]

    def chair(self) -> Person:
        roster, day = self.bureau.roster, self.day
        if self.branch:
            return roster.secretary(self.key, day)
        return roster.leaders(day)[0] if self.key == office.LEADING_GROUP else roster.root_committee(day)[0]

    def recorder(self, expected: list[Person], chair: Person) -> Person:
        ordinary = [person for person in expected if not person.title and person is not chair]
        if self.branch and ordinary:
            return self.draw.choice(ordinary)
        return self.bureau.roster.holders({"committee_deputy"}, self.day)[0]

    def roll(self, expected: list[Person], chair: Person) -> RollCall | None:
        if not expected:
            return None
        must = [chair] if chair in expected else []
        if self.event.who == "volunteers":
            return RollCall(self.draw, expected, expected)
        if self.event.who != "exchange":
            speakers = self.draw.sample(expected, 5) if self.event.kind == "exchange" else expected[1:3]
            return RollCall(self.draw, expected, must, speakers, retired=self.key == office.RETIRED)
        secretaries = self.draw.sample(self.bureau.roster.secretaries(self.day), 4)
        applicants = [person for person in self.newcomers() if not person.is_party_member_on(self.day)]
        probationary = [person for person in expected if person.status_on(self.day) == "probationary"]
        inspector = [person for person in expected if person.title][-1:]
        speakers = [*secretaries, *probationary, *applicants, *inspector]
        return RollCall(self.draw, expected, must, speakers, applicants)

    def content(self, chair: Person) -> str:
        text = self.event.content.format(
            field=self.branch.field if self.branch else "",
            half="下半年" if self.day.month < 7 else "上半年",
            office=leading_group.OFFICES[self.day.year % len(leading_group.OFFICES)],
        )
        return f"{self.day.year}年{self.day.month}月，{chair.name}主持。{text}"

    def count_everyone(self, meeting: Meeting) -> None:
        """The whole staff: heads are counted, names are not taken down."""
        staff = [
            person
            for branch in self.bureau.branches_at_work(self.day)
            if branch.key != office.RETIRED
            for person in self.bureau.roster.party_members(branch.key, self.day)
        ]
        meeting.expected = len(staff)
        meeting.leave = self.draw.randint(5, 14)
        meeting.absent = self.draw.choice((0, 0, 1))
        meeting.present = meeting.expected - meeting.leave - meeting.absent
        meeting.absentees_note = f"出差和休假 {meeting.leave} 人" + (
            "，未请假 1 人" if meeting.absent else ""
        )
