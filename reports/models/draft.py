"""What the pages of documents keep: drafts between the steps, and what was decided about a sentence."""

import datetime
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from branches.access import Permission, within_reach

if TYPE_CHECKING:
    from branches.models import User

DRAFT_DAYS = 30
"""So long an uploaded draft is kept; then it is removed with its file."""


def stored_name(draft: "Draft", filename: str) -> str:
    """A generated name: nothing of what the sender called the file reaches the disk."""
    return f"drafts/{uuid.uuid4().hex}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: "User") -> "DraftQuerySet":
        """Those this person uploaded, as long as they may report on what each is about."""
        return self.filter(within_reach(user, Permission.REPORT, "organization__path"), owner=user)

    def expired(self) -> "DraftQuerySet":
        return self.filter(created_at__lt=timezone.now() - datetime.timedelta(days=DRAFT_DAYS))


class Draft(models.Model):
    """上传文稿: a document someone uploaded to have its numbers filled or checked. Nobody else sees it.

    ``choices``: what the person decided about a quantity, by its place in the text: ``"start-end"`` to the
    key of a figure, ``none`` (no figure) or ``skip`` (not this time).
    """

    file_name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to=stored_name)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", verbose_name="上传人"
    )
    organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, related_name="drafts", verbose_name="党组织"
    )
    year = models.PositiveSmallIntegerField("年份")
    choices = models.JSONField("选择", default=dict, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True, db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上传文稿"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_word(self) -> bool:
        return self.file_name.lower().endswith(".docx")

    @property
    def kept_until(self) -> datetime.date:
        return timezone.localdate(self.created_at + datetime.timedelta(days=DRAFT_DAYS))

    def remove(self) -> None:
        """Delete the row, and the file once that is certain."""
        name = str(self.file.name)
        with transaction.atomic():
            self.delete()
            transaction.on_commit(lambda: default_storage.delete(name))


class RememberedChoice(models.Model):
    """记住的选择: what a quantity of one sentence means in an organisation's document of that title.

    ``clause`` is the sentence with its numbers cut out (``reports.drafting.remembering``); ``choice`` the
    key of a figure, or ``none``.
    """

    organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, related_name="remembered_choices", verbose_name="党组织"
    )
    title = models.CharField("文稿标题", max_length=100)
    clause = models.CharField("句子", max_length=500)
    choice = models.CharField("选择", max_length=150)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="选择人"
    )
    decided_at = models.DateTimeField("选择时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "记住的选择"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title", "clause"], name="remembered_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return self.clause
