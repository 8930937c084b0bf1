"""Who changed what, when, before and after: written in the same transaction as the change itself.

Every tracked model writes through ``TrackedModel.save`` and ``TrackedQuerySet``; deletions, cascades
included, and tags arrive by signal, because Django sends those for every way of deleting. Who acts is known
from ``acting``, which the middleware opens for a request and a command for its run.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed, post_delete
from django.http import HttpRequest, HttpResponse

from branches.numbers import written

if TYPE_CHECKING:
    from branches.models import ImportBatch, Record, User


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is writing, and by which way in: one of ``Change.Source``."""

    user: "User | None" = None
    source: str = "system"
    batch: "ImportBatch | None" = None


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039 - frozen


def current_actor() -> Actor:
    return _actor.get()


@contextmanager
def acting(
    *, user: "User | None" = None, source: str | None = None, batch: "ImportBatch | None" = None
) -> Iterator[Actor]:
    """Everything written inside is put down to this actor; what is not given stays as it is outside."""
    outer = _actor.get()
    actor = replace(
        outer,
        user=user or outer.user,
        source=source or outer.source,
        batch=batch or outer.batch,
    )
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)


class HistoryMiddleware:
    """Puts what a request writes down to the signed-in person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        source = "admin" if request.path.startswith("/admin/") else "form"
        with acting(user=user, source=source):
            return self.get_response(request)


_PLAIN = frozenset({str, int, bool})


def plain(value: Any) -> Any:
    """A field's value as JSON can keep it: dates as ISO text, decimals as text, files as their name."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return written(value)  # 1 and 1.00 are no change
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value


def state(instance: models.Model) -> dict[str, Any]:
    """The stored columns of a row that history keeps, by attribute name."""
    names, values_of = _kept_columns(type(instance))
    values = values_of(instance)
    return {
        name: value if value is None or type(value) in _PLAIN else plain(value)
        for name, value in zip(names, values, strict=True)
    }


@cache
def _kept_columns(model: type[models.Model]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Their names, and how to take all of them from a row at once."""
    untracked: frozenset[str] = getattr(model, "untracked", frozenset())
    names = (field.attname for field in model._meta.concrete_fields)
    kept = tuple(name for name in names if name not in untracked)
    return kept, attrgetter(*kept)


def difference(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Only the columns that differ; a created or deleted row keeps all of its non-empty ones."""
    if before is None:
        return None, {name: value for name, value in (after or {}).items() if value not in (None, "")}
    if after is None:
        return {name: value for name, value in before.items() if value not in (None, "")}, None
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def change_for(
    instance: models.Model, before: dict[str, Any] | None, after: dict[str, Any] | None, *, action: str = ""
) -> "models.Model | None":
    """The unsaved ``Change`` for one row, or None when nothing that history keeps has changed."""
    told = told_of(instance, before, after, action=action)
    return None if told is None else apps.get_model("branches", "Change")(**told)


def told_of(
    instance: models.Model, before: dict[str, Any] | None, after: dict[str, Any] | None, *, action: str = ""
) -> dict[str, Any] | None:
    """The columns of that ``Change``."""
    was, now = difference(before, after)
    if before is not None and after is not None and not now:
        return None
    actor = current_actor()
    subject_label, subject_id = instance.history_subject()  # type: ignore[attr-defined]
    return {
        "record_label": instance._meta.label_lower,
        "record_id": instance.pk,
        "subject_label": subject_label,
        "subject_id": subject_id,
        "action": action or _action(was, now),
        "before": was,
        "after": now,
        "user_id": actor.user.pk if actor.user else None,
        "source": actor.source,
        "batch_id": actor.batch.pk if actor.batch else None,
    }


def _action(was: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    if was is None:
        return "create"
    if now is None:
        return "purge"
    if "deleted_at" in now:
        return "delete" if now["deleted_at"] else "restore"
    return "update"


def _row_deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if not hasattr(instance, "history_subject"):
        return
    change = change_for(instance, state(instance), None)
    if change is not None:
        change.save(force_insert=True)


def _tags_changed(
    sender: type[models.Model],
    instance: "Record",
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """Tags put on or taken off a record."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not hasattr(instance, "history_subject"):
        return
    if reverse:
        raise TypeError("put tags on the record, not records on the tag: only that way history is kept")
    ids = sorted(pk_set or instance.tags.values_list("pk", flat=True))
    if not ids:
        return
    added = action == "post_add"
    change = change_for(
        instance,
        {"tags": None} if added else {"tags": ids},
        {"tags": ids} if added else {"tags": None},
    )
    if change is not None:
        change.save(force_insert=True)


def connect() -> None:
    """Listen for deletions and tag changes; called once when the app is ready."""
    post_delete.connect(_row_deleted, dispatch_uid="history.row_deleted")
    m2m_changed.connect(_tags_changed, dispatch_uid="history.tags_changed")
