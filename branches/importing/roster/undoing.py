"""Members and organisations that a batch made or brought up to date, taken back; and what stands in the way.

A member goes to the recycle bin. An organisation has none: it is removed, and with it the members of the same
batch, so that nothing may have been put to it since.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from branches.access import Permission, within_reach
from branches.importing.chunks import in_chunks
from branches.importing.comparing.takingback import OwnChanges, own_changes, set_back
from branches.models import Change, ImportBatch, ImportRow, Member, Organization, Post, Record, User
from branches.models.record import Part
from branches.querysets import BATCH

_PASSED_OVER = frozenset({"importbatch", "rememberedmapping", "rememberedspelling"})
"""What only remembers an organisation."""
IN_USE = "这一批登记的党员或党组织已在别处使用。"


@dataclass(slots=True)
class TakenBack:
    removed: int = 0
    restored: int = 0
    kept: list[Any] = field(default_factory=list)


def entries_made_by(batch: ImportBatch) -> "tuple[QuerySet[Organization], QuerySet[Member]]":
    """The organisations and the live members that a batch made."""
    return (
        Organization.objects.filter(pk__in=_keys(batch, "organization", changed=False)),
        Member.objects.live().filter(pk__in=_keys(batch, "member", changed=False)),
    )


def _keys(batch: ImportBatch, kind: str, *, changed: bool) -> "QuerySet[Any, Any]":
    rows = batch.rows.filter(kind=kind, record_id__isnull=False)
    updated = models.Q(outcome=ImportRow.Outcome.CHANGED)
    return rows.filter(updated if changed else ~updated).values("record_id")


def entries_edited_since(batch: ImportBatch) -> list[Member | Organization]:
    """Those that the batch made and somebody changed since; an undo removes them all the same."""
    found: list[Member | Organization] = []
    for made in entries_made_by(batch):
        rows: QuerySet[Any] = made
        changed = Change.objects.filter(
            subject_label=rows.model._meta.label_lower, subject_id__in=rows.values("pk")
        ).exclude(source=Change.Source.IMPORT, batch=batch)
        found += rows.filter(pk__in=changed.values("subject_id"))
    return found


def obstacles(batch: ImportBatch, user: User | None) -> list[str]:
    """What was put since to members and organisations that the batch made, in sentences.

    Disciplinary actions and clues are told to those who may see them. Of the others nobody learns that a
    member has one: a member goes to the recycle bin all the same, and what must stay is not said why.
    """
    organizations, members = entries_made_by(batch)
    going = organizations.exists()
    made = ((Member, members, going), (Organization, organizations, True))
    return [
        sentence
        for model, rows, gone in made
        for relation in _related(model)
        for sentence in _attached(relation, rows, batch, gone, user)
    ]


def _related(model: type[models.Model]) -> Iterator[models.ManyToOneRel]:
    """The foreign keys to a model; a member's own posts go along with the member."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        if not isinstance(relation, models.ManyToOneRel) or other._meta.model_name in _PASSED_OVER:
            continue
        if not (model is Member and other is Post):
            yield relation


def _attached(
    relation: models.ManyToOneRel,
    made: "QuerySet[Any]",
    batch: ImportBatch,
    going: bool,
    user: User | None,
) -> Iterator[str]:
    """A sentence about the rows of one kind that point to what was made, unless the batch made them too.

    ``going``: what they point to is removed for good, so that even what lies in the recycle bin holds it.
    """
    other: Any = relation.related_model
    rows = other._base_manager.filter(**{f"{relation.field.name}__in": made})
    rows = rows.exclude(pk__in=_own(other, batch))
    if issubclass(other, Post):
        rows = rows.exclude(member__in=entries_made_by(batch)[1])
    if not going:
        rows = _live(other, rows, batch)
    if user is not None and issubclass(other, Record) and other.view_permission != Permission.VIEW:
        seen = within_reach(user, other.view_permission, "organization__path")
        if going and rows.exclude(seen).exists():
            yield IN_USE
        rows = rows.filter(seen)
    first = rows.select_related(relation.field.name).first()
    if first is not None:
        name = getattr(first, relation.field.name)
        count = rows.count()
        binned = "（含回收站中的）" if going and issubclass(other, Record | Member) else ""
        yield f"“{name}”等已有{other._meta.verbose_name} {count} 条{binned}。"


def _own(model: type[models.Model], batch: ImportBatch) -> "QuerySet[Any]":
    organizations, members = entries_made_by(batch)
    if model is Organization:
        return organizations.values("pk")
    return members.values("pk") if model is Member else model._base_manager.none().values("pk")


def _live(model: Any, rows: "QuerySet[Any]", batch: ImportBatch) -> "QuerySet[Any]":
    """Without what the same undo moves to the recycle bin, and what lies there."""
    if issubclass(model, Part):
        record = model.record_field
        return rows.filter(**{f"{record}__deleted_at": None}).exclude(**{f"{record}__batch": batch})
    return rows.filter(deleted_at=None).exclude(batch=batch) if issubclass(model, Record) else rows


def take_back_entries(batch: ImportBatch, user: User | None) -> TakenBack:
    """Inside the caller's transaction, once nothing stands in the way."""
    done = TakenBack()
    organizations, members = entries_made_by(batch)
    gone = list(organizations.order_by("-path"))
    done.removed = members.count() + len(gone)
    if gone:
        members.delete()
    else:
        for keys in in_chunks(list(members.values_list("pk", flat=True)), BATCH):
            Member.objects.filter(pk__in=keys).update(deleted_at=timezone.now(), deleted_by=user)
    for organization in gone:  # the lowest first
        organization.delete()
    for model, kind in ((Organization, "organization"), (Member, "member")):
        rows = model._base_manager.filter(pk__in=_keys(batch, kind, changed=True))
        for some in in_chunks(rows.order_by("pk"), BATCH):
            own = own_changes(batch, some)
            for row in some:
                _restore(row, own[row.pk], done)
    return done


def _restore(row: Any, own: OwnChanges, done: TakenBack) -> None:
    if own.edited:
        done.kept.append(row)
        return
    for change in reversed(own.changes):
        model = apps.get_model(change.record_label)
        if isinstance(row, model):
            set_back(row, change.before or {})
            continue
        post = model._base_manager.filter(pk=change.record_id).first()  # a post is all that goes along
        if post is not None and change.before is None:
            post.delete()
        elif post is not None:
            set_back(post, change.before or {})
            post.save()
    row.save()
    done.restored += 1
