"""2024 of the second branch, which has a group; beside it what must not get into its handbook."""

import datetime
from types import SimpleNamespace

import pytest

from branches.models import (
    AgendaItem,
    Attendance,
    Clue,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Meeting,
    Member,
    Organization,
    Post,
    Talk,
    TalkTarget,
    WorkItem,
)

YEAR = 2024


def day(month: int, number: int = 10, year: int = YEAR) -> datetime.date:
    return datetime.date(year, month, number)


def hold(organization: Organization, kind: str, on: datetime.date, title: str, content: str = "") -> Meeting:
    meeting = Meeting.objects.create(
        organization=organization,
        kind=kind,
        title=title,
        date=on,
        place="三楼会议室",
        chair="赵清和",
        recorder="钱若水",
        expected=2,
        present=2,
        leave=0,
        absent=0,
        content=content,
    )
    for name in ("赵清和", "钱若水"):
        Attendance.objects.create(meeting=meeting, name=name)
    AgendaItem.objects.create(meeting=meeting, topic=f"{title}的议题", content="讨论。")
    return meeting


def join(name: str, organization: Organization, **values: object) -> Member:
    usual: dict[str, object] = {
        "status": "full",
        "joined_on": day(7, year=2010),
        "full_on": day(7, year=2011),
    }
    return Member.objects.create(name=name, organization=organization, **(usual | values))


@pytest.fixture
def year(office: SimpleNamespace) -> SimpleNamespace:
    second, group = office.second, office.group
    people = SimpleNamespace(
        old_secretary=join("赵清和", second, sex="male", birth_date=day(5, year=1970)),
        new_secretary=join("钱若水", second, sex="female", group=group),
        probationary=join("孙知行", second, joined_on=day(6, year=2024), full_on=day(6, year=2025)),
        left=join("李远帆", second, left_on=day(4)),
        gone=join("周旧人", second, left_on=day(5, year=2022)),
        yet_to_come=join("吴后来", second, arrived_on=day(2, year=2025)),
        activist=join("郑积极", second, status="activist", joined_on=None, full_on=None),
        binned=join("王误录", second, deleted_at=datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)),
    )
    for member, kind, organization, start, end in (
        (people.old_secretary, "branch_secretary", second, day(1, year=2020), day(6, 12)),
        (people.new_secretary, "organization_commissioner", second, day(1, year=2020), day(6, 12)),
        (people.new_secretary, "branch_secretary", second, day(6, 12), None),
        (people.new_secretary, "group_leader", group, day(1, year=2020), None),
        (people.gone, "publicity_commissioner", second, day(1, year=2018), day(5, year=2022)),
    ):
        Post.objects.create(member=member, kind=kind, organization=organization, start_on=start, end_on=end)
    hold(second, "general", day(8), "第三季度大会")
    hold(second, "general", day(2), "第一季度大会")
    hold(second, "theme_day", day(3), "植树")
    hold(second, "organizational_life", day(12, 20), "年度组织生活会")
    hold(second, "other", day(5), "座谈")
    hold(group, "group", day(4), "小组学习")
    hold(second, "general", day(12, 31, 2023), "上年大会")
    hold(second, "general", day(1, 1, 2025), "下年大会")
    hold(office.first, "general", day(2), "外支部大会")
    hold(second, "general", day(2), "误录大会").move_to_bin(None)
    lecture = Lecture.objects.create(organization=second, topic="讲党章", date=day(7), content="三点。")
    Lecturer.objects.create(lecture=lecture, name="赵清和", post="branch_secretary")
    for month in (9, 10, 11):
        talk = Talk.objects.create(
            organization=second, talker="赵清和", date=day(month), matter=f"{month}月谈心", content="交流。"
        )
        TalkTarget.objects.create(talk=talk, name="钱若水")
    WorkItem.objects.create(
        organization=second, kind="condolence", title="慰问", date=day(1), persons=3, note="送温暖。"
    )
    DisciplinaryAction.objects.create(
        organization=second, person="冯受处", form=2, date=day(3), facts="违反纪律的事"
    )
    Clue.objects.create(
        organization=second,
        number="线索七号",
        source="report",
        about="陈某某",
        date=day(3),
        matter="反映的事",
    )
    return SimpleNamespace(branch=second, people=people)


SECRETS = ("冯受处", "违反纪律", "线索七号", "陈某某", "反映的事", "处分", "线索", "形态")
"""Nothing of these may ever stand in a handbook."""
