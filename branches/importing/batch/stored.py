"""Batches of imports: what is stored of their rows, who sees them, and giving one up before its commit."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from branches.access import Permission, within_reach
from branches.importing.batch.failing import BatchError, GoneError
from branches.importing.batch.judging import JudgedRow
from branches.importing.kinds import MODELS, permission_for
from branches.importing.scope import Scope
from branches.models import RECORDS, ImportBatch, ImportRow, User

SENSITIVE = frozenset(slug for slug in RECORDS if permission_for(slug) is Permission.WRITE_DISCIPLINE)


def stored(batch: ImportBatch, judged: JudgedRow) -> dict[str, Any]:
    """The columns of the ``ImportRow``."""
    row = judged.row
    return {
        "batch_id": batch.pk,
        "sheet": row.sheet[:100],
        "row": row.number,
        "kind": row.slug,
        "outcome": str(judged.outcome),
        "values": row.values,
        "errors": [finding.as_json() for finding in judged.findings],
        "record_id": None,
        "stored_id": judged.stored_id,
        "stored_version": judged.stored_version,
        "differences": [difference.as_json() for difference in judged.differences],
    }


def hold(batch: ImportBatch) -> ImportBatch:
    """Inside a transaction: the batch as it is stored, locked. Raises GoneError."""
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if locked is None:
        raise GoneError
    return locked


def hold_open(batch: ImportBatch, told: str = "这份台账刚刚已经导入，不能再改怎样识别。") -> ImportBatch:
    """The same, as long as it is open. Raises BatchError with what is ``told`` where somebody has committed
    it meanwhile: what it made must stay known, or it could not be undone.
    """
    locked = hold(batch)
    if locked.state not in (ImportBatch.State.UPLOADED, ImportBatch.State.PREVIEWED):
        raise BatchError(told)
    return locked


def discard(batch: ImportBatch) -> None:
    """Delete a batch that was not committed, its rows and its file.

    Raises BatchError on any other batch.
    """
    with transaction.atomic():
        hold_open(batch, "已导入的批次不能删除，只能撤销。").delete()
    transaction.on_commit(lambda: batch.file.delete(save=False))


def tally(rows: "QuerySet[ImportRow]") -> dict[str, int]:
    """Rows by outcome."""
    return {each["outcome"]: each["times"] for each in rows.values("outcome").annotate(times=Count("pk"))}


def batches_for(user: User) -> "QuerySet[ImportBatch]":
    """The batches whose every row this person may import.

    Ordinary rows need the right to import, sensitive ones the right to write them, both over all the
    organisations concerned. As long as no row was read, a batch is for whoever uploaded it.
    """
    ordinary = ImportRow.objects.exclude(kind__in=[*SENSITIVE, ""]).values("batch")
    sensitive = ImportRow.objects.filter(kind__in=SENSITIVE).values("batch")
    imports = _covered(user, Permission.IMPORT)
    disciplines = _covered(user, Permission.WRITE_DISCIPLINE)
    known = Q(pk__in=ordinary) | Q(pk__in=sensitive)
    return ImportBatch.objects.filter(
        imports | disciplines,
        imports | ~Q(pk__in=ordinary),
        disciplines | ~Q(pk__in=sensitive),
        Q(created_by=user) | (known & ~Q(state=ImportBatch.State.UPLOADED)),
    )


def _covered(user: User, permission: Permission) -> Q:
    """Batches of an organisation within reach; of several, those whose every top is."""
    tops = ImportBatch.tops.through.objects
    beyond = tops.exclude(within_reach(user, permission, "organization__path"))
    several = Q(organization=None, pk__in=tops.values("importbatch")) & ~Q(
        pk__in=beyond.values("importbatch")
    )
    return within_reach(user, permission, "organization__path") | several


def visible_rows(batch: ImportBatch, user: User) -> "QuerySet[ImportRow]":
    """The rows of a batch this person may see, by what each holds."""
    scope = Scope(user=user, organization=batch.organization)
    return batch.rows.filter(kind__in=["", *(slug for slug in MODELS if scope.allows(slug))])
