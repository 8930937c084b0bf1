"""年度报告: choose, read on screen with every number a link, download as Word."""

import io
from typing import Any, cast

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import View

from branches.access import Permission, organizations_for
from branches.models import Organization, User
from branches.views.gate import Gate
from reports import outlines
from reports.document import Document
from reports.forms import ReportForm
from reports.outlines.composing import compose
from reports.outlines.writing import NothingToReport
from reports.word.render import render as render_word
from reports.word.review import notes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class _ChosenDocument(Gate, View):
    """What both pages share: the form in the address, and the document it asks for."""

    needs = Permission.REPORT

    def get_queryset(self) -> QuerySet[Organization]:
        return organizations_for(self.request.user, Permission.REPORT)

    def form(self) -> ReportForm:
        """The form filled from the address, or unfilled. 404 for an organisation out of reach."""
        asked = self.request.GET
        form = ReportForm(asked if "organization" in asked else None, organizations=self.get_queryset())
        if form.is_bound and not form.is_valid() and "organization" in form.errors:
            raise Http404
        return form

    def document(self, form: ReportForm) -> Document:
        """Raises NothingToReport."""
        outline = outlines.load(form.cleaned_data["outline"])
        return compose(outline, form.cleaned_data["organization"], form.period)


class ReportView(_ChosenDocument):
    """The choice, and below it the document as it would be written now."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.form()
        context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
        if form.is_bound and form.is_valid():
            context["organization"] = form.cleaned_data["organization"]
            try:
                context["document"] = self.document(form)
            except NothingToReport as error:
                context["nothing"] = str(error)
        return render(request, "reports/report.html", context)


class WordView(_ChosenDocument):
    """The document as a Word file; ``review=1`` asks for the copy with a comment at each number."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = self.form()
        if not form.is_bound or not form.is_valid():
            raise Http404
        try:
            document = self.document(form)
        except NothingToReport as error:
            raise Http404 from error
        review = request.GET.get("review") == "1"
        user = cast(User, request.user)
        comments = notes(document, form.cleaned_data["organization"], user) if review else None
        name = f"{document.title}{'（核对稿）' if review else ''}.docx"
        content = io.BytesIO(render_word(document, comments))
        return FileResponse(content, as_attachment=True, filename=name, content_type=WORD)
