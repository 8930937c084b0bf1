"""Taking over from an earlier record what is likely to be the same again; never what belonged to its day.

Minutes, attendance, votes, results, attachments and tags stay where they are. Words that name a day, a number
in a row or a document are its own too: “第58次”, “10月”, “《…》”.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from branches.forms.meeting import ROUTINE, routine_title
from branches.forms.people import belongs, known_to
from branches.forms.text import tidy_name
from branches.models import RECORDS, AgendaItem, Meeting, Organization, Record, Talk, User
from branches.models.record import normalized
from branches.querysets import RecordQuerySet

TAKEN: Mapping[str, tuple[str, ...]] = {
    "meeting": ("kind", "start_time", "place", "chair", "recorder", "study_form"),
    "lecture": ("kind", "start_time", "audience", "place"),
    "talk": ("kind", "talker", "talker_post", "place"),
    "work": ("kind", "lead", "unit"),
}
"""Fields taken over, by record type; other types are about one case each, and nothing of them is."""
PERSONS = frozenset({"chair", "recorder", "talker", "lead"})
OUTINGS = frozenset({"visit", "volunteer", "joint"})
"""Kinds of meeting that have another place and theme each time."""
THEMED = OUTINGS | {"theme_day"}
"""Kinds whose title is the theme of that day: last month's would be counted and listed a second time."""
LOOKED_BACK = 6
"""Meetings, the copied one among them, of which two must share a topic for it to be taken over."""

_DIGIT = "[0-9〇零一二两三四五六七八九十百]"
_OF_ITS_DAY = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}+\s*(?:年|月|日|号|季|次|届|期|周|轮|批)|[上下]半年|年度|年初|年中|年底|年终|季度|本[年月周]|《"
)


def last_of(slug: str, user: User, organization: Organization, kind: str) -> Record | None:
    """The latest record of this kind and organisation that the person may see."""
    return _of(slug, user, organization, kind).first()


def _of(slug: str, user: User, organization: Organization, kind: str) -> "RecordQuerySet[Record]":
    rows: Any = RECORDS[slug].objects.visible_to(user).filter(organization=organization)
    found: RecordQuerySet[Record] = rows.filter(kind=kind).order_by("-date", "-pk")
    return found


def copied(record: Record, user: User, day: datetime.date | None) -> dict[str, Any]:
    """Initial values of a new record of that day; of members only those who still belong somewhere."""
    found = {name: getattr(record, name) for name in TAKEN[record.slug]}
    if isinstance(record, Meeting):
        if record.kind in OUTINGS:
            del found["place"]
        found |= {"title": _title(record, day), "agenda_items": _agenda(record, user)}
    elif isinstance(record, Talk) and record.kind == Talk.Kind.HEART and not of_its_day(record.matter):
        found["matter"] = record.matter
    names = {name: tidy_name(found[name]) for name in PERSONS & found.keys() if found[name]}
    gone = _who_left(set(names.values()), record, user, day)
    for name, person in names.items():
        if person in gone:
            found[name] = ""
            if name == "talker":
                found["talker_post"] = ""
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def of_its_day(text: str) -> bool:
    """Whether the words name a day, a number in a row or a document: they are not true of another day."""
    return bool(_OF_ITS_DAY.search(text))


def _title(meeting: Meeting, day: datetime.date | None) -> str:
    if meeting.kind in ROUTINE:
        return routine_title(meeting.kind, day) if day else ""
    return "" if meeting.kind in THEMED or of_its_day(meeting.title) else meeting.title


def _agenda(meeting: Meeting, user: User) -> list[dict[str, str]]:
    """Its topics that come back: those that stood on the agenda of an earlier one too."""
    before = _of("meeting", user, meeting.organization, meeting.kind).filter(date__lte=meeting.date)
    earlier = before.exclude(pk=meeting.pk).values_list("pk", flat=True)[: LOOKED_BACK - 1]
    topics = AgendaItem.objects.filter(meeting__in=list(earlier)).values_list("topic", flat=True)
    known = {normalized(topic) for topic in topics}
    return [
        {"topic": item.topic, "category": item.category}
        for item in meeting.agenda_items.all()
        if normalized(item.topic) in known and not of_its_day(item.topic)
    ]


def _who_left(names: set[str], record: Record, user: User, day: datetime.date | None) -> set[str]:
    """Of these names those of members who belong to no organisation any more."""
    if day is None or not names:
        return set()
    people = known_to(user, record.view_permission, record.organization, names)
    return {
        name
        for name in names
        if (several := people.named(name)) and not any(belongs(each, day) for each in several)
    }
