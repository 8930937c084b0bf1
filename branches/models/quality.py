"""What somebody who knows says about a finding on a record: looked into, and why it is right as it is."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from branches.models.tracked import TrackedModel


class QualityCheck(TrackedModel):
    """核对: a finding on a record that was looked into. What is found is in ``branches.quality``.

    ``about`` is what was found then, as ``Finding.about``; when something else is found later, the record is
    open again. Shown in the history of the record.
    """

    class Kind(models.TextChoices):
        COUNTS = "counts", "人数对不上"
        EMPTY = "empty", "没有议题和记录"
        COPIED = "copied", "记录雷同"
        SEVERAL = "several", "一会多记"
        LATE = "late", "补录较晚"

    record_label = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    kind = models.CharField("问题", max_length=10, choices=Kind)
    about = models.CharField(max_length=300)
    reason = models.CharField("核对情况", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核对人")
    at = models.DateTimeField("核对时间", auto_now=True)

    untracked: ClassVar[frozenset[str]] = frozenset({"record_label", "record_id", "about", "by_id", "at"})

    class Meta:
        verbose_name = verbose_name_plural = "核对"
        constraints = [
            models.UniqueConstraint(fields=["record_label", "record_id", "kind"], name="quality_check_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.reason}"

    def history_subject(self) -> tuple[str, int]:
        return self.record_label, self.record_id
