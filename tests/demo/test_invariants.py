"""Nothing in the demo office breaks a rule that a form would enforce, or contradicts another row."""

import datetime
from collections import Counter
from types import SimpleNamespace

import pytest

from branches.models import (
    RECORDS,
    AgendaItem,
    Attendance,
    Change,
    Lecture,
    Lecturer,
    Material,
    Meeting,
    Member,
    Organization,
    Post,
    Tag,
    Talk,
    TalkTarget,
)
from branches.models.lecture import LECTURER_POST
from branches.models.record import Record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", RECORDS.values(), ids=RECORDS)
def test_every_record_is_valid(demo: SimpleNamespace, model: type[Record]) -> None:
    for record in model.objects.select_related("organization"):
        record.full_clean()
        assert record.date < demo.today
        assert record.organization.existed_on(record.date)
        assert record.version == 1


def test_members_posts_and_organizations_are_valid(demo: SimpleNamespace) -> None:
    for model in (Organization, Member, Post):
        for row in model.objects.all():
            row.full_clean()


@pytest.mark.parametrize("model", [AgendaItem, Material, Lecturer, TalkTarget])
def test_parts_are_valid(demo: SimpleNamespace, model: type) -> None:
    for part in model.objects.all():
        part.full_clean(exclude=["meeting", "lecture", "talk", "member", "agenda_item"])


def test_counts_agree_with_the_roster(demo: SimpleNamespace) -> None:
    counted = 0
    for meeting in Meeting.objects.prefetch_related("attendances"):
        if meeting.expected is not None:
            assert meeting.present is not None and meeting.leave is not None and meeting.absent is not None
            assert meeting.expected == meeting.present + meeting.leave + meeting.absent
        roster = Counter(row.status for row in meeting.attendances.all())
        if roster:
            counted += 1
            assert meeting.present == roster["present"]
            assert (meeting.leave or 0, meeting.absent or 0) == (roster["leave"], roster["absent"]) or (
                meeting.expected is None
            )
    assert counted > 800


def test_attendees_belonged_to_the_office_with_that_post_on_that_day(demo: SimpleNamespace) -> None:
    members = {member.pk: member for member in Member.objects.prefetch_related("posts")}
    for row in Attendance.objects.select_related("meeting"):
        member, day = members[row.member_id or 0], row.meeting.date
        assert member.arrived_on and member.arrived_on <= day
        assert member.left_on is None or day < member.left_on, (row, day)
        held = member.posts_on(day)
        expected = held[0].kind if held else outside_full_membership(member, day)
        assert row.post == expected, (row, day)
        assert row.name == member.name


def outside_full_membership(member: Member, day: datetime.date) -> str:
    """The status to be seen in the roster; the stage before joining is not kept with a date."""
    if member.joined_on is None or day < member.joined_on:
        stages = {"activist", "development"}
        row = Attendance.objects.filter(member=member, meeting__date=day).first()
        return row.post if row and row.post in stages else "activist"
    return "probationary" if member.full_on is None or day < member.full_on else ""


def test_who_chairs_and_records_is_there(demo: SimpleNamespace) -> None:
    """Where the names of the roster are known and both belong to it."""
    checked = 0
    for meeting in Meeting.objects.prefetch_related("attendances"):
        status = {row.name: row.status for row in meeting.attendances.all()}
        for name in (meeting.chair, meeting.recorder):
            assert name
            if name in status:
                checked += 1
                assert status[name] in {"present", "nonvoting"}, meeting
    assert checked > 1000


def test_only_those_entitled_vote(demo: SimpleNamespace) -> None:
    """A member under 留党察看 is outside the base of the vote, a probationary one too."""
    voted = Meeting.objects.filter(entitled__isnull=False, date__year=2024)
    assert voted.count() > 8
    for meeting in voted.prefetch_related("attendances__member"):
        rows = [row for row in meeting.attendances.all() if row.status != "nonvoting"]
        full = [
            row for row in rows if row.member and row.member.full_on and row.member.full_on <= meeting.date
        ]
        punished = Attendance.objects.filter(
            meeting=meeting,
            member__disciplinary_actions__party_sanction="probation_1y",
            member__disciplinary_actions__effective_from__lte=meeting.date,
            member__disciplinary_actions__effective_until__gte=meeting.date,
        )
        assert meeting.entitled == len(full) - punished.count()
        assert meeting.votes_for is not None
        assert meeting.votes_for * 2 > meeting.entitled
    assert Attendance.objects.filter(
        meeting__in=voted, member__disciplinary_actions__party_sanction="probation_1y"
    ).exists()


def test_lecturers_were_there_and_count_by_their_post_of_the_day(demo: SimpleNamespace) -> None:
    for lecture in Lecture.objects.select_related("meeting").prefetch_related("lecturers__member__posts"):
        for lecturer in lecture.lecturers.all():
            if lecturer.member is None:
                assert lecturer.post == "external"
                continue
            held = [post.kind for post in lecturer.member.posts_on(lecture.date)]
            assert lecturer.post == next(
                (LECTURER_POST[kind] for kind in held if kind in LECTURER_POST), "member"
            )
            if lecture.meeting:
                assert lecture.meeting.date == lecture.date
                row = lecture.meeting.attendances.get(member=lecturer.member)
                assert row.status == "present"


def test_talks_are_between_two_people_and_before_the_meeting_they_belong_to(demo: SimpleNamespace) -> None:
    for talk in Talk.objects.select_related("meeting").prefetch_related("targets"):
        names = [target.name for target in talk.targets.all()]
        assert names and talk.talker not in names and len(names) == len(set(names))
        assert talk.meeting is None or talk.date < talk.meeting.date


def test_fingerprints_are_right_and_each_once(demo: SimpleNamespace) -> None:
    """So that importing the demo's own ledgers again is recognised as a repetition."""
    for model in RECORDS.values():
        records = list(model.objects.all())
        assert all(record.fingerprint == record.compute_fingerprint() for record in records)
        assert len({record.fingerprint for record in records}) == len(records)


def test_every_row_has_its_history(demo: SimpleNamespace) -> None:
    assert set(Change.objects.values_list("source", flat=True)) == {"command"}
    created = Counter(Change.objects.filter(action="create").values_list("record_label", flat=True))
    models = [
        *RECORDS.values(),
        Attendance,
        AgendaItem,
        Material,
        Lecturer,
        TalkTarget,
        Member,
        Post,
        Organization,
        Tag,
    ]
    for model in models:
        assert created[model._meta.label_lower] == model._default_manager.count(), model
    tagged = sum(model.tags.through.objects.count() for model in RECORDS.values())
    changes = Change.objects.filter(action="update", after__has_key="tags")
    assert sum(len(change.after["tags"]) for change in changes if change.after) == tagged > 0
