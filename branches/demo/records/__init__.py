"""Makes the records of the demo office, one module for each part of its life."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from branches.demo import office
from branches.demo.attendance import RollCall
from branches.demo.ledger import Ledger
from branches.demo.people import Person, Roster
from branches.demo.tree import Tree
from branches.demo.wording.events import CAMPAIGNS
from branches.models import AgendaItem, Material, Meeting, Organization
from branches.models.record import Part


@dataclass(slots=True)
class Bureau:
    """What every part builds on: the tree, the ledger, and meetings that others refer to."""

    tree: Tree
    ledger: Ledger
    theme_days: dict[tuple[str, int, int], "ThemeDay"] = field(default_factory=dict)  # branch, year, month
    life_meetings: dict[tuple[str, int], Meeting] = field(default_factory=dict)  # branch, year

    @property
    def roster(self) -> Roster:
        return self.tree.roster

    @property
    def until(self) -> datetime.date:
        return self.ledger.until

    def organization(self, key: str) -> Organization:
        return self.tree.organizations[key]

    def branches_at_work(self, day: datetime.date) -> list[office.Branch]:
        return [branch for branch in office.BRANCHES if branch.founded_on <= day]


@dataclass(frozen=True, slots=True)
class ThemeDay:
    meeting: Meeting
    present: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """An agenda item to be. ``materials`` are (title, published on, source)."""

    topic: str
    category: str = ""
    speaker: str = ""
    content: str = ""
    decision: str = ""
    materials: tuple[tuple[str, datetime.date | None, str], ...] = ()


def campaign_tags(day: datetime.date) -> list[str]:
    """The campaign of the office that ran on that day."""
    return [tag for tag, first, last in CAMPAIGNS if first <= day <= last]


def clock(start: str, minutes: int) -> tuple[datetime.time, datetime.time]:
    """(start, end) of a gathering: ``09:00`` and 90 → 09:00, 10:30."""
    begin = datetime.datetime.fromisoformat(f"2000-01-01T{start}")
    return begin.time(), (begin + datetime.timedelta(minutes=minutes)).time()


def hold(
    bureau: Bureau,
    kind: str,
    key: str,
    day: datetime.date,
    title: str,
    *,
    start: str = "",
    minutes: int = 90,
    chair: Person | None = None,
    recorder: Person | None = None,
    roll: RollCall | None = None,
    topics: Sequence[Topic] = (),
    materials: Iterable[tuple[str, datetime.date | None, str]] = (),
    tags: Sequence[str] = (),
    **columns: Any,
) -> Meeting:
    """Add a meeting with its roster, agenda and study materials; ``columns``: further columns."""
    begin, end = clock(start, minutes) if start else (None, None)
    meeting = Meeting(
        kind=kind,
        organization=bureau.organization(key),
        date=day,
        title=title,
        start_time=begin,
        end_time=end,
        chair=chair.name if chair else "",
        recorder=recorder.name if recorder else "",
        **columns,
    )
    parts: list[Part] = []
    if roll is not None:
        roll.must = [*roll.must, *(person for person in (chair, recorder) if person)]
        parts += roll.hold(meeting)
    for position, topic in enumerate(topics, start=1):
        item = AgendaItem(
            meeting=meeting,
            position=position,
            topic=topic.topic,
            category=topic.category,
            speaker=topic.speaker,
            content=topic.content,
            decision=topic.decision,
        )
        parts.append(item)
        parts += [_material(meeting, *one, item=item) for one in topic.materials]
    parts += [_material(meeting, *one) for one in materials]
    bureau.ledger.add(meeting, parts, tags=[*tags, *(campaign_tags(day) if kind in STUDYING else ())])
    return meeting


STUDYING = frozenset({"theme_day", "central_group", "study", "reading_class", "exchange", "democratic_life"})
"""Kinds of meeting that carry the tag of a running campaign."""


def _material(
    meeting: Meeting,
    title: str,
    published_on: datetime.date | None,
    source: str,
    item: AgendaItem | None = None,
) -> Material:
    return Material(meeting=meeting, agenda_item=item, title=title, published_on=published_on, source=source)
