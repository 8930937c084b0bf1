"""A row against the record that is there already: what the row says otherwise, and the record as it would be
with that put in.

Only what the row gives is compared. An empty cell says nothing, and what the ledger has no column for stays.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db import models

from branches import history
from branches.forms import BuiltRecord, People, check
from branches.forms.parts import PARTS
from branches.importing.comparing.byhand import ByHand, Typed
from branches.importing.comparing.mergingparts import PartDifference, merged_parts
from branches.importing.comparing.presenting import field_label, in_short, there_is
from branches.importing.rows.values import Values
from branches.models import RECORDS, Record
from branches.models.record import Part

_IDENTIFYING: Mapping[str, frozenset[str]] = {
    "meeting": frozenset({"kind", "title"}),
    "lecture": frozenset({"topic"}),
    "talk": frozenset({"kind", "talker", "matter"}),
    "discipline": frozenset(
        {"person", "form", "measure", "party_sanction", "administrative_sanction", "number"}
    ),
    "clue": frozenset({"number", "about"}),
    "work": frozenset({"kind", "title"}),
}
"""What made the two the same record: at most spelled differently."""

_FOLLOW_FROM_NAMES = (("attendees", "present"), ("absentees", "leave"), ("absentees", "absent"))
"""Counts that follow from names where the ledger has no column for them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. ``name`` is its key in ``values``; ``old`` and ``new`` are for people to read.

    ``typed``: by whom and when what would be replaced was typed on a page; None when it was imported, or when
    nothing would be replaced.
    """

    name: str
    label: str
    old: str
    new: str
    typed: Typed | None = None

    def as_json(self) -> dict[str, Any]:
        said = {"field": self.name, "label": self.label, "old": self.old, "new": self.new}
        return {**said, "by_hand": "" if self.typed is None else str(self.typed)}


@dataclass(slots=True)
class Comparison:
    """``merged``: a copy of the stored record with the row's values put in, checked, not saved.

    ``before`` and ``parts_before``: what history keeps of it and of its parts, as they are stored.
    """

    stored: Record
    merged: BuiltRecord
    before: dict[str, Any] = field(default_factory=dict)
    parts_before: dict[type[Part], dict[int, dict[str, Any]]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    _replaced: dict[str, tuple[Part, ...]] = field(default_factory=dict)

    @property
    def by_hand(self) -> bool:
        """Whether something would be replaced that a person typed."""
        return any(difference.typed is not None for difference in self.differences)

    def note_hand(self, hand: ByHand) -> None:
        """Say of each difference whether it would replace what a person typed."""
        self.differences = [replace(each, typed=self._typed(each, hand)) for each in self.differences]

    def _typed(self, difference: Difference, hand: ByHand) -> Typed | None:
        if difference.name not in self._replaced:
            return hand.columns.get(difference.name) if difference.old else None
        rows = self._replaced[difference.name]
        return next((hand.parts[key] for row in rows if (key := _key(row)) in hand.parts), None)


def _key(row: Part) -> tuple[str, int]:
    return row._meta.label_lower, row.pk


def compare(stored: Record, built: BuiltRecord, values: Values, people: People) -> Comparison:
    """What ``values``, of which ``built`` was made, say otherwise than ``stored``, its parts prefetched."""
    changes = _columns(stored, built, values)
    parts = merged_parts(stored, built, values)
    if not changes and not parts.differences:
        return Comparison(stored, BuiltRecord(built.slug, stored, parts=parts.rows))
    parts_before = {
        kind.model: {row.pk: history.state(row) for row in getattr(stored, kind.name).all()}
        for kind in PARTS[built.slug]
    }
    differences = [_of_column(built, stored, name) for name in changes]
    differences += [_of_parts(built.slug, each) for each in parts.differences]
    replaced = {each.name: each.replaced for each in parts.differences}
    record = copy(stored)
    for name in changes:
        setattr(record, name, getattr(built.record, name))
    merged = BuiltRecord(built.slug, record, parts=parts.rows)
    before = history.state(stored)
    check(merged, people=people)
    return Comparison(stored, merged, before, parts_before, differences, replaced)


def _columns(stored: Record, built: BuiltRecord, values: Values) -> list[str]:
    """The columns of which the row gives another value."""
    columns = _comparable(built.slug)
    names = [name for name in values if name in columns]
    names += [
        count
        for of, count in _FOLLOW_FROM_NAMES
        if of in values and count not in values and _follows(stored, count)
    ]
    found = []
    for name in names:
        here = getattr(built.record, name)
        if here not in (None, "") and not _same(here, getattr(stored, name)):
            found.append(name)
    return found


def _follows(stored: Record, count: str) -> bool:
    """Whether the stored count is no more than what the stored names make."""
    given = getattr(stored, count)
    return given is None or given == sum(row.status == count for row in stored.attendances.all())  # type: ignore[attr-defined]


def _of_column(built: BuiltRecord, stored: Record, name: str) -> Difference:
    column = _comparable(built.slug)[name]
    old, new = in_short(column, getattr(stored, name)), in_short(column, getattr(built.record, name))
    return Difference(name, field_label(built.slug, name), old, new)


@cache
def _comparable(slug: str) -> dict[str, "models.Field[Any, Any]"]:
    apart = _IDENTIFYING[slug] | {"date"}
    columns = RECORDS[slug]._meta.concrete_fields
    return {each.name: each for each in columns if not each.is_relation and each.name not in apart}


def _same(here: Any, there: Any) -> bool:
    """Equal, or the same text but for spaces and the width of its signs."""
    if isinstance(here, str) and isinstance(there, str):
        return here == there or _folded(here) == _folded(there)
    return bool(here == there)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _of_parts(slug: str, each: PartDifference) -> Difference:
    return Difference(each.name, field_label(slug, each.name), each.old, each.new)


def sentences(differences: Sequence[Difference]) -> list[tuple[str, str]]:
    """(field name, sentence) of each, for the row."""
    found = []
    for each in differences:
        said = f"{there_is(each.label)}“{_short(each.old) or '空'}”，本行为“{_short(each.new)}”。"
        if each.typed is not None:
            said += f"已有的是 {each.typed}的。"
        found.append((each.name, said))
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
