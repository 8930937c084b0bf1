"""The batches there are, and the upload of one more file."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from branches.importing.batch.intake import LONG_FILE, take_in, understand
from branches.importing.batch.stored import discard
from branches.importing.batch.working import UNDERSTAND, begin, works_on
from branches.importing.kinds import LABELS
from branches.importing.wizard.upload import UploadForm
from branches.importing.workbook.refusing import WorkbookError
from branches.models import ImportBatch
from branches.views.imports.shared import OfImports
from branches.views.jobs import page_of
from branches.views.pages import PagedList

PAGE = 50


class ImportList(OfImports, PagedList):
    template_name = "imports/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[ImportBatch]":
        written = Count("rows", filter=Q(rows__record_id__isnull=False))
        return super().get_queryset().annotate(written=written).order_by("-created_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        batches = list(context["page_obj"].object_list)
        works = works_on(batches)
        return context | {"batches": [(batch, works.get(batch.pk)) for batch in batches]}


class ImportUpload(OfImports, FormView):
    template_name = "imports/upload.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        templates = [(slug, LABELS[slug]) for slug in self.allowed()]
        return super().get_context_data(**kwargs) | {"templates": templates}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        data = form.cleaned_data["file"].read()
        batch = take_in(data, form.file_name(), form.scope())
        if len(data) >= LONG_FILE:
            return redirect(page_of(begin(UNDERSTAND, batch, self.user)))
        try:
            understand(batch, self.user)
        except WorkbookError as error:
            discard(batch)
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect("import_detail", batch.pk)
