"""Importing ledgers in the browser: upload, preview of every row, commit, undo."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import FormView, ListView

from branches.access import Permission
from branches.importing.batch import (
    BatchError,
    batches_for,
    commit,
    discard,
    edited_since,
    made_by,
    preview,
    tally,
    undo,
    visible_rows,
)
from branches.importing.columns import LABELS
from branches.importing.outcomes import WRITABLE, Outcome
from branches.importing.presenting import in_words, sheet_kind, understood_columns
from branches.importing.upload import UploadForm
from branches.importing.workbook import WorkbookError
from branches.models import ImportBatch, ImportRow, User
from branches.models.record import BIN_DAYS
from branches.views.gate import Gate

PAGE = 50
EDITED_SHOWN = 50


class OfImports(Gate):
    """Who may import somewhere comes in; which organisations and record types, every row decides."""

    needs = Permission.IMPORT
    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the gate let nobody else in
        return user

    def get_queryset(self) -> "QuerySet[ImportBatch]":
        return batches_for(self.user).select_related("organization", "created_by")

    def batch(self) -> ImportBatch:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])


class ImportList(OfImports, ListView):
    template_name = "imports/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[ImportBatch]":
        written = Count("rows", filter=Q(rows__record_id__isnull=False))
        return super().get_queryset().annotate(written=written).order_by("-created_at", "-pk")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()


class ImportUpload(OfImports, FormView):
    template_name = "imports/upload.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            batch = preview(form.cleaned_data["file"].read(), form.file_name(), form.scope())
        except WorkbookError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect("import_detail", batch.pk)


class ImportDetail(OfImports, ListView):
    """The rows of one batch with their outcome; before the commit as a preview, afterwards as the result."""

    template_name = "imports/detail.html"
    paginate_by = PAGE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.shown_batch = self.batch()
        return super().get(request, *args, **kwargs)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        rows = visible_rows(self.shown_batch, self.user).order_by("pk")
        self.outcome = self.request.GET.get("outcome", "")
        if self.outcome in Outcome.values:
            rows = rows.filter(outcome=self.outcome)
        paginator = self.get_paginator(rows, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counted = tally(visible_rows(self.shown_batch, self.user))
        fresh = sum(counted.get(outcome, 0) for outcome in WRITABLE)
        return context | {
            "batch": self.shown_batch,
            "sheets": [
                sheet | {"kind_name": sheet_kind(sheet), "understood": understood_columns(sheet)}
                for sheet in self.shown_batch.understood.get("sheets", [])
            ],
            "empty_sheets": [
                sheet["name"] for sheet in self.shown_batch.understood.get("sheets", []) if sheet["empty"]
            ],
            "rows": [_row_in_words(row) for row in context["page_obj"].object_list],
            "outcomes": [
                (outcome.value, outcome.label, counted.get(outcome.value, 0)) for outcome in Outcome
            ],
            "outcome": self.outcome,
            "total": sum(counted.values()),
            "fresh": fresh,
            "wrong": counted.get(Outcome.ERROR, 0),
            "made": sum(records.count() for _, records in made_by(self.shown_batch)),
        }


def _row_in_words(row: ImportRow) -> dict[str, Any]:
    return {
        "row": row,
        "kind": LABELS.get(row.kind, ""),
        "values": in_words(row.kind, row.values) if row.kind else [],
    }


class ImportDecide(OfImports, View):
    """What becomes of a preview: ``decision`` is ``all``, ``good`` (rows without error) or ``discard``."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        decision = request.POST.get("decision")
        try:
            if decision == "discard":
                discard(batch)
                messages.success(request, f"已放弃“{batch.file_name}”的预览，没有导入任何内容。")
                return redirect("import_list")
            if decision in ("all", "good"):
                self._commit(batch, good_rows=decision == "good")
        except BatchError as error:
            messages.error(request, str(error))
        return redirect("import_detail", batch.pk)

    def _commit(self, batch: ImportBatch, *, good_rows: bool) -> None:
        done = commit(batch, self.user, good_rows=good_rows)
        messages.success(self.request, f"已导入 {done.created} 条。需要时可以撤销整批。")
        if done.late:
            left = f"预览之后数据有变化，有 {len(done.late)} 行没有导入，请看标出的行。"
            messages.warning(self.request, left)


class ImportUndo(OfImports, View):
    """GET asks and says what was edited since, POST moves the batch's records to the recycle bin."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        if batch.state != ImportBatch.State.COMMITTED:
            return redirect("import_detail", batch.pk)
        edited = edited_since(batch)
        context = {
            "batch": batch,
            "made": sum(records.count() for _, records in made_by(batch)),
            "edited": edited[:EDITED_SHOWN],
            "edited_count": len(edited),
            "days": BIN_DAYS,
        }
        return render(request, "imports/undo.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        try:
            edited = len(edited_since(batch))
            removed = undo(batch, self.user)
        except BatchError as error:
            messages.error(request, str(error))
        else:
            also = f"，其中 {edited} 条导入后修改过" if edited else ""
            messages.success(request, f"已撤销，{removed} 条记录移入回收站{also}。{BIN_DAYS} 天内可以恢复。")
        return redirect("import_detail", batch.pk)
