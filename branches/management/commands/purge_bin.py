"""Remove for good what has lain in the recycle bin for more than 30 days."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from branches.history import acting
from branches.models import RECORDS, Member
from branches.models.record import BIN_DAYS


class Command(BaseCommand):
    help = f"清除回收站中超过 {BIN_DAYS} 天的记录"

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - datetime.timedelta(days=BIN_DAYS)
        removed = kept = 0
        with acting(source="command"):
            for model in (*RECORDS.values(), Member):
                for row in model.objects.binned().filter(deleted_at__lt=before):
                    try:
                        with transaction.atomic():
                            row.delete()
                        removed += 1
                    except ProtectedError:
                        kept += 1
        self.stdout.write(f"已清除 {removed} 条；{kept} 条仍被其他记录引用，未清除。")
