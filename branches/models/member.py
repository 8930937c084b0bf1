"""Members, and the posts they held from when until when."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from branches import partialdates
from branches.access import Permission
from branches.models.tracked import TrackedModel
from branches.querysets import MemberQuerySet, PartQuerySet


class Member(TrackedModel):
    """A person of a branch. Identity-card numbers are never kept.

    Rosters often know only the month, or the year, of birth and of joining (2005-07, 1975). That is kept in a
    column beside the day's, never as a day, until the day is known.
    """

    MONTHS: ClassVar[dict[str, str]] = {
        "birth_date": "birth_month",
        "joined_on": "joined_month",
        "full_on": "full_month",
    }

    class Status(models.TextChoices):
        FULL = "full", "正式党员"
        PROBATIONARY = "probationary", "预备党员"
        DEVELOPMENT = "development", "发展对象"
        ACTIVIST = "activist", "入党积极分子"
        MASSES = "masses", "群众"

    class Sex(models.TextChoices):
        MALE = "male", "男"
        FEMALE = "female", "女"

    view_permission = Permission.VIEW
    write_permission = Permission.WRITE

    name = models.CharField("姓名", max_length=50)
    sex = models.CharField("性别", max_length=10, choices=Sex, blank=True)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    birth_month = models.CharField("出生年月", max_length=7, blank=True, editable=False)
    joined_on = models.DateField("入党日期", null=True, blank=True)
    joined_month = models.CharField("入党年月", max_length=7, blank=True, editable=False)
    full_on = models.DateField("转正日期", null=True, blank=True)
    full_month = models.CharField("转正年月", max_length=7, blank=True, editable=False)
    status = models.CharField("政治面貌", max_length=20, choices=Status, default=Status.FULL)
    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="members", verbose_name="党组织"
    )
    group = models.ForeignKey(
        "branches.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="group_members",
        verbose_name="党小组",
    )
    arrived_on = models.DateField("转入日期", null=True, blank=True)
    left_on = models.DateField("转出日期", null=True, blank=True)
    deleted_at = models.DateTimeField("删除时间", null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员"
        ordering = ["organization__path", "name", "pk"]
        indexes = [models.Index(fields=["organization", "name"], name="member_by_name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for day, month in self.MONTHS.items():
            if getattr(self, day):
                setattr(self, month, "")
        errors = {}
        if partialdates.before(self.known("full_on"), self.known("joined_on")):
            errors["full_on"] = "转正日期早于入党日期，请核对。"
        if self.arrived_on and self.left_on and self.left_on < self.arrived_on:
            errors["left_on"] = "转出日期早于转入日期，请核对。"
        if partialdates.before(self.known("joined_on"), self.known("birth_date")):
            errors["joined_on"] = "入党日期早于出生日期，请核对。"
        if self.group_id and self.group is not None and self.group.parent_id != self.organization_id:
            errors["group"] = "所选党小组不属于该党支部。"
        if errors:
            raise ValidationError(errors)

    def known(self, name: str) -> str:
        """A day of birth, joining or full membership in ISO form, as far as it is known."""
        day: datetime.date | None = getattr(self, name)
        return day.isoformat() if day else str(getattr(self, self.MONTHS[name]))

    def is_still_to_come(self, name: str, day: datetime.date) -> bool:
        """Whether that day certainly comes after ``day``: 2025-09 does until the end of August."""
        return partialdates.before(day.isoformat(), self.known(name))

    @property
    def joining(self) -> str:
        return self.known("joined_on")

    def born(self) -> str:
        return partialdates.in_words(self.known("birth_date"))

    def joined(self) -> str:
        return partialdates.in_words(self.known("joined_on"))

    def became_full(self) -> str:
        return partialdates.in_words(self.known("full_on"))

    def posts_on(self, day: datetime.date) -> "list[Post]":
        """The posts held on that day, the one that decides first."""
        held = [post for post in self.posts.all() if post.held_on(day)]
        return sorted(held, key=lambda post: Post.RANK[post.kind])


class Post(TrackedModel):
    """A post held from one day until another: it decides how a lecture or an attendance counts."""

    class Kind(models.TextChoices):
        """Of several posts on one day the first of this list decides: a branch secretary who also sits on the
        office's Party committee attends and lectures as branch secretary."""

        LEADING_GROUP_SECRETARY = "leading_group_secretary", "党组书记"
        LEADING_GROUP_DEPUTY = "leading_group_deputy", "党组副书记"
        LEADING_GROUP_MEMBER = "leading_group_member", "党组成员"
        BRANCH_SECRETARY = "branch_secretary", "党支部书记"
        BRANCH_DEPUTY = "branch_deputy", "党支部副书记"
        ORGANIZATION_COMMISSIONER = "organization_commissioner", "组织委员"
        PUBLICITY_COMMISSIONER = "publicity_commissioner", "宣传委员"
        DISCIPLINE_COMMISSIONER = "discipline_commissioner", "纪检委员"
        YOUTH_COMMISSIONER = "youth_commissioner", "青年委员"
        COMMITTEE_SECRETARY = "committee_secretary", "党委书记"
        COMMITTEE_DEPUTY = "committee_deputy", "党委副书记"
        COMMITTEE_COMMISSIONER = "committee_commissioner", "党委委员"
        GROUP_LEADER = "group_leader", "党小组组长"

    RANK: ClassVar = {kind: rank for rank, kind in enumerate(Kind.values)}
    """The place of each kind in that list."""
    LEADERS = frozenset({"leading_group_secretary", "leading_group_deputy", "leading_group_member"})
    """班子成员: those who hold a post in the leading group."""
    PARTY_COMMITTEE = frozenset({"committee_secretary", "committee_deputy", "committee_commissioner"})
    BRANCH_COMMITTEE = frozenset(
        {
            "branch_secretary",
            "branch_deputy",
            "organization_commissioner",
            "publicity_commissioner",
            "discipline_commissioner",
            "youth_commissioner",
        }
    )

    member = models.ForeignKey(Member, models.CASCADE, related_name="posts", verbose_name="党员")
    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="posts", verbose_name="任职党组织"
    )
    kind = models.CharField("职务", max_length=30, choices=Kind)
    start_on = models.DateField("任职日期", null=True, blank=True)
    end_on = models.DateField("免职日期", null=True, blank=True)

    objects: ClassVar = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "职务"
        ordering = ["start_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_on=None)
                | models.Q(start_on=None)
                | models.Q(end_on__gte=models.F("start_on")),
                name="post_ends_after_start",
                violation_error_message="免职日期早于任职日期，请核对。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"

    def history_subject(self) -> tuple[str, int]:
        return "branches.member", self.member_id

    def held_on(self, day: datetime.date) -> bool:
        """From the first day on, up to but without the day of leaving the post."""
        return (self.start_on is None or self.start_on <= day) and (self.end_on is None or day < self.end_on)
