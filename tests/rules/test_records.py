"""What a record refuses, and what it only warns of."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from branches.models import Clue, DisciplinaryAction, Lecture, Meeting, Member, Post, WorkItem
from branches.models.lecture import lecturer_post
from branches.sanctions import effective_until, last_day

DAY = datetime.date(2024, 3, 5)


def problems(record: Any) -> dict[str, list[str]]:
    try:
        record.full_clean(exclude={"organization"})
    except ValidationError as error:
        return error.message_dict
    return {}


def a_meeting(office: SimpleNamespace, **values: Any) -> Meeting:
    return Meeting(
        **{"organization": office.first, "kind": "general", "title": "党员大会", "date": DAY} | values
    )


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"expected": 15, "present": 13, "leave": 1, "absent": 1}, None),
        (
            {"expected": 15, "present": 13, "leave": 1, "absent": 0},
            "实到 13 人 + 请假 1 人 + 缺席 0 人 ≠ 应到 15 人，请核对出席情况。",
        ),
        ({"expected": 15, "present": 13}, None),
        ({"expected": 15, "present": 16}, "实到 16 人，超过应到 15 人，请核对出席情况。"),
        (
            {"expected": 15, "present": 14, "leave": 2},
            "实到 14 人 + 请假 2 人，超过应到 15 人，请核对出席情况。",
        ),
        ({"present": 13, "leave": 1}, None),
        ({}, None),
    ],
)
def test_attendance_adds_up(office: SimpleNamespace, counts: dict[str, int], message: str | None) -> None:
    expected = {} if message is None else {"expected": [message]}
    assert problems(a_meeting(office, **counts)) == expected


def test_more_votes_than_voters_are_refused(office: SimpleNamespace) -> None:
    meeting = a_meeting(office, entitled=10, votes_for=8, votes_against=2, votes_abstained=1)
    assert "entitled" in problems(meeting)
    meeting.votes_abstained = 0
    assert problems(meeting) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"end_date": DAY - datetime.timedelta(days=1)}, "end_date"),
        ({"start_time": datetime.time(10), "end_time": datetime.time(9)}, "end_time"),
        ({"start_time": datetime.time(10), "end_time": datetime.time(10)}, "end_time"),
        (
            {
                "end_date": DAY + datetime.timedelta(days=1),
                "start_time": datetime.time(10),
                "end_time": datetime.time(9),
            },
            None,
        ),
    ],
)
def test_the_end_comes_after_the_start(
    office: SimpleNamespace, values: dict[str, Any], field: str | None
) -> None:
    assert set(problems(a_meeting(office, **values))) == ({field} if field else set())


@pytest.mark.parametrize("model", [Meeting, Lecture, DisciplinaryAction, WorkItem, Clue])
def test_days_that_cannot_be_are_refused_with_the_reason(office: SimpleNamespace, model: type) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    record = model(organization=office.first, date=tomorrow)
    assert "还没有到" in problems(record)["date"][0]
    record.date = datetime.date(2014, 12, 31)
    assert "成立的日期（2015年1月1日）" in problems(record)["date"][0]
    office.first.dissolved_on = datetime.date(2024, 1, 1)
    record.date = datetime.date(2024, 1, 1)
    assert "已经撤销" in problems(record)["date"][0]
    record.date = datetime.date(2023, 12, 31)
    assert "date" not in problems(record)


def test_today_is_not_the_future(office: SimpleNamespace) -> None:
    assert problems(a_meeting(office, date=timezone.localdate())) == {}


@pytest.mark.parametrize(
    ("kind", "counts", "warned"),
    [
        ("general", {"expected": 10, "present": 5}, False),
        ("general", {"expected": 10, "present": 4}, True),
        ("general", {"expected": 12, "entitled": 10, "present": 5}, False),
        ("committee", {"expected": 5, "present": 2}, True),
        ("theme_day", {"expected": 10, "present": 2}, False),
        ("democratic_life", {"expected": 6, "present": 4}, False),
        ("democratic_life", {"expected": 6, "present": 3}, True),
    ],
)
def test_below_quorum_is_warned_of_and_saved(
    office: SimpleNamespace, kind: str, counts: dict[str, int], warned: bool
) -> None:
    meeting = a_meeting(office, kind=kind, content="讨论情况", **counts)
    assert problems(meeting) == {}
    assert bool(meeting.warnings()) == warned


def test_a_vote_passes_with_more_than_half(office: SimpleNamespace) -> None:
    meeting = a_meeting(office, content="表决", entitled=10, votes_for=5, votes_against=5)
    assert "未超过" in meeting.warnings()[0]
    meeting.votes_for, meeting.votes_against = 6, 4
    assert meeting.warnings() == []


def test_a_meeting_without_agenda_is_warned_of(office: SimpleNamespace) -> None:
    meeting = a_meeting(office)
    assert meeting.warnings() == ["没有填写议题，也没有会议内容。"]
    assert meeting.warnings(agenda_items=1) == []
    assert a_meeting(office, kind="volunteer").warnings() == []


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ((2024, 3, 1), 12, (2025, 2, 28)),
        ((2024, 3, 5), 18, (2025, 9, 4)),
        ((2024, 8, 31), 6, (2025, 2, 28)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2023, 12, 1), 1, (2023, 12, 31)),
    ],
)
def test_the_last_day_of_a_period(
    start: tuple[int, int, int], months: int, last: tuple[int, int, int]
) -> None:
    assert last_day(datetime.date(*start), months) == datetime.date(*last)


@pytest.mark.parametrize(
    ("party", "administrative", "until"),
    [
        ("warning", "", datetime.date(2025, 3, 4)),
        ("serious_warning", "", datetime.date(2025, 9, 4)),
        ("removal", "", datetime.date(2026, 3, 4)),
        ("probation_1y", "", datetime.date(2025, 3, 4)),
        ("probation_2y", "", datetime.date(2026, 3, 4)),
        ("expulsion", "", None),
        ("", "warning", datetime.date(2024, 9, 4)),
        ("", "demerit", datetime.date(2025, 3, 4)),
        ("", "serious_demerit", datetime.date(2025, 9, 4)),
        ("", "demotion", datetime.date(2026, 3, 4)),
        ("", "dismissal", datetime.date(2026, 3, 4)),
        ("", "discharge", None),
        ("warning", "demotion", datetime.date(2026, 3, 4)),
        ("removal", "discharge", None),
        ("", "", None),
    ],
)
def test_the_effect_period_follows_from_the_sanction(
    party: str, administrative: str, until: datetime.date | None
) -> None:
    assert effective_until(DAY, party, administrative) == until


def test_the_effect_period_is_computed_once_and_stays_as_edited(office: SimpleNamespace) -> None:
    action = DisciplinaryAction(
        organization=office.first, person="吴某", form=2, date=DAY, party_sanction="warning"
    )
    action.save()
    assert (action.effective_from, action.effective_until) == (DAY, datetime.date(2025, 3, 4))
    action.effective_until = datetime.date(2025, 3, 10)
    action.save()
    action.refresh_from_db()
    assert action.effective_until == datetime.date(2025, 3, 10)


def test_an_unusual_form_is_warned_of(office: SimpleNamespace) -> None:
    action = DisciplinaryAction(organization=office.first, person="吴某", form=1, party_sanction="warning")
    assert action.warnings() == ["这种处理通常属于第二种形态，请核对。"]
    action.form = 2
    assert action.warnings() == []


def test_a_disposal_and_its_day_go_together(office: SimpleNamespace) -> None:
    clue = Clue(organization=office.first, number="1", source="report", about="某", date=DAY)
    assert problems(clue) == {}
    clue.disposal = "closed"
    assert "disposed_on" in problems(clue)
    clue.disposed_on = DAY - datetime.timedelta(days=1)
    assert "早于受理日期" in problems(clue)["disposed_on"][0]
    clue.disposed_on = DAY
    assert problems(clue) == {}


def test_how_a_lecture_counts_is_decided_by_the_post_on_that_day(
    office: SimpleNamespace, roster: list[Member]
) -> None:
    member = roster[1]
    Post.objects.create(
        member=member,
        organization=office.first,
        kind="publicity_commissioner",
        start_on=datetime.date(2023, 1, 1),
        end_on=datetime.date(2024, 1, 1),
    )
    Post.objects.create(
        member=member,
        organization=office.leading_group,
        kind="leading_group_member",
        start_on=datetime.date(2023, 7, 1),
    )
    assert lecturer_post(member, datetime.date(2022, 12, 31)) == "member"
    assert lecturer_post(member, datetime.date(2023, 1, 1)) == "committee_member"
    assert lecturer_post(member, datetime.date(2023, 7, 1)) == "leader"
    assert lecturer_post(member, datetime.date(2024, 1, 1)) == "leader"
    assert lecturer_post(roster[0], DAY) == "branch_secretary"
