"""文稿: this year's document of an organisation, as a text that people edit; and every version of it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from branches.access import Permission, within_reach
from branches.periods import Period

if TYPE_CHECKING:
    from branches.models import User


class ManuscriptQuerySet(models.QuerySet["Manuscript"]):
    def visible_to(self, user: "User") -> "ManuscriptQuerySet":
        """Those of the organisations where this person reports, deleted ones among them."""
        return self.filter(within_reach(user, Permission.REPORT, "organization__path"))

    def standing(self) -> "ManuscriptQuerySet":
        return self.filter(deleted_at=None)

    def deleted(self) -> "ManuscriptQuerySet":
        return self.exclude(deleted_at=None)


class Manuscript(models.Model):
    """``text`` is in the format of ``reports.manuscripts`` and may hold mistakes: nothing typed is refused
    for them. ``outline``: the slug of the outline it began from, ``name`` what that is called.

    ``version`` counts the savings: who saves says on which one the text is based. A deleted manuscript stays
    as it is and can be had back.
    """

    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="manuscripts", verbose_name="党组织"
    )
    start = models.DateField("起始日期")
    end = models.DateField("截止日期")
    outline = models.CharField("提纲", max_length=50)
    name = models.CharField("名称", max_length=50)
    text = models.TextField("正文", blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="修改人"
    )
    updated_at = models.DateTimeField("修改时间")
    deleted_at = models.DateTimeField("删除时间", null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="删除人"
    )

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文稿"
        ordering = ["-updated_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.period.name}）"

    @property
    def period(self) -> Period:
        return Period.between(self.start, self.end)


class ManuscriptVersion(models.Model):
    """文稿版本: a text that a manuscript has had. ``sitting`` names the opened page it was typed in: what one
    person saves there within some minutes is one version, from ``began_at`` to ``saved_at``.
    """

    class Kind(models.TextChoices):
        STARTED = "started", "按提纲生成"
        EDITED = "edited", "修改"
        RESTORED = "restored", "恢复以往版本"
        ASIDE = "aside", "与别人的修改冲突，没有采用"

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="versions", verbose_name="文稿")
    kind = models.CharField("来由", max_length=10, choices=Kind, default=Kind.EDITED)
    text = models.TextField("正文", blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人"
    )
    sitting = models.CharField(max_length=36, blank=True)
    began_at = models.DateTimeField("开始时间")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "文稿版本"
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.manuscript} {self.get_kind_display()}"
