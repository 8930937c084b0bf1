"""What a record may lack: minutes, agenda, attachments; and what waits to be looked into."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from branches.models import RECORDS, AgendaItem, Attachment, Record, User
from branches.quality.finding import LOOKED_AT
from branches.quality.looking import findings, mendable
from branches.querysets import RecordQuerySet

MINUTES, AGENDA, ATTACHMENTS, OPEN = "minutes", "agenda", "attachments", "open"

_LABELS = {MINUTES: "没有记录", AGENDA: "没有议题", ATTACHMENTS: "没有附件", OPEN: "有待核对的问题"}
_ASKED = {
    "meeting": (MINUTES, AGENDA, ATTACHMENTS, OPEN),
    "lecture": (MINUTES, ATTACHMENTS, OPEN),
    "talk": (MINUTES, ATTACHMENTS, OPEN),
    "discipline": (ATTACHMENTS,),
    "clue": (ATTACHMENTS,),
    "work": (ATTACHMENTS, OPEN),
}
LACKING = {slug: {each: _LABELS[each] for each in asked} for slug, asked in _ASKED.items()}
"""What can be asked for of each record type, and what it is called."""

MOST = 20_000
"""Records among which those that wait to be looked into are worked out."""


class TooMany(Exception):
    """Of so many records it is not worked out which wait to be looked into."""


def lacks(slug: str, what: str) -> Q:
    """The condition “without it”. Minutes may be typed or attached."""
    if what == AGENDA:
        return ~Q(Exists(AgendaItem.objects.filter(meeting=OuterRef("pk"))))
    model = RECORDS[slug]._meta
    files = Attachment.objects.live().filter(
        content_type__app_label=model.app_label,
        content_type__model=model.model_name,
        object_id=OuterRef("pk"),
    )
    if what == ATTACHMENTS:
        return ~Q(Exists(files))
    return Q(content="") & ~Q(Exists(files.filter(kind=Attachment.Kind.MINUTES)))


def open_ones(slug: str, rows: "RecordQuerySet[Record]", user: User) -> Q:
    """The condition “with an unchecked finding”, of those of these rows that the person may mend.

    TooMany where the rows are more than ``MOST``.
    """
    if rows.order_by()[MOST : MOST + 1].exists():
        raise TooMany
    all_rows = mendable(user)
    shown: dict[str, RecordQuerySet[Any]] = {each: all_rows[each].none() for each in LOOKED_AT}
    shown[slug] = all_rows[slug].filter(pk__in=rows.order_by().values("pk"))
    found = findings(all_rows, shown)
    return Q(pk__in={key for each in found if each.slug == slug and not each.checked for key in each.keys})
