"""Talks: one talker, one or more persons talked to."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from branches.models.minutes import MinutesDigest
from branches.models.record import Part, Record, by_kind


class Talk(Record):
    class Kind(models.TextChoices):
        HEART = "heart", "谈心谈话"
        INTEGRITY = "integrity", "廉政谈话"
        REMINDER = "reminder", "提醒谈话"
        ADMONITION = "admonition", "诫勉谈话"
        APPOINTMENT = "appointment", "任前谈话"
        SUMMONS = "summons", "约谈"
        ADMISSION = "admission", "入党谈话"

    slug = "talk"

    kind = models.CharField("谈话类型", max_length=20, choices=Kind, default=Kind.HEART)
    talker = models.CharField("谈话人", max_length=50)
    talker_member = models.ForeignKey(
        "branches.Member", models.PROTECT, null=True, blank=True, related_name="talks_led", editable=False
    )
    talker_post = models.CharField("谈话人职务", max_length=100, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    matter = models.CharField("谈话事由", max_length=200, blank=True)
    content = models.TextField("谈话内容", blank=True)
    minutes_digest = MinutesDigest(source="content")
    attitude = models.TextField("谈话对象态度", blank=True)
    follow_up = models.TextField("跟进情况", blank=True)
    meeting = models.ForeignKey(
        "branches.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name="所属会议活动",
    )

    class Meta(Record.Meta):
        abstract = False
        indexes = [*Record.Meta.indexes, by_kind("talk_by_kind")]
        verbose_name = verbose_name_plural = "谈话"

    def headline(self) -> str:
        return f"{self.get_kind_display()}：{self.talker}"

    def identity(self) -> Iterable[object]:
        return self.kind, self.talker, self.matter

    def names_in_identity(self) -> list[str]:
        return [target.name for target in self.targets.all()] if self.pk else []


class TalkTarget(Part):
    """谈话对象."""

    record_field: ClassVar[str] = "talk"

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="targets")
    member = models.ForeignKey(
        "branches.Member", models.PROTECT, null=True, blank=True, related_name="talks_had"
    )
    name = models.CharField("谈话对象", max_length=50)
    post = models.CharField("职务", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "谈话对象"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
