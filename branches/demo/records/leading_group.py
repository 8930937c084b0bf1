"""Meetings of the leading group, its study, and its democratic life meeting."""

import datetime
from collections import defaultdict
from decimal import Decimal

from branches.demo import office
from branches.demo.attendance import RollCall
from branches.demo.days import chance, earlier_workday, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau, Topic, hold
from branches.demo.wording import leading_group as wording
from branches.demo.wording import of_year

DAYS = (3, 9, 15, 21, 26)
"""The leading group meets about every sixth day, and now and then in between."""
DAYS_BETWEEN = (12, 24)
MEETINGS = (64, 67, 71, 68, 73)
"""By year."""
MATERIALS = (49, 57, 62, 58, 53)
"""By year: titles studied under 第一议题; a few of them come up twice."""
ROOM = "三楼党组会议室"
Source = tuple[str, datetime.date | None, str]


def hold_leading_group(bureau: Bureau) -> None:
    for year in years(bureau.until):
        days = meeting_days(year)
        agenda = agenda_of(year, days)
        for number, day in enumerate(days, start=1):
            if bureau.ledger.has_come(day):
                _meeting(bureau, day, number, agenda[day])


def meeting_days(year: int) -> list[datetime.date]:
    """As many days as that year has meetings."""
    days = {workday(year, month, day) for month in range(1, 13) for day in DAYS}
    days = {day for day in days if day.year == year}
    between = [workday(year, month, day) for month in range(1, 13) for day in DAYS_BETWEEN]
    free = [day for day in dict.fromkeys(between) if day not in days]
    return sorted(
        [*days, *chance("further meetings", year).sample(free, of_year(MEETINGS, year) - len(days))]
    )


def agenda_of(year: int, days: list[datetime.date]) -> dict[datetime.date, list[Topic]]:
    """The topics of the year, spread evenly in their order; first topics stand first."""
    agenda: dict[datetime.date, list[Topic]] = defaultdict(list)
    shelf = study_materials(year)
    first_topics = len(shelf) - len(shelf) // 4  # of four materials two are studied together
    for place in range(first_topics):
        day = days[place * len(days) // first_topics]
        agenda[day].append(_first_topic(year, place, day, shelf))
    for category in wording.TOPICS:
        chosen = _topics_of_year(category, year)
        for place, (standing, topic) in enumerate(chosen):
            if category == "ideology":
                day = workday(year, wording.IDEOLOGY_MONTHS[standing], 15)
            else:
                day = days[(2 * place + 1) * len(days) // (2 * len(chosen))]
            office_name = wording.OFFICES[(place + year) % len(wording.OFFICES)]
            decision = wording.DECISIONS[category].format(office=office_name)
            agenda[day].append(Topic(topic, category, "", f"{office_name}汇报，与会同志发表意见。", decision))
    return agenda


def _topics_of_year(category: str, year: int) -> list[tuple[int, str]]:
    """The topics taken up that year with their places in the list; its first and its last always are."""
    topics = wording.TOPICS[category]
    left_out = chance("topics", category, year).sample(
        range(1, len(topics) - 1), len(topics) - of_year(wording.TOPICS_TAKEN_UP[category], year)
    )
    return [(place, topic) for place, topic in enumerate(topics) if place not in left_out]


def study_materials(year: int) -> list[str]:
    """Titles studied under 第一议题 that year, in their order; some come up twice."""
    draw = chance("first topic", year)
    subjects = list(wording.FIRST_TOPIC_SUBJECTS)
    draw.shuffle(subjects)
    titles = [
        wording.FIRST_TOPIC_FORMS[place % len(wording.FIRST_TOPIC_FORMS)].format(subject=subject)
        for place, subject in enumerate((subjects + subjects)[: of_year(MATERIALS, year)])
    ]
    for later in range(12, len(titles), 7):
        titles.insert(later, titles[later - 9])
    return titles


def _first_topic(year: int, place: int, day: datetime.date, shelf: list[str]) -> Topic:
    """One or two materials; every third meeting takes two."""
    start = place + place // 3
    titles = shelf[start % len(shelf) :][: 2 if place % 3 == 2 else 1]
    office_name = wording.OFFICES[(place + year) % len(wording.OFFICES)]
    decision = wording.FIRST_TOPIC_DECISIONS[place % len(wording.FIRST_TOPIC_DECISIONS)]
    materials: tuple[Source, ...] = tuple(
        (title, earlier_workday(day, 4 + place % 5), wording.FIRST_TOPIC_SOURCES[place % 4])
        for title in titles
    )
    return Topic(
        f"传达学习{'和'.join(titles)}",
        "first_topic",
        content="党组书记领学，班子成员结合分管工作交流。",
        decision=decision.format(office=office_name),
        materials=materials,
    )


def _meeting(bureau: Bureau, day: datetime.date, number: int, topics: list[Topic]) -> None:
    draw = chance("leading group", day)
    leaders = bureau.roster.leaders(day)
    clerk = bureau.roster.holders({"committee_deputy"}, day)
    hold(
        bureau,
        "leading_group",
        office.LEADING_GROUP,
        day,
        f"{day.year}年第{number}次党组会议",
        start="09:00",
        minutes=60 + 20 * len(topics),
        place=ROOM,
        chair=leaders[0],
        recorder=clerk[0],
        roll=RollCall(
            draw,
            leaders,
            leaders[:1],
            leaders[:2],
            guests=_guests(bureau, day, draw.randint(1, 4)),
            least=0.67,
        ),
        topics=topics or [Topic("听取重点工作进展", "other", decision="按分工抓紧推进")],
        follow_up="议定事项已列入督办台账。" if number % 6 == 0 else "",
    )


def _guests(bureau: Bureau, day: datetime.date, count: int) -> list[Person]:
    """Heads of offices who attend without a vote."""
    heads = [*bureau.roster.root_committee(day), *bureau.roster.secretaries(day)]
    leaders = bureau.roster.leaders(day)
    return [person for person in dict.fromkeys(heads) if person not in leaders][:count]


def hold_central_group(bureau: Bureau) -> None:
    for year in years(bureau.until):
        for month, versions in wording.CENTRAL_GROUP.items():
            day = workday(year, month, 22)
            if bureau.ledger.has_come(day):
                _study(bureau, day, of_year(versions, year))


def _study(bureau: Bureau, day: datetime.date, theme: str) -> None:
    draw = chance("central group", day)
    leaders = bureau.roster.leaders(day)
    extended = day.month in of_year(wording.CENTRAL_GROUP_EXTENDED_MONTHS, day.year)
    others = [person for person in bureau.roster.secretaries(day) if person not in leaders]
    speakers = draw.sample(leaders, min(3, len(leaders)))
    category = wording.CENTRAL_GROUP_CATEGORIES.get(day.month, "")
    names = "、".join(person.name for person in speakers)
    materials = draw.sample(study_materials(day.year)[: day.month * 4], 2)
    hold(
        bureau,
        "central_group",
        office.LEADING_GROUP,
        day,
        theme,
        start="15:00",
        minutes=150,
        place=ROOM,
        chair=leaders[0],
        recorder=bureau.roster.holders({"committee_deputy"}, day)[0],
        roll=RollCall(draw, [*leaders, *others] if extended else leaders, leaders[:1], speakers, least=0.67),
        topics=[
            Topic(
                theme, category, leaders[0].name, f"{names}作重点发言。", "学习成果转化为分管领域的具体措施"
            )
        ],
        materials=[
            (title, earlier_workday(day, 9), "机关党委学习资料") for title in dict.fromkeys(materials)
        ],
        is_special=day.month in of_year(wording.CENTRAL_GROUP_SPECIAL_MONTHS, day.year),
        is_extended=extended,
        study_form=("discussion", "guidance", "discussion", "research")[day.month % 4],
        hours=Decimal("3.0") if extended else Decimal("2.5"),
    )


def hold_democratic_life(bureau: Bureau) -> None:
    """In January for the year before; in 2023 once more at the end of the campaign."""
    held = [
        (year, workday(year, 1, 12), of_year(wording.DEMOCRATIC_LIFE, year)) for year in years(bureau.until)
    ]
    held.append((2023, workday(2023, 8, 30), "主题教育专题民主生活会"))
    for year, day, title in held:
        if not bureau.ledger.has_come(day):
            continue
        draw = chance("democratic life", day)
        leaders = bureau.roster.leaders(day)
        opinions, criticisms, measures = draw.randint(18, 32), draw.randint(14, 26), draw.randint(12, 22)
        hold(
            bureau,
            "democratic_life",
            office.LEADING_GROUP,
            day,
            title,
            start="09:00",
            minutes=180,
            place=ROOM,
            chair=leaders[0],
            recorder=bureau.roster.holders({"committee_deputy"}, day)[0],
            roll=RollCall(draw, leaders, leaders, leaders, least=1.0),
            content=(
                f"{leaders[0].name}代表班子作对照检查，班子成员逐一对照。会前征求意见 {opinions} 条，"
                f"会上相互批评 {criticisms} 条，{year}年整改措施 {measures} 条。"
            ),
            opinions_count=opinions,
            criticisms_count=criticisms,
            measures_count=measures,
            is_special="专题" in title,
        )
