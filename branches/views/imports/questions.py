"""What the rows of a file leave open."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View
from django.views.generic import FormView

from branches.importing.batch.stored import BatchError
from branches.importing.batch.working import refuse_while_working
from branches.importing.scope import Scope
from branches.importing.wizard.deciding import answer, answers_in_words, take_answers_back
from branches.importing.wizard.questionform import QuestionForm
from branches.models import ImportBatch
from branches.views.imports.reading import go_on_to_rows
from branches.views.imports.shared import OfImports


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
