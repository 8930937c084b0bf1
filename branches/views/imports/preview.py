"""The rows of a batch and what becomes of each: before the commit as a preview, afterwards as the result."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from branches.importing.batch.judging import WRITABLE, Outcome
from branches.importing.batch.marking import keeps_all
from branches.importing.batch.stored import tally, visible_rows
from branches.importing.batch.undoing import made_count
from branches.importing.batch.working import work_on
from branches.importing.comparing.presenting import (
    address_of,
    findings_in_words,
    in_words,
    sheet_kind,
    understood_columns,
)
from branches.importing.kinds import LABELS
from branches.importing.tables.choosing import Choices
from branches.jobs import progress_of
from branches.models import ImportBatch, ImportRow
from branches.views.imports.shared import OfImports
from branches.views.pages import PagedList

PAGE = 50


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
        chosen = set(Choices.from_json(self.shown_batch.choices).updates)
        return context | {
            "batch": self.shown_batch,
            "work": self.work,
            "step": 4 if self.shown_batch.state == ImportBatch.State.COMMITTED else 3,
            "questions": len(self.shown_batch.understood.get("questions", [])),
            **self._sheets(),
            **self._counts(len(chosen)),
            "rows": [_row_in_words(row, chosen) for row in context["page_obj"].object_list],
            "outcome": self.outcome,
            "sheet": self.sheet,
            "changeable": self._changeable(),
            "has_file": self.shown_batch.created_by_id == self.user.pk,
            "keeps_all": keeps_all(self.shown_batch),
            "made": made_count(self.shown_batch),
        }

    def _counts(self, updates: int) -> dict[str, Any]:
        counted = tally(visible_rows(self.shown_batch, self.user))
        fresh = sum(counted.get(outcome, 0) for outcome in WRITABLE)
        return {
            "outcomes": [
                (outcome.value, outcome.label, counted.get(outcome.value, 0)) for outcome in Outcome
            ],
            "total": sum(counted.values()),
            "fresh": fresh,
            "changed": counted.get(Outcome.CHANGED, 0),
            "wrong": counted.get(Outcome.ERROR, 0),
            "updates": updates,
            "to_write": fresh + updates,
        }

    def _sheets(self) -> dict[str, Any]:
        sheets = self.shown_batch.understood.get("sheets", [])
        return {
            "sheets": [
                sheet | {"kind_name": sheet_kind(sheet), "understood": understood_columns(sheet)}
                for sheet in sheets
            ],
            "empty_sheets": [sheet["name"] for sheet in sheets if sheet["empty"]],
            "sheet_names": self._sheet_names(),
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
