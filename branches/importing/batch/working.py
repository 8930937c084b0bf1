"""Whether a batch is being read or imported in the background, and that only one job does it at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from branches.importing.batch.stored import BatchError, hold
from branches.jobs import settle, start
from branches.models import ImportBatch, Job, User

UNDERSTAND, READ, COMMIT = "import_tables", "import_rows", "import_commit"
"""The kinds of jobs that work on a batch."""
MARK = "import_mark"
"""The job that only writes a file for one person."""
DOING = {UNDERSTAND: "正在识别", READ: "正在读取", COMMIT: "正在导入"}
BROKEN = {UNDERSTAND: "识别中断", READ: "读取中断", COMMIT: "导入中断"}


@dataclass(frozen=True, slots=True)
class Work:
    """The job of a batch in words: what it does or did not finish; ``reason`` says why it stopped."""

    job: Job
    label: str
    running: bool
    reason: str = ""


def work_on(batch: ImportBatch) -> Work | None:
    """The job that works on the batch now, or that broke off and was not begun again; None when there is
    nothing to say.
    """
    return works_on([batch]).get(batch.pk)


def works_on(batches: Iterable[ImportBatch]) -> dict[int, Work]:
    """The same for several batches, by key; one query."""
    by_token = {batch.work: batch for batch in batches if batch.work is not None}
    found: dict[int, Work] = {}
    for each in Job.objects.filter(token__in=by_token, kind__in=DOING).select_related("asked_by"):
        job = settle(each)
        if job.state == Job.State.FAILED:
            found[by_token[job.token].pk] = Work(job, BROKEN[job.kind], running=False, reason=job.reason)
        elif not job.finished:
            found[by_token[job.token].pk] = Work(job, DOING[job.kind], running=True)
    return found


def begin(kind: str, batch: ImportBatch, user: User, **parameters: object) -> Job:
    """Hand the work over. Raises BatchError when somebody else's or one's own job is at it."""
    with transaction.atomic():
        locked = hold(batch)
        refuse_while_working(locked)
        job = start(
            kind,
            user=user,
            title=f"{DOING[kind][2:]}台账：{batch.file_name}",
            parameters={"batch": batch.pk, **parameters},
        )
        ImportBatch.objects.filter(pk=batch.pk).update(work=job.token)
    batch.work = job.token
    return job


def refuse_while_working(batch: ImportBatch) -> None:
    """Raise BatchError while a job works on the batch."""
    work = work_on(batch)
    if work is not None and work.running:
        raise BatchError(f"{work.job.asked_by}{work.label}这份台账，请等它结束。")


def finished_here(batch: ImportBatch) -> None:
    """Note that a step was done without a job: that an earlier one broke off is of no interest any more."""
    if batch.work is not None:
        ImportBatch.objects.filter(pk=batch.pk).update(work=None)
        batch.work = None
