"""Writing what was built: one record from a form, or many from a file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from branches import history
from branches.forms.building import BuiltRecord
from branches.forms.parts import PARTS, PartKind
from branches.models import RECORDS, ImportBatch, Record, Tag, User
from branches.models.record import Part


def save(built: BuiltRecord, user: User | None) -> Record:
    """Write a checked record with its parts and tags in one transaction; returns it.

    Of a record that existed, parts are changed, added and removed so that those of ``built`` remain.
    ValidationError when ``built`` has errors.
    """
    if not built.ok:
        raise ValidationError(built.errors.get("") or ["记录有误，不能保存。"])
    record = built.record
    with transaction.atomic():
        if record.pk is None:
            record.created_by = user
        record.save()
        for kind in PARTS[built.slug]:
            _match(kind, record, built.parts.get(kind.name, []))
        _tag(record, built.tags)
        record.stamp()
    return record


def _match(kind: PartKind, record: Record, rows: Sequence[Part]) -> None:
    """Make the saved rows of one kind those given; a row that did not change is not written."""
    stored = {row.pk: row for row in kind.model.objects.filter(**{kind.model.record_field: record})}
    for row in rows:
        setattr(row, kind.model.record_field, record)
        row._prepare_related_fields_for_save("save")  # type: ignore[attr-defined]
        if row.pk not in stored:
            row.pk = None
            row._state.adding = True
    kept = [row for row in rows if row.pk is not None]
    changed = [row for row in kept if history.state(row) != history.state(stored[row.pk])]
    gone = stored.keys() - {row.pk for row in kept}
    if gone:
        kind.model.objects.filter(pk__in=gone).delete()
    if changed:
        columns = [column.name for column in kind.model._meta.concrete_fields if not column.primary_key]
        kind.model.objects.bulk_update(changed, columns)
    fresh = [row for row in rows if row.pk is None]
    if fresh:
        kind.model.objects.bulk_create(fresh)


def _tag(record: Record, words: Iterable[str]) -> None:
    record.tags.set(known_tags(words).values())


def known_tags(words: Iterable[str]) -> dict[str, Tag]:
    """The tags of these names; those that do not exist yet are made."""
    wanted = list(dict.fromkeys(words))
    if not wanted:
        return {}
    tags = {tag.name: tag for tag in Tag.objects.filter(name__in=wanted)}
    for word in wanted:
        if word not in tags:
            tags[word] = Tag.objects.create(name=word)
    return tags


def save_all(
    built: Sequence[BuiltRecord], *, user: User | None, batch: ImportBatch | None = None
) -> list[Record]:
    """Write many new records in one transaction, a handful of statements per type; in the order given.

    ValidationError when one of them has errors: nothing is written then.
    """
    if any(not each.ok for each in built):
        raise ValidationError("有记录未通过检查，未写入任何内容。")
    by_slug: dict[str, list[BuiltRecord]] = defaultdict(list)
    for each in built:
        each.record.created_by, each.record.batch = user, batch
        each.record.version, each.record.fingerprint = 1, each.fingerprint()
        by_slug[each.slug].append(each)
    with transaction.atomic():
        tags = known_tags(word for each in built for word in each.tags)
        for slug, several in by_slug.items():
            RECORDS[slug].objects.bulk_create([each.record for each in several])
            for kind in PARTS[slug]:
                kind.model.objects.bulk_create(list(_parts_of(kind, several)))
            for each in several:
                if each.tags:
                    each.record.tags.add(*(tags[word] for word in each.tags))
    return [each.record for each in built]


def _parts_of(kind: PartKind, built: Iterable[BuiltRecord]) -> Iterable[Any]:
    for each in built:
        for row in each.parts.get(kind.name, []):
            setattr(row, kind.model.record_field, each.record)
            yield row
