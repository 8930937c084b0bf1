"""Talks: of the heart all year and before the life meetings; integrity, reminder and the other kinds."""

import datetime
from collections.abc import Sequence

from branches.demo import office
from branches.demo.days import FIRST_DAY, chance, earlier_workday, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau
from branches.demo.wording import of_year
from branches.demo.wording import talks as wording
from branches.models import Meeting, Talk, TalkTarget

HEART_MONTHS = (1, 3, 4, 5, 6, 7, 8, 9, 10)
HEART_TALKS = (7, 8, 7, 8, 7)
"""By year: in about so many of these months each branch secretary talks with a member."""
BEFORE_LIFE_MEETING = (4, 4, 5, 6)
"""Talks in a branch before its organizational life meeting, one of these numbers."""
INTEGRITY_TALKS = (8, 9, 7, 10, 9)
REMINDERS = (5, 4, 6, 7, 5)
SUMMONS = (3, 2, 4, 3, 2)
ADMONITIONS = (1, 1, 2, 1, 2)
"""By year."""


def hold_talks(bureau: Bureau) -> None:
    for year in years(bureau.until):
        for place, branch in enumerate(office.BRANCHES):
            _heart(bureau, branch, place, year)
            _before_life_meeting(bureau, branch, place, year)
        _by_leaders(bureau, year)
        _of_other_kinds(bureau, year)
    _admissions_and_appointments(bureau)


def _members(bureau: Bureau, branch: str, day: datetime.date, but: Person) -> list[Person]:
    """Those whom the secretary talks with: everyone of the branch but the leaders."""
    return [
        person
        for person in bureau.roster.party_members(branch, day)
        if person is not but and person not in bureau.roster.leaders(day)
    ]


def _heart(bureau: Bureau, branch: office.Branch, place: int, year: int) -> None:
    draw = chance("heart", branch.key, year)
    count = of_year(HEART_TALKS, year) + draw.choice((-1, 0, 0, 1))
    for number, month in enumerate(sorted(draw.sample(HEART_MONTHS, count))):
        day = workday(year, month, 7 + place * 2)
        secretary = bureau.roster.secretary(branch.key, day)
        members = _members(bureau, branch.key, day, secretary)
        first = year * len(HEART_MONTHS) + number
        targets = [members[first % len(members)]]
        if number == 3 and len(members) > 3:
            targets.append(members[(first + 2) % len(members)])
        matter, content = wording.HEART[(first + place) % len(wording.HEART)]
        _talk(bureau, "heart", branch.key, day, secretary, targets, matter, content)


def _before_life_meeting(bureau: Bureau, branch: office.Branch, place: int, year: int) -> None:
    meeting = bureau.life_meetings.get((branch.key, year))
    held_on = workday(year, 12, 8 + place)
    secretary = bureau.roster.secretary(branch.key, held_on)
    members = _members(bureau, branch.key, held_on, secretary)
    count = chance("before life meeting", branch.key, year).choice(BEFORE_LIFE_MEETING)
    for number in range(min(count, len(members))):
        day = earlier_workday(held_on, 3 + number * 3)
        talker = secretary if number % 2 == 0 else members[(year + number + 3) % len(members)]
        target = members[(year + number) % len(members)]
        content = wording.BEFORE_LIFE_MEETING_CONTENT.format(name=target.name)
        if talker is not target and target.here_on(day):
            _talk(
                bureau, "heart", branch.key, day, talker, [target],
                wording.BEFORE_LIFE_MEETING, content, meeting=meeting,
            )  # fmt: skip


def _by_leaders(bureau: Bureau, year: int) -> None:
    """Each leader talks with two or three branch secretaries in spring and in autumn."""
    for month in (4, 10):
        day = workday(year, month, 13)
        leaders = bureau.roster.leaders(day)
        secretaries = [person for person in bureau.roster.secretaries(day) if person not in leaders]
        for number, leader in enumerate(leaders):
            targets = [one for place, one in enumerate(secretaries) if place % len(leaders) == number]
            if targets:
                _talk(
                    bureau, "heart", office.LEADING_GROUP, day, leader, targets,
                    wording.LEADER_HEART, wording.LEADER_HEART_CONTENT,
                )  # fmt: skip


def _of_other_kinds(bureau: Bureau, year: int) -> None:
    count = of_year(INTEGRITY_TALKS, year)
    for number, matter in enumerate(wording.INTEGRITY[:count]):
        day = workday(year, 1 + number * 11 // count, 24)
        leader = next(one for one in bureau.roster.leaders(day) if number % 2 or "纪检" in one.title)
        targets = _ordinary(bureau, year, number, day, 1 + (number + year) % 3)
        _talk(
            bureau, "integrity", office.LEADING_GROUP, day, leader, targets,
            matter, wording.INTEGRITY_CONTENT,
        )  # fmt: skip
    count = of_year(REMINDERS, year)
    for number, matter in enumerate(wording.REMINDER[:count]):
        day = workday(year, 2 + number * 10 // count, 26)
        branch = office.BRANCHES[(number + year) % 6]
        secretary = bureau.roster.secretary(branch.key, day)
        target = _members(bureau, branch.key, day, secretary)[-1 - number]
        content = f"指出“{matter}”中的具体情形，要求{target.name}当月改正。"
        _talk(bureau, "reminder", branch.key, day, secretary, [target], matter, content)
    for number in range(of_year(ADMONITIONS, year)):
        day = workday(year, (10, 5)[number], 20)
        targets = _ordinary(bureau, year, 9 + number, day, 1)
        content = "宣布诫勉决定，指出分管任务长期滞后的原因和责任。"
        _talk(
            bureau, "admonition", office.LEADING_GROUP, day, bureau.roster.leaders(day)[1], targets,
            wording.ADMONITION, content,
        )  # fmt: skip
    for number, matter in enumerate(wording.SUMMONS[: of_year(SUMMONS, year)]):
        day = workday(year, (5, 8, 11, 3)[number], 10)
        secretaries = bureau.roster.secretaries(day)
        chosen = secretaries[(year + number) % len(secretaries) :][: 1 + number % 2]
        leader = bureau.roster.leaders(day)[number % 2]
        content = "通报情况，分析原因，限期一个月提出整改措施。"
        targets = [person for person in chosen if person is not leader]
        _talk(bureau, "summons", office.LEADING_GROUP, day, leader, targets, matter, content)


def _ordinary(bureau: Bureau, year: int, number: int, day: datetime.date, count: int) -> list[Person]:
    branch = office.BRANCHES[(number + year) % 6]
    people = [
        person
        for person in bureau.roster.party_members(branch.key, day)
        if not person.tenures_on(day) and not person.title
    ]
    return [people[(year + number + step) % len(people)] for step in range(count)]


def _admissions_and_appointments(bureau: Bureau) -> None:
    """Before someone is accepted into the Party, and before a post changes hands."""
    for person in bureau.roster.people:
        if person.development_on is not None:
            day = earlier_workday(person.joined_on, 20)
            talker = bureau.roster.root_committee(day)
            if day >= FIRST_DAY and talker:
                _talk(
                    bureau, "admission", person.branch, day, talker[-1], [person],
                    wording.ADMISSION, f"{wording.ADMISSION_CONTENT}谈话对象：{person.name}。",
                )  # fmt: skip
        for tenure in person.tenures:
            day = earlier_workday(tenure.start, 3)
            if day >= FIRST_DAY and person.here_on(day):
                leader = next(one for one in bureau.roster.leaders(day) if one is not person)
                content = f"宣布组织考虑，听取{person.name}本人意见，提出廉洁和履职要求。"
                _talk(
                    bureau, "appointment", office.LEADING_GROUP, day, leader, [person],
                    wording.APPOINTMENT, content,
                )  # fmt: skip


def _talk(
    bureau: Bureau,
    kind: str,
    key: str,
    day: datetime.date,
    talker: Person,
    targets: Sequence[Person],
    matter: str,
    content: str,
    *,
    meeting: Meeting | None = None,
) -> None:
    if not targets or not bureau.ledger.has_come(day):
        return
    draw = chance("talk", kind, key, day, talker.name, matter)
    talk = Talk(
        organization=bureau.organization(key),
        date=day,
        kind=kind,
        talker=talker.name,
        talker_member=talker.member,
        talker_post=talker.title_on(day) or "党员",
        place=draw.choice(wording.PLACES),
        matter=matter,
        content=content,
        attitude="" if kind == "heart" else draw.choice(wording.ATTITUDE),
        follow_up="一个月后回访。" if kind in {"admonition", "summons"} else "",
        meeting=meeting,
    )
    parts = [
        TalkTarget(talk=talk, member=person.member, name=person.name, post=person.title_on(day) or "")
        for person in targets
    ]
    bureau.ledger.add(talk, parts, [person.name for person in targets])
