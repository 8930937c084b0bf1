"""The history of a record as people read it: who changed what when, from what to what."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_date

from branches.forms.parts import PARTS
from branches.forms.roster import post_name
from branches.models import Attendance, Change
from branches.models.record import chinese_date
from branches.views.showing import in_words

SHOWN = 200
"""Changes of a record that its page shows: the latest."""
TOGETHER = datetime.timedelta(seconds=5)
"""Changes by one person within this time are one saving."""
ALONE = frozenset({Change.Action.DELETE.label, Change.Action.RESTORE.label})
"""What is an act of its own, however soon before or after another."""
OF_NO_INTEREST = frozenset(
    {"id", "position", "meeting_id", "lecture_id", "talk_id", "content_type_id", "object_id"}
)
OF_NO_INTEREST |= {"deleted_by_id", "batch_id", "sha256", "media_type", "size", "file"}
OF_NO_INTEREST |= {"member_id", "talker_member_id"}  # the name beside it says who
TITLES = {kind.model._meta.label_lower: kind.title for kinds in PARTS.values() for kind in kinds}
TITLES |= {"branches.attachment": "original_name", "branches.post": "kind"}
"""The column by which a row of each kind of part is known."""


@dataclass(slots=True)
class Line:
    """One field of one row: what it held before and holds now, in words."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class Piece:
    """A changed row: the record itself (``kind`` empty) or one of its parts; or several parts of one kind
    of which there is nothing to say but their ``names``."""

    kind: str
    action: str
    names: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Saving:
    """What one person did at one moment."""

    at: datetime.datetime
    who: str
    source: str
    action: str
    of_the_whole: bool = False
    pieces: list[Piece] = field(default_factory=list)

    def holds(self, change: Change, who: str, source: str) -> bool:
        """Whether an earlier change belongs to this saving too."""
        if (self.who, self.source) != (who, source) or self.at - change.at > TOGETHER:
            return False
        both_whole = self.of_the_whole and change.record_label == change.subject_label
        return not (both_whole and ALONE & {self.action, change.get_action_display()})


def trail_of(row: models.Model) -> list[Saving]:
    """The history of a record or member, the latest first."""
    changes = list(
        Change.objects.filter(subject_label=row._meta.label_lower, subject_id=row.pk).select_related("user")[
            :SHOWN
        ]
    )
    names = _Names(changes)
    savings: list[Saving] = []
    for change in changes:
        who, source = str(change.user or "系统"), change.get_source_display()
        last = savings[-1] if savings else None
        if last is None or not last.holds(change, who, source):
            last = Saving(change.at, who, source, Change.Action.UPDATE.label)  # of the whole, by a part
            savings.append(last)
        own = change.record_label == change.subject_label
        if own:
            last.action, last.of_the_whole = change.get_action_display(), True
        piece = _piece(change, own, names)
        if piece.lines or piece.names:
            _put_first(last.pieces, piece)
    return savings


def _put_first(pieces: list[Piece], piece: Piece) -> None:
    """Rows of one kind with nothing but a name become one piece."""
    first = pieces[0] if pieces else None
    if (
        first
        and not (first.lines or piece.lines)
        and (first.kind, first.action) == (piece.kind, piece.action)
    ):
        first.names = piece.names + first.names
    else:
        pieces.insert(0, piece)


def _piece(change: Change, own: bool, names: "_Names") -> Piece:
    model = apps.get_model(change.record_label)
    piece = Piece("" if own else str(model._meta.verbose_name), change.get_action_display())
    if own and change.action in {"create", "delete", "restore"}:
        return piece
    before, after = change.before or {}, change.after or {}
    title = "" if own else names.title(model, change)
    if title:
        piece.names.append(title)
    if model is Attendance and change.action == Change.Action.CREATE:
        piece.names = [_as_attended(title, after)]
        return piece
    known = TITLES.get(change.record_label) if change.action != Change.Action.UPDATE else None
    for name in _in_order(model, {*before, *after}):
        if name in OF_NO_INTEREST or (name == known and title):
            continue
        was, now = names.words(model, name, before.get(name)), names.words(model, name, after.get(name))
        if change.action != Change.Action.UPDATE and "否" in {was, now}:
            continue  # a switch that was never on
        if was or now:
            piece.lines.append(Line(_label(model, name), was, now))
    return piece


def _as_attended(name: str, row: dict[str, Any]) -> str:
    """林晓岚（请假，出差）; who was present is only named."""
    status = row.get("status", Attendance.Status.PRESENT)
    if status == Attendance.Status.PRESENT:
        return name
    words = [str(Attendance.Status(status).label), row.get("reason", "")]
    return f"{name}（{'，'.join(filter(None, words))}）"


def _in_order(model: type[models.Model], names: set[str]) -> list[str]:
    """As the model has its columns (PostgreSQL keeps no order of keys); what is no column comes last."""
    order = {column.attname: place for place, column in enumerate(model._meta.concrete_fields)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any] | None":
    for column in model._meta.concrete_fields:
        if column.attname == name:
            return column
    return None


def _label(model: type[models.Model], name: str) -> str:
    if name == "tags":
        return "标签"
    column = _column(model, name)
    return str(column.verbose_name) if column is not None else name


class _Names:
    """What the keys in a history stand for, read with one query per kind of row."""

    def __init__(self, changes: Sequence[Change]) -> None:
        wanted: dict[type[models.Model], set[int]] = {}
        for change in changes:
            model = apps.get_model(change.record_label)
            for values in (change.before or {}, change.after or {}):
                for name, value in values.items():
                    self._collect(wanted, model, name, value)
        self._titles = self._titles_of(changes)
        self._known = {
            (model, row.pk): str(row)
            for model, keys in wanted.items()
            for row in model._base_manager.filter(Q(pk__in=keys))
        }

    @staticmethod
    def _titles_of(changes: Sequence[Change]) -> dict[tuple[str, int], Any]:
        """The titles of parts that a change does not mention itself, as far as the parts are still there."""
        asked: dict[str, set[int]] = {}
        for change in changes:
            column = TITLES.get(change.record_label)
            if column and column not in (change.after or change.before or {}):
                asked.setdefault(change.record_label, set()).add(change.record_id)
        return {
            (label, key): title
            for label, keys in asked.items()
            for key, title in apps.get_model(label)
            ._base_manager.filter(pk__in=keys)
            .values_list("pk", TITLES[label])
        }

    def title(self, model: type[models.Model], change: Change) -> str:
        """By what a changed part is known; empty when it is known by nothing."""
        column = TITLES.get(change.record_label, "")
        said = (change.after or {}).get(column) or (change.before or {}).get(column)
        said = said or self._titles.get((change.record_label, change.record_id))
        return self.words(model, column, said) if said else ""

    @staticmethod
    def _collect(
        wanted: dict[type[models.Model], set[int]], model: type[models.Model], name: str, value: Any
    ) -> None:
        if value is None or name in OF_NO_INTEREST:
            return
        target = _target(model, name)
        if target is not None:
            wanted.setdefault(target, set()).update(value if isinstance(value, list) else [value])

    def words(self, model: type[models.Model], name: str, value: Any) -> str:
        target = _target(model, name)
        if target is not None:
            keys: Iterable[Any] = value if isinstance(value, list) else [value] if value is not None else []
            return "、".join(self._known.get((target, key), "（已删除）") for key in keys)
        column = _column(model, name)
        if column is None:
            return "" if value is None else str(value)
        if model is Attendance and name == "post":
            return post_name(value or "")
        if isinstance(column, models.BooleanField) and value is not None:
            return "是" if value else "否"
        if isinstance(column, models.DateField) and isinstance(value, str):
            day = parse_date(value[:10])
            return chinese_date(day) if day else value
        return in_words(column, value)


def _target(model: type[models.Model], name: str) -> type[models.Model] | None:
    """The model whose keys stand in this column; None for an ordinary column."""
    if name == "tags":
        return apps.get_model("branches", "Tag")
    column = _column(model, name)
    if column is None or not column.is_relation:
        return None
    related: Any = column.related_model
    return related
