"""定稿: a document as it was issued, with the figures it states frozen and the records behind them."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from branches.access import Permission, within_reach
from branches.periods import Period

if TYPE_CHECKING:
    from branches.models import User


def report_file(report: "Report", filename: str) -> str:
    """A generated name: the title stays out of the folder."""
    return f"reports/{uuid.uuid4().hex}"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> "ReportQuerySet":
        return self.filter(within_reach(user, Permission.REPORT, "organization__path"))

    def standing(self) -> "ReportQuerySet":
        return self.filter(withdrawn_at=None)


class Report(models.Model):
    """定稿. Never changed after it was made; one that was issued by mistake is withdrawn, and stays.

    ``sha256`` is the digest of the Word file, by which anyone can show that a file in hand is this one.
    """

    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="reports", verbose_name="党组织"
    )
    title = models.CharField("标题", max_length=300)
    start = models.DateField("起始日期")
    end = models.DateField("截止日期")
    counted_at = models.DateTimeField("统计时间")
    made_at = models.DateTimeField("定稿时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="定稿人"
    )
    file = models.FileField("文件", upload_to=report_file)
    sha256 = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "定稿"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period.between(self.start, self.end)


class ReportFigure(models.Model):
    """定稿指标: a figure as a final report states it for the days from ``start`` to ``end``.

    ``value`` is None where there was no record. ``records``: key and version of every record it counted;
    the version is null for what has none (members, organisations).
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    key = models.CharField("代号", max_length=150)
    name = models.CharField("指标", max_length=60)
    unit = models.CharField("单位", max_length=10)
    start = models.DateField("起始日期")
    end = models.DateField("截止日期")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4, null=True)
    records = models.JSONField("记录", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "定稿指标"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key", "start", "end"], name="report_figure_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        return Period.between(self.start, self.end)
