"""A year of records in the office of the tests, small enough to count by hand."""

import datetime
from types import SimpleNamespace

import pytest

from branches.models import (
    AgendaItem,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Material,
    Meeting,
    Talk,
    TalkTarget,
    WorkItem,
)


def day(month: int, number: int = 15, year: int = 2023) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.fixture
def records(office: SimpleNamespace) -> SimpleNamespace:
    """2023 of the office; one 党组会 of 2022 beside it, one meeting in the recycle bin, one elsewhere.

    党组会 2 (2022: 1), 第一议题 2 篇 3 篇次; 第一支部 主题党日 3 with 8 + 9 + 9 = 26; 党课 1;
    谈心谈话 1 with 2 targets; 第一种形态 1; 制度文件 2.
    """

    def meeting(organization: str, kind: str, title: str, on: datetime.date, present: int = 0) -> Meeting:
        return Meeting.objects.create(
            organization=getattr(office, organization),
            kind=kind,
            title=title,
            date=on,
            present=present or None,
        )

    group_meetings = [
        meeting("leading_group", "leading_group", f"党组会第{at}次会议", day(at)) for at in (1, 2)
    ]
    for held, titles in zip(group_meetings, (["论学习", "论实干"], ["论学习"]), strict=True):
        item = AgendaItem.objects.create(meeting=held, topic="传达学习", category="first_topic")
        for title in titles:
            Material.objects.create(meeting=held, agenda_item=item, title=title)
    meeting("leading_group", "leading_group", "上年会议", day(6, year=2022))
    meeting("elsewhere", "leading_group", "外单位会议", day(6))
    meeting("bureau", "leading_group", "误录的会议", day(6)).move_to_bin(None)
    theme_days = [
        meeting("first", "theme_day", title, day(month), present)
        for month, title, present in (
            (1, "“新春”话担当", 8),
            (2, "5月主题党日活动", 9),
            (3, "《论语》里的为政之道", 9),
        )
    ]
    lecture = Lecture.objects.create(
        organization=office.first, topic="【党组会次数】{不是占位符}", date=day(4), audience_count=9
    )
    Lecturer.objects.create(lecture=lecture, name="程远山", post="branch_secretary")
    talk = Talk.objects.create(organization=office.first, kind="heart", talker="程远山", date=day(5))
    for name in ("林晓岚", "周启明"):
        TalkTarget.objects.create(talk=talk, name=name)
    action = DisciplinaryAction.objects.create(
        organization=office.second, person="吴静宜", form=1, facts="迟到早退", date=day(7)
    )
    for title in ("《考勤办法》", "请假制度"):
        WorkItem.objects.create(organization=office.bureau, kind="regulation", title=title, date=day(8))
    return SimpleNamespace(
        group_meetings=group_meetings, theme_days=theme_days, lecture=lecture, talk=talk, action=action
    )
