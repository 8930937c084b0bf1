"""Work that takes longer than a page may: done in a process of its own while the person goes on."""

import datetime
import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from branches.filetypes import made_name

JOB_DAYS = 7
"""So long a finished job and its file are kept."""


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: models.Model) -> "JobQuerySet":
        """Those this person started; nobody sees another's."""
        return self.filter(asked_by=user)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))

    def expired(self) -> "JobQuerySet":
        return self.filter(asked_at__lt=timezone.now() - datetime.timedelta(days=JOB_DAYS))


class Job(models.Model):
    """后台任务: one piece of long work, who asked for it, and what came of it.

    ``kind`` names the work in ``branches.jobs``, ``parameters`` what it is about. How far it has come stands
    in a file (``branches.jobs.Progress``), not here: the work may hold the database for itself. ``roles`` are
    those of whoever asked, when they asked: kind and key of the organisation of each.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("类型", max_length=40)
    title = models.CharField("名称", max_length=200)
    parameters = models.JSONField("参数", default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="发起人"
    )
    roles = models.JSONField("发起时的角色", default=list)
    asked_at = models.DateTimeField("发起时间", auto_now_add=True, db_index=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField("原因", max_length=500, blank=True)
    target = models.CharField("结果页面", max_length=500, blank=True)
    file_name = models.CharField("结果文件", max_length=200, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def still_entitled(self) -> bool:
        """Whether whoever asked still holds every role by which the file was made: it holds what they could
        read then."""
        held = set(self.asked_by.roles.values_list("kind", "organization_id"))
        return {(kind, organization) for kind, organization in self.roles} <= held

    @property
    def file_path(self) -> Path:
        """Where the file of a finished job lies, if it made one."""
        return Path(settings.JOBS_ROOT, f"{self.token.hex}.result")

    @property
    def progress_path(self) -> Path:
        return Path(settings.JOBS_ROOT, f"{self.token.hex}.json")

    @property
    def kept_until(self) -> datetime.date:
        return timezone.localdate(self.asked_at + datetime.timedelta(days=JOB_DAYS))

    def keep(self, file_name: str, content: bytes | Path) -> None:
        """Offer a file for download; a path is moved, not copied."""
        self.file_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if isinstance(content, Path):
            content.replace(self.file_path)
        else:
            self.file_path.write_bytes(content)
        self.file_path.chmod(0o600)
        self.file_name = made_name(file_name)

    def point_to(self, url: str) -> None:
        """Lead to this page of the site when the job is done."""
        self.target = url

    def finish(self, state: "Job.State", reason: str = "") -> None:
        self.state, self.reason, self.finished_at = state, reason[:500], timezone.now()
        self.save()
