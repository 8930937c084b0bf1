"""Brings an archive back: looked through to the end before anything is touched, then in one transaction."""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DataError, IntegrityError
from django.utils import timezone

from branches.backup import Refused, rows, upgrade
from branches.backup.archive import DAMAGED, Archive
from branches.backup.create import USING, Created, create, stamp
from branches.backup.files import Files, bringing_in
from branches.backup.keys import continue_after
from branches.backup.manifest import Manifest
from branches.models import Change, Job, Organization, User

logger = logging.getLogger(__name__)

INCONSISTENT = "备份中的数据互相矛盾，没有恢复任何内容。"


@dataclass(frozen=True, slots=True)
class Restored:
    """``before``: the backup of what was there, where anything was. ``missing``: files that rows of the
    archive name but that were gone already when it was made."""

    manifest: Manifest
    before: Created | None
    missing: list[str]
    removed_files: int


def present_rows() -> dict[str, int]:
    """How much would be lost: organisations, users and changes. All zero, or nothing: an empty database.

    Raises Refused when the tables are those of an earlier release.
    """
    connection = connections[USING]
    if Organization._meta.db_table not in connection.introspection.table_names():
        return {}
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("数据库还没有升级到本版本，请先执行 manage.py migrate。")
    return {
        "organizations": Organization._base_manager.count(),
        "users": User._base_manager.count(),
        "changes": Change._base_manager.count(),
    }


def restore(path: Path, *, replace: bool = False) -> Restored:
    """Put the archive's rows and files in place of the present ones.

    An archive of an earlier release is brought up to date first. Raises Refused, and leaves everything as it
    was: for an archive that is damaged, made up or of a later release; for a database that is not empty,
    unless ``replace`` says so (then the present data are written to a backup beside ``path`` first).
    """
    if not path.is_file():
        raise Refused(f"找不到备份文件 {path}。")
    with Archive(path) as archive, TemporaryDirectory() as folder:
        archive.verify()
        present = present_rows()
        if not replace and any(present.values()):
            raise Refused("数据库中已有数据。确定要用备份替换时，请加 --replace（会先自动备份现有数据）。")
        current = upgrade.current(archive, Path(folder))
        with Archive(current) as source:
            tables = rows.checked_tables(source)
            for model in tables:
                _look_through(source, model)
            if not present:
                call_command("migrate", interactive=False, verbosity=0)
            with bringing_in(archive, Path(settings.MEDIA_ROOT)) as files:
                before = _exchange(path, source, tables, files, replace)
        removed = files.remove_others()
        missing = _missing_files(archive, tables)
    logger.warning(
        "restored %s (%s rows) made at %s", path, archive.manifest.rows, archive.manifest.created_at
    )
    return Restored(archive.manifest, before, missing, removed)


def _exchange(
    path: Path, source: Archive, tables: list[rows.Model], files: Files, replace: bool
) -> Created | None:
    """The one transaction."""
    try:
        with transaction.atomic(using=USING):
            _hold_off_writers(tables)
            before = None
            if any(present_rows().values()):
                if not replace:
                    raise Refused("数据库中刚刚有了数据，没有恢复任何内容。")
                before = create(_beside(path))
            rows.empty_tables([*tables, Session, Job], USING)
            names = rows.Names(using=USING)
            for model in tables:
                rows.rows_in(model, _values(source, model), names, USING)
            kept = {model: source.manifest.tables[model._meta.label_lower].last_key for model in tables}
            continue_after({model: key for model, key in kept.items() if key is not None}, USING)
            connections[USING].check_constraints()
            files.place()
    except (IntegrityError, DataError) as error:
        raise Refused(INCONSISTENT) from error
    except (ValueError, TypeError, OverflowError) as error:
        raise Refused(DAMAGED) from error
    ContentType.objects.clear_cache()
    return before


def _beside(path: Path) -> Path:
    """A new name beside the archive: office.zip → office.before-restore-20240305-142530.zip."""
    return path.with_name(f"{path.stem}.before-restore-{stamp(timezone.now())}.zip")


def _hold_off_writers(tables: list[rows.Model]) -> None:
    """On SQLite the transaction itself keeps them off."""
    connection = connections[USING]
    if connection.vendor == "postgresql":
        quoted = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {quoted} IN EXCLUSIVE MODE")


def _values(archive: Archive, model: rows.Model) -> Iterator[list[Any]]:
    for line in archive.lines(f"data/{model._meta.label_lower}.jsonl"):
        yield rows.understood(model, line)


def _look_through(archive: Archive, model: rows.Model) -> None:
    count = sum(1 for _ in _values(archive, model))
    if count != archive.manifest.tables[model._meta.label_lower].rows:
        raise Refused(DAMAGED)


def _missing_files(archive: Archive, tables: list[rows.Model]) -> list[str]:
    named: set[str] = set()
    for model in tables:
        for field in model._meta.concrete_fields:
            if field.get_internal_type() == "FileField":
                named |= set(model._base_manager.values_list(field.attname, flat=True))
    return sorted(name for name in named - set(archive.file_names()) if name)


def told_at(described: Manifest) -> str:
    """When the archive was made, for people: 2024-03-05 14:25."""
    try:
        moment = datetime.datetime.fromisoformat(described.created_at)
    except ValueError:
        return described.created_at[:40]
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
