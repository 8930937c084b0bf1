"""Make the thumbnails that photos lack: those kept before there were any, or whose own is lost."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandParser

from branches.filetypes import IMAGES
from branches.models import Attachment
from branches.photos.thumbnail import thumbnail


class Command(BaseCommand):
    help = "为没有缩略图的照片补做缩略图"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        made = failed = 0
        for photo in lacking():
            with photo.file.open("rb") as file:
                small = thumbnail(file)
            if small is None:
                failed += 1
                continue
            photo.thumbnail.save("", ContentFile(small), save=False)
            photo.save(update_fields=["thumbnail"])
            made += 1
        if options["json"]:
            self.stdout.write(json.dumps({"made": made, "failed": failed}))
        else:
            self.stdout.write(f"已补做 {made} 张缩略图；{failed} 张图片打不开或太大，没有做。")


def lacking() -> Iterator[Attachment]:
    """Photos whose file is there and whose thumbnail is not."""
    for key in list(Attachment.objects.filter(media_type__in=IMAGES).values_list("pk", flat=True)):
        photo = Attachment.objects.get(pk=key)
        has_one = photo.thumbnail and default_storage.exists(str(photo.thumbnail.name))
        if not has_one and default_storage.exists(str(photo.file.name)):
            yield photo
