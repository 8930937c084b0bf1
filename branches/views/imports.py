"""Importing ledgers in the browser: upload, preview of every row, commit, undo."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View
from django.views.generic import FormView

from branches.forms.text import key_in
from branches.importing.batch.committing import commit
from branches.importing.batch.intake import LONG_FILE, LONG_READ, take_in, understand
from branches.importing.batch.judging import WRITABLE, Outcome
from branches.importing.batch.marking import keeps_all, marked_workbook
from branches.importing.batch.stored import BatchError, discard, tally, visible_rows
from branches.importing.batch.undoing import (
    edited_since,
    kept_by_undo,
    made_by,
    made_count,
    undo,
    undoable,
    updated_by,
)
from branches.importing.batch.working import (
    COMMIT,
    MARK,
    UNDERSTAND,
    begin,
    finished_here,
    refuse_while_working,
    work_on,
    works_on,
)
from branches.importing.comparing.presenting import (
    address_of,
    findings_in_words,
    in_words,
    sheet_kind,
    understood_columns,
)
from branches.importing.kinds import LABELS
from branches.importing.roster.undoing import entries_edited_since, entries_made_by, obstacles
from branches.importing.scope import Scope
from branches.importing.tables.choosing import Choices
from branches.importing.wizard.deciding import choose_all_updates, choose_updates
from branches.importing.wizard.upload import UploadForm
from branches.importing.workbook.refusing import WorkbookError
from branches.jobs import progress_of, start
from branches.models import ImportBatch, ImportRow
from branches.models.record import BIN_DAYS
from branches.views.caching import NEVER_KEPT
from branches.views.importing import OfImports
from branches.views.jobs import page_of
from branches.views.pages import PagedList

PAGE = 50
EDITED_SHOWN = 50


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
        scope = Scope(user=self.user)
        templates = [(slug, label) for slug, label in LABELS.items() if scope.allows(slug)]
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


class ImportDetail(OfImports, PagedList):
    """The rows of one batch with their outcome; before the commit as a preview, afterwards as the result."""

    template_name = "imports/detail.html"
    paginate_by = PAGE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.shown_batch = self.batch()
        self.work = work_on(self.shown_batch)
        if self.shown_batch.state == ImportBatch.State.UPLOADED:
            tables = self.decidable(self.shown_batch)
            if self.work is None and tables:
                first = next((table for table in tables if table["header_row"]), tables[0])
                return redirect("import_table", self.shown_batch.pk, first["key"])
            return render(request, "imports/waiting.html", self._while_waiting())
        return super().get(request, *args, **kwargs)

    def _while_waiting(self) -> dict[str, Any]:
        return {
            "batch": self.shown_batch,
            "work": self.work,
            "progress": progress_of(self.work.job) if self.work is not None else None,
            "sheets": self.shown_batch.understood.get("sheets", []),
        }

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        rows = visible_rows(self.shown_batch, self.user).order_by("pk")
        self.outcome = self.request.GET.get("outcome", "")
        if self.outcome in Outcome.values:
            rows = rows.filter(outcome=self.outcome)
        self.sheet = self.request.GET.get("sheet", "")
        if self.sheet:
            rows = rows.filter(sheet=self.sheet)
        return super().paginate_queryset(rows, page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counted = tally(visible_rows(self.shown_batch, self.user))
        fresh = sum(counted.get(outcome, 0) for outcome in WRITABLE)
        chosen = set(Choices.from_json(self.shown_batch.choices).updates)
        return context | {
            "batch": self.shown_batch,
            "work": self.work,
            "step": 4 if self.shown_batch.state == ImportBatch.State.COMMITTED else 3,
            "questions": len(self.shown_batch.understood.get("questions", [])),
            "sheets": [
                sheet | {"kind_name": sheet_kind(sheet), "understood": understood_columns(sheet)}
                for sheet in self.shown_batch.understood.get("sheets", [])
            ],
            "empty_sheets": [
                sheet["name"] for sheet in self.shown_batch.understood.get("sheets", []) if sheet["empty"]
            ],
            "rows": [_row_in_words(row, chosen) for row in context["page_obj"].object_list],
            "changed": counted.get(Outcome.CHANGED, 0),
            "updates": len(chosen),
            "to_write": fresh + len(chosen),
            "outcomes": [
                (outcome.value, outcome.label, counted.get(outcome.value, 0)) for outcome in Outcome
            ],
            "outcome": self.outcome,
            "sheet_names": self._sheet_names(),
            "sheet": self.sheet,
            "changeable": self._changeable(),
            "has_file": self.shown_batch.created_by_id == self.user.pk,
            "keeps_all": keeps_all(self.shown_batch),
            "total": sum(counted.values()),
            "fresh": fresh,
            "wrong": counted.get(Outcome.ERROR, 0),
            "made": made_count(self.shown_batch),
        }

    def _sheet_names(self) -> list[str]:
        """Of the sheets whose rows were read, where there are several to tell apart."""
        sheets = self.shown_batch.understood.get("sheets", [])
        names = dict.fromkeys(sheet["name"] for sheet in sheets if sheet["kind"] and not sheet["problem"])
        return list(names) if len(names) > 1 else []

    def _changeable(self) -> str:
        """The key of the first table whose reading this person may still change; empty when there is none."""
        batch = self.shown_batch
        if batch.state != ImportBatch.State.PREVIEWED or batch.created_by_id != self.user.pk:
            return ""
        tables = self.decidable(batch)
        return next((str(table["key"]) for table in tables if table["header_row"]), "")


def _row_in_words(row: ImportRow, chosen: Collection[int]) -> dict[str, Any]:
    return {
        "row": row,
        "may_update": row.outcome == Outcome.CHANGED and row.stored_version is not None,
        "updates": row.pk in chosen,
        "kind": LABELS.get(row.kind, ""),
        "address": address_of(row),
        "findings": findings_in_words(row),
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
                refuse_while_working(batch)
                discard(batch)
                messages.success(request, f"已放弃“{batch.file_name}”的预览，没有导入任何内容。")
                return redirect("import_list")
            if decision in ("all", "good"):
                return self._commit(batch, good_rows=decision == "good")
        except BatchError as error:
            messages.error(request, str(error))
        return redirect("import_detail", batch.pk)

    def _commit(self, batch: ImportBatch, *, good_rows: bool) -> HttpResponse:
        refuse_while_working(batch)
        updates = Choices.from_json(batch.choices).updates
        if batch.rows.filter(outcome__in=WRITABLE).count() + len(updates) >= LONG_READ:
            return redirect(page_of(begin(COMMIT, batch, self.user, good_rows=good_rows)))
        done = commit(batch, self.user, good_rows=good_rows, update_changed=updates)
        finished_here(batch)
        also = f"，更新 {done.updated} 条" if done.updated else ""
        messages.success(self.request, f"已导入 {done.created} 条{also}。需要时可以撤销整批。")
        if done.late:
            left = f"预览之后数据有变化，有 {len(done.late)} 行没有导入，请看标出的行。"
            messages.warning(self.request, left)
        return redirect("import_detail", batch.pk)


class ImportUpdates(OfImports, View):
    """Which changed rows bring their record up to date: ``row`` of those ``shown``, or ``all`` that may."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = get_object_or_404(
            self.get_queryset(), pk=self.kwargs["pk"], state=ImportBatch.State.PREVIEWED
        )
        try:
            refuse_while_working(batch)
            if "all" in request.POST:
                chosen = choose_all_updates(batch)
                messages.success(request, f"已选择更新 {chosen} 条；会改动手工填写内容的没有选，请逐条核对。")
            else:
                choose_updates(batch, _keys(request, "shown"), _keys(request, "row"))
        except BatchError as error:
            messages.error(request, str(error))
        return redirect(f"{reverse('import_detail', args=[batch.pk])}?outcome={Outcome.CHANGED}")


def _keys(request: HttpRequest, name: str) -> list[int]:
    return [key for each in request.POST.getlist(name) if (key := key_in(each)) is not None]


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


class ImportUndo(OfImports, View):
    """GET asks and says what was edited since, POST moves the batch's records to the recycle bin."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        try:
            undoable(batch, self.user)
        except BatchError as error:
            messages.error(request, str(error))
            return redirect("import_detail", batch.pk)
        edited, kept = edited_since(batch), kept_by_undo(batch)
        made = [(LABELS[slug], records.count()) for slug, records in made_by(batch)]
        updated = sum(records.count() for _, records in updated_by(batch))
        context = {
            "batch": batch,
            "made": made_count(batch),
            "organizations": entries_made_by(batch)[0].count(),
            "obstacles": list(dict.fromkeys(obstacles(batch, self.user))),
            "by_kind": [(label, count) for label, count in made if count],
            "restored": updated - len(kept),
            "kept": kept[:EDITED_SHOWN],
            "kept_count": len(kept),
            "edited": edited[:EDITED_SHOWN],
            "edited_count": len(edited),
            "edited_entries": entries_edited_since(batch)[:EDITED_SHOWN],
            "days": BIN_DAYS,
        }
        return render(request, "imports/undo.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        try:
            edited = len(edited_since(batch))
            done = undo(batch, self.user)
        except BatchError as error:
            messages.error(request, str(error))
        else:
            also = f"，其中 {edited} 条导入后修改过" if edited else ""
            messages.success(
                request, f"已撤销，{done.removed} 条记录移入回收站{also}。{BIN_DAYS} 天内可以恢复。"
            )
            if done.restored:
                messages.success(request, f"{done.restored} 条更新过的记录已改回导入前的内容。")
            if done.kept:
                messages.warning(request, f"{len(done.kept)} 条更新过的记录后来又有人修改，没有改回。")
        return redirect("import_detail", batch.pk)
