"""The rules: each a function of querysets, with a fixed number of questions to the database however many
records there are.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractHour, TruncDate

from branches.models import RECORDS, AgendaItem, Attachment, Attendance, Meeting
from branches.models.meeting import count_errors
from branches.quality.finding import Finding, Kind
from branches.querysets import RecordQuerySet

LATE: Final = datetime.timedelta(days=30)
"""A record logged later than this after its (last) day is late."""
HELD_TOGETHER: Final = frozenset({Meeting.Kind.ORGANIZATIONAL_LIFE.value, Meeting.Kind.APPRAISAL.value})
"""Kinds that are properly held in one go (支部工作条例 art. 18: 民主评议 may be part of the 组织生活会)."""


def miscounted(meetings: "RecordQuerySet[Meeting]") -> Iterator[Finding]:
    """实到 + 请假 + 缺席 ≠ 应到, more names than a count allows, more votes than voters. One query.

    Where the ledger gives no 请假 and 缺席 the names on the roster stand for them; a note on who was missing
    is taken for an answer.
    """
    accounted = F("present") + Coalesce("leave", "named_leave") + Coalesce("absent", "named_absent")
    given = Coalesce("present", 0) + Coalesce("leave", 0) + Coalesce("absent", 0)
    votes = Coalesce("votes_for", 0) + Coalesce("votes_against", 0) + Coalesce("votes_abstained", 0)
    named: dict[str, Any] = {
        f"named_{status}": Count("attendances", filter=Q(attendances__status=status)) for status in _STATED
    }
    rows: QuerySet[Any, Any] = (
        meetings.order_by().annotate(**named).values_list(*_COUNTED, *named, named=True)
    )
    doubtful = rows.filter(
        (Q(expected__isnull=False, present__isnull=False) & ~Q(expected=accounted))
        | Q(expected__lt=given)
        | Q(entitled__lt=votes)
        | Q(present__lt=F("named_present"))
        | Q(leave__lt=F("named_leave"))
        | Q(absent__lt=F("named_absent"))
    )
    for meeting in doubtful:
        for sentence in _miscounts(meeting)[:1]:
            yield Finding(Kind.COUNTS, "meeting", (meeting.pk,), meeting.date, sentence, sentence)


_COUNTED = ["pk", "date", "expected", "present", "leave", "absent", "absentees_note"]
_COUNTED += ["entitled", "votes_for", "votes_against", "votes_abstained"]
_STATED = {
    Attendance.Status.PRESENT.value: "实到",
    Attendance.Status.LEAVE.value: "请假",
    Attendance.Status.ABSENT.value: "缺席",
}


def _miscounts(meeting: Any) -> list[str]:
    found = list(count_errors(meeting).values())
    for status, word in _STATED.items():
        stated, names = getattr(meeting, status), getattr(meeting, f"named_{status}")
        if stated is not None and names > stated:
            found.append(f"{word} {stated} 人，名单上却有 {names} 人。")
    if found or meeting.expected is None or meeting.present is None:
        return found
    if meeting.leave is None and meeting.absent is None and meeting.absentees_note:
        return []
    leave = meeting.named_leave if meeting.leave is None else meeting.leave
    absent = meeting.named_absent if meeting.absent is None else meeting.absent
    missing = meeting.expected - meeting.present - leave - absent
    if missing > 0:
        return [
            f"应到 {meeting.expected} 人，实到 {meeting.present} 人，还有 {missing} 人没有写明请假或缺席。"
        ]
    if missing < 0:
        return [f"实到 {meeting.present} 人，未到 {leave + absent} 人，合计超过应到 {meeting.expected} 人。"]
    return []


def empty(meetings: "RecordQuerySet[Meeting]") -> Iterator[Finding]:
    """Neither agenda nor minutes, neither typed nor attached. One query."""
    agenda = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    scans = Attachment.objects.live().filter(
        content_type__app_label="branches",
        content_type__model="meeting",
        object_id=OuterRef("pk"),
        kind=Attachment.Kind.MINUTES,
    )
    bare = meetings.filter(~Exists(agenda), ~Exists(scans), content="", decision="")
    for key, day in bare.order_by().values_list("pk", "date"):
        yield Finding(Kind.EMPTY, "meeting", (key,), day, "", "没有填写议题，也没有会议内容。")


def several(meetings: "RecordQuerySet[Meeting]") -> Iterator[Finding]:
    """Meetings of one organisation in the same hour of a day, of different kinds. One query.

    Not those of which one is known to have ended before the other began, and not without clock times: a
    branch may well hold several meetings on one day.
    """
    hour = ExtractHour("start_time")
    others = Meeting.objects.live().annotate(hour=hour)
    others = others.filter(
        organization=OuterRef("organization"), date=OuterRef("date"), hour=OuterRef("hour")
    ).exclude(kind=OuterRef("kind"))
    rows = meetings.exclude(start_time=None).annotate(hour=hour).filter(Exists(others))
    gatherings: dict[tuple[Any, ...], list[Meeting]] = defaultdict(list)
    for row in rows.order_by().only("organization", "date", "start_time", "end_time", "kind"):
        gatherings[row.organization_id, row.date, row.hour].append(row)
    for (_, day, at), group in gatherings.items():
        pairs = [pair for pair in combinations(group, 2) if _may_be_one(*pair)]
        same = sorted({row for pair in pairs for row in pair}, key=lambda row: row.pk, reverse=True)
        if same:
            kinds = "、".join(dict.fromkeys(row.get_kind_display() for row in same))
            yield Finding(
                Kind.SEVERAL,
                "meeting",
                tuple(row.pk for row in same),
                day,
                f"{day:%Y-%m-%d} {at}",
                f"同一天 {at} 点多分别登记了{kinds}。如果是同一次活动，请只保留一条。",
            )


def _may_be_one(one: Meeting, other: Meeting) -> bool:
    if one.kind == other.kind or {one.kind, other.kind} == HELD_TOGETHER:
        return False
    first, second = sorted((one, other), key=lambda row: str(row.start_time))
    return not (first.end_time and second.start_time and first.end_time <= second.start_time)


def copied(slug: str, all_rows: "RecordQuerySet[Any]", shown: "RecordQuerySet[Any]") -> Iterator[Finding]:
    """Records of one type with the same minutes (``models.minutes.digest``). One query."""
    here = shown.exclude(minutes_digest="").order_by().values("minutes_digest")
    twice = (
        all_rows.filter(minutes_digest__in=here)
        .order_by()
        .values("minutes_digest")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
    )
    rows = all_rows.filter(minutes_digest__in=twice.values("minutes_digest")).order_by("-date", "-pk")
    groups: dict[str, list[tuple[int, datetime.date]]] = defaultdict(list)
    for key, day, digest in rows.values_list("pk", "date", "minutes_digest"):
        groups[digest].append((key, day))
    name = RECORDS[slug]._meta.verbose_name
    for digest, group in groups.items():
        yield Finding(
            Kind.COPIED,
            slug,
            tuple(key for key, _ in group),
            group[0][1],
            digest,
            f"{len(group)} 条{name}的内容相同（标点和空格不计），请核对是否照抄。",
        )


def late(slug: str, rows: "RecordQuerySet[Any]") -> Iterator[Finding]:
    """Logged by hand more than 30 days after the (last) day. One query."""
    has_end = any(column.name == "end_date" for column in rows.model._meta.concrete_fields)
    last_day = Coalesce("end_date", "date") if has_end else F("date")
    # Written so that no index on the batch can be used: nearly all rows of a large office have none.
    logged = rows.exclude(batch__gt=0).annotate(logged_on=TruncDate("created_at"), last_day=last_day)
    overdue = logged.filter(logged_on__gt=F("last_day") + LATE)
    for key, day, last, logged_on in overdue.order_by().values_list("pk", "date", "last_day", "logged_on"):
        days = (logged_on - last).days
        yield Finding(
            Kind.LATE,
            slug,
            (key,),
            day,
            f"{last:%Y-%m-%d}",
            f"事后第 {days} 天才登记，超过 {LATE.days} 天。",
        )
