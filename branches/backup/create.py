"""Writes the archive of what the database and the folder of files hold at one moment."""

import datetime
import os
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.apps import apps as installed
from django.apps.registry import Apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from branches.backup import Refused, rows
from branches.backup.archive import CHUNK, Writer, digest_of, is_safe, writing
from branches.backup.keys import last_keys
from branches.backup.manifest import Manifest, Table

USING = "default"
BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@dataclass(frozen=True, slots=True)
class Created:
    """``skipped``: files below the folder of files that the product did not put there."""

    path: Path
    sha256: str
    size: int
    manifest: Manifest
    skipped: list[str]


def create(path: Path, *, overwrite: bool = False, apps: Apps = installed) -> Created:
    """Write a backup to ``path``. Raises Refused when there is a file already or no folder to write into.

    Nobody is kept waiting: the rows are read as they stood when it began. The archive appears whole or not
    at all. ``apps`` are the models that the tables have just now.
    """
    if not path.parent.is_dir():
        raise Refused(f"文件夹 {path.parent} 不存在，请先建好。")
    if path.is_dir() or (path.exists() and not overwrite):
        raise Refused(f"{path} 已经存在，请换一个文件名，或加 --overwrite 覆盖。")
    skipped: list[str] = []
    with writing(path) as writer, one_moment():
        what = Manifest(
            created_at=timezone.now().isoformat(),
            version=product_version(),
            database=connection.vendor,
            migrations=applied_migrations(),
        )
        tables = rows.carried(apps)
        keys = last_keys(tables, USING)
        names = rows.Names(apps, using=USING)
        for model in tables:
            label = model._meta.label_lower
            counted = Counted(rows.rows_out(model, names, USING))
            writer.add(f"data/{label}.jsonl", counted, packed=True)
            what.tables[label] = Table(counted.count, rows.columns(model), keys[label])
        _add_files(writer, Path(settings.MEDIA_ROOT), skipped)
        writer.finish(what)
    return Created(path, digest_of(path), path.stat().st_size, what, skipped)


class Counted:
    """Passes on what it is given and counts it."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.count += 1
            yield line


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is of one moment; writers go on. In a transaction, that is the moment."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def applied_migrations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for app, name in MigrationRecorder(connection).applied_migrations():
        found[app].append(name)
    return {app: sorted(names) for app, names in sorted(found.items())}


def product_version() -> str:
    described = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(described["project"]["version"])


def stored_files(root: Path) -> Iterator[tuple[str, Path]]:
    """(path below the folder, file) of stored files; links are not followed, hidden names not taken."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path


def _add_files(writer: Writer, root: Path, skipped: list[str]) -> None:
    """A file that was removed for good since the moment of the rows began is named among the skipped."""
    for name, path in stored_files(root):
        if not is_safe(f"files/{name}"):
            skipped.append(name)
            continue
        try:
            file = path.open("rb")
        except FileNotFoundError:
            skipped.append(name)
            continue
        with file:
            writer.add(f"files/{name}", iter(partial(file.read, CHUNK), b""), packed=False)


def stamp(moment: datetime.datetime) -> str:
    """For file names: 20240305-142530."""
    return f"{timezone.localtime(moment):%Y%m%d-%H%M%S}"
