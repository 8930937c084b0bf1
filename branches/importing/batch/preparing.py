"""Everything a commit does before it writes: records built, checked once more and handed over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.db import connection
from django.db.models import Max

from branches.bulk import BulkWrite
from branches.forms import BuiltRecord, collect, collect_changed
from branches.importing.batch.judging import WRITABLE, Outcome
from branches.importing.chunks import by_key, in_chunks
from branches.importing.comparing.counterparts import candidates
from branches.importing.comparing.records import compare
from branches.importing.progress import Progress
from branches.importing.roster import ROSTER
from branches.importing.roster.writing import write_entries
from branches.importing.rows.drafting import draft
from branches.importing.scope import Scope
from branches.models import RECORDS, Change, ImportBatch, ImportRow, Record, User
from branches.querysets import BATCH

EDITED_SINCE = "预览之后有人改过这条记录，没有更新。请重新上传核对。"
_CHECKED_AGAINST = ("branches.organization", "branches.member", "branches.post")
_ONE_IMPORT_AT_A_TIME = 4_705_117
"""A key of PostgreSQL's advisory locks; SQLite has one writer anyway."""
MARKED = ["outcome", "errors", "stored_version"]


@dataclass(slots=True)
class Committed:
    """How many records a commit made and brought up to date; ``late``: rows that do not fit any more."""

    created: int = 0
    updated: int = 0
    late: list[ImportRow] = field(default_factory=list)


class OvertakenError(Exception):
    """Something was saved meanwhile that what was prepared did not know of."""


class LateError(Exception):
    """Rows of rosters turned out not to fit any more while they were written."""

    def __init__(self, late: list[ImportRow]) -> None:
        super().__init__()
        self.late = late


class Preparation:
    """Everything a commit does before it writes, put into ``write``; and what that took for granted."""

    def __init__(self, batch: ImportBatch, user: User | None, write: BulkWrite, progress: Progress) -> None:
        self.batch, self.write = batch, write
        self.result = Committed()
        self._tell, self._done, self._total = progress, 0, 0
        self._scope = Scope.of_batch(batch, user)
        self._changed: list[int] = []
        self._last_change = _last_change()
        self._made: dict[str, list[str]] = defaultdict(list)  # fingerprints, by type
        self._known: dict[str, set[int]] = defaultdict(set)  # records that share one of them
        self._versions: dict[str, dict[int, int]] = defaultdict(dict)  # of the records to be changed

    def prepare(self, changed: list[int]) -> None:
        self._changed = changed
        fresh = self.batch.rows.filter(outcome__in=WRITABLE).exclude(kind__in=ROSTER)
        count = fresh.count() + len(changed)
        self._total = count + count // 4
        for rows in by_key(fresh, BATCH):
            self._add_new(rows)
            self._step(len(rows))
        for keys in in_chunks(changed, BATCH):
            rows = list(self.batch.rows.filter(pk__in=keys).exclude(kind__in=ROSTER).order_by("pk"))
            self._add_changed(rows)
            self._step(len(rows))
        self.write.set(self.result.late, MARKED)

    def _step(self, rows: int) -> None:
        self._done += rows
        self._tell(self._done, self._total, f"正在准备第 {self._done} 条")

    def tell_writing(self, done: int, total: int) -> None:
        rest = self._total - self._done
        self._tell(self._done + rest * done // max(total, 1), self._total, "正在写入，马上就好")

    def _drafts(self, rows: Iterable[ImportRow]) -> Iterator[tuple[ImportRow, BuiltRecord]]:
        """Each row with the record built from it; those that break the rules by now are late."""
        scope = self._scope
        for row in rows:
            built = draft(row.kind, row.values, finder=scope.finder(row.kind), people=scope.people)
            if built.ok and scope.allows(row.kind):
                yield row, built
                continue
            sentences = chain.from_iterable(built.errors.values())
            self._late(row, Outcome.ERROR, sentences if built.errors else ["您没有导入的权限。"])

    def _late(self, row: ImportRow, outcome: str, sentences: Iterable[str]) -> None:
        row.outcome = outcome
        row.errors = [{"column": "", "message": sentence} for sentence in sentences]
        self.result.late.append(row)

    def _add_new(self, rows: Iterable[ImportRow]) -> None:
        drafts = list(self._drafts(rows))
        keys = [(built.slug, built.fingerprint()) for _, built in drafts]
        stored = candidates(keys, with_parts=False)
        ready = []
        for (row, built), key in zip(drafts, keys, strict=True):
            there = stored.get(key, [])
            if any(self._is_the_same(row, built, record) for record in there):
                self._late(row, Outcome.DUPLICATE, ["预览之后已有人录入了这条记录。"])
                continue
            self._made[key[0]].append(key[1])
            self._known[key[0]].update(record.pk for record in there)
            ready.append((row, built))
        collect([built for _, built in ready], self.write, user=self._scope.user, batch=self.batch)
        for row, built in ready:
            row.record_id = built.record.pk
        self.write.set([row for row, _ in ready], ["record_id"])
        self.result.created += len(ready)

    def _is_the_same(self, row: ImportRow, built: BuiltRecord, record: Record) -> bool:
        """Of a record that was there at the preview it was decided then, and a doubt was shown."""
        shown = row.stored_id is not None and record.created_at <= self.batch.created_at
        return not shown and built.record.may_be(record)

    def _add_changed(self, rows: Iterable[ImportRow]) -> None:
        drafts = list(self._drafts(rows))
        found = candidates((built.slug, built.fingerprint()) for _, built in drafts)
        stored = {(slug, record.pk): record for (slug, _), records in found.items() for record in records}
        updated = []
        for row, built in drafts:
            record = stored.get((row.kind, row.stored_id or 0))
            if record is None or record.version != row.stored_version:
                row.stored_version = None
                row.errors = [*row.errors, {"column": "", "message": EDITED_SINCE}]
                self.result.late.append(row)
                continue
            comparison = compare(record, built, row.values, self._scope.people)
            if not comparison.merged.ok:
                self._late(row, Outcome.ERROR, chain.from_iterable(comparison.merged.errors.values()))
                continue
            if not comparison.differences:
                continue
            self._versions[row.kind][record.pk] = record.version
            collect_changed(comparison.before, comparison.parts_before, comparison.merged, self.write)
            row.record_id = record.pk
            updated.append(row)
        self.write.set(updated, ["record_id"])
        self.result.updated += len(updated)

    def write_roster(self, locked: ImportBatch, good_rows: bool) -> None:
        """Inside the transaction. Raises LateError."""
        fresh = locked.rows.filter(outcome__in=WRITABLE, kind__in=ROSTER)
        changed = [
            row
            for keys in in_chunks(self._changed, BATCH)
            for row in locked.rows.filter(pk__in=keys, kind__in=ROSTER).order_by("pk")
        ]
        written = write_entries(fresh, changed, self._scope)
        if written.late and not good_rows:
            raise LateError(written.late)
        ImportRow.objects.bulk_update(written.late, MARKED, batch_size=BATCH)
        self.result.created += written.created
        self.result.updated += written.updated
        self.result.late += written.late

    def refuse_overtaken(self) -> None:
        """Inside the transaction: whether all that was taken for granted still holds. Set by set."""
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
        since = Change.objects.filter(pk__gt=self._last_change, record_label__in=_CHECKED_AGAINST)
        if since.exists():
            raise OvertakenError
        for slug, fingerprints in self._made.items():
            live = RECORDS[slug].objects.live()
            for some in in_chunks(fingerprints, BATCH):
                there = live.filter(fingerprint__in=some).order_by().values_list("pk", flat=True)
                if not self._known[slug].issuperset(there):
                    raise OvertakenError
        for slug, versions in self._versions.items():
            live = RECORDS[slug].objects.live()
            for keys in in_chunks(versions, BATCH):
                now = dict(live.filter(pk__in=keys).order_by().values_list("pk", "version"))
                if any(now.get(key) != versions[key] for key in keys):
                    raise OvertakenError


def _last_change() -> int:
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0
