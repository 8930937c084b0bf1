"""A broken, foreign or made-up archive is refused in one Chinese line, and everything stays as it was."""

import os
import random
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from branches.backup import Refused
from branches.backup.archive import Archive, is_safe
from branches.backup.create import create
from tests.backup.forged import ARCHIVES, Members, pack

Contents = Callable[[], dict[str, Any]]


@pytest.fixture
def members(furnished: SimpleNamespace, tmp_path: Path) -> Members:
    """A sound archive's members by name, its manifest among them."""
    create(tmp_path / "sound.zip")
    with zipfile.ZipFile(tmp_path / "sound.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(path: Path) -> str:
    """The one line with which a restore over existing data is refused."""
    with pytest.raises(CommandError) as caught:
        call_command("restore", str(path), "--replace", "--yes", stdout=StringIO())
    line = str(caught.value)
    assert "\n" not in line and re.search(r"[\u4e00-\u9fff]", line)
    return line


@pytest.mark.django_db
@pytest.mark.parametrize("name", ARCHIVES)
def test_refused_and_nothing_changed(
    members: Members, contents: Contents, media: Path, tmp_path: Path, name: str
) -> None:
    make, reason = ARCHIVES[name]
    content, manifest = make(members)
    path = pack(tmp_path / "made-up.zip", content, **manifest)
    before = contents()
    assert re.search(reason, refused(path))
    assert contents() == before
    assert not list(media.glob(".restore-*"))
    # The same archive without the change is accepted: it was refused for what was changed.
    call_command(
        "restore", str(pack(tmp_path / "fits.zip", members)), "--replace", "--yes", stdout=StringIO()
    )
    assert contents() == before


@pytest.mark.django_db
def test_what_is_no_archive_is_refused(furnished: SimpleNamespace, tmp_path: Path) -> None:
    sound = tmp_path / "sound.zip"
    create(sound)
    whole = sound.read_bytes()
    for content in (b"", b"hello", whole[: len(whole) // 2], whole[:-30], whole[200:]):
        path = tmp_path / "broken.zip"
        path.write_bytes(content)
        assert re.search("不是支部台账的备份文件|损坏|不符", refused(path))
    assert "找不到备份文件" in refused(tmp_path / "nowhere.zip")
    assert "找不到备份文件" in refused(tmp_path)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "x")
    assert "不是支部台账的备份文件" in refused(tmp_path / "other.zip")


@pytest.mark.django_db
def test_any_changed_byte_is_noticed_or_harmless(furnished: SimpleNamespace, tmp_path: Path) -> None:
    """300 archives with a few bytes changed each: refused, or every member is still what it was."""
    create(tmp_path / "sound.zip")
    whole = (tmp_path / "sound.zip").read_bytes()
    path, noticed = tmp_path / "changed.zip", 0
    for seed in range(300):
        draw = random.Random(seed)  # noqa: S311 - repeatable
        changed = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        if draw.random() < 0.2:
            del changed[draw.randrange(len(changed)) :]
        path.write_bytes(changed)
        try:
            with Archive(path) as archive:
                archive.verify()
        except Refused:
            noticed += 1
    assert noticed > 200


@pytest.mark.django_db
def test_existing_data_is_kept_unless_told_otherwise(
    furnished: SimpleNamespace, contents: Contents, tmp_path: Path
) -> None:
    create(tmp_path / "a.zip")
    before = contents()
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(tmp_path / "a.zip"))
    assert contents() == before
    assert len(list(tmp_path.glob("*.zip"))) == 1


@pytest.mark.django_db
def test_a_failure_at_the_last_step_takes_the_files_back(
    furnished: SimpleNamespace,
    contents: Contents,
    tmp_path: Path,
    media: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk fails while files move in: rows and files are as before, the changed one included."""
    create(tmp_path / "a.zip")
    stored = media / furnished.attachment.file.name
    stored.write_bytes(b"changed since")
    before = contents()
    real, calls = os.replace, []

    def failing(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == 3:  # the backup of the present data; the changed file put aside; its successor
            raise OSError("disk full")
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="disk full"):
        call_command("restore", str(tmp_path / "a.zip"), "--replace", "--yes")
    monkeypatch.setattr(os, "replace", real)
    assert contents() == before
    assert not list(media.glob(".restore-*"))


@pytest.mark.django_db
def test_a_link_out_of_the_folder_of_files_is_not_followed(
    furnished: SimpleNamespace, contents: Contents, tmp_path: Path, media: Path
) -> None:
    create(tmp_path / "a.zip")
    outside = tmp_path / "outside"
    outside.mkdir()
    (media / furnished.attachment.file.name).unlink()
    (media / "attachments").rmdir()
    (media / "attachments").symlink_to(outside)
    before = contents()
    assert "指向数据文件夹之外" in refused(tmp_path / "a.zip")
    assert contents() == before and not list(outside.iterdir())


@pytest.mark.django_db
def test_backup_overwrites_only_when_told(furnished: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("mine")
    with pytest.raises(CommandError, match="已经存在"):
        call_command("backup", str(path))
    assert path.read_text() == "mine"
    call_command("backup", str(path), "--overwrite", stdout=StringIO())
    assert zipfile.is_zipfile(path)
    with pytest.raises(CommandError, match="不存在"):
        call_command("backup", str(tmp_path / "no" / "a.zip"))
    with pytest.raises(CommandError, match="已经存在"):
        call_command("backup", str(tmp_path), "--overwrite")


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_nothing_behind(
    furnished: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_text("yesterday's")

    def failing(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("branches.backup.create._add_files", failing)
    with pytest.raises(OSError, match="disk full"):
        create(path, overwrite=True)
    assert path.read_text() == "yesterday's"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["a.zip"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("files/attachments/0a1b", True),
        ("files/报告/2024 年度.docx", True),
        ("files", False),
        ("files/", False),
        ("files//x", False),
        ("files/./x", False),
        ("files/../x", False),
        ("files/...", False),
        ("files/x ", False),
        ("files/C:x", False),
        ("files/a\\b", False),
        ("files/a\nb", False),
        ("files/" + "a" * 201, False),
        ("files/" + "a/" * 20 + "b", False),
    ],
)
def test_safe_names(name: str, safe: bool) -> None:
    assert is_safe(name) is safe
