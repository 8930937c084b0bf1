"""Records out of the database, with all that is printed of them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch

from branches.models import RECORDS, Attachment, User
from branches.querysets import RecordQuerySet
from reports.printed.meetings import printed_meeting
from reports.printed.others import printed_lecture, printed_talk, printed_work_item
from reports.printed.record import PrintedRecord

PRINTED: dict[str, Callable[..., PrintedRecord]] = {
    "meeting": printed_meeting,
    "lecture": printed_lecture,
    "talk": printed_talk,
    "work": printed_work_item,
}
"""The record types that are printed: nothing of discipline ever is."""


def readable(slug: str, user: User | None) -> "RecordQuerySet[Any]":
    """The records of a printed type that this person may see; without one (a command) all that are live."""
    rows: RecordQuerySet[Any] = RECORDS[slug].objects.all()
    return rows.visible_to(user) if user else rows.live()


def print_all(slug: str, rows: "RecordQuerySet[Any]", user: User | None = None) -> list[PrintedRecord]:
    """The printed records of these rows, in their order.

    A meeting or lecture that belongs to a record is named only where the person may see it.
    """
    found = rows.select_related("organization").prefetch_related(*_parts(slug, user))
    files = _files(rows)
    return [PRINTED[slug](record, files[record.pk]) for record in found]


def _parts(slug: str, user: User | None) -> "list[str | Prefetch[Any]]":
    meeting = Prefetch("meeting", readable("meeting", user))
    match slug:
        case "meeting":
            lectures = Prefetch(
                "lectures", readable("lecture", user).order_by("pk").prefetch_related("lecturers")
            )
            return ["attendances", "agenda_items__materials", "materials", lectures]
        case "lecture":
            return ["lecturers", meeting]
        case "talk":
            return ["targets", meeting]
    return []


def _files(rows: "RecordQuerySet[Any]") -> dict[int, list[str]]:
    """The attachments of each record as they are listed: 签到表：签到.pdf"""
    kind = ContentType.objects.get_for_model(rows.model)
    found: dict[int, list[str]] = defaultdict(list)
    files = Attachment.objects.live().filter(content_type=kind, object_id__in=rows.values("pk"))
    for file in files.order_by("pk"):
        found[file.object_id].append(f"{file.get_kind_display()}：{file.original_name}")
    return found
