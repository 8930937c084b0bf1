"""Bring the data folder up to date with the code: tables, static files, and a demo office to begin with.

Each step looks first and does nothing when nothing changed, so that starting again takes a moment. A step
that has work to do announces it through ``say``.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Say = Callable[[str], None]


def migrate(say: Say) -> None:
    """Apply the migrations that are missing.

    A database written by a newer release is refused (``ImproperlyConfigured``): its tables are unknown here.
    """
    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = [
        name
        for app, name in loader.applied_migrations
        if app in {"branches", "reports"} and (app, name) not in loader.disk_migrations
    ]
    if unknown:
        raise ImproperlyConfigured(
            f"数据库由另一个版本建立（含 {max(unknown)}）。请用那个版本启动，或恢复本版本的备份。"
        )
    if executor.migration_plan(loader.graph.leaf_nodes()):
        say("正在建立或更新数据库……")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(say: Say) -> None:
    """Collect, hash and compress the static files when any of them changed."""
    root = Path(settings.STATIC_ROOT)
    mark = root.with_name(f"{root.name}.mark")
    wanted = _static_fingerprint()
    if (root / "staticfiles.json").exists() and mark.exists() and mark.read_text() == wanted:
        return
    say("正在准备页面样式和脚本……")
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(wanted)


def _static_fingerprint() -> str:
    """Changes whenever a static file of the project or of a package appears, changes or goes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            seen = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def is_new() -> bool:
    """Whether this is a first start: nobody can sign in and there is no organisation."""
    organizations = apps.get_model("branches", "Organization")._default_manager
    return not (get_user_model()._default_manager.exists() or organizations.exists())


def load_demo(say: Say, out: TextIO) -> None:
    """Fill an empty database with the demo office; its accounts and passwords go to ``out``."""
    say("首次启动，正在载入演示单位……")
    call_command("load_demo", stdout=out)
