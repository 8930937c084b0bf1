"""自定指标: a figure that an office has put together itself."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from branches.access import Permission, within_reach
from branches.models.tracked import TrackedModel
from branches.querysets import TrackedQuerySet

if TYPE_CHECKING:
    from branches.models import Organization, User


class CustomFigureQuerySet(TrackedQuerySet["CustomFigure"]):
    def editable_by(self, user: "User") -> "CustomFigureQuerySet":
        return self.filter(within_reach(user, Permission.REPORT, "organization__path"))

    def holding_at(self, organization: "Organization") -> "CustomFigureQuerySet":
        """Those of the organisation and of all above it: what a committee defines its branches have too."""
        return self.filter(organization__in=organization.ancestors())


class CustomFigure(TrackedModel):
    """What is counted, of which records; ``reports.figures.own`` makes a ``Figure`` of it.

    Everything left empty does not narrow: without ``kinds`` every kind counts. ``words`` are the ways in
    which documents speak of it, beside its name.
    """

    class Counted(models.TextChoices):
        MEETING_EVENTS = "meeting.events", "会议活动的次数"
        MEETING_PERSON_TIMES = "meeting.person_times", "会议活动的参加人次"
        MEETING_PERSONS = "meeting.persons", "参加会议活动的人数（同一人只计一名）"
        MEETING_HOURS = "meeting.hours", "会议活动的学时"
        LECTURE_EVENTS = "lecture.events", "党课的次数"
        LECTURE_PERSON_TIMES = "lecture.person_times", "讲党课的人次"
        LECTURE_AUDIENCE = "lecture.audience", "党课的听课人次"
        TALK_EVENTS = "talk.events", "谈话的次数"
        TALK_PERSON_TIMES = "talk.person_times", "谈话的人次"
        WORK_ITEMS = "work.items", "工作事项的项数"
        WORK_QUANTITY = "work.quantity", "工作事项的数量之和"
        WORK_PERSON_TIMES = "work.person_times", "工作事项的涉及人次"
        WORK_AMOUNT = "work.amount", "工作事项的金额（万元）"

    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="custom_figures", verbose_name="适用单位"
    )
    name = models.CharField("名称", max_length=40)
    counted = models.CharField("统计什么", max_length=30, choices=Counted)
    kinds = models.JSONField("类型", default=list, blank=True)
    category = models.CharField("议题类别", max_length=30, blank=True)
    post = models.CharField("职务", max_length=30, blank=True)
    tag = models.ForeignKey(
        "branches.Tag", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="标签"
    )
    unit = models.CharField("计量单位", max_length=10)
    words = models.JSONField("文稿中的说法", default=list, blank=True)

    objects: ClassVar = CustomFigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "自定指标"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def record_type(self) -> str:
        """``meeting``, ``lecture``, ``talk`` or ``work``."""
        return str(self.counted).partition(".")[0]

    @property
    def key(self) -> str:
        """The key of its figure, stable for ever."""
        return f"custom.{self.pk}"
