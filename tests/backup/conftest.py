"""A small office with one of everything a backup could lose, and a folder for archives."""

import datetime
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from pytest_django import Settings

from branches.backup import rows
from branches.backup.create import stored_files
from branches.history import acting
from branches.models import Attachment, Change, ImportBatch, Meeting, Member, Organization, Tag, WorkItem


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture
def furnished(
    cast: SimpleNamespace, office: SimpleNamespace, roster: list[Member], media: Path
) -> SimpleNamespace:
    """Records with parts, tags, an attachment, an import, a purged row, a group with a permission."""
    with acting(user=cast.secretary, source="form"):
        meeting = Meeting.objects.create(
            organization=office.first,
            kind="theme_day",
            title="带“引号”、\t制表符\n和换行的主题 𠮷 ’; DROP",
            date=datetime.date(2024, 2, 29),
            start_time=datetime.time(9, 30),
            hours="1.5",
            created_by=cast.secretary,
        )
        meeting.tags.add(Tag.objects.create(name="主题教育"))
        item = meeting.agenda_items.create(topic="学习")
        meeting.materials.create(title="材料", agenda_item=item, published_on=datetime.date(2024, 1, 1))
        meeting.attendances.create(member=roster[0], name=roster[0].name, status="present")
        attachment = Attachment(
            record=meeting, original_name="照片.jpg", size=5, sha256="0" * 64, media_type="image/jpeg"
        )
        attachment.thumbnail.save("ignored.jpg", ContentFile(b"small photo"), save=False)
        attachment.file.save("ignored.jpg", ContentFile(b"photo"))
        WorkItem.objects.create(
            organization=office.second,
            kind="condolence",
            title="慰问",
            date=datetime.date(2024, 1, 5),
            amount="1.2345",
        )
        purged = Meeting.objects.create(
            organization=office.first, kind="other", title="要清除的", date=datetime.date(2024, 1, 6)
        )
        purged_key = purged.pk
        purged.delete()
        office.second.former_names = ["旧名甲", "旧名乙"]
        office.second.save()
    ImportBatch.objects.create(
        file_name="台账.xlsx", sha256="1" * 64, understood={"表": [1, None, {"a": 1.5}]}
    )
    group = Group.objects.create(name="值班")
    group.permissions.add(Permission.objects.get(codename="view_meeting"))
    cast.viewer.groups.add(group)
    return SimpleNamespace(
        meeting=meeting, attachment=attachment, purged_key=purged_key, office=office, cast=cast
    )


@pytest.fixture
def contents(media: Path) -> Callable[[], dict[str, Any]]:
    """Everything there is now: the lines of every table, and the bytes of every file."""

    def read() -> dict[str, Any]:
        names = rows.Names(using="default")
        tables = {
            model._meta.label_lower: list(rows.rows_out(model, names, "default")) for model in rows.carried()
        }
        files = {name: path.read_bytes() for name, path in stored_files(media)}
        return {"tables": tables, "files": files}

    return read


def spoil_everything(furnished: SimpleNamespace) -> None:
    """Change, add and remove rows and files, as a bad day would."""
    furnished.meeting.title = "被改掉的主题"
    furnished.meeting.save()
    WorkItem.objects.all().delete()
    Organization.objects.create(name="多出来的支部", kind="branch", parent=furnished.office.bureau)
    furnished.attachment.file.storage.delete(furnished.attachment.file.name)
    furnished.attachment.file.storage.save("attachments/extra", ContentFile(b"extra"))
    assert Change.objects.filter(action="purge").count() >= 2
