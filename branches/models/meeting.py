"""Meetings: any gathering with a day, a place and attendance."""

import datetime
from collections.abc import Iterable
from typing import ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.db import models

from branches.models.minutes import MinutesDigest
from branches.models.record import Part, Record, by_kind


class Counted(Protocol):
    """The counts of a meeting and its votes, each as far as it is known."""

    @property
    def expected(self) -> int | None: ...
    @property
    def present(self) -> int | None: ...
    @property
    def leave(self) -> int | None: ...
    @property
    def absent(self) -> int | None: ...
    @property
    def entitled(self) -> int | None: ...
    @property
    def votes_for(self) -> int | None: ...
    @property
    def votes_against(self) -> int | None: ...
    @property
    def votes_abstained(self) -> int | None: ...


def count_errors(meeting: Counted) -> dict[str, str]:
    """实到 + 请假 + 缺席 = 应到, as far as the counts are given; votes within those entitled."""
    errors = {}
    parts = {"实到": meeting.present, "请假": meeting.leave, "缺席": meeting.absent}
    given = {word: count for word, count in parts.items() if count is not None}
    total = sum(given.values())
    if meeting.expected is not None and given:
        spelled = " + ".join(f"{word} {count} 人" for word, count in given.items())
        if len(given) == len(parts) and total != meeting.expected:
            errors["expected"] = f"{spelled} ≠ 应到 {meeting.expected} 人，请核对出席情况。"
        elif total > meeting.expected:
            errors["expected"] = f"{spelled}，超过应到 {meeting.expected} 人，请核对出席情况。"
    votes = [
        vote
        for vote in (meeting.votes_for, meeting.votes_against, meeting.votes_abstained)
        if vote is not None
    ]
    if meeting.entitled is not None and sum(votes) > meeting.entitled:
        errors["entitled"] = f"各项票数合计 {sum(votes)}，超过有表决权人数 {meeting.entitled}，请核对。"
    return errors


class Meeting(Record):
    """会议活动. The counts are kept beside the roster: a ledger knows the number, not always the names.

    实到 + 请假 + 缺席 = 应到, and 应到 is frozen on the day of the meeting.
    """

    class Kind(models.TextChoices):
        GENERAL = "general", "支部党员大会"
        COMMITTEE = "committee", "支部委员会"
        GROUP = "group", "党小组会"
        THEME_DAY = "theme_day", "主题党日"
        LEADING_GROUP = "leading_group", "党组（党委）会"
        CENTRAL_GROUP = "central_group", "理论学习中心组学习"
        ORGANIZATIONAL_LIFE = "organizational_life", "组织生活会"
        DEMOCRATIC_LIFE = "democratic_life", "民主生活会"
        APPRAISAL = "appraisal", "民主评议党员"
        IDEOLOGY = "ideology", "意识形态（思想政治）工作会"
        INTEGRITY = "integrity", "党风廉政建设会"
        WARNING_EDUCATION = "warning_education", "警示（廉政）教育"
        TRAINING = "training", "培训"
        READING_CLASS = "reading_class", "读书班"
        EXCHANGE = "exchange", "交流研讨会"
        STUDY = "study", "集中学习"
        JOINT = "joint", "联建共建活动"
        VISIT = "visit", "参观见学"
        VOLUNTEER = "volunteer", "志愿服务"
        OTHER = "other", "其他"

    class StudyForm(models.TextChoices):
        DISCUSSION = "discussion", "集体研讨"
        SELF_STUDY = "self_study", "个人自学"
        GUIDANCE = "guidance", "专题辅导"
        RESEARCH = "research", "调研学习"

    WITH_AGENDA = frozenset({"general", "committee", "group", "leading_group", "central_group"})
    """Kinds of which an agenda is expected."""
    BRANCH_LEVEL = frozenset(
        {"general", "group", "theme_day", "organizational_life", "appraisal", "study", "exchange"}
    )
    """Kinds of branch life in which leaders take part as ordinary members (双重组织生活)."""

    slug = "meeting"

    kind = models.CharField("会议活动类型", max_length=30, choices=Kind)
    title = models.CharField("名称（主题）", max_length=200)
    end_date = models.DateField("结束日期", null=True, blank=True)
    start_time = models.TimeField("开始时间", null=True, blank=True)
    end_time = models.TimeField("结束时间", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    chair = models.CharField("主持人", max_length=50, blank=True)
    recorder = models.CharField("记录人", max_length=50, blank=True)
    expected = models.PositiveIntegerField("应到人数", null=True, blank=True)
    present = models.PositiveIntegerField("实到人数", null=True, blank=True)
    leave = models.PositiveIntegerField("请假人数", null=True, blank=True)
    absent = models.PositiveIntegerField("缺席人数", null=True, blank=True)
    absentees_note = models.TextField("缺席人员及原因", blank=True)
    content = models.TextField("会议内容（记录）", blank=True)
    minutes_digest = MinutesDigest(source="content")
    decision = models.TextField("决议事项", blank=True)
    follow_up = models.TextField("落实情况", blank=True)
    is_special = models.BooleanField("专题", default=False)
    is_extended = models.BooleanField("扩大会议", default=False)
    study_form = models.CharField("学习形式", max_length=20, choices=StudyForm, blank=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1, null=True, blank=True)
    partners = models.CharField("联建单位", max_length=200, blank=True)
    entitled = models.PositiveIntegerField("有表决权人数", null=True, blank=True)
    votes_for = models.PositiveIntegerField("赞成", null=True, blank=True)
    votes_against = models.PositiveIntegerField("反对", null=True, blank=True)
    votes_abstained = models.PositiveIntegerField("弃权", null=True, blank=True)
    opinions_count = models.PositiveIntegerField("征求意见条数", null=True, blank=True)
    criticisms_count = models.PositiveIntegerField("批评意见条数", null=True, blank=True)
    measures_count = models.PositiveIntegerField("整改措施条数", null=True, blank=True)
    graded_excellent = models.PositiveIntegerField("优秀", null=True, blank=True)
    graded_qualified = models.PositiveIntegerField("合格", null=True, blank=True)
    graded_basic = models.PositiveIntegerField("基本合格", null=True, blank=True)
    graded_unqualified = models.PositiveIntegerField("不合格", null=True, blank=True)

    class Meta(Record.Meta):
        abstract = False
        indexes = [*Record.Meta.indexes, by_kind("meeting_by_kind")]
        verbose_name = verbose_name_plural = "会议活动"

    def headline(self) -> str:
        return f"{self.get_kind_display()}：{self.title}"

    def identity(self) -> Iterable[object]:
        return self.kind, self.title

    def clock(self) -> datetime.time | None:
        return self.start_time

    def clean(self) -> None:
        errors = self.date_errors() | self.span_errors() | self.count_errors()
        if errors:
            raise ValidationError(errors)

    def span_errors(self) -> dict[str, str]:
        if self.date and self.end_date and self.end_date < self.date:
            return {"end_date": "结束日期早于开始日期，请核对。"}
        same_day = not self.end_date or self.end_date == self.date
        if same_day and self.start_time and self.end_time and self.end_time <= self.start_time:
            return {"end_time": "结束时间应晚于开始时间，请核对。"}
        return {}

    def count_errors(self) -> dict[str, str]:
        return count_errors(self)

    def warnings(self, agenda_items: int | None = None) -> list[str]:
        """Below quorum (支部工作条例 art. 11, 12), no agenda. ``agenda_items`` stands in for unsaved ones."""
        found = []
        base = self.entitled if self.entitled is not None else self.expected
        if self.present is not None and base:
            if self.kind in {"general", "committee"} and self.present * 2 < base:
                found.append(f"到会 {self.present} 人，不足应到会 {base} 人的半数。")
            if self.kind == "democratic_life" and self.present * 3 < base * 2:
                found.append(f"到会 {self.present} 人，不足应到会 {base} 人的三分之二。")
        if self.votes_for is not None and base and self.votes_for * 2 <= base:
            found.append(f"赞成 {self.votes_for} 票，未超过应到会有表决权人数 {base} 人的半数。")
        if self.kind in self.WITH_AGENDA and not self.content:
            if agenda_items is None:
                agenda_items = self.agenda_items.count() if self.pk else 0
            if not agenda_items:
                found.append("没有填写议题，也没有会议内容。")
        graded = [
            count
            for count in (
                self.graded_excellent,
                self.graded_qualified,
                self.graded_basic,
                self.graded_unqualified,
            )
            if count is not None
        ]
        if self.graded_excellent and self.graded_excellent * 3 > sum(graded):
            found.append("评为优秀的人数超过参加评议人数的三分之一。")
        return found


class AgendaItem(Part):
    """议题: one topic of a meeting."""

    class Category(models.TextChoices):
        FIRST_TOPIC = "first_topic", "第一议题"
        HIGHER_DECISIONS = "higher_decisions", "上级决策部署"
        IDEOLOGY = "ideology", "意识形态"
        PARTY_BUILDING = "party_building", "党建"
        STRICT_GOVERNANCE = "strict_governance", "全面从严治党"
        INTEGRITY = "integrity", "党风廉政"
        MAJOR_DECISION = "major_decision", "三重一大"
        PERSONNEL = "personnel", "干部人事"
        OTHER = "other", "其他"

    record_field: ClassVar[str] = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField("序号", default=1)
    topic = models.CharField("议题", max_length=300)
    category = models.CharField("类别", max_length=30, choices=Category, blank=True)
    speaker = models.CharField("汇报（发言）人", max_length=50, blank=True)
    content = models.TextField("讨论情况", blank=True)
    decision = models.TextField("议定事项", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["meeting", "category"], name="agenda_by_category")]

    def __str__(self) -> str:
        return self.topic


class Material(Part):
    """学习材料: what was studied; the same title studied twice is one 篇 and two 篇次."""

    record_field: ClassVar[str] = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="materials")
    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="materials", verbose_name="议题"
    )
    title = models.CharField("材料名称", max_length=300)
    published_on = models.DateField("发表日期", null=True, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "学习材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(Part):
    """出席: one person at one meeting. ``post`` is what the person was on that day."""

    class Status(models.TextChoices):
        PRESENT = "present", "实到"
        LEAVE = "leave", "请假"
        ABSENT = "absent", "缺席"
        NONVOTING = "nonvoting", "列席"

    record_field: ClassVar[str] = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", db_index=False)
    member = models.ForeignKey(
        "branches.Member", models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=30, blank=True)
    status = models.CharField("出席情况", max_length=10, choices=Status, default=Status.PRESENT)
    reason = models.CharField("原因", max_length=100, blank=True)
    spoke = models.BooleanField("发言", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "出席情况"
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting", "status", "name"], name="attendance_of_meeting")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=models.Q(member__isnull=False),
                name="attendance_once",
                violation_error_message="同一名党员在一次会议中只能登记一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_status_display()}"
