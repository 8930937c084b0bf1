"""One meeting, lecture, talk and work item of the first branch with everything a record can hold."""

import datetime
from types import SimpleNamespace

import pytest

from branches.models import (
    AgendaItem,
    Attendance,
    Lecture,
    Lecturer,
    Material,
    Meeting,
    Organization,
    Talk,
    TalkTarget,
    WorkItem,
)
from tests.files import attach

DAY = datetime.date(2024, 3, 5)
ROSTER = (
    ("程远山", "present", ""),
    ("林晓岚", "present", ""),
    ("周启明", "leave", "出差"),
    ("吴静宜", "absent", ""),
    ("郑文博", "nonvoting", "机关纪委"),
)


def hold(organization: Organization, **values: object) -> Meeting:
    """A plain monthly meeting of the committee."""
    usual = {
        "kind": "committee",
        "title": "3月支部委员会",
        "date": DAY,
        "start_time": datetime.time(14, 30),
        "end_time": datetime.time(16, 0),
        "place": "三楼会议室",
        "chair": "程远山",
        "recorder": "林晓岚",
        "expected": 4,
        "present": 2,
        "leave": 1,
        "absent": 1,
    }
    meeting = Meeting.objects.create(organization=organization, **(usual | values))
    for name, status, reason in ROSTER:
        Attendance.objects.create(meeting=meeting, name=name, status=status, reason=reason)
    return meeting


@pytest.fixture
def records(office: SimpleNamespace) -> SimpleNamespace:
    meeting = hold(
        office.first,
        kind="general",
        title="一季度支部党员大会",
        absentees_note="周启明（出差）、吴静宜（缺席）",
        content="第一段记录。\n\n　　第二段记录。",
        decision="同意计划。",
        entitled=4,
        votes_for=3,
        votes_against=0,
        follow_up="已落实。",
        remark="补充说明。",
    )
    first = AgendaItem.objects.create(
        meeting=meeting,
        position=1,
        topic="学习文件",
        category="first_topic",
        speaker="程远山",
        content="逐段学习。",
        decision="抓好贯彻。\n按月报告。",
    )
    AgendaItem.objects.create(meeting=meeting, position=2, topic="讨论计划")
    Material.objects.create(
        meeting=meeting, agenda_item=first, title="论实干", published_on=DAY, source="人民日报"
    )
    Material.objects.create(meeting=meeting, title="《论学习》")
    attach(meeting, "sign_in", "签到.pdf")
    lecture = Lecture.objects.create(
        organization=office.first,
        date=DAY,
        start_time=datetime.time(9, 0),
        topic="学习党章",
        kind="special",
        audience="own_branch",
        audience_count=12,
        place="党员活动室",
        hours="1.50",
        content="主要讲三点。",
        meeting=meeting,
    )
    Lecturer.objects.create(lecture=lecture, name="程远山", post="branch_secretary", title="处长")
    talk = Talk.objects.create(
        organization=office.first,
        date=DAY,
        talker="程远山",
        talker_post="党支部书记",
        matter="会前谈心",
        content="互相提了意见。",
        attitude="表示接受。",
        follow_up="一个月后再谈。",
        meeting=meeting,
    )
    for name, post in (("林晓岚", "组织委员"), ("周启明", "")):
        TalkTarget.objects.create(talk=talk, name=name, post=post)
    work = WorkItem.objects.create(
        organization=office.first,
        date=DAY,
        end_date=datetime.date(2024, 4, 1),
        kind="condolence",
        title="走访老党员",
        lead="林晓岚",
        quantity="3.00",
        unit="户",
        persons=5,
        amount="0.3000",
        status="done",
        note="送去慰问品。",
    )
    return SimpleNamespace(meeting=meeting, lecture=lecture, talk=talk, work=work)
