"""Brings an archive of an earlier release up to date: its rows go through the migrations made since.

That happens in a database of its own, in a child process that knows no other: migrations written for the
office's database cannot touch it from here. ``python -m branches.backup.upgrade OLD NEW`` is that process; it
expects ``DATA_DIR`` to be an empty folder and ``DATABASE_URL`` to be unset.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
from django.apps.registry import Apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError

from branches.backup import Refused, rows
from branches.backup.archive import Archive
from branches.backup.create import USING, create
from branches.backup.keys import continue_after
from branches.backup.manifest import Manifest

REFUSED = 3  # exit status of the child when it says why on standard error
LONGEST = 60 * 60  # seconds

Migration = tuple[str, str]


def current(archive: Archive, folder: Path) -> Path:
    """The archive's path, or that of one made in ``folder`` with the same rows as this release keeps them.

    The second one holds no files. Raises Refused for an archive of a later release.
    """
    known = set(MigrationLoader(None).disk_migrations)
    applied = _applied(archive.manifest)
    if newer := sorted(applied - known):
        app, name = newer[0]
        raise Refused(f"备份来自更新的版本（{archive.manifest.version}，{app} {name}），请先升级再恢复。")
    if applied == known:
        return archive.path
    made = folder / "upgraded.zip"
    data = folder / "data"
    data.mkdir()
    surroundings = os.environ | {
        "DATA_DIR": str(data),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "branches.backup.upgrade", str(archive.path), str(made)],
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    if done.returncode == REFUSED:
        raise Refused(done.stderr.strip())
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [str(done.returncode)]
        raise Refused(f"旧版本（{archive.manifest.version}）的备份无法转换：{last[0]}")
    return made


def _applied(described: Manifest) -> set[Migration]:
    return {(app, name) for app, names in described.migrations.items() for name in names}


def convert(archive: Archive, target: Path) -> None:
    """In an empty database: the tables of then, the rows, the migrations since; then a new archive."""
    apps = _tables_of_then(_applied(archive.manifest))
    tables = rows.checked_tables(archive, apps)
    with transaction.atomic():
        rows.empty_tables(tables, USING)
        names = NewNames(apps, using=USING)
        for model in tables:
            lines = archive.lines(f"data/{model._meta.label_lower}.jsonl")
            rows.rows_in(model, (rows.understood(model, line) for line in lines), names, USING)
        keys = {model: archive.manifest.tables[model._meta.label_lower].last_key for model in tables}
        continue_after({model: key for model, key in keys.items() if key is not None}, USING)
        connection.check_constraints()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    create(target)


def _tables_of_then(applied: set[Migration]) -> Apps:
    """Migrate to where exactly these migrations are applied; the models as they were."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    last = [
        migration
        for migration in sorted(applied)
        if migration in graph.nodes
        and not any(tuple(child) in applied for child in graph.node_map[migration].children)
    ]
    return executor.migrate(last).apps


class NewNames(rows.Names):
    """Makes the content types and permissions that rows refer to."""

    def __init__(self, apps: Apps, *, using: str) -> None:
        super().__init__(apps, using=using)
        self._types = apps.get_model("contenttypes", "ContentType")._base_manager.using(using)
        self._permissions = apps.get_model("auth", "Permission")._base_manager.using(using)

    def key(self, label: str, name: Any) -> Any:
        app, model, *code = name
        kind, _ = self._types.get_or_create(app_label=app, model=model)
        if not code:
            return kind.pk
        return self._permissions.get_or_create(
            content_type=kind, codename=code[0], defaults={"name": code[0]}
        )[0].pk


def main(old: str, new: str) -> None:
    """Exit status 0: done; ``REFUSED``: the reason, one line, on standard error."""
    django.setup()
    try:
        with Archive(Path(old)) as archive:
            convert(archive, Path(new))
    except Refused as reason:
        sys.stderr.write(f"{reason}\n")
        sys.exit(REFUSED)
    except (DatabaseError, ValueError, TypeError, OverflowError):
        sys.stderr.write("备份中的数据互相矛盾，没有恢复任何内容。\n")
        sys.exit(REFUSED)


if __name__ == "__main__":
    main(*sys.argv[1:])
