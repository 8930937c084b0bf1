"""Files kept with a record."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from branches.models.record import in_bin
from branches.models.tracked import TrackedModel
from branches.querysets import AttachmentQuerySet


def stored_name(attachment: "Attachment", filename: str) -> str:
    """A generated name: nothing of what the sender called the file reaches the disk."""
    return f"attachments/{uuid.uuid4().hex}"


def thumbnail_name(attachment: "Attachment", filename: str) -> str:
    return f"thumbnails/{uuid.uuid4().hex}"


class Attachment(TrackedModel):
    """附件: notice, sign-in sheet, minutes or photo of a record.

    ``file`` and ``thumbnail`` never change once they are stored: another file is another attachment. There is
    a thumbnail of every picture that could be decoded, and of nothing else.
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", "通知"
        SIGN_IN = "sign_in", "签到表"
        MINUTES = "minutes", "记录"
        PHOTO = "photo", "照片"
        OTHER = "other", "其他"

    untracked: ClassVar[frozenset[str]] = frozenset({"thumbnail"})

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    kind = models.CharField("附件类型", max_length=20, choices=Kind, default=Kind.OTHER)
    file = models.FileField("文件", upload_to=stored_name)
    thumbnail = models.FileField("缩略图", upload_to=thumbnail_name, blank=True, default="")
    original_name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    deleted_at = models.DateTimeField("删除时间", null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="attachment_of_record"),
            in_bin("attachment_in_bin"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_picture(self) -> bool:
        """Whether it is shown on the page; what could not be decoded is a file like any other."""
        return bool(self.thumbnail)

    def move_to_bin(self, user: "models.Model | None") -> None:
        self.deleted_at = timezone.now()
        self.deleted_by_id = user.pk if user else None
        self.save()

    def restore(self) -> None:
        self.deleted_at = self.deleted_by = None
        self.save()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row now, its files when the transaction has held."""
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            transaction.on_commit(self.remove_files)
        return deleted

    def remove_files(self) -> None:
        for stored in (self.file, self.thumbnail):
            if stored:
                stored.storage.delete(str(stored.name))

    def history_subject(self) -> tuple[str, int]:
        return f"{self.content_type.app_label}.{self.content_type.model}", self.object_id
