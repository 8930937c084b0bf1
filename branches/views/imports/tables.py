"""Between upload and preview: what was understood of each table, changeable until it is right."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View
from django.views.generic import FormView

from branches.importing.batch.stored import BatchError
from branches.importing.batch.working import refuse_while_working
from branches.importing.comparing.presenting import sheet_kind
from branches.importing.tables.choosing import LEFT_OUT, Choices
from branches.importing.wizard.deciding import decide_table, forget_table
from branches.importing.wizard.tableform import TableForm
from branches.importing.workbook.refusing import WorkbookError
from branches.models import ImportBatch
from branches.views.imports.reading import go_on_to_rows, understand_file
from branches.views.imports.shared import OfImports
from branches.views.jobs import page_of


class ImportTable(OfImports, FormView):
    """One table: its record type, header row and columns, whose its rows are and of which year.

    ``action`` of a POST: ``again`` stays here, ``read`` goes on to the rows, anything else to the next table.
    """

    template_name = "imports/table.html"
    form_class = TableForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self._batch: ImportBatch | None = None
        return super().dispatch(request, *args, **kwargs)

    @property
    def shown(self) -> ImportBatch:
        if self._batch is None:
            self._batch = self.open_batch()
        return self._batch

    @property
    def key(self) -> str:
        return str(self.kwargs["key"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "sheet": self.table_of(self.shown, self.key),
            "choice": Choices.from_json(self.shown.choices).of(self.key),
            "user": self.user,
            "allowed": self.allowed(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.table_of(self.shown, self.key)
        context = super().get_context_data(**kwargs)
        return context | {
            "batch": self.shown,
            "sheet": sheet,
            "kind": sheet_kind(sheet),
            "tables": self._tables(),
            "following": self._following(self.shown),
            "mistakes": context["form"].mistakes(),
            "step": 2,
        }

    def _tables(self) -> list[dict[str, Any]]:
        sheets = self.shown.understood["sheets"]
        names = [sheet["name"] for sheet in sheets]
        open_ones = {sheet["key"] for sheet in self.decidable(self.shown)}
        return [
            {
                "sheet": sheet,
                "name": _name(sheet, names),
                "kind": sheet_kind(sheet),
                "open": sheet["key"] in open_ones,
                "here": sheet["key"] == self.key,
            }
            for sheet in sheets
        ]

    def _following(self, batch: ImportBatch) -> list[str]:
        """The keys of the tables after this one; sheets where none was found are not asked about."""
        keys = [sheet["key"] for sheet in self.decidable(batch)]
        after = keys[keys.index(self.key) + 1 :] if self.key in keys else []
        return [
            sheet["key"] for sheet in self.decidable(batch) if sheet["key"] in after and sheet["header_row"]
        ]

    def form_valid(self, form: TableForm) -> HttpResponse:
        batch = self.shown
        decided = form.decided()
        changed = decided != form.earlier
        try:
            if changed:
                refuse_while_working(batch)
                decide_table(batch, self.key, decided)
                job = understand_file(batch, self.user, self.key)
                if job is not None:
                    return redirect(page_of(job))
        except (BatchError, WorkbookError) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if form.again and decided.kind != LEFT_OUT:
            messages.info(self.request, "已重新识别，请核对各列。")
            return redirect("import_table", batch.pk, self.key)
        return self._onward(batch)

    def _onward(self, batch: ImportBatch) -> HttpResponse:
        action = self.request.POST.get("action")
        following = self._following(batch)
        if action == "again":
            return redirect("import_table", batch.pk, self.key)
        if following and action != "read":
            return redirect("import_table", batch.pk, following[0])
        return go_on_to_rows(self.request, batch, self.user)


class ImportForget(OfImports, View):
    """Take back what is remembered about tables with these headers, and read this one without it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.open_batch()
        key = str(kwargs["key"])
        sheet = self.table_of(batch, key)
        try:
            refuse_while_working(batch)
            if sheet["remembered"]:
                forget_table(batch, sheet["remembered"]["pk"])
            job = understand_file(batch, self.user)
            if job is not None:
                return redirect(page_of(job))
        except (BatchError, WorkbookError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "已忘记上次的对应关系，按表中的列名重新识别。")
        return redirect("import_table", batch.pk, key)


def _name(sheet: Mapping[str, Any], names: list[str]) -> str:
    several = names.count(sheet["name"]) > 1 and sheet["header_row"]
    return f"{sheet['name']}（第 {sheet['header_row']} 行起）" if several else str(sheet["name"])
