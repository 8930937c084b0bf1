"""Long work of this app: reading and importing ledgers."""

from django.urls import reverse

from branches.importing.batch.committing import commit
from branches.importing.batch.failing import GoneError
from branches.importing.batch.intake import read_rows
from branches.importing.batch.marking import marked_workbook
from branches.importing.batch.stored import BatchError, batches_for, discard
from branches.importing.batch.working import COMMIT, MARK, READ, UNDERSTAND
from branches.importing.tables.choosing import Choices
from branches.importing.wizard.deciding import understand_decided
from branches.importing.workbook.refusing import WorkbookError
from branches.jobs import JobError, Progress, job
from branches.models import ImportBatch, Job


def _batch(work: Job) -> ImportBatch:
    batch = batches_for(work.asked_by).filter(pk=work.parameters["batch"]).first()
    if batch is None:
        raise JobError("这份台账已经不在，或者您不再有导入的权限。")
    return batch


@job(UNDERSTAND, "识别台账")
def understand_tables(work: Job, progress: Progress) -> None:
    """A file that cannot be read at all is not kept."""
    batch = _batch(work)
    progress(0, 0, "正在识别各张表")
    try:
        understand_decided(batch, work.asked_by, work.parameters.get("key", ""))
    except WorkbookError as error:
        discard(batch)
        raise JobError(str(error)) from error
    except (BatchError, GoneError) as error:
        raise JobError(str(error)) from error
    work.point_to(reverse("import_detail", args=[batch.pk]))


@job(READ, "读取台账")
def read(work: Job, progress: Progress) -> None:
    batch = _batch(work)
    try:
        read_rows(batch, work.asked_by, progress)
    except (WorkbookError, BatchError, GoneError) as error:
        raise JobError(str(error)) from error
    asks = "import_questions" if batch.understood.get("questions") else "import_detail"
    work.point_to(reverse(asks, args=[batch.pk]))


@job(COMMIT, "导入台账")
def write(work: Job, progress: Progress) -> None:
    batch = _batch(work)
    try:
        commit(
            batch,
            work.asked_by,
            good_rows=work.parameters["good_rows"],
            update_changed=Choices.from_json(batch.choices).updates,
            progress=progress,
        )
    except (BatchError, GoneError) as error:
        raise JobError(str(error)) from error
    work.point_to(reverse("import_detail", args=[batch.pk]))


@job(MARK, "标出问题")
def mark(work: Job, progress: Progress) -> None:
    batch = _batch(work)
    if batch.created_by_id != work.asked_by_id:
        raise JobError("只有上传的人可以取回这份文件。")
    progress(0, 0, "正在标出有误的单元格")
    try:
        name, content = marked_workbook(batch)
    except WorkbookError as error:
        raise JobError(str(error)) from error
    work.keep(name, content)
