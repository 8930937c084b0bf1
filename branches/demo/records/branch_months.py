"""What happens in a branch every month: theme day, committee meeting, group meetings."""

import datetime

from branches.demo import gaps, office
from branches.demo.attendance import RollCall
from branches.demo.days import chance, months, workday
from branches.demo.records import Bureau, ThemeDay, Topic, hold
from branches.demo.wording import branch_life, of_year

SECOND_COMMITTEE_MEETINGS = (1, 4, 3, 6, 3)
"""By year: how often a committee of the office meets a second time in a month."""


def hold_theme_days(bureau: Bureau) -> None:
    """Once a month on the branch's own day; every branch gives the month's theme its own colour."""
    for year, month in months(bureau.until):
        for place, branch in enumerate(office.BRANCHES):
            day = workday(year, month, 10 + place)
            missed = of_year(gaps.MISSED_THEME_DAYS, year).get(branch.key, ())
            if not bureau.ledger.has_come(day) or month in missed:
                continue
            copied = of_year(gaps.COPIED_MINUTES, year).get((branch.key, month))
            model = bureau.theme_days.get((copied, year, month)) if copied else None
            bureau.theme_days[branch.key, year, month] = _theme_day(bureau, branch, place, day, model)


def _theme_day(
    bureau: Bureau, branch: office.Branch, place: int, day: datetime.date, model: ThemeDay | None
) -> ThemeDay:
    draw = chance("theme day", branch.key, day)
    members = bureau.roster.party_members(branch.key, day)
    secretary = bureau.roster.secretary(branch.key, day)
    chair = secretary if draw.random() < 0.8 else bureau.roster.committee(branch.key, day)[-1]
    others = [person for person in members if person is not chair and not person.title]
    speakers = draw.sample(others, min(len(others), draw.randint(2, 4)))
    material = branch_life.STUDY_MATERIALS[
        (day.year * 5 + day.month * 3 + place) % len(branch_life.STUDY_MATERIALS)
    ]
    question = draw.choice(branch_life.THEME_QUESTIONS)
    activity = draw.choice(branch_life.THEME_ACTIVITIES).format(count=draw.randint(3, 12))
    names = "、".join(person.name for person in speakers)
    title = of_year(branch_life.THEME_DAYS[day.month], day.year)
    content = (
        f"{day.month}月主题党日围绕“{title}”开展，{chair.name}主持，集中学习{material}。{names}结合{branch.field}谈了体会，"
        f"大家就“{question}”展开讨论。{activity}。"
    )
    roll = RollCall(draw, members, [chair], speakers, retired=branch.key == office.RETIRED)
    meeting = hold(
        bureau,
        "theme_day",
        branch.key,
        day,
        title,
        start=("09:00", "14:30", "15:00")[place % 3],
        minutes=draw.choice((90, 100, 120)),
        place=branch.room if draw.random() < 0.8 else "澜溪产业园党群服务中心",
        chair=chair,
        recorder=draw.choice(others),
        roll=roll,
        materials=[(material, None, "机关党委学习资料")],
        content=model.meeting.content if model else content,
    )
    return ThemeDay(meeting, tuple(roll.present))


def hold_committee_meetings(bureau: Bureau) -> None:
    """Once a month early in the month; a few times a year once more at its end."""
    for year, month in months(bureau.until):
        for place, branch in enumerate(office.BRANCHES):
            if branch.key == office.WITHOUT_COMMITTEE:
                continue
            if month in of_year(gaps.MISSED_COMMITTEE_MONTHS, year).get(branch.key, ()):
                continue
            day = workday(year, month, 4 + place % 4)
            if bureau.ledger.has_come(day):
                _committee_meeting(bureau, branch, place, day, f"{year}年{month}月支部委员会")
            day = workday(year, month, 25)
            if (branch.key, month) in _second_committee_meetings(year) and bureau.ledger.has_come(day):
                _committee_meeting(bureau, branch, place, day, f"{year}年{month}月第二次支部委员会")


def _second_committee_meetings(year: int) -> list[tuple[str, int]]:
    """(branch, month) in which the committee meets twice."""
    keys = [branch.key for branch in office.BRANCHES if branch.key != office.WITHOUT_COMMITTEE]
    all_of_year = [(key, month) for key in keys for month in range(1, 12)]
    return chance("second committee", year).sample(all_of_year, of_year(SECOND_COMMITTEE_MEETINGS, year))


def _committee_meeting(
    bureau: Bureau, branch: office.Branch, place: int, day: datetime.date, title: str
) -> None:
    draw = chance("committee", branch.key, day)
    committee = bureau.roster.committee(branch.key, day)
    chair, recorder = committee[0], committee[-1]
    pool = branch_life.COMMITTEE_TOPICS
    first = (day.year + day.month * 2 + place * 3) % len(pool)
    further = [pool[(first + step * 5) % len(pool)] for step in range(draw.randint(1, 2))]
    chosen = [branch_life.COMMITTEE_OF_MONTH[day.month], *further]
    topics = [
        Topic(topic, "party_building" if number == 0 else "", draw.choice(committee).name, decision=decision)
        for number, (topic, decision) in enumerate(chosen)
    ]
    unwritten = day.month in of_year(gaps.WITHOUT_AGENDA, day.year).get(branch.key, ())
    hold(
        bureau,
        "committee",
        branch.key,
        day,
        title,
        start="08:40",
        minutes=draw.choice((40, 50, 60)),
        place=branch.room,
        chair=chair,
        recorder=recorder,
        roll=RollCall(draw, committee, must=[chair]),
        topics=() if unwritten else topics,
    )


def hold_group_meetings(bureau: Bureau) -> None:
    for year, month in months(bureau.until):
        for branch in office.BRANCHES:
            for number, group in enumerate(bureau.tree.groups(branch)):
                day = workday(year, month, 19 + number)
                missed = of_year(gaps.MISSED_GROUP_MONTHS, year).get(group, ())
                if month not in missed and bureau.ledger.has_come(day):
                    _group_meeting(bureau, branch, group, day)


def _group_meeting(bureau: Bureau, branch: office.Branch, group: str, day: datetime.date) -> None:
    draw = chance("group", group, day)
    members = bureau.roster.of_group(group, day)
    leader = bureau.roster.holders({"group_leader"}, day, group)[0]
    ordinary = [person for person in members if person is not leader and not person.title]
    speakers = draw.sample(ordinary, min(len(ordinary), 2))
    topics = []
    for topic, decision in draw.sample(branch_life.GROUP_TOPICS, draw.randint(1, 2)):
        names = "、".join(person.name for person in speakers)
        topics.append(Topic(topic, "", leader.name, f"{names}先后发言。", decision))
    hold(
        bureau,
        "group",
        group,
        day,
        topics[0].topic,
        start="16:20",
        minutes=draw.choice((40, 50, 60)),
        place=branch.room,
        chair=leader,
        recorder=draw.choice(ordinary),
        roll=RollCall(draw, members, [leader], speakers, retired=branch.key == office.RETIRED),
        topics=topics,
    )
