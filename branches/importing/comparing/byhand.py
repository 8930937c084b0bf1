"""What of a record a person typed, as far as its history knows: an import must not replace that unseen."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from branches.models import Change
from branches.models.tracked import TrackedModel
from branches.querysets import BATCH

_BY_HAND = frozenset({Change.Source.FORM.value, Change.Source.ADMIN.value})


@dataclass(frozen=True, slots=True)
class Typed:
    """Who typed something, and when. ``who`` is empty when the account is not known."""

    who: str
    at: datetime.datetime

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d} {self.who or '有人'}在网页上填写"


@dataclass(slots=True)
class ByHand:
    """``columns`` of the record by attribute name; ``parts`` by (model label, key)."""

    columns: dict[str, Typed] = field(default_factory=dict)
    parts: dict[tuple[str, int], Typed] = field(default_factory=dict)


def typed_by_hand(records: Iterable[TrackedModel]) -> dict[int, ByHand]:
    """By key, of records of one type. What an import wrote over later is no longer a person's."""
    found: dict[int, ByHand] = defaultdict(ByHand)
    several = list(records)
    for start in range(0, len(several), BATCH):
        some = several[start : start + BATCH]
        label = some[0]._meta.label_lower
        changes = Change.objects.filter(subject_label=label, subject_id__in=[each.pk for each in some])
        for change in changes.select_related("user").order_by("pk").iterator(BATCH):
            _note(found[change.subject_id], change, own=change.record_label == label)
    return found


def _note(hand: ByHand, change: Change, *, own: bool) -> None:
    typed = Typed(change.user.display_name or change.user.username if change.user else "", change.at)
    if own:
        _note_all(hand.columns, change.after or {}, typed, change.source)
    else:
        _note_all(hand.parts, [(change.record_label, change.record_id)], typed, change.source)


def _note_all(kept: dict[Any, Typed], names: Iterable[Any], typed: Typed, source: str) -> None:
    for name in names:
        if source in _BY_HAND:
            kept[name] = typed
        else:
            kept.pop(name, None)
