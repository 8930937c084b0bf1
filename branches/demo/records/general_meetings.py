"""General meetings of the branches: the quarterly ones, admissions to the Party, elections."""

import datetime

from branches.demo import gaps, office
from branches.demo.attendance import RollCall
from branches.demo.days import FIRST_DAY, chance, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau, Topic, hold
from branches.demo.wording import branch_life, of_year
from branches.models import Meeting, WorkItem

QUARTER_MONTHS = ((2, 5, 8, 11), (3, 6, 9, 12))
"""Even branches meet in the middle month of a quarter, odd ones in its last."""


def hold_general_meetings(bureau: Bureau) -> None:
    for year in years(bureau.until):
        for quarter in (1, 2, 3, 4):
            for place, branch in enumerate(office.BRANCHES):
                day = workday(year, QUARTER_MONTHS[place % 2][quarter - 1], 17 + place)
                missed = of_year(gaps.MISSED_GENERAL, year).get(branch.key, ())
                if quarter not in missed and bureau.ledger.has_come(day):
                    _quarterly(bureau, branch, year, quarter, day)


def _quarterly(bureau: Bureau, branch: office.Branch, year: int, quarter: int, day: datetime.date) -> None:
    draw = chance("general", branch.key, day)
    secretary = bureau.roster.secretary(branch.key, day)
    members = bureau.roster.party_members(branch.key, day)
    below = quarter in of_year(gaps.BELOW_QUORUM, year).get(branch.key, ())
    roll = RollCall(
        draw,
        members,
        must=[secretary],
        retired=branch.key == office.RETIRED,
        at_most=(len(members) - 1) // 2 if below else None,
        least=0 if below else 0.6,
    )
    topics = [
        Topic(topic, "party_building", secretary.name, f"{branch.short_name}党员逐项讨论。", decision)
        for topic, decision in branch_life.GENERAL_OF_QUARTER[quarter]
    ]
    meeting = _general(bureau, branch, day, branch_life.GENERAL_TITLES[quarter], roll, topics)
    if quarter == 1 and not below:
        _vote(meeting, roll, branch_life.GENERAL_OF_QUARTER[1][0][1])


def _general(
    bureau: Bureau,
    branch: office.Branch,
    day: datetime.date,
    title: str,
    roll: RollCall,
    topics: list[Topic],
) -> Meeting:
    committee = bureau.roster.committee(branch.key, day)
    return hold(
        bureau,
        "general",
        branch.key,
        day,
        title,
        start="10:00",
        minutes=roll.draw.choice((60, 75, 90)),
        place=branch.room,
        chair=committee[0],
        recorder=committee[-1] if len(committee) > 1 else roll.expected[-1],
        roll=roll,
        topics=topics,
    )


def _vote(meeting: Meeting, roll: RollCall, decision: str, abstained: int = 0) -> None:
    entitled, voting = roll.voters(meeting.date)
    meeting.entitled = entitled
    meeting.votes_abstained = min(abstained, voting)
    meeting.votes_against = 0
    meeting.votes_for = voting - meeting.votes_abstained
    meeting.decision = f"{decision}（应到会有表决权 {entitled} 人，赞成 {meeting.votes_for} 票）"


def admit_members(bureau: Bureau) -> None:
    """A general meeting accepts each recruit, and a year later makes them a full member."""
    branches = {branch.key: branch for branch in office.BRANCHES}
    for person in bureau.roster.people:
        if person.development_on is None:
            continue
        for day, matter, state in (
            (person.joined_on, "接收预备党员", "接收{name}为中共预备党员"),
            (person.full_on, "预备党员转正", "{name}按期转为中共正式党员"),
        ):
            if day >= FIRST_DAY and bureau.ledger.has_come(day):
                _admission(
                    bureau, branches[person.branch], person, day, matter, state.format(name=person.name)
                )


def _admission(
    bureau: Bureau, branch: office.Branch, person: Person, day: datetime.date, matter: str, state: str
) -> None:
    draw = chance("admission", person.name, day)
    members = [one for one in bureau.roster.party_members(branch.key, day) if one is not person]
    sponsor = draw.choice([one for one in members if not one.title])
    roll = RollCall(
        draw, members, [bureau.roster.secretary(branch.key, day), sponsor], guests=[person], least=0.75
    )
    topic = Topic(
        f"讨论{matter}事宜",
        "party_building",
        sponsor.name,
        f"{person.name}汇报情况，介绍人{sponsor.name}发表意见，与会党员讨论。",
        f"经无记名投票，同意{state}",
    )
    meeting = _general(bureau, branch, day, f"讨论{matter}", roll, [topic])
    _vote(meeting, roll, f"同意{state}", abstained=draw.choice((0, 0, 1)))
    bureau.ledger.add(
        WorkItem(
            organization=bureau.organization(branch.key),
            kind="development",
            date=day,
            title=f"{matter}：{person.name}",
            lead=bureau.roster.secretary(branch.key, day).name,
            quantity=1,
            unit="名",
            persons=1,
            status="done",
        )
    )


def hold_elections(bureau: Bureau) -> None:
    """When a term has ended the general meeting elects a new committee; four fifths come."""
    for branch in office.BRANCHES:
        for day in office.elections(branch, bureau.until):
            if day >= FIRST_DAY:
                _election(bureau, branch, day)


def _election(bureau: Bureau, branch: office.Branch, day: datetime.date) -> None:
    draw = chance("election", branch.key, day)
    members = bureau.roster.party_members(branch.key, day)
    secretary = bureau.roster.secretary(branch.key, day)
    roll = RollCall(draw, members, must=[secretary], least=0.85)
    body = "支部委员会" if branch.key != office.WITHOUT_COMMITTEE else "支部书记"
    topics = [
        Topic("听取上届工作报告", "party_building", secretary.name, decision="通过报告"),
        Topic(f"选举新一届{body}", "personnel", secretary.name, "通过选举办法，无记名投票。", "选举有效"),
    ]
    meeting = _general(bureau, branch, day, f"换届选举：选举新一届{body}", roll, topics)
    _vote(meeting, roll, f"选举产生新一届{body}")
    bureau.ledger.add(
        WorkItem(
            organization=bureau.organization(branch.key),
            kind="term_election",
            date=day,
            title=f"{branch.short_name}换届选举",
            lead=secretary.name,
            quantity=1,
            unit="个",
            persons=meeting.present,
            status="done",
        )
    )
