"""The tree of Party organisations."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from branches import paths
from branches.models.tracked import TrackedModel
from branches.periods import Period
from branches.querysets import OrganizationQuerySet

COMMITTEE_FROM = 7
"""Full members from which a branch elects a committee (支部工作条例 art. 20)."""


class Organization(TrackedModel):
    """A leading group, committee, branch or group. The parent is the truth; ``path`` follows from it."""

    class Kind(models.TextChoices):
        LEADING_GROUP = "leading_group", "党组"
        COMMITTEE = "committee", "党委"
        GENERAL_BRANCH = "general_branch", "党总支"
        BRANCH = "branch", "党支部"
        GROUP = "group", "党小组"

    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=50, blank=True)
    former_names = models.JSONField("曾用名", default=list, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级党组织"
    )
    path = models.CharField(max_length=100, editable=False, db_index=True, default="")
    founded_on = models.DateField("成立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    term_years = models.PositiveSmallIntegerField("任期（年）", null=True, blank=True)
    term_ends_on = models.DateField("任期届满日期", null=True, blank=True)

    untracked: ClassVar[frozenset[str]] = frozenset({"path"})

    objects: ClassVar = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="organization_name_once", violation_error_message="已有同名的党组织。"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        if self.parent_id and self.path:
            parent = type(self).objects.get(pk=self.parent_id)
            if parent.path.startswith(self.path):
                raise ValidationError({"parent": "上级党组织不能是本组织或其下级组织。"})
        if self.founded_on and self.dissolved_on and self.dissolved_on < self.founded_on:
            raise ValidationError({"dissolved_on": "撤销日期早于成立日期，请核对。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            type(self).objects.all().hold_tree()
            super().save(*args, **kwargs)
            self._place()

    def _place(self) -> None:
        """Derive the path from the parent; when it moved, those of the whole subtree with it."""
        above = type(self).objects.get(pk=self.parent_id).path if self.parent_id else ""
        rows: models.QuerySet[Organization] = models.QuerySet(type(self))
        was = rows.values_list("path", flat=True).get(pk=self.pk)
        self.path = path = above + paths.step(self.pk)
        if was == path:
            return
        if was:
            moved = list(rows.filter(paths.under_path("path", was)))
            for row in moved:
                row.path = path + row.path[len(was) :]
            rows.bulk_update(moved, ["path"], batch_size=500)
        else:
            rows.filter(pk=self.pk).update(path=path)

    def existed_on(self, day: datetime.date) -> bool:
        return (self.founded_on is None or self.founded_on <= day) and (
            self.dissolved_on is None or day < self.dissolved_on
        )

    def existed_in(self, period: Period) -> bool:
        """Whether it was there on any day of the period."""
        return (self.founded_on is None or self.founded_on <= period.end) and (
            self.dissolved_on is None or period.start < self.dissolved_on
        )

    def ancestors(self) -> OrganizationQuerySet:
        """From the root down to and including this organisation."""
        return type(self).objects.filter(path__in=paths.ancestors(self.path)).order_by("path")
