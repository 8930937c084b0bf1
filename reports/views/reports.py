"""年度报告: choose, read on screen with every number a link, download as Word."""

import io
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.models import Organization
from reports import outlines
from reports.document import Document, Listing, Number
from reports.figures.sections import may_see_rows
from reports.outlines.composing import compose
from reports.outlines.shortfalls import COMPLETION
from reports.outlines.writing import NothingToReport
from reports.views.scope import Scoped, ScopeForm
from reports.word.render import render as render_word
from reports.word.review import notes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
USUAL_OUTLINE = "year_end"
LAST_MONTH_FOR_LAST_YEAR = 3
"""Until the end of March the year that people report on is the one before."""


class ReportForm(ScopeForm):
    """The organisation and a whole year, and the outline."""

    part = None  # type: ignore[assignment]
    outline = forms.ChoiceField(label="提纲", error_messages={"invalid_choice": "请从列表中选择提纲。"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outline"].choices = [  # type: ignore[attr-defined]
            (outline.slug, outline.name) for outline in outlines.available()
        ]

    def clean(self) -> dict[str, Any]:
        return {**self.cleaned_data, "part": ""}

    def query(self, years_back: int = 0, organization: Organization | None = None) -> str:
        return f"{super().query(years_back, organization)}&outline={self.cleaned_data['outline']}"


class _ChosenDocument(Scoped, View):
    """What both pages share: the choice in the address, and the document it asks for."""

    def needed(self) -> list[Permission]:
        return [Permission.REPORT]

    def scope(self) -> ReportForm:
        """The choice, where nothing is chosen the usual one; 404 for an organisation out of reach."""
        organizations, today = self.get_queryset(), timezone.localdate()
        first = organizations.first()
        usual = {
            "organization": str(first.pk) if first else "",
            "year": str(today.year - (today.month <= LAST_MONTH_FOR_LAST_YEAR)),
            "outline": USUAL_OUTLINE,
        }
        form = ReportForm(usual | self.request.GET.dict(), organizations=organizations)
        if not form.is_valid() and "organization" in form.errors:
            raise Http404
        return form

    def document(self, form: ReportForm) -> Document:
        """Raises NothingToReport."""
        return compose(outlines.load(form.cleaned_data["outline"]), form.chosen, form.period)


class ReportView(_ChosenDocument):
    """The choice, and below it the document as it would be written now."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.scope()
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            context |= {"organization": form.chosen, "period": form.period, "query": form.query()}
            try:
                document = self.document(form)
            except NothingToReport as error:
                context["nothing"] = str(error)
            else:
                context |= {
                    "document": document,
                    "openable": self._openable(document, form),
                    "completion": COMPLETION in {table.name for table in document.tables()},
                }
        return render(request, "reports/report.html", context)

    def _openable(self, document: Document, form: ReportForm) -> set[str]:
        """The keys of the stated figures whose records this person may open."""
        figures = {span.value.figure for span in document.traced() if isinstance(span, Number)}
        figures |= {span.figure for span in document.traced() if isinstance(span, Listing)}
        return {figure.key for figure in figures if may_see_rows(self.user, figure, form.chosen)}


class WordView(_ChosenDocument):
    """The document as a Word file; ``review=1`` asks for the copy with a comment at each number."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = self.scope()
        if not form.is_valid():
            raise Http404
        try:
            document = self.document(form)
        except NothingToReport as error:
            raise Http404 from error
        review = request.GET.get("review") == "1"
        comments = notes(document, form.chosen, self.user) if review else None
        content = io.BytesIO(render_word(document, comments))
        name = f"{document.title}{'（核对稿）' if review else ''}.docx"
        return FileResponse(content, as_attachment=True, filename=name, content_type=WORD)
