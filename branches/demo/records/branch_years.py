"""What happens in a branch a few times a year: study, organizational life meeting, appraisal."""

import datetime
from decimal import Decimal
from random import Random

from branches.demo import gaps, office
from branches.demo.attendance import RollCall
from branches.demo.days import chance, workday, years
from branches.demo.records import Bureau, hold
from branches.demo.wording import branch_life, of_year
from branches.demo.wording.events import STUDIES, YOUTH

STUDYING = (5, 3, 4, 4, 2)
"""How many branches hold a round of study; a round begins where the one before began, one further."""


def hold_studies(bureau: Bureau) -> None:
    """Four rounds of study a year, each held by some of the branches."""
    for year in years(bureau.until):
        for number, (month, day_of_month, title) in enumerate(STUDIES):
            taking_part = chance("studies", year, number).sample(
                office.BRANCHES, of_year(STUDYING, year + number)
            )
            for place, branch in enumerate(office.BRANCHES):
                day = workday(year, month, day_of_month + place % 3)
                if branch in taking_part and bureau.ledger.has_come(day):
                    _study(bureau, branch, number, day, title)
        for key, number in of_year(gaps.LOGGED_TWICE, year):
            theme_day = bureau.theme_days.get((key, year, STUDIES[number][0]))
            if theme_day is not None:
                branch = next(one for one in office.BRANCHES if one.key == key)
                same = theme_day.meeting
                _study(bureau, branch, number, same.date, STUDIES[number][2], same.start_time)


def _study(
    bureau: Bureau,
    branch: office.Branch,
    number: int,
    day: datetime.date,
    title: str,
    start: datetime.time | None = None,
) -> None:
    draw = chance("study", branch.key, day, number)
    members = bureau.roster.party_members(branch.key, day)
    secretary = bureau.roster.secretary(branch.key, day)
    materials = draw.sample(branch_life.STUDY_MATERIALS, 2)
    ordinary = [person for person in members if not person.title and person is not secretary]
    reader = draw.choice(ordinary)
    youth = YOUTH in title or "青年" in title
    hold(
        bureau,
        "study",
        branch.key,
        day,
        title,
        start=start.isoformat("minutes") if start else "15:30",
        minutes=90,
        place=branch.room,
        chair=secretary,
        recorder=draw.choice(ordinary),
        roll=RollCall(draw, members, [secretary], [reader], retired=branch.key == office.RETIRED),
        materials=[(material, None, "机关党委学习资料") for material in materials],
        content=f"{reader.name}领学{''.join(materials)}，{secretary.name}作小结，布置{day.month}月自学内容。",
        is_special=number == 1,
        study_form="discussion" if youth else "guidance" if number == 3 else "discussion",
        hours=Decimal("1.5"),
        tags=[YOUTH] if youth else (),
    )


def hold_life_meetings(bureau: Bureau) -> None:
    """Organizational life meetings in the middle of December, the appraisal of members a week later."""
    for year in years(bureau.until):
        for place, branch in enumerate(office.BRANCHES):
            day = workday(year, 12, 8 + place)
            if branch.key not in of_year(gaps.MISSED_LIFE_MEETING, year) and bureau.ledger.has_come(day):
                _life_meeting(bureau, branch, year, day)
            day = workday(year, 12, 19 + place)
            if branch.key not in of_year(gaps.MISSED_APPRAISAL, year) and bureau.ledger.has_come(day):
                _appraisal(bureau, branch, year, day)


def _roll(bureau: Bureau, branch: office.Branch, draw: Random, day: datetime.date) -> RollCall:
    members = bureau.roster.party_members(branch.key, day)
    return RollCall(
        draw,
        members,
        must=[bureau.roster.secretary(branch.key, day)],
        speakers=members[:4],
        retired=branch.key == office.RETIRED,
        least=0.75,
    )


def _life_meeting(bureau: Bureau, branch: office.Branch, year: int, day: datetime.date) -> None:
    draw = chance("life meeting", branch.key, year)
    secretary = bureau.roster.secretary(branch.key, day)
    criticisms, measures = draw.randint(8, 24), draw.randint(4, 9)
    bureau.life_meetings[branch.key, year] = hold(
        bureau,
        "organizational_life",
        branch.key,
        day,
        f"{year}年度组织生活会：{of_year(branch_life.ORGANIZATIONAL_LIFE, year)}",
        start="14:30",
        minutes=150,
        place=branch.room,
        chair=secretary,
        recorder=bureau.roster.committee(branch.key, day)[-1],
        roll=_roll(bureau, branch, draw, day),
        content=(
            f"{secretary.name}代表支部作对照检查，党员逐一发言。共提出批评意见 {criticisms} 条，"
            f"{branch.short_name}梳理整改措施 {measures} 条。"
        ),
        follow_up="整改清单已上墙，按月销号。",
        opinions_count=draw.randint(6, 18),
        criticisms_count=criticisms,
        measures_count=measures,
    )


def _appraisal(bureau: Bureau, branch: office.Branch, year: int, day: datetime.date) -> None:
    draw = chance("appraisal", branch.key, year)
    roll = _roll(bureau, branch, draw, day)
    appraised = sum(1 for person in roll.expected if person.status_on(day) == "full")
    excellent = appraised // 3
    if branch.key in of_year(gaps.TOO_MANY_EXCELLENT, year):
        excellent += 2
    basic = draw.choice((0, 0, 0, 1))
    hold(
        bureau,
        "appraisal",
        branch.key,
        day,
        f"{year}年度民主评议党员",
        start="09:30",
        minutes=120,
        place=branch.room,
        chair=bureau.roster.secretary(branch.key, day),
        recorder=bureau.roster.committee(branch.key, day)[-1],
        roll=roll,
        content=(
            f"{appraised} 名正式党员参加{year}年度评议。个人自评、党员互评、民主测评后，"
            f"{branch.short_name}研究提出等次，{excellent} 名党员评为优秀。"
        ),
        graded_excellent=excellent,
        graded_qualified=appraised - excellent - basic,
        graded_basic=basic,
        graded_unqualified=0,
    )
