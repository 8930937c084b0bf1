"""Files kept with a record."""

import uuid
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from branches.models.tracked import TrackedModel


def stored_name(attachment: "Attachment", filename: str) -> str:
    """A generated name: nothing of what the sender called the file reaches the disk."""
    return f"attachments/{uuid.uuid4().hex}"


class Attachment(TrackedModel):
    """附件: notice, sign-in sheet, minutes or photo of a record."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "会议通知"
        SIGN_IN = "sign_in", "签到表"
        MINUTES = "minutes", "会议记录"
        PHOTO = "photo", "照片"
        OTHER = "other", "其他"

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    kind = models.CharField("附件类型", max_length=20, choices=Kind, default=Kind.OTHER)
    file = models.FileField("文件", upload_to=stored_name)
    original_name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.original_name

    @classmethod
    def of(cls, record: models.Model) -> "models.QuerySet[Attachment]":
        """The attachments of a record."""
        return cls.objects.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row now, the file when the transaction has held."""
        storage, stored = self.file.storage, str(self.file.name)
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            transaction.on_commit(lambda: storage.delete(stored))
        return deleted

    def history_subject(self) -> tuple[str, int]:
        return f"{self.content_type.app_label}.{self.content_type.model}", self.object_id
