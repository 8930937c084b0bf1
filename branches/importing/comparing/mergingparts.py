"""The parts of a record that is there, with those that a row names put in.

A list of the ledger is the whole list: who is no longer on it is taken off. Where the ledger itself says that
it is not whole (等12人) names are only added. What carries more than a ledger can say stays.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from branches.forms import BuiltRecord
from branches.forms.parts import PARTS
from branches.forms.text import tidy_name
from branches.importing.rows.values import Values
from branches.models import Attendance, Lecture, Material, Meeting, Record, Talk
from branches.models.record import Part, normalized

_AWAY = frozenset({"leave", "absent"})


@dataclass(frozen=True, slots=True)
class PartDifference:
    """One list of a record: ``replaced`` are the saved rows that would be changed or taken off."""

    name: str
    old: str
    new: str
    replaced: tuple[Part, ...] = ()


@dataclass(slots=True)
class Parts:
    """The rows as they would be, by kind, and what that changes. A saved row is never changed in place."""

    rows: dict[str, list[Part]]
    differences: list[PartDifference] = field(default_factory=list)

    def compare(
        self, name: str, old: Sequence[str], new: Sequence[str], replaced: Iterable[Part] = ()
    ) -> None:
        if sorted(map(normalized, old)) != sorted(map(normalized, new)):
            self.differences.append(PartDifference(name, "、".join(old), "、".join(new), tuple(replaced)))


def merged_parts(stored: Record, built: BuiltRecord, values: Values) -> Parts:
    """``stored`` must have its parts prefetched."""
    found = Parts({kind.name: list(getattr(stored, kind.name).all()) for kind in PARTS[built.slug]})
    if built.slug in _MERGE:
        _MERGE[built.slug](found, built, values)
    return found


def changed(row: Any, **values: Any) -> Any:
    """The row itself when it holds these values already, else a copy that does."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    new = copy(row)
    for name, value in values.items():
        setattr(new, name, value)
    return new


class _Saved:
    """The saved rows of a list, each to be taken once, by what it is called."""

    def __init__(self, rows: Iterable[Any], called: Callable[[Any], str]) -> None:
        self._called = called
        self._rows: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            self._rows[called(row)].append(row)

    def take(self, given: Any) -> Any | None:
        """The saved row that the given one means; None when there is none (left)."""
        same = self._rows[self._called(given)]
        for row in same:
            if not _two_people(row, given):
                same.remove(row)
                return row
        return None

    def left(self) -> list[Any]:
        return [row for rows in self._rows.values() for row in rows]


def _two_people(row: Any, given: Any) -> bool:
    """Linked to different members."""
    known = {getattr(row, "member_id", None), getattr(given, "member_id", None)} - {None}
    return len(known) == 2


def _name(row: Any) -> str:
    return normalized(tidy_name(row.name))


def _meeting(found: Parts, built: BuiltRecord, values: Values) -> None:
    if "agenda" in values or "first_topic" in values:
        _agenda(found, built)
    if "materials" in values or "first_topic" in values:
        _materials(found, built)
    if {"attendees", "absentees", "nonvoting", "speakers"} & values.keys():
        _attendances(found, built, values)


def _agenda(found: Parts, built: BuiltRecord) -> None:
    stored: list[Any] = found.rows["agenda_items"]
    old = [item.topic for item in stored]
    saved = _Saved(stored, lambda item: normalized(item.topic))
    kept = []
    for given in built.rows("agenda_items"):
        item = saved.take(given) or given
        kept.append(item if item.category else changed(item, category=given.category))
    studied = {each.agenda_item_id for each in found.rows["materials"] if isinstance(each, Material)}
    left = saved.left()
    stays = [item for item in left if item.speaker or item.content or item.decision or item.pk in studied]
    found.rows["agenda_items"] = kept + stays
    new = [item.topic for item in kept + stays]
    found.compare("agenda", old, new, (item for item in left if item not in stays))


def _materials(found: Parts, built: BuiltRecord) -> None:
    stored: list[Any] = found.rows["materials"]
    old = [material.title for material in stored]
    saved = _Saved(stored, lambda material: normalized(material.title))
    items: list[Any] = found.rows["agenda_items"]
    by_topic = {normalized(item.topic): item for item in items}
    kept = []
    for given in built.rows("materials"):
        material = saved.take(given) or given
        if material is given and given.agenda_item is not None:
            given.agenda_item = by_topic.get(normalized(given.agenda_item.topic), given.agenda_item)
        kept.append(material)
    left = saved.left()
    stays = [material for material in left if material.published_on or material.source]
    found.rows["materials"] = kept + stays
    new = [material.title for material in kept + stays]
    found.compare("materials", old, new, (material for material in left if material not in stays))


def _attendances(found: Parts, built: BuiltRecord, values: Values) -> None:
    stored: list[Any] = found.rows["attendances"]
    old = _groups(stored)
    saved = _Saved(stored, _name)
    listed = {*values.get("attendees", ()), *values.get("absentees", ()), *values.get("nonvoting", ())}
    kept, replaced = [], []
    for given in built.rows("attendances"):
        row = saved.take(given)
        if row is None:
            kept.append(given)
            continue
        status = given.status if given.name in listed else row.status
        spoke = given.spoke if "speakers" in values else row.spoke
        new = changed(row, status=status, spoke=spoke, reason=given.reason or row.reason)
        replaced += [] if new is row else [row]
        kept.append(new)
    whole = _whole(values)
    for row in saved.left():
        if row.status in whole:
            replaced.append(row)
            continue
        new = changed(row, spoke=row.spoke and "speakers" not in values)
        replaced += [] if new is row else [row]
        kept.append(new)
    order = {row.pk: place for place, row in enumerate(stored)}
    kept.sort(key=lambda row: order.get(row.pk, len(order)))
    found.rows["attendances"] = kept
    new_groups = _groups(kept)
    for name, people in old.items():
        found.compare(name, people, new_groups[name], replaced)


def _whole(values: Values) -> set[str]:
    """The ways of attending of which the row names everybody."""
    whole: set[str] = set()
    if "attendees" in values and values.get("attendees_complete", True):
        whole.add("present")
    if "absentees" in values and values.get("absentees_complete", True):
        whole |= _AWAY
    if "nonvoting" in values:
        whole.add("nonvoting")
    return whole


def _groups(rows: Iterable[Any]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {"attendees": [], "absentees": [], "nonvoting": [], "speakers": []}
    for row in rows:
        if row.status in _AWAY:
            why = row.reason or Attendance.Status(row.status).label
            groups["absentees"].append(f"{row.name}（{why}）")
        else:
            groups["nonvoting" if row.status == "nonvoting" else "attendees"].append(row.name)
        if row.spoke:
            groups["speakers"].append(row.name)
    return groups


def _lecture(found: Parts, built: BuiltRecord, values: Values) -> None:
    _titles(found, built, "lecturers", "title", "lecturer_title")


def _talk(found: Parts, built: BuiltRecord, values: Values) -> None:
    _titles(found, built, "targets", "post", "target_post")


def _titles(found: Parts, built: BuiltRecord, kind: str, column: str, name: str) -> None:
    """The same people by name; what each of them is, where the row says it."""
    stored: list[Any] = found.rows[kind]
    saved, kept, replaced = _Saved(stored, _name), [], []
    for given in built.rows(kind):
        row, said = saved.take(given) or given, getattr(given, column)
        new = changed(row, **{column: said}) if said else row
        if new is not row and kind == "lecturers":
            new.post = given.post
        replaced += [] if new is row else [row]
        kept.append(new)
    found.rows[kind] = kept + saved.left()
    found.compare(name, _named_with(stored, column), _named_with(found.rows[kind], column), replaced)


def _named_with(rows: Iterable[Any], column: str) -> list[str]:
    return [f"{row.name}（{said}）" for row in rows if (said := getattr(row, column))]


_MERGE: dict[str, Callable[[Parts, BuiltRecord, Values], None]] = {
    Meeting.slug: _meeting,
    Lecture.slug: _lecture,
    Talk.slug: _talk,
}
