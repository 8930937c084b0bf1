"""A full disk is told as what it is, leaves nothing half, and uploads alone cannot fill it."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django.fixtures import Settings

from branches import fulldisk, jobs
from branches.models import Job, User
from config import urls
from tests.cast import make_user

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class CutShort(ContentFile):
    """A file during whose writing the disk fills up."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"the first half"
        raise FULL


def refused(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("database or disk is full")


def unwritable(_request: HttpRequest) -> HttpResponse:
    raise FULL


class Full:
    urlpatterns = [*urls.urlpatterns, path("refused/", refused), path("unwritable/", unwritable)]
    handler500 = urls.handler500


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/refused/", "/unwritable/"])
def test_every_page_says_so(client: Client, settings: Settings, address: str) -> None:
    settings.ROOT_URLCONF = Full
    client.force_login(make_user("clerk"))
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == 507
    assert "服务器的磁盘满了" in answer.content.decode()


def test_a_file_that_did_not_fit_leaves_nothing_behind(folder: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("attachments/one", CutShort(b""))
    assert [each for each in folder.rglob("*") if each.is_file()] == []


def test_files_leave_room_for_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    default_storage.save("attachments/one", ContentFile(b"%PDF-"))
    monkeypatch.setattr(fulldisk, "KEPT_FREE", 1 << 60)
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("attachments/two", ContentFile(b"%PDF-"))
    assert default_storage.exists("attachments/one")
    assert not default_storage.exists("attachments/two")


@pytest.mark.django_db
def test_a_background_job_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(_job: Job, _progress: Any) -> None:
        raise FULL

    monkeypatch.setitem(jobs.kinds(), "export", jobs.Kind("导出", work))
    clerk: User = make_user("clerk")
    with pytest.raises(OSError, match="No space left"):
        jobs.start("export", user=clerk, title="导出", parameters={})
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("job", args=[Job.objects.get().pk])).content.decode()
    assert "服务器的磁盘满了，没有完成" in page
