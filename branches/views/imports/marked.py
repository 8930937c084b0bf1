"""The workbook that was uploaded, with its bad cells marked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views import View

from branches.importing.batch.intake import LONG_FILE
from branches.importing.batch.marking import marked_workbook
from branches.importing.batch.working import MARK
from branches.importing.workbook.refusing import WorkbookError
from branches.jobs import start
from branches.models import ImportBatch
from branches.views.caching import NEVER_KEPT
from branches.views.imports.shared import OfImports
from branches.views.jobs import page_of


class ImportMarked(OfImports, View):
    """The person's own workbook with its bad cells marked; who uploaded it has seen all that it holds."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = get_object_or_404(
            self.get_queryset().exclude(state=ImportBatch.State.UPLOADED),
            pk=self.kwargs["pk"],
            created_by=self.user,
        )
        if batch.file.size >= LONG_FILE:
            title = f"标出问题：{batch.file_name}"
            return redirect(page_of(start(MARK, user=self.user, title=title, parameters={"batch": batch.pk})))
        try:
            name, content = marked_workbook(batch)
        except WorkbookError as error:
            messages.error(request, str(error))
            return redirect("import_detail", batch.pk)
        response = HttpResponse(content, content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = NEVER_KEPT
        return response
