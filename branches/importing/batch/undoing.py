"""A committed batch taken back in one step: what it made goes to the recycle bin, what it brought up to date
becomes again what it was. As with a commit, everything is made ready outside the transaction.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from branches import history
from branches.access import Permission, within_reach
from branches.bulk import BulkWrite
from branches.history import acting
from branches.importing.batch.failing import BatchError, or_why
from branches.importing.batch.judging import Outcome
from branches.importing.chunks import by_key, in_chunks
from branches.importing.comparing.takingback import OwnChanges, own_changes, set_back
from branches.importing.progress import Progress, silently
from branches.importing.roster.undoing import entries_made_by, obstacles, take_back_entries
from branches.models import RECORDS, Change, ImportBatch, Member, Organization, Record, User
from branches.querysets import BATCH

ATTEMPTS = 3
MOST_OBSTACLES = 5
MOVED_AWAY = "这一批有内容已经调整到您管理的范围以外，不能撤销。请联系上级组织的管理员。"


@dataclass(slots=True)
class Undone:
    """How many records were moved to the bin, how many became again what they were; ``kept`` are those that
    the batch had brought up to date and somebody edited since: they stay as they are.
    """

    removed: int = 0
    restored: int = 0
    kept: list[Record | Member | Organization] = field(default_factory=list)


class _OvertakenError(Exception):
    """A record of the batch was saved meanwhile."""


def made_by(batch: ImportBatch) -> Iterator[tuple[str, "QuerySet[Record]"]]:
    """The live records that a batch made, by type."""
    for slug, model in RECORDS.items():
        yield slug, model.objects.live().filter(batch=batch)


def made_count(batch: ImportBatch) -> int:
    """How many live records, members and organisations it made."""
    made = [*(records for _, records in made_by(batch)), *entries_made_by(batch)]
    return sum(rows.count() for rows in made)


def updated_by(batch: ImportBatch) -> Iterator[tuple[str, "QuerySet[Record]"]]:
    """The live records that were there before and that a batch brought up to date, by type."""
    for slug, model in RECORDS.items():
        rows = batch.rows.filter(outcome=Outcome.CHANGED, kind=slug, record_id__isnull=False)
        yield slug, model.objects.live().filter(pk__in=rows.values("record_id"))


def edited_since(batch: ImportBatch) -> list[Record]:
    """Records that the batch made and somebody changed since; an undo removes them all the same."""
    found: list[Record] = []
    for _, records in made_by(batch):
        changed = Change.objects.filter(
            subject_label=records.model._meta.label_lower, subject_id__in=records.values("pk")
        ).exclude(source=Change.Source.IMPORT, batch=batch)
        found += records.filter(pk__in=changed.values("subject_id")).select_related("organization")
    return found


def kept_by_undo(batch: ImportBatch) -> list[Record]:
    """Records that the batch brought up to date and somebody changed since; an undo leaves them alone."""
    found: list[Record] = []
    for _, records in updated_by(batch):
        for some in by_key(records.select_related("organization"), BATCH):
            own = own_changes(batch, some)
            found += [record for record in some if own[record.pk].edited]
    return found


def undo(batch: ImportBatch, user: User | None, progress: Progress | None = None) -> Undone:
    """Take the batch back in one transaction.

    The bin, not erasure: an undo by mistake costs nothing for 30 days, and the history keeps its subject.
    Raises BatchError when the batch is not committed, when some of it lies beyond the person's reach by now,
    when something was put since to a member or an
    organisation that it made, or when database or disk do not take it.
    """
    with or_why("没有撤销"), acting(user=user, source="undo", batch=batch):
        for _ in range(ATTEMPTS):
            with BulkWrite(ImportBatch) as write:
                undoable(batch, user)
                undoing = _Undoing(batch, user, write, progress or silently)
                undoing.prepare()
                try:
                    with transaction.atomic():
                        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
                        undoable(locked, user)
                        _refuse_attached(locked, user)
                        undoing.write_all()
                        undoing.take_back_roster()
                        locked.state, locked.undone_at = ImportBatch.State.UNDONE, timezone.now()
                        locked.save(update_fields=["state", "undone_at"])
                except _OvertakenError:
                    continue
                batch.refresh_from_db()
                return undoing.done
    raise BatchError("一直有人在修改这一批的记录，没有撤销。请稍后再试。")


def _refuse(batch: ImportBatch) -> None:
    if ImportBatch.objects.values_list("state", flat=True).get(pk=batch.pk) != ImportBatch.State.COMMITTED:
        raise BatchError("这一批没有导入，或已经撤销。")


def _refuse_attached(batch: ImportBatch, user: User | None) -> None:
    if found := obstacles(batch, user):
        said = "".join(dict.fromkeys(found[:MOST_OBSTACLES]))
        raise BatchError(f"没有撤销：{said}请先处理，再撤销这次导入。")


def _refuse_moved_away(batch: ImportBatch, user: User | None) -> None:
    """What was moved meanwhile to where this person may not write is not theirs to take back."""
    if user is None:
        return
    for _, rows in (*made_by(batch), *updated_by(batch)):
        reach = within_reach(user, rows.model.write_permission, "organization__path")
        if rows.exclude(reach).exists():
            raise BatchError(MOVED_AWAY)
    organizations, members = entries_made_by(batch)
    if (
        organizations.exclude(within_reach(user, Permission.IMPORT, "path")).exists()
        or members.exclude(within_reach(user, Permission.IMPORT, "organization__path")).exists()
    ):
        raise BatchError(MOVED_AWAY)


def undoable(batch: ImportBatch, user: User | None) -> None:
    """Raises BatchError where ``undo`` would, as far as rights and the batch's state go."""
    _refuse(batch)
    _refuse_moved_away(batch, user)


class _Undoing:
    def __init__(self, batch: ImportBatch, user: User | None, write: BulkWrite, progress: Progress) -> None:
        self.batch, self.write, self.done = batch, write, Undone()
        self._user, self._tell, self._now = user, progress, timezone.now()
        self._keys: dict[type[Record], list[int]] = {}
        self._versions: dict[type[Record], dict[int, int]] = defaultdict(dict)

    def prepare(self) -> None:
        for _, made in made_by(self.batch):
            keys = list(made.order_by("pk").values_list("pk", flat=True))
            self._keys[made.model] = keys
            self.done.removed += len(keys)
            for some in in_chunks(keys, BATCH):
                self.write.record([self._removal(made.model, key) for key in some])
        for _, updated in updated_by(self.batch):
            for records in by_key(updated.select_related("organization"), BATCH):
                own = own_changes(self.batch, records)
                for record in records:
                    self._restore(record, own[record.pk])
        self._tell(1, 2, f"共 {self.done.removed + self.done.restored} 条，正在写入")

    def _removal(self, model: type[Record], key: int) -> dict[str, Any] | None:
        before: dict[str, Any] = {"deleted_at": None, "deleted_by_id": None}
        by = self._user.pk if self._user else None
        row: Any = model
        return history.told_of(
            row(pk=key), before, {"deleted_at": history.plain(self._now), "deleted_by_id": by}
        )

    def _restore(self, record: Record, own: "OwnChanges") -> None:
        self._versions[type(record)][record.pk] = record.version
        if own.edited:
            self.done.kept.append(record)
            return
        before = history.state(record)
        rows = _Rows(record)
        for change in reversed(own.changes):
            rows.take_back(change)
        record.version += 1
        self.write.update(record, before)
        rows.collect(self.write)
        self.done.restored += 1

    def write_all(self) -> None:
        """Inside the transaction. Raises _OvertakenError when a record is no longer what it was."""
        for model, keys in self._keys.items():
            # Straight to the base class: the history of these rows is prepared already.
            live: QuerySet[Record] = models.QuerySet(model).filter(batch=self.batch, deleted_at=None)
            version = models.F("version") + 1
            if live.update(deleted_at=self._now, deleted_by=self._user, version=version) != len(keys):
                raise _OvertakenError
        for changed, versions in self._versions.items():
            for some in in_chunks(versions, BATCH):
                now = dict(changed.objects.live().filter(pk__in=some).values_list("pk", "version"))
                if any(now.get(key) != versions[key] for key in some):
                    raise _OvertakenError
        self.write.run()

    def take_back_roster(self) -> None:
        taken = take_back_entries(self.batch, self._user)
        self.done.removed += taken.removed
        self.done.restored += taken.restored
        self.done.kept += taken.kept


class _Rows:
    """A record and its parts while changes are taken back, the last first. None: a row that is gone."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._rows: dict[tuple[str, int], models.Model | None] = {}
        self._before: dict[tuple[str, int], dict[str, Any] | None] = {}

    def take_back(self, change: Change) -> None:
        model = apps.get_model(change.record_label)
        if isinstance(self._record, model):
            set_back(self._record, change.before or {})
            return
        key = change.record_label, change.record_id
        if key not in self._rows:
            row = model._base_manager.filter(pk=change.record_id).first()
            self._rows[key], self._before[key] = row, history.state(row) if row is not None else None
        if change.before is None:
            self._rows[key] = None
        else:
            row = self._rows[key] or model(pk=change.record_id)
            set_back(row, change.before)
            self._rows[key] = row

    def collect(self, write: BulkWrite) -> None:
        for (label, pk), row in self._rows.items():
            before = self._before[label, pk]
            if row is not None and before is None:
                write.insert([row])
            elif row is not None and before is not None:
                write.update(row, before)
            elif before is not None:
                gone = apps.get_model(label)(pk=pk)
                set_back(gone, before)
                write.delete(gone, before)
