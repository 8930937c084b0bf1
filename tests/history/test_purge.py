"""What lies in the recycle bin for more than 30 days is removed, with a last entry in the history."""

import datetime
import json
from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from branches.management.commands import purge_bin
from branches.models import Attachment, Change, Lecture, Meeting
from tests.files import attach

DAY = datetime.date(2024, 3, 5)


def binned(office: SimpleNamespace, title: str, days: int) -> Meeting:
    meeting = Meeting.objects.create(organization=office.first, kind="general", title=title, date=DAY)
    meeting.move_to_bin(None)
    since = timezone.now() - datetime.timedelta(days=days)
    models.QuerySet(Meeting).filter(pk=meeting.pk).update(deleted_at=since)
    return meeting


def test_only_what_is_long_enough_in_the_bin_is_removed(
    office: SimpleNamespace, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old, recent = binned(office, "很久以前", 31), binned(office, "前几天", 29)
    kept = Meeting.objects.create(organization=office.first, kind="general", title="在用", date=DAY)
    referred = binned(office, "有党课", 40)
    Lecture.objects.create(organization=office.first, topic="学习党章", date=DAY, meeting=referred)
    attachment = attach(old)
    stored = attachment.file.name
    out = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_bin", "--json", stdout=out)
    assert not Attachment.objects.exists()
    assert not default_storage.exists(stored)
    assert json.loads(out.getvalue()) == {"removed": 1, "kept": 1}
    assert set(Meeting.objects.all()) == {recent, kept, referred}
    last = Change.objects.filter(record_label="branches.meeting", record_id=old.pk).latest("pk")
    assert (last.action, last.source) == ("purge", "command")
    assert last.before is not None
    assert last.before["title"] == "很久以前"


def test_what_is_restored_while_the_bin_is_being_emptied_stays(
    office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = binned(office, "先清除", 50), binned(office, "正要清除时恢复", 40)
    listed = purge_bin.expired

    def slowly(before: datetime.datetime) -> Iterator[object]:
        for row in listed(before):
            if row == second:
                Meeting.objects.get(pk=second.pk).restore()
            yield row

    monkeypatch.setattr(purge_bin, "expired", slowly)
    call_command("purge_bin", stdout=StringIO())
    assert set(Meeting.objects.live()) == {second}
    assert not Meeting.objects.filter(pk=first.pk).exists()
