"""A secretary adds records in the browser; what is wrong is said at the field, and what was typed stays."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import (
    Attendance,
    Clue,
    DisciplinaryAction,
    Lecture,
    Meeting,
    Member,
    Post,
    Talk,
    WorkItem,
)
from tests.records.posting import error_at, fields_of, send, sentences, summary

MEETING = "/records/meeting/add/?kind=general&date=2024-05-10"


def test_a_meeting_with_roster_and_agenda(secretary, roster, office, cast) -> None:
    answer = send(
        secretary,
        MEETING,
        follow=True,
        title="二季度党员大会",
        attendances__1__status="leave",
        attendances__1__reason="出差",
        agenda_items__0__topic="学习文件",
        agenda_items__0__category="first_topic",
        nonvoting="来宾甲、来宾乙",
        tags="主题教育、党建联盟",
    )
    meeting = Meeting.objects.get()
    assert "已保存：支部党员大会：二季度党员大会" in sentences(answer)
    assert (meeting.organization, meeting.created_by) == (office.first, cast.secretary)
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (9, 8, 1, 0)
    assert meeting.absentees_note == f"{meeting.attendances.get(status='leave').name}（出差）"
    first = meeting.attendances.get(name="程远山")
    assert (first.member, first.post) == (roster[0], "branch_secretary")
    assert meeting.attendances.get(name="方初阳").post == "probationary"
    silent = meeting.attendances.filter(status=Attendance.Status.NONVOTING)
    assert [row.name for row in silent] == ["来宾甲", "来宾乙"]
    assert sorted(tag.name for tag in meeting.tags.all()) == ["主题教育", "党建联盟"]
    assert meeting.fingerprint == meeting.compute_fingerprint()


def test_only_counts_without_names(secretary, roster) -> None:
    send(
        secretary,
        MEETING,
        title="党员大会",
        attendance_by="counts",
        expected="15",
        present="13",
        leave="1",
        absent="1",
    )
    meeting = Meeting.objects.get()
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (15, 13, 1, 1)
    assert not meeting.attendances.exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写名称（主题）。"),
        ({"title": "长" * 201}, "title", "名称（主题）最多 200 个字，现在有 201 个字，请缩短。"),
        ({"kind": ""}, "kind", "请选择会议活动类型。"),
        ({"kind": "party"}, "kind", "请从列表中选择会议活动类型。"),
        ({"date": ""}, "date", "请填写日期。"),
        ({"date": "2024-02-30"}, "date", "日期不是有效的日期，请写成 2024-03-05 的样子。"),
        (
            {"date": "2014-12-31"},
            "date",
            "日期早于“第一支部”成立的日期（2015年1月1日），请核对。",
        ),
        ({"start_time": "25:00"}, "start_time", "开始时间不是有效的时间，请写成 14:30 的样子。"),
        ({"start_time": "10:00", "end_time": "09:00"}, "end_time", "结束时间应晚于开始时间，请核对。"),
        ({"end_date": "2024-05-09"}, "end_date", "结束日期早于开始日期，请核对。"),
        ({"organization": ""}, "organization", "请选择党组织。"),
        ({"hours": "两小时"}, "hours", "学时请填写数字。"),
        ({"votes_for": "-1"}, "votes_for", "赞成不能是负数。"),
        ({"entitled": "3", "votes_for": "4"}, "entitled", "各项票数合计 4，超过有表决权人数 3，请核对。"),
        (
            {"attendance_by": "counts", "expected": "15", "present": "13", "leave": "1", "absent": "0"},
            "expected",
            "实到 13 人 + 请假 1 人 + 缺席 0 人 ≠ 应到 15 人，请核对出席情况。",
        ),
        ({"attendance_by": "counts", "expected": "12人"}, "expected", "应到人数请填写整数。"),
        ({"tags": "长" * 31}, "tags", "标签“" + "长" * 20 + "…”太长，最多 30 个字。"),
        ({"agenda_items__0__decision": "同意"}, "agenda_items-0-topic", "请填写议题。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(secretary, roster, changes, field, sentence) -> None:
    good = {"title": "党员大会", "content": "讨论", "place": "二楼会议室"}
    answer = send(secretary, MEETING, **good | changes)
    assert answer.status_code == 200
    assert not Meeting.objects.exists()
    assert sentence in error_at(answer, field)
    assert any(sentence in line for line in summary(answer))
    assert fields_of(answer)["place"] == "二楼会议室"
    assert send(secretary, MEETING, **good).status_code == 302


def test_tomorrow_is_refused_with_the_reason(secretary, roster) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    answer = send(secretary, MEETING, title="党员大会", date=tomorrow.isoformat())
    said = f"日期 {tomorrow.year}年{tomorrow.month}月{tomorrow.day}日 还没有到，请核对。"
    assert error_at(answer, "date").endswith(said)


@pytest.mark.parametrize("typed", ["2024.3.5", "2024/3/5", "20240305", "2024年3月5日"])
def test_dates_as_people_write_them(secretary, roster, typed) -> None:
    send(secretary, MEETING, title="党员大会", date=typed)
    assert Meeting.objects.get().date == datetime.date(2024, 3, 5)


def test_below_quorum_is_shown_and_saved(secretary, roster) -> None:
    away = {f"attendances__{number}__status": "absent" for number in range(5)}
    answer = send(secretary, MEETING, follow=True, title="党员大会", **away)
    assert Meeting.objects.get().present == 4
    assert "到会 4 人，不足应到会 9 人的半数。" in sentences(answer)
    assert "没有填写议题，也没有会议内容。" in sentences(answer)


def test_the_committees_roster_is_those_with_a_post(secretary, roster, office) -> None:
    for member, kind in [(roster[1], "organization_commissioner"), (roster[2], "publicity_commissioner")]:
        Post.objects.create(member=member, organization=office.first, kind=kind)
    page = secretary.get("/records/meeting/add/?kind=committee&date=2024-05-10")
    names = [value for name, value in fields_of(page).items() if name.endswith("-name")]
    assert names == ["程远山", "林晓岚", "周启明"]


def test_the_roster_is_that_of_the_day(secretary, roster, office) -> None:
    roster[1].left_on = datetime.date(2024, 5, 1)
    roster[2].arrived_on = datetime.date(2024, 6, 1)
    roster[3].joined_on = datetime.date(2024, 7, 1)
    roster[4].deleted_at = timezone.now()
    for member in roster[1:5]:
        member.save()
    Member.objects.create(name="积极分子", organization=office.first, status="activist")
    page = secretary.get(MEETING)
    names = [
        value
        for name, value in fields_of(page).items()
        if name.startswith("attendances-") and "-name" in name
    ]
    assert names[0] == "程远山"
    assert set(names) == {"程远山", "许安然", "何立诚", "苏念慈", "方初阳"}


def test_the_page_asks_again_for_the_roster_and_keeps_the_marks(secretary, roster, office) -> None:
    given = {
        "organization": office.first.pk,
        "kind": "general",
        "date": "2024-05-10",
        "attendances-TOTAL_FORMS": "1",
        "attendances-0-member": roster[4].pk,
        "attendances-0-status": "leave",
        "attendances-0-reason": "病假",
    }
    answer = secretary.post(reverse("roster"), given)
    assert answer.status_code == 200
    assert answer.content.decode().count('class="roster-name"') == 9
    assert 'value="病假"' in answer.content.decode()


def test_a_name_too_long_among_those_without_a_vote_is_said_there(secretary, roster) -> None:
    answer = send(secretary, MEETING, title="党员大会", nonvoting="长" * 51)
    assert "姓名最多 50 个字，现在有 51 个字，请缩短。" in error_at(answer, "nonvoting")
    assert fields_of(answer)["nonvoting"] == "长" * 51


def test_a_lecture_takes_the_post_of_the_day(secretary, roster) -> None:
    send(
        secretary,
        "/records/lecture/add/?date=2024-05-10",
        topic="学习党章",
        lecturers__0__name="程 远山",
        audience="all",
        audience_count="40",
    )
    lecturer = Lecture.objects.get().lecturers.get()
    assert (lecturer.name, lecturer.member, lecturer.post) == ("程远山", roster[0], "branch_secretary")


def test_a_lecturer_nobody_knows_is_saved_with_a_remark(secretary, roster) -> None:
    answer = send(
        secretary, "/records/lecture/add/", follow=True, topic="形势报告", lecturers__0__name="某教授"
    )
    assert Lecture.objects.get().lecturers.get().member is None
    assert "授课人“某教授”没有当日职务，不计入按职务统计的党课。" in sentences(answer)


def test_a_talk_from_the_meeting_it_belonged_to(secretary, roster, one_of_each) -> None:
    meeting = one_of_each["meeting"]
    send(
        secretary,
        f"/records/talk/add/?meeting={meeting.pk}",
        talker="程远山",
        targets__0__name="林晓岚",
        targets__1__name="周启明",
        targets__TOTAL_FORMS="2",
        matter="会前谈心",
    )
    talk = Talk.objects.get(matter="会前谈心")
    assert (talk.meeting, talk.date, talk.organization) == (meeting, meeting.date, meeting.organization)
    assert {row.member for row in talk.targets.all()} == {roster[1], roster[2]}


def test_a_talk_needs_somebody_to_talk_to(secretary, roster) -> None:
    answer = send(secretary, "/records/talk/add/", talker="程远山")
    assert "请填写谈话对象。" in summary(answer)
    assert not Talk.objects.exists()


def test_the_inspector_adds_an_action_and_its_period_is_computed(inspector, office, roster) -> None:
    send(
        inspector,
        "/records/discipline/add/?date=2024-05-10",
        organization=office.first.pk,
        person="郑文博",
        form="2",
        measure="sanction",
        party_sanction="warning",
    )
    action = DisciplinaryAction.objects.get()
    assert action.member == roster[4]
    assert (action.effective_from, action.effective_until) == (
        datetime.date(2024, 5, 10),
        datetime.date(2025, 5, 9),
    )


def test_a_clue_disposed_of_needs_the_day(inspector, office) -> None:
    answer = send(
        inspector,
        "/records/clue/add/?date=2024-05-10",
        organization=office.first.pk,
        number="1",
        source="report",
        about="某人",
        disposal="closed",
    )
    assert "已选处置方式，请填写处置日期。" in error_at(answer, "disposed_on")
    assert not Clue.objects.exists()


def test_a_work_item_with_quantity_and_money(secretary) -> None:
    send(
        secretary,
        "/records/work/add/?date=2024-05-10",
        kind="condolence",
        title="走访慰问困难党员",
        quantity="12.5",
        unit="户",
        persons="14",
        amount="0.35",
    )
    item = WorkItem.objects.get()
    assert (str(item.quantity), item.unit, item.persons, str(item.amount)) == ("12.50", "户", 14, "0.3500")


def test_one_page_sent_twice_makes_one_record(secretary, roster) -> None:
    page = fields_of(secretary.get(MEETING)) | {"title": "党员大会"}
    first = secretary.post("/records/meeting/add/", page)
    second = secretary.post("/records/meeting/add/", page)
    assert Meeting.objects.count() == 1
    assert first.url == second.url
    another = fields_of(secretary.get(MEETING)) | {"title": "党员大会"}
    secretary.post("/records/meeting/add/", another)
    assert Meeting.objects.count() == 2
