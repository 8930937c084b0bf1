"""The history: one row per changed row, only ever added to."""

from typing import Any

from django.conf import settings
from django.db import models


class Change(models.Model):
    """Who changed which row when, what it held before and after, and by which way in.

    ``record_*`` is the changed row itself, ``subject_*`` the record on whose page it is shown. The names are
    labels and keys, not foreign keys: history outlives the row.
    """

    class Action(models.TextChoices):
        CREATE = "create", "新增"
        UPDATE = "update", "修改"
        DELETE = "delete", "移入回收站"
        RESTORE = "restore", "从回收站恢复"
        PURGE = "purge", "删除"

    class Source(models.TextChoices):
        FORM = "form", "网页填写"
        IMPORT = "import", "导入"
        UNDO = "undo", "撤销导入"
        COMMAND = "command", "管理命令"
        ADMIN = "admin", "系统后台"
        SYSTEM = "system", "系统"

    at = models.DateTimeField("时间", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    source = models.CharField("途径", max_length=10, choices=Source)
    batch = models.ForeignKey(
        "branches.ImportBatch", models.PROTECT, null=True, related_name="changes", verbose_name="导入批次"
    )
    action = models.CharField("操作", max_length=10, choices=Action)
    record_label = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    before = models.JSONField("修改前", null=True)
    after = models.JSONField("修改后", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "变更记录"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_label", "subject_id", "at"], name="change_of_subject")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.record_label} {self.record_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("history is only ever added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("history is only ever added to")
