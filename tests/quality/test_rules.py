"""Each rule finds what it is for, and leaves alone what is in order."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import models

from branches.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Clue,
    DisciplinaryAction,
    ImportBatch,
    Lecture,
    Meeting,
    Talk,
    WorkItem,
)
from branches.models.minutes import LONG_ENOUGH, digest
from tests.files import attach
from tests.quality.meetings import DAY, LONG, found, logged, meeting, of_kind

pytestmark = pytest.mark.django_db
TIME = datetime.time


def test_a_record_in_order_has_no_finding(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    meeting(office.first)
    meeting(office.first, expected=10, present=8, leave=1, absent=1)
    meeting(office.first, expected=None, present=None)
    assert found(cast.administrator) == []


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"present": 8, "leave": 1, "absent": 2}, "实到 8 人 + 请假 1 人 + 缺席 2 人 ≠ 应到 10 人"),
        ({"present": 8, "leave": 1, "absent": 0}, "≠ 应到 10 人"),
        ({"present": 11}, "超过应到 10 人"),
        ({"present": None, "leave": 6, "absent": 5}, "超过应到 10 人"),
        ({"present": 8, "leave": 1}, "还有 1 人没有写明请假或缺席"),
        ({"present": 8}, "还有 2 人没有写明请假或缺席"),
        ({"entitled": 5, "votes_for": 4, "votes_against": 2}, "超过有表决权人数 5"),
    ],
)
def test_counts_that_do_not_add_up(
    cast: SimpleNamespace, office: SimpleNamespace, counts: dict[str, Any], sentence: str
) -> None:
    record = meeting(office.first, **counts)
    (finding,) = found(cast.secretary)
    assert (finding.kind, finding.keys) == ("counts", (record.pk,))
    assert sentence in finding.sentence


@pytest.mark.parametrize(
    "counts",
    [
        {"present": 8, "absentees_note": "两人出差"},
        {"present": 8, "leave": 2},
        {"present": 8, "leave": None, "absent": 2},
        {"present": None, "leave": 2},
        {"expected": None, "present": 8, "leave": 2, "absent": 1},
        {"entitled": 5, "votes_for": 4, "votes_against": 1},
    ],
)
def test_counts_that_may_be_right(
    cast: SimpleNamespace, office: SimpleNamespace, counts: dict[str, Any]
) -> None:
    meeting(office.first, **counts)
    assert found(cast.secretary) == []


def roster(record: Meeting, **status: int) -> None:
    for name, number in status.items():
        for place in range(number):
            Attendance.objects.create(meeting=record, name=f"{name}{place}", status=name)


@pytest.mark.parametrize(
    ("counts", "names", "sentence"),
    [
        ({"present": 10}, {"present": 11}, "实到 10 人，名单上却有 11 人"),
        ({"present": 9, "leave": 1}, {"leave": 2}, "请假 1 人，名单上却有 2 人"),
        ({"present": 8}, {"leave": 1, "absent": 1}, ""),
        ({"present": 8}, {"leave": 1}, "还有 1 人没有写明"),
        ({"present": 8}, {"leave": 2, "absent": 1}, "合计超过应到 10 人"),
        ({"present": 10}, {"present": 3, "nonvoting": 12}, ""),
    ],
)
def test_counts_beside_the_names_on_the_roster(
    cast: SimpleNamespace, office: SimpleNamespace, counts: Any, names: dict[str, int], sentence: str
) -> None:
    roster(meeting(office.first, **counts), **names)
    sentences = [each.sentence for each in found(cast.secretary)]
    assert len(sentences) == bool(sentence)
    assert not sentence or sentence in sentences[0]


def test_neither_agenda_nor_minutes(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    bare = meeting(office.first, content="")
    AgendaItem.objects.create(meeting=meeting(office.first, content=""), topic="讨论年度计划")
    meeting(office.first, content="", decision="同意。")
    attach(meeting(office.first, content=""), Attachment.Kind.MINUTES)
    photographed = meeting(office.first, content="")
    attach(photographed)  # a notice says nothing of what was discussed
    assert of_kind(cast.secretary, "empty") == [(photographed.pk,), (bare.pk,)]


def test_copied_minutes_whatever_their_punctuation(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    first = meeting(office.first, content=LONG)
    meeting(office.first, content=LONG.replace("传达", "学习"))
    other = meeting(
        office.second, content=LONG.replace("，", ", ").replace("。", "\n"), date=DAY.replace(day=9)
    )
    assert of_kind(cast.administrator, "copied") == [(other.pk, first.pk)]
    assert of_kind(cast.secretary, "copied") == []  # she may not see that the other exists
    binned = meeting(office.first, content=LONG)
    assert of_kind(cast.secretary, "copied") == [(binned.pk, first.pk)]
    binned.move_to_bin(None)
    assert of_kind(cast.secretary, "copied") == []


def test_a_copy_from_another_year_is_found_in_both(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    old = meeting(office.first, content=LONG, date=DAY.replace(year=2021))
    new = meeting(office.first, content=LONG)
    meeting(office.first, content=LONG + "散会。", date=DAY.replace(year=2022))
    for year, expected in ((2021, 1), (2024, 1), (2022, 0), (2023, 0)):
        assert of_kind(cast.secretary, "copied", year) == [(new.pk, old.pk)] * expected


def test_what_is_short_or_of_another_type_is_no_copy(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    for _ in range(2):
        meeting(office.first, content="学习党章，讨论发言。")
    held = meeting(office.first, content=LONG)
    lecture = Lecture.objects.create(
        organization=office.first, date=DAY, topic="学党章", content=LONG, meeting=held
    )
    logged(lecture, DAY)
    assert found(cast.secretary) == []
    talks = [
        Talk.objects.create(organization=office.first, date=DAY, talker="程远山", content=LONG) for _ in "ab"
    ]
    for talk in talks:
        logged(talk, DAY)
    assert of_kind(cast.secretary, "copied") == [(talks[1].pk, talks[0].pk)]


def test_the_digest_follows_the_minutes_on_every_way_of_writing(office: SimpleNamespace) -> None:
    record = meeting(office.first, content=LONG)
    assert record.minutes_digest == digest(LONG) != ""
    record.content = "另一份记录"
    record.save()
    record.refresh_from_db()
    assert record.minutes_digest == ""
    (made,) = Meeting.objects.bulk_create(
        [Meeting(organization=office.first, kind="study", title="学习", date=DAY, content=LONG)]
    )
    made.refresh_from_db()
    assert made.minutes_digest == digest(LONG)
    assert digest("字" * (LONG_ENOUGH - 1)) == ""
    assert digest("，" + "字" * LONG_ENOUGH) == digest("字 " * LONG_ENOUGH) != ""


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ({"start_time": TIME(14)}, {"kind": "study", "start_time": TIME(14)}, True),
        ({"start_time": TIME(14)}, {"kind": "study", "start_time": TIME(14, 30)}, True),
        ({"start_time": TIME(14)}, {"kind": "study", "start_time": TIME(15)}, False),
        ({"start_time": TIME(14)}, {"kind": "theme_day", "start_time": TIME(14)}, False),
        ({"start_time": None}, {"kind": "study", "start_time": None}, False),
        ({"start_time": TIME(14)}, {"kind": "study", "start_time": None}, False),
        (
            {"start_time": TIME(14), "end_time": TIME(14, 20)},
            {"kind": "study", "start_time": TIME(14, 20)},
            False,
        ),
        (
            {"start_time": TIME(14), "end_time": TIME(14, 50)},
            {"kind": "study", "start_time": TIME(14, 20)},
            True,
        ),
        (
            {"kind": "organizational_life", "start_time": TIME(14)},
            {"kind": "appraisal", "start_time": TIME(14)},
            False,
        ),
    ],
)
def test_one_gathering_logged_as_several(
    cast: SimpleNamespace, office: SimpleNamespace, one: Any, other: Any, is_found: bool
) -> None:
    records = [meeting(office.first, **values) for values in (one, other)]
    expected = [(records[1].pk, records[0].pk)] if is_found else []
    assert of_kind(cast.secretary, "several") == expected
    if is_found:
        records[1].date += datetime.timedelta(days=1)
        records[1].save()
        assert of_kind(cast.secretary, "several") == []


def test_the_same_hour_in_two_branches_is_no_gathering(
    cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    meeting(office.first, start_time=TIME(14))
    meeting(office.second, start_time=TIME(14), kind="study")
    assert found(cast.administrator) == []


def test_a_binned_record_is_no_second_one(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    meeting(office.first, start_time=TIME(14))
    meeting(office.first, start_time=TIME(14), kind="study").move_to_bin(None)
    assert found(cast.secretary) == []


@pytest.mark.parametrize(("days", "hour", "is_late"), [(30, 23, False), (31, 0, True), (200, 12, True)])
def test_logged_more_than_thirty_days_after_the_day(
    cast: SimpleNamespace, office: SimpleNamespace, days: int, hour: int, is_late: bool
) -> None:
    """By the office's clock: midnight in Shanghai is the afternoon before in UTC."""
    record = meeting(office.first)
    logged(record, DAY + datetime.timedelta(days=days), hour)
    assert of_kind(cast.secretary, "late") == [(record.pk,)] * is_late
    if is_late:
        assert f"第 {days} 天" in found(cast.secretary)[0].sentence


def test_the_last_day_counts_and_imported_rows_do_not(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    long = meeting(office.first, end_date=DAY + datetime.timedelta(days=10))
    logged(long, DAY + datetime.timedelta(days=40))
    batch = ImportBatch.objects.create(file_name="台账.xlsx", sha256="0" * 64, organization=office.first)
    imported = meeting(office.first, batch=batch)
    logged(imported, DAY + datetime.timedelta(days=300))
    assert found(cast.secretary) == []
    logged(long, DAY + datetime.timedelta(days=41))
    assert of_kind(cast.secretary, "late") == [(long.pk,)]


def test_every_ordinary_type_is_looked_at_and_nothing_of_discipline(
    cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    late: list[models.Model] = [
        Lecture.objects.create(organization=office.first, date=DAY, topic="学党章"),
        Talk.objects.create(organization=office.first, date=DAY, talker="程远山"),
        WorkItem.objects.create(organization=office.first, date=DAY, kind="condolence", title="走访慰问"),
    ]
    DisciplinaryAction.objects.create(organization=office.first, date=DAY, person="吴某", form=1)
    Clue.objects.create(organization=office.first, date=DAY, number="1", about="某人")
    assert {(each.slug, each.keys[0]) for each in found(cast.administrator)} == {
        (row.slug, row.pk) for row in late
    }
    assert found(cast.inspector) == found(cast.viewer) == found(cast.neighbour) == []
