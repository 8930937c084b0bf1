"""附件: what may be kept with a record, decided by what is in the file; and keeping it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from branches.filetypes import HEIC, IMAGES, media_type, shown_name
from branches.locking import held
from branches.models import Attachment, Record
from branches.photos.thumbnail import thumbnail

LARGEST = 20 * 1024 * 1024
MOST_OF_A_RECORD = 100
"""Files of one record, without those in its bin."""
LARGEST_OF_A_RECORD = 500 * 1024 * 1024
"""Bytes of all its files, those in the bin among them: they take room as well."""
WELCOME = "PDF、Word、Excel、PPT、WPS、OFD 文件，或 JPG、PNG、GIF、WebP、HEIC 照片"

BY_NAME = {"签到": Attachment.Kind.SIGN_IN, "通知": Attachment.Kind.NOTICE}
BY_NAME |= {"记录": Attachment.Kind.MINUTES, "纪要": Attachment.Kind.MINUTES}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept, and what was found out about it."""

    file: UploadedFile
    name: str
    media_type: str
    sha256: str

    @property
    def usual_kind(self) -> str:
        """What the name says it is; a picture without such a name is a photo."""
        said = next((kind for word, kind in BY_NAME.items() if word in self.name), None)
        is_picture = self.media_type in IMAGES or self.media_type == HEIC
        return said or (Attachment.Kind.PHOTO if is_picture else Attachment.Kind.OTHER)


def judged(file: UploadedFile) -> Accepted:
    """Raises ValidationError with a sentence that names the file and says what to do."""
    given, size = str(file.name), file.size or 0
    if size > LARGEST:
        megabytes = size / 1024 / 1024
        raise ValidationError(f"“{shown_name(given)}”有 {megabytes:.1f} MB，超过 20 MB，请压缩后再上传。")
    if not size:
        raise ValidationError(f"“{shown_name(given)}”是空文件。")
    kind = media_type(file, given)
    if kind is None:
        raise ValidationError(f"“{shown_name(given)}”的类型不能识别，可以上传 {WELCOME}。")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return Accepted(file, shown_name(given, kind), kind, digest.hexdigest())


class Room:
    """How much more one record takes; asked file by file."""

    def __init__(self, record: Record) -> None:
        files = Attachment.objects.of(record)
        self._count = files.live().count()
        self._bytes: int = files.aggregate(total=Sum("size"))["total"] or 0

    def refusal(self, file: Accepted, *, in_place: bool = False) -> str:
        """Why the file is one too many, as a sentence; empty when it is not, and then it counts from here.

        ``in_place``: another one leaves for the bin.
        """
        size = file.file.size or 0
        if not in_place and self._count >= MOST_OF_A_RECORD:
            return f"“{file.name}”放不下：一条记录最多放 {MOST_OF_A_RECORD} 个附件，请先删去不用的。"
        if self._bytes + size > LARGEST_OF_A_RECORD:
            return (
                f"“{file.name}”放不下：一条记录的附件（含回收站里的）合计不超过 "
                f"{LARGEST_OF_A_RECORD // 1024**2} MB，请压缩后再上传。"
            )
        self._count += not in_place
        self._bytes += size
        return ""


def keep(record: Record, files: Iterable[tuple[Accepted, str]], *, once: bool = False) -> list[Attachment]:
    """Store files as attachments of these kinds: all of them, or none. Raises OSError when the disk refuses.

    Thumbnails are made and files written before the transaction begins, which keeps other writers waiting.
    ``once``: without those that the record has got by then, because a telephone sent them twice.
    """
    content_type = ContentType.objects.get_for_model(record)
    made: list[Attachment] = []
    try:
        for accepted, kind in files:
            attachment = Attachment(
                content_type=content_type,
                object_id=record.pk,
                kind=kind,
                original_name=accepted.name,
                size=accepted.file.size or 0,
                sha256=accepted.sha256,
                media_type=accepted.media_type,
            )
            made.append(attachment)
            small = thumbnail(accepted.file) if accepted.media_type in IMAGES else None
            attachment.file.save("", accepted.file, save=False)
            if small:
                attachment.thumbnail.save("", ContentFile(small), save=False)
        with transaction.atomic():
            there = _there_by_now(record) if once else set()
            kept = [attachment for attachment in made if attachment.sha256 not in there]
            for attachment in kept:
                attachment.save()
    except BaseException:
        for attachment in made:
            attachment.remove_files()
        raise
    for attachment in made:
        if attachment not in kept:
            attachment.remove_files()
    return kept


def _there_by_now(record: Record) -> set[str]:
    """The digests of the record's files; nobody else adds one until the transaction ends."""
    held(type(record)._base_manager.all(), record.pk)
    return set(Attachment.objects.live().of(record).values_list("sha256", flat=True))
