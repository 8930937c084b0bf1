"""What is printed of a record, and what is not."""

from types import SimpleNamespace

import pytest

from branches.models import AgendaItem, Attendance, Lecture, Meeting
from reports.characters import lines
from tests.files import attach
from tests.printed.conftest import DAY, hold
from tests.printed.reading import fields, printed


def test_a_meeting_with_everything(records: SimpleNamespace) -> None:
    record = printed(records.meeting)
    assert record.title == "支部党员大会记录"
    assert fields(record) == [
        ("党组织", "青峰市档案发展局第一党支部"),
        ("时间", "2024年3月5日 14:30–16:00"),
        ("地点", "三楼会议室"),
        ("主题", "一季度支部党员大会"),
        ("主持人", "程远山"),
        ("记录人", "林晓岚"),
        ("应到", "4"),
        ("实到", "2"),
        ("请假", "1"),
        ("缺席", "1"),
        ("实到人员", "程远山、林晓岚"),
        ("请假人员", "周启明（出差）"),
        ("缺席人员", "吴静宜"),
        ("列席人员", "郑文博（机关纪委）"),
        (
            "议题",
            "1. 学习文件（第一议题）\n汇报（发言）人：程远山\n"
            "学习材料：《论实干》（人民日报，2024年3月5日）\n"
            "逐段学习。\n议定：抓好贯彻。\n按月报告。\n2. 讨论计划",
        ),
        ("学习材料", "《论学习》"),
        ("党课", "《学习党章》（授课人：程远山）"),
        ("会议内容", "第一段记录。\n第二段记录。"),
        ("表决情况", "有表决权 4 人，赞成 3 票，反对 0 票"),
        ("决议事项", "同意计划。"),
        ("落实情况", "已落实。"),
        ("附件", "签到表：签到.pdf"),
        ("备注", "补充说明。"),
    ]
    assert record.signatures == ("主持人", "记录人")


def test_a_file_that_was_put_into_the_bin_is_not_listed(office: SimpleNamespace) -> None:
    meeting = hold(office.first)
    attach(meeting, name="通知.pdf")
    attach(meeting, name="误传的处分决定.pdf").move_to_bin(None)
    assert dict(fields(printed(meeting)))["附件"] == "通知：通知.pdf"


def test_what_was_not_recorded_stays_open(office: SimpleNamespace) -> None:
    meeting = Meeting.objects.create(organization=office.first, kind="committee", title="支委会", date=DAY)

    found = fields(printed(meeting))
    assert [label for label, value in found if value] == ["党组织", "时间", "主题"]
    assert dict(found)["时间"] == "2024年3月5日"
    assert {"地点", "主持人", "记录人", "应到", "实到", "请假", "缺席"} <= dict(found).keys()
    assert {"实到人员", "请假人员", "缺席人员", "列席人员", "议题", "会议内容", "决议事项"} <= dict(
        found
    ).keys()


def test_nobody_is_said_only_where_it_is_known(office: SimpleNamespace) -> None:
    meeting = Meeting.objects.create(
        organization=office.first, kind="general", title="大会", date=DAY, leave=0
    )

    record = printed(meeting)
    assert (record.value("请假人员"), record.value("缺席人员")) == ("无", "")


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("周启明（出差）、吴静宜（缺席）", None),
        ("周启明出差，吴静宜未请假", None),
        ("周启明（出差）、吴静宜（接待来访）", "周启明（出差）、吴静宜（接待来访）"),
        ("另有一人借调", "另有一人借调"),
    ],
)
def test_a_note_on_absentees_is_printed_where_it_says_more(
    office: SimpleNamespace, note: str, shown: str | None
) -> None:
    record = printed(hold(office.first, absentees_note=note))
    assert dict(fields(record)).get("缺席人员及原因") == shown
    assert record.value("请假人员") == "周启明（出差）"


def test_a_note_without_names_in_the_roster_stands_for_them(office: SimpleNamespace) -> None:
    meeting = hold(office.first, absentees_note="周启明（出差）")
    Attendance.objects.filter(meeting=meeting, status__in=("leave", "absent")).delete()
    found = dict(fields(printed(meeting)))
    assert found["缺席人员及原因"] == "周启明（出差）"
    assert "请假人员" not in found


def test_kinds_ask_for_what_belongs_to_them(office: SimpleNamespace) -> None:
    life = hold(office.first, kind="organizational_life", opinions_count=12, measures_count=3)
    graded = hold(office.first, kind="appraisal", graded_excellent=2, graded_qualified=7)
    studied = hold(office.first, kind="central_group", is_special=True, study_form="discussion", hours="2.0")
    joint = hold(office.first, kind="joint", partners="市水务局机关党委")
    assert printed(life).value("查摆整改") == "征求意见 12 条，整改措施 3 条"
    assert printed(graded).value("评议结果") == "优秀 2 人，合格 7 人"
    assert (printed(studied).value("学习形式"), printed(studied).value("学时")) == ("集体研讨、专题", "2")
    assert printed(joint).value("联建单位") == "市水务局机关党委"
    labels = dict(fields(printed(joint)))
    assert not {"表决情况", "查摆整改", "评议结果", "学习形式", "议题"} & labels.keys()
    assert printed(hold(office.first, kind="theme_day")).title == "主题党日活动记录"
    assert printed(hold(office.first, kind="other")).title == "会议活动记录"


def test_a_lecture_a_talk_and_a_work_item(records: SimpleNamespace) -> None:
    lecture, talk, work = (printed(each) for each in (records.lecture, records.talk, records.work))
    assert fields(lecture)[1:] == [
        ("时间", "2024年3月5日 09:00"),
        ("地点", "党员活动室"),
        ("党课题目", "学习党章"),
        ("授课人", "程远山（党支部书记，处长）"),
        ("党课类型", "专题党课"),
        ("学时", "1.5"),
        ("授课对象", "所在支部"),
        ("听课人数", "12"),
        ("主要内容", "主要讲三点。"),
        ("所属会议活动", "2024-03-05 支部党员大会：一季度支部党员大会"),
    ]
    assert talk.title == "谈心谈话记录"
    assert fields(talk)[1:] == [
        ("时间", "2024年3月5日"),
        ("地点", ""),
        ("谈话人", "程远山"),
        ("职务", "党支部书记"),
        ("谈话对象", "林晓岚（组织委员）、周启明"),
        ("谈话事由", "会前谈心"),
        ("谈话内容", "互相提了意见。"),
        ("谈话对象态度", "表示接受。"),
        ("跟进情况", "一个月后再谈。"),
        ("所属会议活动", "2024-03-05 支部党员大会：一季度支部党员大会"),
    ]
    assert talk.signatures == ("谈话人", "谈话对象")
    assert fields(work)[1:] == [
        ("时间", "2024年3月5日至2024年4月1日"),
        ("事项类型", "走访慰问"),
        ("事项名称", "走访老党员"),
        ("牵头人", "林晓岚"),
        ("进展", "已完成"),
        ("数量", "3 户"),
        ("涉及人次", "5 人次"),
        ("金额", "0.3 万元"),
        ("说明", "送去慰问品。"),
    ]


def test_records_out_of_reach_are_not_named(
    office: SimpleNamespace, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    """A lecture of the second branch at a meeting of the first, and the reverse."""
    Lecture.objects.create(
        organization=office.second, date=DAY, topic="外支部的党课", meeting=records.meeting
    )
    foreign = hold(office.second, title="外支部的会议")
    records.lecture.meeting = foreign
    records.lecture.save()
    for user, seen in ((cast.secretary, False), (cast.administrator, True)):
        assert (
            ("外支部的党课" in printed(records.meeting, user).value("党课"))
            if seen
            else ("党课" not in dict(fields(printed(records.meeting, user))))
        )
        assert ("所属会议活动" in dict(fields(printed(records.lecture, user)))) is seen


def test_characters_nobody_sees_are_left_out(office: SimpleNamespace) -> None:
    meeting = hold(
        office.first,
        title="一\x01二\r\n三\u202e四😀",
        content="甲\x07乙\r\n丙\u2028丁\ud7ff\n\t戊👩‍👩‍👧",
    )
    AgendaItem.objects.create(meeting=meeting, topic="多\n行")
    record = printed(meeting)
    assert record.value("主题") == "一二 三四😀"
    assert record.value("会议内容") == "甲乙\n丙\n丁\ud7ff\n戊👩‍👩‍👧"
    assert record.value("议题") == "1. 多 行"


def test_a_text_becomes_paragraphs_without_what_cannot_be_printed() -> None:
    assert lines("甲\x00乙\x85丙\ud800丁\n \u3000\n\u202e戊") == ("甲乙", "丙丁", "戊")
    assert lines(" \r\n") == ()
