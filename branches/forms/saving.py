"""Writing what was built: one record from a form, or many from a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from branches import history
from branches.bulk import BulkWrite
from branches.forms.building import BuiltRecord
from branches.forms.parts import PARTS, PartKind
from branches.models import ImportBatch, Record, Tag, User
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
    """The tags of these names; those that do not exist yet are made, always in the same order: others may be
    making the same ones just now, and each waits for the other's."""
    wanted = list(dict.fromkeys(words))
    if not wanted:
        return {}
    tags = {tag.name: tag for tag in Tag.objects.filter(name__in=wanted)}
    for word in sorted(wanted):
        if word not in tags:
            tags[word], _ = Tag.objects.get_or_create(name=word)
    return tags


def save_all(
    built: Sequence[BuiltRecord], *, user: User | None, batch: ImportBatch | None = None
) -> list[Record]:
    """Write many new records in one transaction, a handful of statements per type; in the order given.

    ValidationError when one of them has errors: nothing is written then.
    """
    if any(not each.ok for each in built):
        raise ValidationError("有记录未通过检查，未写入任何内容。")
    with BulkWrite(Record) as write:
        collect(built, write, user=user, batch=batch)
        with transaction.atomic():
            write.run()
            tags = known_tags(word for each in built for word in each.tags)
            for each in built:
                if each.tags:
                    each.record.tags.add(*(tags[word] for word in each.tags))
    return [each.record for each in built]


def collect(
    built: Sequence[BuiltRecord], write: BulkWrite, *, user: User | None, batch: ImportBatch | None = None
) -> None:
    """Hand new, checked records and their parts over to be written; they are given keys. Without tags."""
    by_slug: dict[str, list[BuiltRecord]] = defaultdict(list)
    for each in built:
        record = each.record
        record.created_by_id, record.batch_id = _key(user), _key(batch)
        record.version, record.fingerprint = 1, each.fingerprint()
        by_slug[each.slug].append(each)
    for slug, several in by_slug.items():
        write.insert([each.record for each in several])
        for kind in PARTS[slug]:
            write.insert([row for each in several for row in _parts_of(kind, each)])


def collect_changed(
    before: dict[str, Any],
    parts_before: Mapping[type[Part], Mapping[int, dict[str, Any]]],
    built: BuiltRecord,
    write: BulkWrite,
) -> None:
    """Hand a checked record that was there before over to be written, with the parts that remain to it.

    ``before`` and, by key, ``parts_before`` are their ``history.state`` as they were. Tags stay as they are.
    """
    record = built.record
    record.version += 1
    write.update(record, before)
    for kind in PARTS[built.slug]:
        were = parts_before[kind.model]
        rows = list(_parts_of(kind, built))
        write.insert([row for row in rows if row.pk is None])
        kept = {row.pk: row for row in rows if row.pk in were}
        for key, state in were.items():
            if key not in kept:
                gone: dict[str, Any] = {"pk": key, kind.model.record_field: record}
                write.delete(kind.model(**gone), state)
            elif history.state(kept[key]) != state:
                write.update(kept[key], state)


def _key(row: Model | None) -> Any:
    return None if row is None else row.pk


def _parts_of(kind: PartKind, built: BuiltRecord) -> Iterator[Part]:
    """The rows of one kind, knowing their record and each other by the keys that these have by now."""
    record, refers = _references(kind.model)
    for row in built.parts.get(kind.name, []):
        setattr(row, record, built.record.pk)
        if refers:
            row._prepare_related_fields_for_save("bulk_create")  # type: ignore[attr-defined]
        yield row


@cache
def _references(model: type[Part]) -> tuple[str, bool]:
    """The column of a part that holds the key of its record, and whether a part may point to another one."""
    relations = [column for column in model._meta.concrete_fields if column.is_relation]
    refers = any(issubclass(column.related_model, Part) for column in relations)  # type: ignore[arg-type]
    return model._meta.get_field(model.record_field).attname, refers  # type: ignore[union-attr]
