"""提醒: what somebody has been told by e-mail, so that nobody is told twice."""

from django.db import models
from django.db.models import Q


class Reminder(models.Model):
    """One thing one person was reminded of: a duty of an organisation in a month (quarter …), or the end of
    its term (``duty`` is None, ``start`` and ``end`` are the day).

    A row is claimed before the letter goes out and stamped with ``sent_at`` when it has gone; the claim is
    given back when sending fails. ``branches.reminding`` writes them, nothing else does.
    """

    class Stage(models.TextChoices):
        DUE = "due", "即将到期"
        OVERDUE = "overdue", "逾期未完成"
        SUMMARY = "summary", "下级逾期汇总"
        TERM_6 = "term_6", "六个月内任期届满"
        TERM_3 = "term_3", "三个月内任期届满"
        TERM_1 = "term_1", "一个月内任期届满"
        TERM_0 = "term_0", "任期已届满"

    user = models.ForeignKey("branches.User", models.CASCADE, related_name="reminders", verbose_name="用户")
    organization = models.ForeignKey(
        "branches.Organization", models.CASCADE, related_name="+", verbose_name="党组织"
    )
    duty = models.ForeignKey(
        "branches.Duty", models.CASCADE, null=True, related_name="+", verbose_name="应开展事项"
    )
    start = models.DateField("时段起")
    end = models.DateField("时段止")
    stage = models.CharField("阶段", max_length=10, choices=Stage)
    claimed_at = models.DateTimeField("登记时间", auto_now_add=True)
    sent_at = models.DateTimeField("发出时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["-claimed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "duty", "start", "end", "stage"],
                condition=Q(duty__isnull=False),
                name="reminder_of_duty_once",
            ),
            models.UniqueConstraint(
                fields=["user", "organization", "start", "end", "stage"],
                condition=Q(duty__isnull=True),
                name="reminder_of_term_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization} · {self.get_stage_display()}"
