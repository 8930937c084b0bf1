"""The rules that a form and an imported row share."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from branches.forms import People, build_record, save_all
from branches.forms.text import split_names
from branches.models import Attendance, Change, Meeting, Member, Post

DAY = datetime.date(2024, 5, 10)


@pytest.fixture
def people(roster: list[Member]) -> People:
    return People.among(Member.objects.all())


def values(office: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {"organization": office.first, "date": DAY, "kind": "general", "title": "二季度党员大会"} | more


def test_a_plain_row_becomes_a_record_without_asking_the_database(
    office, people, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        built = build_record(
            "meeting",
            values(office, expected=9, present=7, leave=2, absent=0, agenda_items=["学习文件"]),
            people=people,
            organizations={office.first.pk},
        )
    assert built.errors == {}
    assert built.warnings == []


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"date": None}, "date", "请填写日期。"),
        ({"title": ""}, "title", "请填写名称（主题）。"),
        ({"kind": ""}, "kind", "请选择会议活动类型。"),
        ({"kind": "party"}, "kind", "会议活动类型中没有“party”这一项。"),
        ({"organization": None}, "organization", "请选择党组织。"),
        ({"title": "长" * 201}, "title", "名称（主题）最多 200 个字，现在有 201 个字，请缩短。"),
        (
            {"content": "长" * 100_001},
            "content",
            "会议内容（记录）最多 100000 个字，现在有 100001 个字，请缩短。",
        ),
        ({"expected": -1}, "expected", "应到人数不能是负数。"),
        ({"expected": 10**12}, "expected", "应到人数的数值太大，请核对。"),
        ({"date": datetime.date(24, 5, 10)}, "date", "日期的年份 24 不对，请核对。"),
        ({"hours": Decimal("1.25")}, "hours", "学时最多保留 1 位小数。"),
        ({"hours": Decimal("NaN")}, "hours", "学时不是数字，请核对。"),
        (
            {"expected": 15, "present": 13, "leave": 1, "absent": 0},
            "expected",
            "实到 13 人 + 请假 1 人 + 缺席 0 人 ≠ 应到 15 人，请核对出席情况。",
        ),
        ({"end_date": DAY - datetime.timedelta(1)}, "end_date", "结束日期早于开始日期，请核对。"),
        ({"agenda_items": [""]}, "agenda_items", "第 1 项议题：请填写议题。"),
        ({"agenda_items": ["学"] * 1001}, "agenda_items", "议题最多 1000 项，现在有 1001 项，请分开登记。"),
        ({"tags": ["长" * 31]}, "tags", "标签“" + "长" * 20 + "…”太长，最多 30 个字。"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(office, people, more, field, sentence) -> None:
    assert build_record("meeting", values(office), people=people).ok
    built = build_record("meeting", values(office, **more), people=people)
    assert built.errors[field] == [sentence]


def test_tomorrow_has_not_come(office, people) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    built = build_record("meeting", values(office, date=tomorrow), people=people)
    assert "还没有到，请核对。" in built.errors["date"][0]


def test_another_branch_is_refused(office, people) -> None:
    built = build_record("meeting", values(office), people=people, organizations={office.second.pk})
    assert built.errors["organization"] == ["您没有在“第一支部”录入的权限。"]


def test_a_whole_roster_makes_the_counts(office, people, roster) -> None:
    rows: list[dict[str, Any]] = [{"name": member.name} for member in roster]
    rows[1] |= {"status": "leave", "reason": "出差"}
    rows[2] |= {"status": "absent"}
    rows.append({"name": "外单位来人", "status": "nonvoting"})
    built = build_record(
        "meeting", values(office, attendances=rows, roster_is_whole=True, expected=99), people=people
    )
    meeting = built.record
    assert isinstance(meeting, Meeting)
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (9, 7, 1, 1)
    posts = {row.name: row.post for row in built.parts["attendances"] if isinstance(row, Attendance)}
    assert posts["程远山"] == "branch_secretary"
    assert posts["方初阳"] == "probationary"
    assert posts["林晓岚"] == ""
    assert posts["外单位来人"] == ""


def test_some_names_leave_the_counts_of_the_ledger_alone(office, people) -> None:
    absentees = [
        {"name": "林晓岚", "status": "leave", "reason": "出差"},
        {"name": "周启明", "status": "absent"},
    ]
    built = build_record(
        "meeting", values(office, expected=9, present=7, attendances=absentees), people=people
    )
    meeting = built.record
    assert isinstance(meeting, Meeting)
    assert built.errors == {}
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (9, 7, 1, 1)


def test_names_that_do_not_make_up_the_difference_are_pointed_out(office, people) -> None:
    absentees = [{"name": "林晓岚", "status": "leave"}]
    built = build_record(
        "meeting", values(office, expected=9, present=6, attendances=absentees), people=people
    )
    assert built.errors == {}
    assert "应到 9 人、实到 6 人，未到人员列出 1 人，请核对。" in built.warnings
    assert built.record.leave is None


def test_the_same_person_twice_is_refused(office, people) -> None:
    rows = [{"name": "林晓岚"}, {"name": "林 晓岚", "status": "leave"}]
    built = build_record("meeting", values(office, attendances=rows), people=people)
    assert built.errors["attendances"] == ["“林晓岚”在出席人员中登记了两次，请删去一处。"]


def lecture(office: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {"organization": office.first, "date": DAY, "topic": "学习党章"} | more


def test_the_lecturers_post_is_that_of_the_day(office, roster) -> None:
    secretary = roster[0]
    secretary.posts.update(end_on=datetime.date(2024, 5, 10))
    Post.objects.create(
        member=secretary,
        organization=office.leading_group,
        kind="leading_group_secretary",
        start_on=datetime.date(2024, 5, 10),
    )
    people = People.among(Member.objects.all())
    for day, post in [
        (datetime.date(2024, 5, 9), "branch_secretary"),
        (datetime.date(2024, 5, 10), "leading_group_secretary"),
    ]:
        built = build_record("lecture", lecture(office, date=day, lecturers=["程远山"]), people=people)
        assert built.errors == {}
        assert [row.post for row in built.rows("lecturers")] == [post]
        assert built.rows("lecturers")[0].member == secretary


def test_a_post_that_was_given_stays(office, people) -> None:
    built = build_record(
        "lecture", lecture(office, lecturers=[{"name": "程远山", "post": "member"}]), people=people
    )
    assert built.rows("lecturers")[0].post == "member"


def test_two_people_of_one_name_are_never_guessed(office, roster) -> None:
    Member.objects.create(name="程远山", organization=office.first)
    people = People.among(Member.objects.all())
    built = build_record("lecture", lecture(office, lecturers=["程远山"]), people=people)
    assert built.rows("lecturers")[0].member is None
    assert built.rows("lecturers")[0].post == ""
    assert built.warnings == ["授课人“程远山”没有当日职务，不计入按职务统计的党课。"]


def test_the_branchs_own_member_comes_before_a_namesake_elsewhere(office, roster) -> None:
    Member.objects.create(name="程远山", organization=office.second)
    people = People.among(Member.objects.all())
    built = build_record("lecture", lecture(office, lecturers=["程远山"]), people=people)
    assert built.rows("lecturers")[0].member == roster[0]


def test_a_lecture_needs_a_lecturer_and_a_talk_someone_to_talk_to(office, people) -> None:
    assert build_record("lecture", lecture(office), people=people).errors == {"lecturers": ["请填写授课人。"]}
    talk = {"organization": office.first, "date": DAY, "talker": "程远山"}
    assert build_record("talk", talk, people=people).errors == {"targets": ["请填写谈话对象。"]}
    built = build_record("talk", talk | {"targets": ["程远山"]}, people=people)
    assert built.errors == {"targets": ["谈话人“程远山”不能同时是谈话对象，请核对。"]}


def test_the_effect_period_follows_from_the_sanction_unless_given(office, people) -> None:
    action = {"organization": office.first, "date": DAY, "person": "郑文博", "form": 2}
    built = build_record("discipline", action | {"party_sanction": "warning"}, people=people)
    assert built.errors == {}
    assert built.record.effective_until == datetime.date(2025, 5, 9)
    given = datetime.date(2025, 6, 1)
    built = build_record(
        "discipline", action | {"party_sanction": "warning", "effective_until": given}, people=people
    )
    assert built.record.effective_until == given


def test_pasted_noise_is_taken_off(office, people) -> None:
    built = build_record(
        "meeting",
        values(office, title=" 二季度\x00党员\r\n大会\ud800 ", content="第一行\r\n第二行\x0b 😀"),
        people=people,
    )
    assert built.errors == {}
    assert built.record.title == "二季度党员 大会"
    assert built.record.content == "第一行\n第二行 😀"


def test_many_are_written_in_few_statements_with_history(
    office, people, cast, django_assert_max_num_queries
) -> None:
    def rows(count: int, year: int) -> list[Any]:
        return [
            build_record(
                "meeting",
                values(
                    office,
                    date=datetime.date(year, 1, 1) + datetime.timedelta(n),
                    agenda_items=["学习文件", "研究工作"],
                    materials=[{"title": "一篇文章", "agenda_item": 1}],
                    attendances=["林晓岚"],
                ),
                people=people,
            )
            for n in range(count)
        ]

    built = rows(40, 2023)
    with django_assert_max_num_queries(30):
        saved = save_all(built, user=cast.administrator)
    assert Meeting.objects.count() == 40
    first = Meeting.objects.get(pk=saved[0].pk)
    assert first.date == datetime.date(2023, 1, 1)
    assert first.created_by == cast.administrator
    assert first.fingerprint == first.compute_fingerprint()
    assert first.materials.get().agenda_item == first.agenda_items.all()[1]
    subject = Change.objects.filter(subject_label="branches.meeting", subject_id=first.pk)
    assert subject.count() == 1 + 2 + 1 + 1


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("林晓岚、周启明", ["林晓岚", "周启明"]),
        ("林晓岚 周启明，吴静宜;郑文博", ["林晓岚", "周启明", "吴静宜", "郑文博"]),
        ("张  三、李　四", ["张三", "李四"]),
        ("林晓岚 王 五", ["林晓岚", "王五"]),
        ("、 ，", []),
    ],
)
def test_names_typed_in_one_line(typed, names) -> None:
    assert split_names(typed) == names


def test_one_wrong_row_and_nothing_is_written(office, people, cast) -> None:
    good = build_record("meeting", values(office), people=people)
    bad = build_record("meeting", values(office, title=""), people=people)
    with pytest.raises(Exception, match="未写入任何内容"):
        save_all([good, bad], user=cast.administrator)
    assert Meeting.objects.count() == 0
