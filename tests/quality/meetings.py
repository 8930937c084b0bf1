"""Records for the rules of quality: one in good order, to be spoiled by a test."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from branches.models import Meeting, Organization, Record, User
from branches.periods import Period
from branches.quality.finding import Finding
from branches.quality.looking import findings, mendable

DAY = datetime.date(2024, 3, 5)
LONG = (
    "会上传达了上级会议精神，大家围绕支部全年重点任务逐条讨论，明确了分工和时限，"
    "对上季度任务完成情况作了点评，并提出改进措施。"
)


def meeting(organization: Organization, **values: Any) -> Meeting:
    """Logged on its day, with minutes of its own, and nobody missing."""
    number = Meeting.objects.count()
    given: dict[str, Any] = {"kind": "theme_day", "title": f"主题党日{number}", "date": DAY}
    given |= {"content": f"第{number}次。", "expected": 10, "present": 10} | values
    record = Meeting.objects.create(organization=organization, **given)
    logged(record, record.date)
    record.refresh_from_db()
    return record


def logged(record: Record, day: datetime.date, hour: int = 17) -> None:
    """Let the record have been logged at that hour of the office's clock."""
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
    models.QuerySet(type(record)).filter(pk=record.pk).update(created_at=at)


def found(user: User, year: int = 2024) -> list[Finding]:
    fresh = User.objects.get(pk=user.pk)
    rows = mendable(fresh)
    return findings(rows, {slug: each.held_in(Period.year(year)) for slug, each in rows.items()})


def of_kind(user: User, kind: str, year: int = 2024) -> list[tuple[int, ...]]:
    return [each.keys for each in found(user, year) if each.kind == kind]
