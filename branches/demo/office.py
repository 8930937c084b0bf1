"""The invented bureau: its organisations, who leads them from when until when, who came and who left."""

import datetime
from dataclasses import dataclass
from datetime import date

from branches.demo.days import workday

BUREAU = "青峰市产业促进局"
ROOT_NAME = f"{BUREAU}机关党委"
LEADING_GROUP_NAME = f"{BUREAU}党组"

ROOT = "root"
LEADING_GROUP = "leading_group"
ROOT_FOUNDED = date(2010, 3, 24)
ROOT_ELECTED = date(2022, 3, 24)
ROOT_TERM = 5  # years
BRANCH_TERM = 3  # years


@dataclass(frozen=True, slots=True)
class Term:
    """A post from ``start`` up to but without ``end``. ``holder`` counts the branch's people from 0.

    ``at`` is the key of the organisation; empty: the branch itself; ``1``, ``2`` …: its groups.
    """

    kind: str
    holder: int
    start: date
    end: date | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """``field`` is the work its members do, ``room`` where they meet, ``elected_on`` the election before 2023
    (later ones follow every three years, ``late_by`` days late)."""

    key: str
    name: str
    short_name: str
    field: str
    room: str
    founded_on: date
    elected_on: date
    people: int
    terms: tuple[Term, ...]
    groups: int = 0
    late_by: int = 0
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leader:
    name: str
    sex: str
    born: date
    branch: str
    title: str
    terms: tuple[tuple[str, str, date, date | None], ...]  # kind, organisation, start, end
    arrived_on: date
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A member who left the bureau (``holder``: which of the branch's people) or came to it (None)."""

    branch: str
    on: date
    holder: int | None = None


def _committee(since: date) -> tuple[Term, ...]:
    """Secretary, organisation and publicity: the committee of a smaller branch."""
    return (
        Term("branch_secretary", 0, since),
        Term("organization_commissioner", 1, since),
        Term("publicity_commissioner", 2, since),
    )


BRANCHES = (
    Branch(
        key="b1",
        name="机关第一党支部",
        short_name="第一党支部",
        field="综合协调与干部人事",
        room="三楼第一会议室",
        founded_on=date(2010, 4, 8),
        elected_on=date(2021, 9, 16),
        people=15,
        groups=2,
        terms=(
            *_committee(date(2021, 9, 16)),
            Term("branch_deputy", 4, date(2021, 9, 16)),
            Term("discipline_commissioner", 5, date(2021, 9, 16)),
            Term("group_leader", 6, date(2021, 9, 28), at="1"),
            Term("group_leader", 7, date(2021, 9, 28), at="2"),
            Term("committee_deputy", 3, date(2022, 3, 24), at=ROOT),
            Term("committee_commissioner", 0, date(2022, 3, 24), at=ROOT),
        ),
    ),
    Branch(
        key="b2",
        name="机关第二党支部",
        short_name="第二党支部",
        field="产业规划与政策法规",
        room="四楼会议室",
        founded_on=date(2010, 4, 8),
        elected_on=date(2021, 9, 23),
        people=11,
        terms=(
            Term("branch_secretary", 0, date(2021, 9, 23)),
            Term("organization_commissioner", 1, date(2021, 9, 23)),
            Term("publicity_commissioner", 2, date(2021, 9, 23), date(2026, 5, 8)),
            Term("publicity_commissioner", 4, date(2026, 5, 8)),
            Term("committee_commissioner", 3, date(2022, 3, 24), at=ROOT),
        ),
    ),
    Branch(
        key="b3",
        name="机关第三党支部",
        short_name="第三党支部",
        field="重点项目推进",
        room="五楼会议室",
        founded_on=date(2010, 4, 8),
        elected_on=date(2022, 6, 16),
        people=19,
        groups=3,
        former_names=("项目处党支部",),
        terms=(
            Term("branch_secretary", 0, date(2019, 6, 20), date(2023, 6, 15)),
            Term("branch_secretary", 3, date(2023, 6, 15)),
            Term("branch_deputy", 3, date(2022, 6, 16), date(2023, 6, 15)),
            Term("organization_commissioner", 1, date(2022, 6, 16)),
            Term("publicity_commissioner", 2, date(2022, 6, 16)),
            Term("discipline_commissioner", 4, date(2022, 6, 16)),
            Term("youth_commissioner", 5, date(2022, 6, 16)),
            Term("group_leader", 6, date(2022, 6, 28), at="1"),
            Term("group_leader", 7, date(2022, 6, 28), at="2"),
            Term("group_leader", 8, date(2022, 6, 28), date(2024, 3, 5), at="3"),
            Term("group_leader", 9, date(2024, 3, 5), at="3"),
            Term("committee_commissioner", 4, date(2022, 3, 24), at=ROOT),
        ),
    ),
    Branch(
        key="b4",
        name="机关第四党支部",
        short_name="第四党支部",
        field="企业服务与营商环境",
        room="二楼党员活动室",
        founded_on=date(2012, 5, 17),
        elected_on=date(2022, 6, 23),
        people=12,
        terms=(
            Term("branch_secretary", 0, date(2022, 6, 23), date(2025, 4, 7)),
            Term("branch_secretary", 2, date(2025, 4, 7)),
            Term("organization_commissioner", 1, date(2022, 6, 23)),
            Term("publicity_commissioner", 2, date(2022, 6, 23), date(2025, 4, 7)),
            Term("publicity_commissioner", 6, date(2025, 4, 18)),
            Term("discipline_commissioner", 3, date(2022, 6, 23)),
            Term("leading_group_member", 0, date(2025, 4, 7), at=LEADING_GROUP),
        ),
    ),
    Branch(
        key="b5",
        name="机关第五党支部",
        short_name="第五党支部",
        field="投资促进与开放合作",
        room="六楼会议室",
        founded_on=date(2012, 5, 17),
        elected_on=date(2020, 4, 16),
        people=11,
        terms=(
            Term("branch_secretary", 0, date(2020, 4, 16), date(2024, 9, 2)),
            Term("branch_secretary", 1, date(2024, 9, 2)),
            Term("organization_commissioner", 1, date(2020, 4, 16), date(2024, 9, 2)),
            Term("organization_commissioner", 4, date(2024, 9, 10)),
            Term("publicity_commissioner", 2, date(2020, 4, 16)),
            Term("youth_commissioner", 3, date(2020, 4, 16)),
        ),
    ),
    Branch(
        key="b6",
        name="产业研究中心党支部",
        short_name="产业研究中心党支部",
        field="产业研究与数据分析",
        room="研究中心报告厅",
        founded_on=date(2016, 11, 10),
        elected_on=date(2020, 11, 19),
        people=13,
        late_by=35,
        former_names=("产业信息中心党支部",),
        terms=_committee(date(2020, 11, 19)),
    ),
    Branch(
        key="b7",
        name="驻园工作站党支部",
        short_name="驻园工作站党支部",
        field="园区驻点服务",
        room="澜溪产业园服务大厅",
        founded_on=date(2021, 6, 10),
        elected_on=date(2021, 6, 10),
        people=5,
        terms=(
            Term("branch_secretary", 0, date(2021, 6, 10), date(2025, 5, 12)),
            Term("branch_secretary", 1, date(2025, 5, 12)),
        ),
    ),
    Branch(
        key="b8",
        name="离退休干部党支部",
        short_name="离退休干部党支部",
        field="离退休干部服务",
        room="老干部活动中心",
        founded_on=date(2010, 4, 8),
        elected_on=date(2022, 10, 20),
        people=22,
        groups=2,
        terms=(
            *_committee(date(2022, 10, 20)),
            Term("group_leader", 3, date(2022, 10, 27), at="1"),
            Term("group_leader", 4, date(2022, 10, 27), at="2"),
        ),
    ),
)
RETIRED = "b8"
WITHOUT_COMMITTEE = "b7"

LEADERS = (
    Leader(
        "谭敬山",
        "male",
        date(1967, 8, 14),
        "b1",
        "党组书记、局长",
        (("leading_group_secretary", LEADING_GROUP, date(2020, 5, 11), date(2024, 7, 8)),),
        date(2020, 5, 11),
        date(2024, 7, 8),
    ),
    Leader(
        "顾长宁",
        "male",
        date(1971, 2, 3),
        "b1",
        "党组书记、局长",
        (("leading_group_secretary", LEADING_GROUP, date(2024, 7, 8), None),),
        date(2024, 7, 8),
    ),
    Leader(
        "沈若兰",
        "female",
        date(1972, 11, 26),
        "b2",
        "党组副书记、副局长",
        (
            ("leading_group_deputy", LEADING_GROUP, date(2021, 3, 15), None),
            ("committee_secretary", ROOT, date(2022, 3, 24), None),
        ),
        date(2016, 4, 18),
    ),
    Leader(
        "贾立诚",
        "male",
        date(1965, 3, 30),
        "b3",
        "党组成员、副局长",
        (("leading_group_member", LEADING_GROUP, date(2019, 1, 21), date(2025, 3, 31)),),
        date(2011, 9, 5),
        date(2025, 3, 31),
    ),
    Leader(
        "秦望岳",
        "male",
        date(1974, 6, 9),
        "b4",
        "党组成员、副局长",
        (("leading_group_member", LEADING_GROUP, date(2021, 8, 23), date(2024, 12, 20)),),
        date(2021, 8, 23),
        date(2024, 12, 20),
    ),
    Leader(
        "韩守一",
        "male",
        date(1973, 10, 17),
        "b5",
        "党组成员、派驻纪检监察组组长",
        (("leading_group_member", LEADING_GROUP, date(2022, 4, 25), None),),
        date(2022, 4, 25),
    ),
    Leader(
        "叶思涵",
        "female",
        date(1976, 5, 22),
        "b6",
        "党组成员、总经济师",
        (("leading_group_member", LEADING_GROUP, date(2022, 1, 10), None),),
        date(2014, 7, 7),
    ),
    Leader(
        "江承远",
        "male",
        date(1977, 9, 4),
        "b3",
        "党组成员、副局长",
        (("leading_group_member", LEADING_GROUP, date(2025, 4, 21), None),),
        date(2025, 4, 21),
    ),
)

DEPARTURES = (
    Move("b2", date(2023, 3, 20), 9),
    Move("b3", date(2023, 6, 15), 0),
    Move("b8", date(2023, 8, 30), 20),
    Move("b4", date(2023, 11, 6), 10),
    Move("b6", date(2023, 12, 18), 12),
    Move("b3", date(2024, 3, 18), 16),
    Move("b6", date(2024, 5, 13), 11),
    Move("b8", date(2024, 6, 3), 19),
    Move("b5", date(2024, 9, 2), 0),
    Move("b1", date(2024, 10, 21), 13),
    Move("b8", date(2025, 2, 10), 21),
    Move("b7", date(2025, 5, 12), 0),
    Move("b2", date(2025, 6, 9), 10),
    Move("b3", date(2025, 7, 14), 17),
    Move("b4", date(2025, 11, 10), 11),
    Move("b8", date(2026, 2, 3), 18),
    Move("b5", date(2026, 3, 9), 10),
    Move("b6", date(2026, 6, 15), 10),
    Move("b1", date(2026, 7, 20), 14),
)

ARRIVALS = (
    Move("b4", date(2023, 4, 10)),
    Move("b3", date(2023, 7, 10)),
    Move("b2", date(2023, 9, 4)),
    Move("b7", date(2024, 3, 11)),
    Move("b4", date(2024, 6, 17)),
    Move("b5", date(2024, 10, 8)),
    Move("b6", date(2025, 3, 17)),
    Move("b7", date(2025, 6, 2)),
    Move("b1", date(2025, 9, 8)),
    Move("b8", date(2026, 1, 12)),
    Move("b2", date(2026, 4, 13)),
)

WITHOUT_VOTE = (Move("b5", date(2024, 4, 22), 9),)
"""Members under 留党察看 for a year from that day: they attend, but do not vote."""

RECRUITING_BRANCHES = ("b2", "b3", "b5", "b1", "b4", "b6")
RECRUITS = (4, 4, 2, 3, 3, 3)
"""By year of arrival, in turn: 2023, 2024 …; never more than four."""
FIRST_RECRUITS = 2020


def elections(branch: Branch, until: datetime.date) -> list[datetime.date]:
    """The days of election since the one before 2023; later ones follow when a term has ended."""
    held = [branch.elected_on]
    while True:
        ends = term_end(held[-1], BRANCH_TERM)
        due = ends + datetime.timedelta(days=1 + branch.late_by)
        day = workday(due.year, due.month, due.day)
        if day > until:
            return held
        held.append(day)


def term_end(elected_on: datetime.date, years: int) -> datetime.date:
    """The last day of a term (elected 2022-06-16 for three years: 2025-06-15)."""
    return elected_on.replace(year=elected_on.year + years) - datetime.timedelta(days=1)
