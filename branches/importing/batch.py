"""An import as one step: previewed, committed as a whole or its good rows only, undone.

The preview stores what was understood of every row; the commit builds the records from that, checks them
once more against the rules and against what has been written since, and writes them in one transaction.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from branches.access import Permission, reach, within_reach
from branches.forms import save_all
from branches.history import acting
from branches.importing.chunks import in_chunks
from branches.importing.drafting import draft
from branches.importing.ledger import Ledger, SheetReport
from branches.importing.outcomes import WRITABLE, Judge, JudgedRow, Outcome, existing
from branches.importing.scope import Scope, permission_for
from branches.importing.workbook import read_workbook
from branches.models import RECORDS, Change, ImportBatch, ImportRow, Organization, Record, User
from branches.querysets import BATCH

SENSITIVE = frozenset(slug for slug in RECORDS if permission_for(slug) is Permission.WRITE_DISCIPLINE)


class BatchError(Exception):
    """The step is not taken and nothing was written. ``str()`` says why in Chinese."""


@dataclass(slots=True)
class Committed:
    """How many records a commit made, and which rows turned out not to fit any more."""

    created: int = 0
    late: list[ImportRow] = field(default_factory=list)


def read_file(data: bytes, file_name: str, scope: Scope) -> tuple[list[SheetReport], list[JudgedRow]]:
    """Read and judge a file without storing anything. Raises WorkbookError."""
    with read_workbook(data) as workbook:
        ledger = Ledger(workbook, file_name, scope)
        return ledger.sheets, list(Judge().judge(ledger.rows()))


def preview(data: bytes, file_name: str, scope: Scope) -> ImportBatch:
    """Read a file and store what became of every row. Raises WorkbookError; stores nothing then."""
    with read_workbook(data) as workbook:
        ledger = Ledger(workbook, file_name, scope)
        batch = ImportBatch(
            file_name=file_name[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            organization=scope.organization or _only_root(scope),
            year=scope.year,
            understood={"sheets": [sheet.as_json() for sheet in ledger.sheets]},
            created_by=scope.user,
        )
        with transaction.atomic():
            batch.file.save(file_name, ContentFile(data), save=True)
            for chunk in in_chunks(Judge().judge(ledger.rows()), BATCH):
                ImportRow.objects.bulk_create(_stored(batch, judged) for judged in chunk)
    return batch


def _only_root(scope: Scope) -> Organization | None:
    """The organisation that stands for the whole reach, when there is one such."""
    if scope.user is None:
        roots = list(Organization.objects.filter(parent=None)[:2])
        return roots[0] if len(roots) == 1 else None
    tops = reach(scope.user, Permission.IMPORT)
    return Organization.objects.filter(path=tops[0]).first() if len(tops) == 1 else None


def _stored(batch: ImportBatch, judged: JudgedRow) -> ImportRow:
    row = judged.row
    return ImportRow(
        batch=batch,
        sheet=row.sheet[:100],
        row=row.number,
        kind=row.slug,
        outcome=judged.outcome,
        values=row.values,
        errors=[finding.as_json() for finding in judged.findings],
    )


def commit(batch: ImportBatch, user: User | None, *, good_rows: bool = False) -> Committed:
    """Write the batch's new rows in one transaction; those without error, or else all or none.

    Raises BatchError when the batch was committed already, when rows with errors stand in the way, or when
    rows do not fit any more what was written since the preview; those rows are then marked, and nothing is
    written.
    """
    result = Committed()
    try:
        with transaction.atomic(), acting(user=user, source="import", batch=batch):
            locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if locked.state != ImportBatch.State.PREVIEWED:
                raise BatchError("这一批已经导入过了。")
            scope = Scope(user=user, organization=locked.organization, year=locked.year)
            wrong = locked.rows.filter(outcome=Outcome.ERROR).count()
            if wrong and not good_rows:
                raise BatchError(
                    f"还有 {wrong} 行有误，没有导入任何内容。请改正后重新上传，或只导入无误的行。"
                )
            for chunk in in_chunks(
                locked.rows.filter(outcome__in=WRITABLE).order_by("pk").iterator(BATCH), BATCH
            ):
                _write(chunk, locked, scope, result)
            if result.late and not good_rows:
                raise BatchError(
                    f"预览之后数据有变化，{len(result.late)} 行不能再导入，没有导入任何内容。请看标出的行。"
                )
            ImportRow.objects.bulk_update(result.late, ["outcome", "errors"], batch_size=BATCH)
            locked.state = ImportBatch.State.COMMITTED
            locked.committed_at = timezone.now()
            locked.save()
    except BatchError:
        ImportRow.objects.bulk_update(result.late, ["outcome", "errors"], batch_size=BATCH)
        raise
    batch.refresh_from_db()
    return result


def _write(rows: Iterable[ImportRow], batch: ImportBatch, scope: Scope, result: Committed) -> None:
    """Build, check and write one chunk; rows that fail now are marked (unsaved) and put into
    ``result.late``.
    """
    drafts = [
        (row, draft(row.kind, row.values, finder=scope.finder(row.kind), people=scope.people)) for row in rows
    ]
    stored = existing((built.slug, built.fingerprint()) for _, built in drafts if built.ok)
    ready = []
    for row, built in drafts:
        if not built.ok or not scope.allows(row.kind):
            row.outcome = Outcome.ERROR
            sentences = [sentence for several in built.errors.values() for sentence in several]
            row.errors = [
                {"column": "", "message": sentence} for sentence in sentences or ["您没有导入的权限。"]
            ]
            result.late.append(row)
        elif (built.slug, built.fingerprint()) in stored:
            row.outcome = Outcome.DUPLICATE
            row.errors = [{"column": "", "message": "预览之后已有人录入了这条记录。"}]
            result.late.append(row)
        else:
            ready.append((row, built))
    for (row, _), record in zip(
        ready, save_all([built for _, built in ready], user=scope.user, batch=batch), strict=True
    ):
        row.record_id = record.pk
    ImportRow.objects.bulk_update([row for row, _ in ready], ["record_id"], batch_size=BATCH)
    result.created += len(ready)


def made_by(batch: ImportBatch) -> Iterator[tuple[str, "QuerySet[Record]"]]:
    """The live records of a batch, by type."""
    for slug, model in RECORDS.items():
        yield slug, model.objects.live().filter(batch=batch)


def edited_since(batch: ImportBatch) -> list[Record]:
    """Records of the batch that somebody changed after the commit; an undo removes them all the same."""
    found: list[Record] = []
    for _, records in made_by(batch):
        changed = Change.objects.filter(
            subject_label=records.model._meta.label_lower, subject_id__in=records.values("pk")
        ).exclude(source=Change.Source.IMPORT, batch=batch)
        found += records.filter(pk__in=changed.values("subject_id")).select_related("organization")
    return found


def undo(batch: ImportBatch, user: User | None) -> int:
    """Move every live record of the batch to the recycle bin, in one transaction; returns how many.

    The bin, not erasure: an undo by mistake costs nothing for 30 days, and the history keeps its subject.
    Raises BatchError when the batch is not committed.
    """
    removed = 0
    with transaction.atomic(), acting(user=user, source="undo", batch=batch):
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportBatch.State.COMMITTED:
            raise BatchError("这一批没有导入，或已经撤销。")
        now = timezone.now()
        for _, records in made_by(batch):
            for keys in in_chunks(list(records.values_list("pk", flat=True)), BATCH):
                removed += records.model.objects.filter(pk__in=keys).update(
                    deleted_at=now, deleted_by=user, version=F("version") + 1
                )
        locked.state = ImportBatch.State.UNDONE
        locked.undone_at = now
        locked.save()
    batch.refresh_from_db()
    return removed


def discard(batch: ImportBatch) -> None:
    """Delete a preview that was not committed, its rows and its file.

    Raises BatchError on any other batch.
    """
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportBatch.State.PREVIEWED:
            raise BatchError("已导入的批次不能删除，只能撤销。")
        locked.delete()
    transaction.on_commit(lambda: batch.file.delete(save=False))


def tally(rows: "QuerySet[ImportRow]") -> dict[str, int]:
    """Rows by outcome."""
    return {each["outcome"]: each["times"] for each in rows.values("outcome").annotate(times=Count("pk"))}


def batches_for(user: User) -> "QuerySet[ImportBatch]":
    """The batches made where this person may import; sensitive rows need the right to write them."""
    sensitive = ImportRow.objects.filter(kind__in=SENSITIVE).values("batch")
    return ImportBatch.objects.filter(within_reach(user, Permission.IMPORT, "organization__path")).filter(
        within_reach(user, Permission.WRITE_DISCIPLINE, "organization__path") | ~Q(pk__in=sensitive)
    )


def visible_rows(batch: ImportBatch, user: User) -> "QuerySet[ImportRow]":
    """The rows of a batch this person may see, by what each holds."""
    scope = Scope(user=user, organization=batch.organization)
    return batch.rows.filter(kind__in=["", *(slug for slug in RECORDS if scope.allows(slug))])
