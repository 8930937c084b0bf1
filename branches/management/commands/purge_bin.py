"""Remove for good what has lain in the recycle bin for more than 30 days."""

import datetime
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from branches.history import acting
from branches.models import RECORDS, Attachment, Member, Record
from branches.models.record import BIN_DAYS


class Command(BaseCommand):
    help = f"清除回收站中超过 {BIN_DAYS} 天的记录"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        removed = kept = 0
        before = timezone.now() - datetime.timedelta(days=BIN_DAYS)
        with acting(source="command"):
            for listed in expired(before):
                try:
                    with transaction.atomic():
                        row = still_expired(listed, before)
                        if row is None:
                            continue
                        if isinstance(row, Record):
                            for attachment in Attachment.objects.of(row):
                                attachment.delete()
                        row.delete()
                    removed += 1
                except ProtectedError:
                    kept += 1
        if options["json"]:
            self.stdout.write(json.dumps({"removed": removed, "kept": kept}))
        else:
            self.stdout.write(f"已清除 {removed} 条；{kept} 条仍被其他记录引用，未清除。")


def expired(before: datetime.datetime) -> Iterator[Attachment | Record | Member]:
    """Everything that was put into the bin before that moment; members last, since records name them."""
    records = (model.objects.binned().filter(deleted_at__lt=before) for model in RECORDS.values())
    yield from Attachment.objects.binned().filter(deleted_at__lt=before)
    yield from chain(*records, Member.objects.binned().filter(deleted_at__lt=before))


def still_expired(
    listed: Attachment | Record | Member, before: datetime.datetime
) -> Attachment | Record | Member | None:
    """The row, locked; None where it was restored since it was listed, or went with its record."""
    rows: Any = type(listed)._base_manager
    found: Attachment | Record | Member | None = (
        rows.select_for_update().filter(pk=listed.pk, deleted_at__lt=before).first()
    )
    return found
