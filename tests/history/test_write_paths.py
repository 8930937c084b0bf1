"""Every way of writing a record leaves who, when, before and after — or is refused."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models, transaction

from branches.history import acting
from branches.models import AgendaItem, Change, Meeting, Member, Post, Tag
from branches.models.tracked import TrackedModel
from branches.querysets import TrackedQuerySet

DAY = datetime.date(2024, 3, 5)


@pytest.fixture
def meeting(office: SimpleNamespace) -> Meeting:
    return Meeting.objects.create(
        organization=office.first, kind="general", title="第一季度党员大会", date=DAY
    )


def changes_of(meeting: Meeting) -> list[Change]:
    return list(Change.objects.filter(subject_label="branches.meeting", subject_id=meeting.pk).order_by("pk"))


def save_it(meeting: Meeting) -> None:
    meeting.title = "改过的名称"
    meeting.save()


def save_one_field(meeting: Meeting) -> None:
    meeting.title = "改过的名称"
    meeting.save(update_fields=["title"])


def queryset_update(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(title="改过的名称")


def bulk_update(meeting: Meeting) -> None:
    meeting.title = "改过的名称"
    Meeting.objects.bulk_update([meeting], ["title"])


def update_or_create(meeting: Meeting) -> None:
    Meeting.objects.update_or_create(pk=meeting.pk, defaults={"title": "改过的名称"})


def update_through_the_organisation(meeting: Meeting) -> None:
    meeting.organization.meetings.update(title="改过的名称")


@pytest.mark.parametrize(
    "write",
    [
        save_it,
        save_one_field,
        queryset_update,
        bulk_update,
        update_or_create,
        update_through_the_organisation,
    ],
)
def test_every_update_leaves_before_and_after(
    meeting: Meeting, cast: SimpleNamespace, write: Callable[[Meeting], None]
) -> None:
    with acting(user=cast.secretary, source="form"):
        write(meeting)
    change = changes_of(meeting)[-1]
    assert (change.action, change.user, change.source) == ("update", cast.secretary, "form")
    assert change.before == {"title": "第一季度党员大会"}
    assert change.after == {"title": "改过的名称"}


def test_writing_without_a_difference_leaves_nothing(meeting: Meeting) -> None:
    before = len(changes_of(meeting))
    meeting.save()
    Meeting.objects.filter(pk=meeting.pk).update(title=meeting.title)
    assert len(changes_of(meeting)) == before


def test_bulk_create_leaves_one_change_a_row(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    rows = [
        Meeting(organization=office.first, kind="theme_day", title=f"主题{number}", date=DAY)
        for number in range(3)
    ]
    with acting(user=cast.administrator, source="import"):
        Meeting.objects.bulk_create(rows)
    for row in rows:
        (change,) = changes_of(row)
        assert (change.action, change.source, change.user) == ("create", "import", cast.administrator)
        assert change.after is not None
        assert change.after["title"] == row.title


def test_bulk_create_with_conflict_options_is_refused(office: SimpleNamespace) -> None:
    row = Meeting(organization=office.first, kind="theme_day", title="主题", date=DAY)
    with pytest.raises(TypeError):
        Meeting.objects.bulk_create([row], ignore_conflicts=True)
    assert not Meeting.objects.exists()


def test_parts_are_shown_with_their_record(meeting: Meeting) -> None:
    AgendaItem.objects.bulk_create([AgendaItem(meeting=meeting, topic="讨论年度计划")])
    meeting.agenda_items.update(category="party_building")
    meeting.agenda_items.all().delete()
    assert [change.action for change in changes_of(meeting)] == ["create", "create", "update", "purge"]


def test_what_a_deletion_takes_along_is_kept_too(meeting: Meeting) -> None:
    AgendaItem.objects.create(meeting=meeting, topic="讨论年度计划")
    key = meeting.pk
    Meeting.objects.filter(pk=key).delete()
    gone = Change.objects.filter(subject_id=key, subject_label="branches.meeting", action="purge")
    assert {change.record_label for change in gone} == {"branches.meeting", "branches.agendaitem"}


def test_bin_and_restore_are_told_apart(meeting: Meeting, cast: SimpleNamespace) -> None:
    meeting.move_to_bin(cast.secretary)
    meeting.restore()
    assert [change.action for change in changes_of(meeting)] == ["create", "delete", "restore"]


def test_tags_put_on_and_taken_off(meeting: Meeting) -> None:
    tag = Tag.objects.create(name="主题教育")
    meeting.tags.add(tag)
    meeting.tags.clear()
    put, taken = changes_of(meeting)[-2:]
    assert (put.before, put.after) == ({"tags": None}, {"tags": [tag.pk]})
    assert (taken.before, taken.after) == ({"tags": [tag.pk]}, {"tags": None})
    with pytest.raises(TypeError):
        tag.meetings.add(meeting)


def test_a_change_is_rolled_back_with_what_it_tells(meeting: Meeting) -> None:
    before = Change.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        meeting.title = "不会留下"
        meeting.save()
        raise RuntimeError
    assert Change.objects.count() == before


def test_posts_are_shown_with_their_member(office: SimpleNamespace) -> None:
    member = Member.objects.create(name="程远山", organization=office.first)
    Post.objects.create(member=member, organization=office.first, kind="branch_secretary")
    shown = Change.objects.filter(subject_label="branches.member", subject_id=member.pk)
    assert {change.record_label for change in shown} == {"branches.member", "branches.post"}


def test_history_is_only_ever_added_to(meeting: Meeting) -> None:
    change = changes_of(meeting)[0]
    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()


def test_every_model_with_history_writes_through_the_tracked_queryset() -> None:
    tracked = [model for model in apps.get_models() if issubclass(model, TrackedModel)]
    assert len(tracked) > 15
    for model in tracked:
        assert isinstance(model._default_manager.all(), TrackedQuerySet), model


def test_nothing_silently_clears_a_column_of_a_tracked_row() -> None:
    """SET_NULL and SET_DEFAULT write behind the model's back, where no history is kept."""
    for model in apps.get_models():
        if not issubclass(model, TrackedModel):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete in {models.PROTECT, models.CASCADE}, field
