"""Do the work of one background job; the site starts this by itself."""

import gc
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from branches.jobs import run
from branches.models import Job

OBJECTS_BETWEEN_SWEEPS = 50_000
"""Made before Python looks for unused circles again: rows hold none, and looking takes time."""
CACHE_KILOBYTES = 64 * 1024
"""Of SQLite's pages: rows that go all over the indexes would write and read each page many times."""


class Command(BaseCommand):
    help = "执行一项后台任务（由网站自动调用，一般不需要手工执行）"
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job", metavar="NUMBER", type=int, help="任务编号")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            asked = Job.objects.select_related("asked_by").get(pk=options["job"])
        except Job.DoesNotExist as error:
            raise CommandError(f"没有编号为 {options['job']} 的任务。") from error
        if asked.state != Job.State.WAITING:
            raise CommandError(f"任务 {asked.pk} 已经执行过。")
        self._be_fit_for_many_rows()
        run(asked)

    @staticmethod
    def _be_fit_for_many_rows() -> None:
        gc.freeze()
        gc.set_threshold(OBJECTS_BETWEEN_SWEEPS)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
