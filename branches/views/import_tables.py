"""Between upload and preview: what was understood of each table, changeable, and what the rows leave open."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView

from branches.importing.batch.intake import LONG_FILE, LONG_READ, read_rows
from branches.importing.batch.stored import BatchError
from branches.importing.batch.working import READ, UNDERSTAND, begin, finished_here, refuse_while_working
from branches.importing.comparing.presenting import sheet_kind
from branches.importing.scope import Scope
from branches.importing.tables.choosing import LEFT_OUT, Choices
from branches.importing.wizard.deciding import (
    answer,
    answers_in_words,
    decide_table,
    forget_table,
    take_answers_back,
    understand_decided,
)
from branches.importing.wizard.questionform import QuestionForm
from branches.importing.wizard.tableform import TableForm
from branches.importing.workbook.refusing import WorkbookError
from branches.models import ImportBatch, Job, User
from branches.views.importing import OfImports
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
                job = _understand(batch, self.user, self.key)
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


def _name(sheet: Mapping[str, Any], names: list[str]) -> str:
    several = names.count(sheet["name"]) > 1 and sheet["header_row"]
    return f"{sheet['name']}（第 {sheet['header_row']} 行起）" if several else str(sheet["name"])


def _understand(batch: ImportBatch, user: User, key: str = "") -> Job | None:
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
    return redirect(after_rows(batch))


def after_rows(batch: ImportBatch) -> str:
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
            job = _understand(batch, self.user)
            if job is not None:
                return redirect(page_of(job))
        except (BatchError, WorkbookError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "已忘记上次的对应关系，按表中的列名重新识别。")
        return redirect("import_table", batch.pk, key)


class ImportQuestions(OfImports, FormView):
    """What the rows leave open, each asked once: organisations, people, words, years."""

    template_name = "imports/questions.html"
    form_class = QuestionForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        batch = self.open_batch()
        if batch.state != ImportBatch.State.PREVIEWED:
            return redirect("import_detail", batch.pk)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        self.shown = self.open_batch()
        return {
            **super().get_form_kwargs(),
            "found": self.shown.understood.get("questions", []),
            "sheets": self.shown.understood.get("sheets", []),
            "scope": Scope.of_batch(self.shown, self.user),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "batch": self.shown,
            "mistakes": context["form"].mistakes(),
            "answered": list(answers_in_words(self.shown, Scope.of_batch(self.shown, self.user))),
            "step": 3,
        }

    def form_valid(self, form: QuestionForm) -> HttpResponse:
        if not any(form.answers()):
            return redirect("import_detail", self.shown.pk)
        try:
            refuse_while_working(self.shown)
            answer(self.shown, self.user, form)
        except BatchError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return go_on_to_rows(self.request, self.shown, self.user)


class ImportAskAgain(OfImports, View):
    """Take back all answers, the remembered ones among them, and ask again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.open_batch()
        try:
            refuse_while_working(batch)
            take_answers_back(batch)
        except BatchError as error:
            messages.error(request, str(error))
            return redirect("import_detail", batch.pk)
        return go_on_to_rows(request, batch, self.user)
