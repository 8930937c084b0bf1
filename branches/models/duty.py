"""应开展: what must happen how often. The rule table an administrator edits."""

from django.core.exceptions import ValidationError
from django.db import models

from branches.models.meeting import Meeting
from branches.models.tracked import TrackedModel


class Duty(TrackedModel):
    """A rule: these organisations hold this activity so many times a month, quarter, half-year or year.

    A shortfall is a warning, never a refusal. ``organization`` is where the rule holds (with all below);
    None: everywhere.
    """

    class Activity(models.TextChoices):
        MEETING = "meeting", "会议活动"
        LECTURE = "lecture", "党课"
        TALK = "talk", "谈话"

    class Per(models.TextChoices):
        MONTH = "month", "每月"
        QUARTER = "quarter", "每季度"
        HALF_YEAR = "half_year", "每半年"
        YEAR = "year", "每年"

    class Condition(models.TextChoices):
        ALWAYS = "always", "全部"
        COMMITTEE = "committee", "设支部委员会的（正式党员 7 人以上）"
        GROUPS = "groups", "设党小组的"

    name = models.CharField("名称", max_length=50)
    organization = models.ForeignKey(
        "branches.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="适用范围",
        help_text="留空即全单位。",
    )
    applies_to = models.JSONField("适用类别", default=list)
    activity = models.CharField("记录类型", max_length=10, choices=Activity)
    kind = models.CharField("类型", max_length=30, blank=True)
    agenda_category = models.CharField("议题类别", max_length=30, blank=True)
    times = models.PositiveSmallIntegerField("次数", default=1)
    per = models.CharField("周期", max_length=10, choices=Per)
    condition = models.CharField("适用条件", max_length=10, choices=Condition, default=Condition.ALWAYS)
    source = models.CharField("依据", max_length=100, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "应开展事项"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_per_display()}{self.times}次）"

    def clean(self) -> None:
        if self.activity == "meeting" and self.kind not in Meeting.Kind.values:
            raise ValidationError({"kind": "请选择会议活动类型。"})
        if self.times < 1:
            raise ValidationError({"times": "次数至少为 1。"})
