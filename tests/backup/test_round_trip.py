"""What was backed up comes back: every row, every file, the history, and the count of keys."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from branches.backup import rows
from branches.backup.archive import Archive
from branches.models import Change, Duty, Meeting, Member, Organization, User
from tests.backup.conftest import spoil_everything

pytestmark = pytest.mark.django_db(transaction=True)

Contents = Callable[[], dict[str, Any]]


def run(command: str, *arguments: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def test_everything_comes_back(furnished: SimpleNamespace, contents: Contents, tmp_path: Path) -> None:
    before = contents()
    made = json.loads(run("backup", tmp_path / "a.zip", "--json"))
    assert made["rows"]["branches.change"] == Change.objects.count() > 10
    assert made["files"] == 2  # a photo and its thumbnail
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) and not list(tmp_path.glob(".a.zip*"))

    spoil_everything(furnished)
    spoiled = contents()
    assert spoiled != before

    done = json.loads(run("restore", tmp_path / "a.zip", "--replace", "--yes", "--json"))
    assert contents() == before
    assert done["removed_files"] == 1 and done["missing_files"] == []

    # What was replaced is not lost either.
    assert Path(done["backup_of_replaced"]).parent == tmp_path
    run("restore", done["backup_of_replaced"], "--replace", "--yes")
    assert contents() == spoiled


def test_others_go_on_writing_and_the_archive_shows_one_moment(
    furnished: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves a new branch while the backup runs: saved at once, and not in the archive."""

    def save_a_branch() -> None:
        Organization.objects.create(
            name="备份期间新建的支部", kind="branch", parent_id=furnished.office.bureau.pk
        )
        connection.close()

    class Names(rows.Names):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(save_a_branch).result(timeout=10)
            super().__init__(*arguments, **options)

    monkeypatch.setattr(rows, "Names", Names)
    made = json.loads(run("backup", tmp_path / "a.zip", "--json"))
    assert Organization.objects.filter(name="备份期间新建的支部").exists()
    assert made["rows"]["branches.organization"] == Organization.objects.count() - 1
    with Archive(tmp_path / "a.zip") as archive:
        assert not [
            one for one in archive.lines("data/branches.organization.jsonl") if "备份期间" in one["name"]
        ]


def test_keys_of_purged_rows_are_not_given_out_again(furnished: SimpleNamespace, tmp_path: Path) -> None:
    """Or a new record would show the history of one that was removed for good."""
    run("backup", tmp_path / "a.zip")
    run("restore", tmp_path / "a.zip", "--replace", "--yes")
    new = Meeting.objects.create(
        organization=furnished.office.first, kind="other", title="新的", date=datetime.date(2024, 3, 1)
    )
    assert new.pk > furnished.purged_key
    history = Change.objects.filter(subject_label="branches.meeting", subject_id=new.pk)
    assert [change.action for change in history] == ["create"]


def test_sign_ins_end_with_a_restore(furnished: SimpleNamespace, tmp_path: Path) -> None:
    Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
    run("backup", tmp_path / "a.zip")
    run("restore", tmp_path / "a.zip", "--replace", "--yes")
    assert not Session.objects.exists()
    assert User.objects.get(username="secretary").check_password("a-long-password-1")


def test_restores_into_an_empty_database_without_asking(tmp_path: Path, media: Path) -> None:
    """Its standard duties give way to those of the archive; nothing is there to be saved first."""
    Duty.objects.all().delete()
    Change._base_manager.all()._raw_delete(using="default")
    run("backup", tmp_path / "empty.zip")
    call_command("flush", interactive=False)
    done = json.loads(run("restore", tmp_path / "empty.zip", "--json"))
    assert done["backup_of_replaced"] is None
    assert not Duty.objects.exists()


def test_a_file_that_was_lost_before_the_backup_is_named(furnished: SimpleNamespace, tmp_path: Path) -> None:
    name = furnished.attachment.file.name
    furnished.attachment.file.storage.delete(name)
    run("backup", tmp_path / "a.zip")
    assert f"备份中缺少文件：{name}" in run("restore", tmp_path / "a.zip", "--replace", "--yes")


def test_what_is_no_stored_file_is_not_taken(furnished: SimpleNamespace, media: Path, tmp_path: Path) -> None:
    (media / "坏:名字").write_text("x")
    (media / ".hidden").mkdir()
    (media / ".hidden" / "x").write_text("x")
    (tmp_path / "secret").write_text("secret")
    (media / "link").symlink_to(tmp_path / "secret")
    made = json.loads(run("backup", tmp_path / "a.zip", "--json"))
    assert made["files"] == 2 and made["skipped"] == ["坏:名字"]


def test_an_archive_made_elsewhere_by_sqlite(media: Path, tmp_path: Path) -> None:
    """Another folder, another process, always SQLite: on PostgreSQL this proves that archives move over."""
    archive = tmp_path / "office.zip"
    elsewhere(tmp_path / "elsewhere", "-c", DEMO_OFFICE, str(archive))
    assert not Organization.objects.exists()
    run("restore", archive)
    assert Organization.objects.filter(parent=None).get().name.endswith("机关党委")
    assert Meeting.objects.count() > 50 and Member.objects.count() > 100
    assert Change.objects.filter(source="command").count() > 1000
    assert Organization.objects.create(name="新支部", kind="branch").pk > 17
    assert Change.objects.order_by("-pk").first().at > timezone.now() - datetime.timedelta(minutes=5)


DEMO_OFFICE = """
import sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_demo", today="2023-03-01")
call_command("backup", sys.argv[1])
"""

OLD_OFFICE = """
import sys
from pathlib import Path
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from branches.backup.create import create
executor = MigrationExecutor(connection)
leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in ("branches", "reports")]
apps = executor.migrate([*leaves, ("branches", "0001_initial")]).apps
Organization = apps.get_model("branches", "Organization")
Organization.objects.create(name="老版本的机关党委", kind="committee", path="00001")
create(Path(sys.argv[1]), apps=apps)
"""


def test_an_archive_of_an_earlier_release_is_brought_up_to_date(media: Path, tmp_path: Path) -> None:
    """The first migration knew no standard duties; the second adds them to the archive's rows."""
    archive = tmp_path / "old.zip"
    elsewhere(tmp_path / "elsewhere", "-c", OLD_OFFICE, str(archive))
    Duty.objects.all().delete()
    Change._base_manager.all()._raw_delete(using="default")
    run("restore", archive)
    assert [one.name for one in Organization.objects.all()] == ["老版本的机关党委"]
    assert Duty.objects.filter(name="主题党日").count() == 1


def elsewhere(folder: Path, *arguments: str) -> None:
    surroundings = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("answer", ["", "\n", "不\n", "no\n"])
def test_without_a_clear_yes_nothing_happens(
    furnished: SimpleNamespace,
    contents: Contents,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    run("backup", tmp_path / "a.zip")
    spoil_everything(furnished)
    spoiled = contents()
    monkeypatch.setattr(sys, "stdin", StringIO(answer))
    told = StringIO()
    with pytest.raises(CommandError, match="没有确认"):
        call_command("restore", str(tmp_path / "a.zip"), "--replace", stderr=told)
    assert "党组织 7 个" in told.getvalue()
    assert contents() == spoiled
    monkeypatch.setattr(sys, "stdin", StringIO("是\n"))
    call_command("restore", str(tmp_path / "a.zip"), "--replace", stdout=StringIO(), stderr=StringIO())
    assert contents() != spoiled
