"""Reading the rows of a file, here or as a job, and where the person goes from there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View

from branches.importing.batch.intake import LONG_FILE, LONG_READ, read_rows
from branches.importing.batch.stored import BatchError
from branches.importing.batch.working import READ, UNDERSTAND, begin, finished_here, refuse_while_working
from branches.importing.wizard.deciding import understand_decided
from branches.importing.workbook.refusing import WorkbookError
from branches.models import ImportBatch, Job, User
from branches.views.imports.shared import OfImports
from branches.views.jobs import page_of


def understand_file(batch: ImportBatch, user: User, key: str = "") -> Job | None:
    """Read the file by what was decided; a job when that takes long."""
    if batch.file.size >= LONG_FILE:
        return begin(UNDERSTAND, batch, user, key=key)
    understand_decided(batch, user, key)
    finished_here(batch)
    return None


def go_on_to_rows(request: HttpRequest, batch: ImportBatch, user: User) -> HttpResponse:
    """Read the rows, here or as a job, and go where the person has to look next."""
    try:
        refuse_while_working(batch)
        if batch.state == ImportBatch.State.UPLOADED:
            if batch.understood.get("rows", 0) >= LONG_READ:
                return redirect(page_of(begin(READ, batch, user)))
            read_rows(batch, user)
            finished_here(batch)
    except (BatchError, WorkbookError) as error:
        messages.error(request, str(error))
        return redirect("import_detail", batch.pk)
    return redirect(_after_rows(batch))


def _after_rows(batch: ImportBatch) -> str:
    """The page that follows when the rows were read: the questions they leave open, or the preview."""
    name = "import_questions" if batch.understood.get("questions") else "import_detail"
    return reverse(name, args=[batch.pk])


class ImportRead(OfImports, View):
    """Read the rows of a batch, for the first time or once more after a job broke off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.open_batch()
        if not batch.understood.get("sheets"):
            try:
                return redirect(page_of(begin(UNDERSTAND, batch, self.user)))
            except BatchError as error:
                messages.error(request, str(error))
                return redirect("import_detail", batch.pk)
        return go_on_to_rows(request, batch, self.user)
