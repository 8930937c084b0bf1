"""Several people written into the one field for a name, and absentees told once."""

import pytest
from django.test import Client

from branches.models import Attendance, Lecture, Meeting, Record, Talk
from tests.records.posting import error_at, send, sentences

TALK = "/records/talk/add/?kind=heart&date=2024-05-10"


@pytest.mark.usefixtures("roster")
def test_two_people_in_one_field_are_two_person_times(secretary: Client) -> None:
    send(secretary, TALK, talker="程远山", targets__0__name="林晓岚、周 启明，外单位人员（两名、不在册）")
    assert Talk.objects.get().targets.count() == 1, "what has brackets is not parted"
    Talk.objects.all().delete()
    send(secretary, TALK, talker="程远山", targets__0__name="林晓岚、周 启明，John Smith")
    targets = Talk.objects.get().targets.all()
    assert [(row.name, row.member is not None) for row in targets] == [
        ("林晓岚", True),
        ("周启明", True),
        ("John Smith", False),
    ]


@pytest.mark.usefixtures("roster")
def test_words_beside_two_names_belong_to_nobody(secretary: Client) -> None:
    changes = {"talker": "程远山", "targets__0__name": "林晓岚、周启明"}
    answer = send(secretary, TALK, **changes, targets__0__post="组织委员")
    assert error_at(answer, "targets-0-name") == "这一栏写了 2 个人，又有职务，请一人一栏分开填写。"
    assert not Talk.objects.exists()
    send(secretary, TALK, **changes)
    assert Talk.objects.get().targets.count() == 2


def test_the_post_of_one_lecturer_does_not_become_anothers(
    one_of_each: dict[str, Record], secretary: Client
) -> None:
    address = f"/records/lecture/{one_of_each['lecture'].pk}/edit/"
    answer = send(secretary, address, lecturers__0__name="程远山、林晓岚")
    assert "又有授课人当日职务" in error_at(answer, "lecturers-0-name")
    send(secretary, address, lecturers__0__name="程远山、林晓岚", lecturers__0__post="")
    lecturers = Lecture.objects.get().lecturers.order_by("pk")
    assert [(row.name, row.post) for row in lecturers] == [
        ("程远山", "branch_secretary"),
        ("外请教授", "external"),
        ("林晓岚", "member"),
    ]


def test_a_note_that_repeats_the_names_is_not_shown_beside_them(
    one_of_each: dict[str, Record], secretary: Client
) -> None:
    meeting = one_of_each["meeting"]
    assert isinstance(meeting, Meeting)
    away = Attendance.objects.get(meeting=meeting, status="leave")
    assert meeting.absentees_note == f"{away.name}（出差）"
    page = sentences(secretary.get(f"/records/meeting/{meeting.pk}/"))
    assert page.count(f"{away.name}（出差）") == 1
    assert "缺席人员及原因" not in page
    Meeting.objects.update(absentees_note="另有一人借调")
    page = sentences(secretary.get(f"/records/meeting/{meeting.pk}/"))
    assert page.count("另有一人借调") == 2, "with the attendance and in the history"
