"""Party lectures: in the branches by quarter, by leaders in their own branches, and to the whole staff."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from branches.demo import gaps, office
from branches.demo.days import chance, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau, ThemeDay, campaign_tags
from branches.demo.wording import lectures as wording
from branches.demo.wording import of_year
from branches.models import Lecture, Lecturer, Meeting, Organization
from branches.models.lecture import LECTURER_POST

Speaker = tuple[Person | None, str, str, str]  # person (None: from outside), name, post, title


def post_counts_as(person: Person, day: datetime.date) -> str:
    """How a lecture by this person counts: by the highest post held that day, else as a member."""
    for tenure in person.tenures_on(day):
        if tenure.kind in LECTURER_POST:
            return LECTURER_POST[tenure.kind]
    return "member"


def speaker(person: Person, day: datetime.date) -> Speaker:
    return person, person.name, post_counts_as(person, day), person.title_on(day) or "党员"


def give_lectures(bureau: Bureau) -> None:
    for year in years(bureau.until):
        for branch in office.BRANCHES:
            for quarter in (1, 2, 3, 4):
                if quarter not in of_year(gaps.MISSED_LECTURES, year).get(branch.key, ()):
                    _in_branch(bureau, branch, year, quarter)
        _by_leaders(bureau, year)
        _to_all(bureau, year)
        _micro(bureau, year)


def _theme_day(
    bureau: Bureau, key: str, year: int, months: Iterable[int], lecturer: Person | None = None
) -> ThemeDay | None:
    """The branch's first theme day in those months (with that person present): lectures are given there."""
    for month in months:
        found = bureau.theme_days.get((key, year, month))
        if found and (lecturer is None or lecturer in found.present):
            return found
    return None


def _in_branch(bureau: Bureau, branch: office.Branch, year: int, quarter: int) -> None:
    """The secretary in the first and third quarter, a committee member in the others."""
    theme_day = _theme_day(bureau, branch.key, year, (quarter * 3 - 1, quarter * 3))
    if theme_day is None:
        return
    meeting = theme_day.meeting
    day = meeting.date
    secretary, *others = bureau.roster.committee(branch.key, day)
    others = [person for person in others if person in theme_day.present]
    if quarter in wording.SECRETARY or not others:
        if secretary not in theme_day.present:
            return
        lecturer = secretary
    else:
        lecturer = others[(year + quarter) % len(others)]
    topics = wording.SECRETARY.get(quarter) or wording.COMMISSIONER[quarter]
    topic = topics[(year + office.BRANCHES.index(branch)) % len(topics)]
    _give(bureau, meeting.organization, day, topic, [speaker(lecturer, day)], branch.field, meeting=meeting)


def _by_leaders(bureau: Bureau, year: int) -> None:
    """Each leader once a year in the branch they belong to, at a theme day from May on."""
    seen: set[str] = set()
    for month in (5, 9, 11):
        for number, leader in enumerate(bureau.roster.leaders(datetime.date(year, month, 10))):
            months = [later for later in range(month, 13) if (later + number) % 2]
            theme_day = _theme_day(bureau, leader.branch, year, months, leader)
            if leader.name in seen or theme_day is None:
                continue
            seen.add(leader.name)
            meeting = theme_day.meeting
            day = meeting.date
            branch = next(one for one in office.BRANCHES if one.key == leader.branch)
            topic = wording.LEADER[(number + year) % len(wording.LEADER)]
            lecturers = [speaker(leader, day)]
            _give(bureau, meeting.organization, day, topic, lecturers, branch.field, meeting=meeting)


def _to_all(bureau: Bureau, year: int) -> None:
    """The Party secretary twice; integrity and the skills of clerks once or twice; lecturers from outside."""
    root, leading_group = bureau.organization(office.ROOT), bureau.organization(office.LEADING_GROUP)
    for month, day_of_month, topic in wording.PARTY_SECRETARY:
        day = workday(year, month, day_of_month)
        leader = bureau.roster.leaders(day)[0]
        _give(bureau, leading_group, day, topic, [speaker(leader, day)], "全局工作", kind="special")
    for number, month in enumerate(of_year(wording.INTEGRITY_MONTHS, year)):
        day = workday(year, month, 22)
        inspector = next(one for one in bureau.roster.leaders(day) if "纪检" in one.title)
        topic = of_year(wording.INTEGRITY_TOPICS, year + 2 * number)
        _give(bureau, root, day, topic, [speaker(inspector, day)], "岗位廉政风险", kind="integrity")
    for month, topic in of_year(wording.SKILLS, year):
        day = workday(year, month, 27)
        deputy = bureau.roster.holders({"committee_deputy"}, day)[0]
        _give(bureau, root, day, topic, [speaker(deputy, day)], "党务实务", audience="other")
    for number, month in enumerate(of_year(wording.GUEST_MONTHS, year)):
        topic, title = wording.GUEST_TOPICS[number]
        day = workday(year, month, 11)
        name = wording.GUESTS[(year + number) % len(wording.GUESTS)]
        _give(bureau, root, day, topic, [(None, name, "external", title)], "当前形势", kind="special")


def _micro(bureau: Bureau, year: int) -> None:
    """Short lectures by ordinary members; in autumn three of them share one."""
    for number, month in enumerate(of_year(wording.MICRO_MONTHS, year)):
        day = workday(year, month, 25)
        branch = office.BRANCHES[(number * 2 + year) % 6]
        people = [
            person
            for person in bureau.roster.party_members(branch.key, day)
            if not person.tenures_on(day) and person.status_on(day) == "full" and not person.title
        ]
        draw = chance("micro lecture", branch.key, day)
        chosen = draw.sample(people, 3 if month == 9 else 1)
        topic = wording.MICRO_TOPICS[(number + year) % len(wording.MICRO_TOPICS)]
        lecturers = [speaker(person, day) for person in chosen]
        _give(bureau, bureau.organization(branch.key), day, topic, lecturers, branch.field, kind="micro")


def _give(
    bureau: Bureau,
    organization: Organization,
    day: datetime.date,
    topic: str,
    lecturers: list[Speaker],
    field: str,
    *,
    kind: str = "ordinary",
    audience: str = "",
    meeting: Meeting | None = None,
) -> None:
    if not bureau.ledger.has_come(day):
        return
    draw = chance("lecture", organization.name, day, topic)
    in_branch = organization.kind == "branch"
    if meeting is not None and meeting.present is not None:
        heads = meeting.present
    elif in_branch:
        heads = draw.randint(9, 14)
    else:
        heads = draw.randint(24, 40) if audience == "other" else draw.randint(78, 96)
    lecture = Lecture(
        organization=organization,
        date=day,
        topic=topic,
        kind=kind,
        audience=audience or ("own_branch" if in_branch else "all"),
        audience_count=heads,
        start_time=meeting.start_time if meeting else datetime.time(15, 0),
        place=meeting.place if meeting else "三楼报告厅",
        hours=Decimal("0.5") if kind == "micro" else Decimal("1.5"),
        content=wording.CONTENT.format(topic=topic, field=field),
        meeting=meeting,
    )
    parts = [
        Lecturer(lecture=lecture, member=person.member if person else None, name=name, post=post, title=title)
        for person, name, post, title in lecturers
    ]
    bureau.ledger.add(lecture, parts, [name for _, name, _, _ in lecturers], campaign_tags(day))
