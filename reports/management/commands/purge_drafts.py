"""Remove uploaded drafts that are older than 30 days, and files that no draft names."""

import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.models import DRAFT_DAYS, Draft

FOLDER = "drafts"
ON_THEIR_WAY = datetime.timedelta(days=1)
"""A file that is being uploaded has no row yet."""


class Command(BaseCommand):
    help = f"清除上传超过 {DRAFT_DAYS} 天的文稿"

    def handle(self, *args: Any, **options: Any) -> None:
        removed = 0
        for draft in Draft.objects.expired():
            draft.remove()
            removed += 1
        self.stdout.write(f"已清除 {removed} 份文稿；另清除 {_remove_strays()} 个无主文件。")


def _remove_strays() -> int:
    if not default_storage.exists(FOLDER):
        return 0
    known = set(Draft.objects.values_list("file", flat=True))
    strays = [
        name
        for name in (f"{FOLDER}/{file}" for file in default_storage.listdir(FOLDER)[1])
        if name not in known and default_storage.get_modified_time(name) < timezone.now() - ON_THEIR_WAY
    ]
    for name in strays:
        default_storage.delete(name)
    return len(strays)
