"""What a batch changed of rows that were there before it, so that they can become again what they were."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from branches.models import Change, ImportBatch


@dataclass(slots=True)
class OwnChanges:
    """What the batch changed of a record and its parts, in order; ``edited``: it was changed after that."""

    changes: list[Change] = field(default_factory=list)
    edited: bool = False


def own_changes(batch: ImportBatch, records: Sequence[models.Model]) -> dict[int, OwnChanges]:
    """By the records' keys; they are of one type."""
    found = {record.pk: OwnChanges() for record in records}
    label = records[0]._meta.label_lower
    changes = Change.objects.filter(subject_label=label, subject_id__in=list(found)).order_by("pk")
    for change in changes:
        own = found[change.subject_id]
        if change.batch_id == batch.pk and change.source == Change.Source.IMPORT:
            own.changes.append(change)
        elif own.changes:
            own.edited = True
    return found


def set_back(row: models.Model, state: dict[str, Any]) -> None:
    """Give a row's columns what history kept of them."""
    columns = {column.attname: column for column in row._meta.concrete_fields if not column.primary_key}
    for name, value in state.items():
        if name in columns:
            setattr(row, name, columns[name].to_python(value))
