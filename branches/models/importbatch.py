"""Imports: one file, the outcome of its every row, and whether it was committed or undone."""

import uuid

from django.conf import settings
from django.db import models


def stored_name(batch: "ImportBatch", filename: str) -> str:
    """A generated name: nothing of what the sender called the file reaches the disk."""
    return f"imports/{uuid.uuid4().hex}"


class ImportBatch(models.Model):
    """导入批次: one file imported; can be undone as one step.

    ``UPLOADED``: it is known what tables the file holds, but their rows are not read yet (or not again since
    a choice was changed). ``choices``: what was decided about the file (``importing.tables.choosing``).
    ``work``: the token of the background job that reads or imports it, or did last. ``tops``: the highest
    organisations its rows belong to, where no single ``organization`` stands for them.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "待核对"
        PREVIEWED = "previewed", "待确认"
        COMMITTED = "committed", "已导入"
        UNDONE = "undone", "已撤销"

    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    file = models.FileField("文件", upload_to=stored_name, blank=True)
    organization = models.ForeignKey(
        "branches.Organization",
        models.PROTECT,
        null=True,
        related_name="import_batches",
        verbose_name="导入范围",
    )
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PREVIEWED)
    understood = models.JSONField("识别结果", default=dict)
    choices = models.JSONField("选择", default=dict, blank=True)
    work = models.UUIDField("后台任务", null=True, blank=True)
    tops = models.ManyToManyField(
        "branches.Organization", related_name="+", blank=True, verbose_name="涉及的党组织"
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    committed_at = models.DateTimeField("导入时间", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """What became of one row of the file. ``row`` is the number Excel shows.

    ``record_id``: the record that the commit made of it or brought up to date. ``stored_id`` and
    ``stored_version``: the record that was there before (duplicate, changed), as it was when the row was
    looked at. ``differences``: what the row says otherwise, field by field; see ``comparing.Difference``.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "新增"
        WARNED = "warned", "新增（有提醒）"
        CHANGED = "changed", "有变化"
        DUPLICATE = "duplicate", "重复"
        ERROR = "error", "有误"
        SKIPPED = "skipped", "跳过"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField("工作表", max_length=100)
    row = models.PositiveIntegerField("行号")
    kind = models.CharField("记录类型", max_length=20, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    values = models.JSONField("识别内容", default=dict)
    errors = models.JSONField("问题", default=list)
    record_id = models.BigIntegerField("记录", null=True)
    stored_id = models.BigIntegerField("已有记录", null=True)
    stored_version = models.PositiveIntegerField(null=True)
    differences = models.JSONField("不同之处", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "outcome"], name="importrow_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet} 第 {self.row} 行"
