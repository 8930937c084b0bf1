"""Opening a form and saving it as it is changes nothing; changing one thing changes that thing alone."""

import datetime

import pytest

from branches import history
from branches.models import Attendance, Change, Lecture, Meeting, Member, Post, Talk
from branches.models.record import Record
from tests.records.posting import error_at, send, sentences

SLUGS = ["meeting", "lecture", "talk", "discipline", "clue", "work"]
PARTS = {
    "meeting": ["agenda_items", "materials", "attendances"],
    "lecture": ["lecturers"],
    "talk": ["targets"],
}


def whole_state(record: Record) -> dict[str, object]:
    found: dict[str, object] = {"record": history.state(record)}
    for part in PARTS.get(record.slug, []):
        found[part] = [history.state(row) for row in getattr(record, part).all()]
    found["tags"] = sorted(tag.name for tag in record.tags.all())
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_saving_a_form_untouched_changes_nothing(slug, one_of_each, secretary, inspector) -> None:
    client = inspector if slug in {"discipline", "clue"} else secretary
    record = type(one_of_each[slug]).objects.get(pk=one_of_each[slug].pk)
    before, changes = whole_state(record), Change.objects.count()
    answer = send(client, f"{record.get_absolute_url()}edit/")
    assert answer.status_code == 302, sentences(answer)
    assert whole_state(type(record).objects.get(pk=record.pk)) == before
    assert Change.objects.count() == changes


def test_a_changed_field_is_the_only_change(one_of_each, secretary, cast) -> None:
    meeting = one_of_each["meeting"]
    changes = Change.objects.count()
    send(secretary, f"{meeting.get_absolute_url()}edit/", place="三楼会议室")
    change = Change.objects.latest("pk")
    assert Change.objects.count() == changes + 1
    assert (change.before, change.after) == ({"place": "二楼会议室"}, {"place": "三楼会议室"})
    assert (change.user, change.source) == (cast.secretary, "form")


def test_a_material_stays_under_its_agenda_item_when_items_move(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    send(
        secretary,
        f"{meeting.get_absolute_url()}edit/",
        agenda_items__0__ORDER="2",
        agenda_items__1__ORDER="1",
    )
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert [item.topic for item in meeting.agenda_items.all()] == ["发展党员", "学习文件"]
    assert meeting.materials.get(title="一篇文章").agenda_item.topic == "学习文件"
    assert meeting.materials.get(title="另一篇").agenda_item is None


def test_a_row_taken_off_the_page_is_deleted_and_history_says_so(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    gone = {f"agenda_items__1__{name}": None for name in ("id", "ORDER", "topic", "category", "speaker")}
    gone |= {f"agenda_items__1__{name}": None for name in ("content", "decision")}
    send(secretary, f"{meeting.get_absolute_url()}edit/", **gone)
    assert [item.topic for item in Meeting.objects.get(pk=meeting.pk).agenda_items.all()] == ["学习文件"]
    page = sentences(secretary.get(meeting.get_absolute_url()))
    assert "删除议题" in page
    assert "发展党员" in page


def test_who_is_marked_absent_moves_between_the_counts(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    send(
        secretary,
        f"{meeting.get_absolute_url()}edit/",
        attendances__2__status="absent",
        attendances__2__reason="",
    )
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (9, 7, 1, 1)
    assert meeting.absentees_note == "林晓岚（出差）、周启明（缺席）"
    assert meeting.attendances.filter(status="nonvoting").count() == 1


def test_the_expected_number_is_frozen_when_people_come_and_go(
    one_of_each, secretary, office, roster
) -> None:
    meeting = one_of_each["meeting"]
    Member.objects.create(name="新来的", organization=office.first)
    roster[3].left_on = datetime.date(2024, 1, 1)
    roster[3].save()
    send(secretary, f"{meeting.get_absolute_url()}edit/", remark="改一个字")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.expected, meeting.present) == (9, 8)
    assert meeting.attendances.get(name="吴静宜").member == roster[3]


def test_counts_of_a_ledger_are_not_recomputed_from_the_few_names_it_gave(
    office, secretary, cast, roster
) -> None:
    meeting = Meeting.objects.create(
        organization=office.first,
        date=datetime.date(2023, 3, 1),
        kind="general",
        title="旧台账",
        expected=20,
        present=18,
        leave=2,
        absent=0,
    )
    Attendance.objects.create(meeting=meeting, member=roster[1], name="林晓岚", status="leave")
    answer = send(secretary, f"{meeting.get_absolute_url()}edit/", title="旧台账（核对）")
    assert answer.status_code == 302, sentences(answer)
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (20, 18, 2, 0)
    assert [row.name for row in meeting.attendances.all()] == ["林晓岚"]


def test_a_lecturers_post_from_the_roster_follows_the_day_but_one_chosen_by_hand_stays(
    one_of_each, secretary, roster
) -> None:
    lecture = one_of_each["lecture"]
    Post.objects.filter(member=roster[0]).update(start_on=datetime.date(2024, 5, 1))
    url = f"{lecture.get_absolute_url()}edit/"
    send(secretary, url, date="2024-04-30")
    assert [row.post for row in Lecture.objects.get(pk=lecture.pk).lecturers.all()] == ["member", "external"]
    send(secretary, url, lecturers__0__post="committee_member")
    send(secretary, url, date="2024-05-20")
    posts = [row.post for row in Lecture.objects.get(pk=lecture.pk).lecturers.all()]
    assert posts == ["committee_member", "external"]


def test_another_lecturers_name_is_another_lecturer(one_of_each, secretary, roster) -> None:
    lecture = one_of_each["lecture"]
    send(secretary, f"{lecture.get_absolute_url()}edit/", lecturers__0__name="林晓岚")
    row = Lecture.objects.get(pk=lecture.pk).lecturers.first()
    assert (row.member, row.post) == (roster[1], "member")


def test_another_talker_is_another_member(one_of_each, secretary, roster) -> None:
    talk = one_of_each["talk"]
    send(secretary, f"{talk.get_absolute_url()}edit/", talker="吴静宜", targets__0__name="外单位的人")
    talk = Talk.objects.get(pk=talk.pk)
    assert talk.talker_member == roster[3]
    assert {row.name: row.member for row in talk.targets.all()} == {"外单位的人": None, "周启明": roster[2]}


def test_the_effect_period_follows_the_sanction_unless_it_was_set_by_hand(one_of_each, inspector) -> None:
    action = one_of_each["discipline"]
    url = f"{action.get_absolute_url()}edit/"
    send(inspector, url, party_sanction="serious_warning")
    action.refresh_from_db()
    assert action.effective_until == datetime.date(2025, 11, 9)
    send(inspector, url, date="2024-06-01")
    action.refresh_from_db()
    assert (action.effective_from, action.effective_until) == (
        datetime.date(2024, 6, 1),
        datetime.date(2025, 11, 30),
    )
    send(inspector, url, effective_until="2026-01-01")
    send(inspector, url, party_sanction="removal")
    action.refresh_from_db()
    assert action.effective_until == datetime.date(2026, 1, 1)


def test_a_lecture_without_lecturer_is_refused_and_keeps_the_one_it_had(one_of_each, secretary) -> None:
    lecture = one_of_each["lecture"]
    answer = send(
        secretary,
        f"{lecture.get_absolute_url()}edit/",
        lecturers__0__name="",
        lecturers__0__post="",
        lecturers__1__name="",
        lecturers__1__post="",
        lecturers__1__title="",
    )
    assert answer.status_code == 200
    assert "请填写授课人。" in sentences(answer)
    assert Lecture.objects.get(pk=lecture.pk).lecturers.count() == 2
    assert error_at(answer, "topic") == ""
