"""Lectures (党课): who taught what, and as what."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from branches.models.member import Post
from branches.models.minutes import MinutesDigest
from branches.models.record import Part, Record, by_kind

if TYPE_CHECKING:
    from branches.models.member import Member


LECTURER_POST: dict[str, str] = {
    "leading_group_secretary": "leading_group_secretary",
    "leading_group_deputy": "leader",
    "leading_group_member": "leader",
    "committee_secretary": "party_committee",
    "committee_deputy": "party_committee",
    "committee_commissioner": "party_committee",
    "branch_secretary": "branch_secretary",
    **dict.fromkeys(Post.BRANCH_COMMITTEE - {"branch_secretary"}, "committee_member"),
}
"""How a lecture counts that is given by the holder of a post."""


def lecturer_post(member: "Member", day: datetime.date) -> str:
    """How a lecture by this member on that day counts: by the post that decides then, else as a member."""
    for post in member.posts_on(day):
        if post.kind in LECTURER_POST:
            return LECTURER_POST[post.kind]
    return "member"


class Lecture(Record):
    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "普通党课"
        SPECIAL = "special", "专题党课"
        INTEGRITY = "integrity", "廉政党课"
        MICRO = "micro", "微党课"

    class Audience(models.TextChoices):
        ALL = "all", "全体党员干部"
        OWN_BRANCH = "own_branch", "所在支部"
        OTHER = "other", "其他"

    slug = "lecture"

    topic = models.CharField("党课题目", max_length=200)
    kind = models.CharField("党课类型", max_length=20, choices=Kind, default=Kind.ORDINARY)
    audience = models.CharField("授课对象", max_length=20, choices=Audience, blank=True)
    audience_count = models.PositiveIntegerField("听课人数", null=True, blank=True)
    start_time = models.TimeField("开始时间", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1, null=True, blank=True)
    content = models.TextField("主要内容", blank=True)
    minutes_digest = MinutesDigest(source="content")
    meeting = models.ForeignKey(
        "branches.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lectures",
        verbose_name="所属会议活动",
    )

    class Meta(Record.Meta):
        abstract = False
        indexes = [*Record.Meta.indexes, by_kind("lecture_by_kind")]
        verbose_name = verbose_name_plural = "党课"

    def headline(self) -> str:
        return self.topic

    def identity(self) -> Iterable[object]:
        return (self.topic,)

    def names_in_identity(self) -> list[str]:
        return [lecturer.name for lecturer in self.lecturers.all()] if self.pk else []


class Lecturer(Part):
    """授课人, with the post on the day of the lecture: it decides how the lecture counts."""

    class Post(models.TextChoices):
        LEADING_GROUP_SECRETARY = "leading_group_secretary", "党组书记"
        LEADER = "leader", "班子成员"
        PARTY_COMMITTEE = "party_committee", "机关党委委员"
        BRANCH_SECRETARY = "branch_secretary", "党支部书记"
        COMMITTEE_MEMBER = "committee_member", "支部委员"
        MEMBER = "member", "党员"
        EXTERNAL = "external", "外请人员"

    record_field: ClassVar[str] = "lecture"

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="lecturers")
    member = models.ForeignKey(
        "branches.Member", models.PROTECT, null=True, blank=True, related_name="lectures_given"
    )
    name = models.CharField("授课人", max_length=50)
    post = models.CharField("授课人当日职务", max_length=30, choices=Post, blank=True)
    title = models.CharField("职务全称", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "授课人"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
