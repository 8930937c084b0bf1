"""A previewed batch written in one step: its new rows, and the records its changed rows bring up to date.

The records are built from what the preview stored and checked once more, against the rules and against what
has been written since. All of that happens outside the transaction that writes them: it is short, and others
can save meanwhile. What they save in between is noticed inside it, and everything is prepared again.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from branches.bulk import BulkWrite
from branches.history import acting
from branches.importing.batch.failing import BatchError, GoneError, or_why
from branches.importing.batch.judging import Outcome
from branches.importing.batch.preparing import MARKED, Committed, LateError, OvertakenError, Preparation
from branches.importing.batch.stored import hold
from branches.importing.progress import Progress, silently
from branches.models import ImportBatch, ImportRow, User
from branches.querysets import BATCH

ATTEMPTS = 3


def _too_late(late: list[ImportRow]) -> str:
    return f"预览之后数据有变化，{len(late)} 行不能再导入，没有导入任何内容。请看标出的行。"


def commit(
    batch: ImportBatch,
    user: User | None,
    *,
    good_rows: bool = False,
    update_changed: bool | Collection[int] = False,
    progress: Progress | None = None,
) -> Committed:
    """Write the batch's new rows in one transaction; those without error, or else all or none.

    ``update_changed``: which changed rows bring their record up to date. True means all of them but those
    that would replace what a person typed; keys of rows mean just these.

    Raises BatchError when the batch was committed already, when rows with errors stand in the way, when rows
    do not fit any more what was written since the preview (those rows are then marked), or when database or
    disk do not take it; nothing is written then.
    """
    with or_why("没有导入任何内容"), acting(user=user, source="import", batch=batch):
        for _ in range(ATTEMPTS):
            with BulkWrite(ImportRow) as write:
                preparation = Preparation(batch, user, write, progress or silently)
                _refuse(batch, good_rows)
                preparation.prepare(to_update(batch, update_changed))
                late = preparation.result.late
                if late and not good_rows:
                    _mark(late)
                    raise BatchError(_too_late(late))
                try:
                    _write(batch, preparation, good_rows)
                except OvertakenError:
                    continue
                except LateError as error:
                    _mark(error.late)
                    raise BatchError(_too_late(error.late)) from error
                batch.refresh_from_db()
                return preparation.result
    raise BatchError("一直有人在保存同样的记录或改动党组织、党员，没有导入任何内容。请稍后再试。")


def to_update(batch: ImportBatch, wanted: bool | Collection[int]) -> list[int]:
    """The keys of the changed rows that ``commit`` would bring up to date, see there."""
    rows = batch.rows.filter(outcome=Outcome.CHANGED, stored_version__isnull=False).order_by("pk")
    if not wanted:
        return []
    if wanted is not True:
        chosen = set(wanted)
        return [key for key in rows.values_list("pk", flat=True) if key in chosen]
    each = rows.values_list("pk", "differences").iterator(BATCH)
    return [key for key, differences in each if not any(one["by_hand"] for one in differences)]


def _refuse(batch: ImportBatch, good_rows: bool) -> None:
    state = ImportBatch.objects.values_list("state", flat=True).filter(pk=batch.pk).first()
    if state is None:
        raise GoneError
    if state in (ImportBatch.State.COMMITTED, ImportBatch.State.UNDONE):
        raise BatchError("这一批已经导入过了。")
    if state != ImportBatch.State.PREVIEWED:
        raise BatchError("这一批还没有核对完，不能导入。")
    wrong = batch.rows.filter(outcome=Outcome.ERROR).count()
    if wrong and not good_rows:
        raise BatchError(f"还有 {wrong} 行有误，没有导入任何内容。请改正后重新上传，或只导入无误的行。")


def _mark(late: list[ImportRow]) -> None:
    with BulkWrite(ImportRow) as write:
        write.set(late, MARKED)
        with transaction.atomic():
            write.run()


def _write(batch: ImportBatch, preparation: "Preparation", good_rows: bool) -> None:
    """The transaction. Raises OvertakenError, with nothing written."""
    with transaction.atomic():
        locked = hold(batch)
        _refuse(batch, good_rows)
        preparation.refuse_overtaken()
        preparation.write.run(preparation.tell_writing)
        preparation.write_roster(locked, good_rows)
        locked.state = ImportBatch.State.COMMITTED
        locked.committed_at = timezone.now()
        locked.save(update_fields=["state", "committed_at"])
