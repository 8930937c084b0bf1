"""年度报告: choose, read on screen with every number a link, download as Word."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.views import View

from branches.access import Permission, may
from branches.forms.fields import declared
from branches.jobs import start
from branches.models import Organization, User
from branches.views.jobs import page_of
from reports import outlines
from reports.document import Document, Listing, Number
from reports.figures.sections import may_see_rows
from reports.models import Manuscript, OwnOutline
from reports.outlines.composing import compose
from reports.outlines.own import mistakes_in, parsed
from reports.outlines.reading import Outline
from reports.outlines.shortfalls import COMPLETION
from reports.outlines.writing import CannotWrite
from reports.packing.archive import BRANCH, branches_below
from reports.packing.summaries import for_branches
from reports.placeholders import Problem
from reports.views.downloads import download
from reports.views.report_charts import charts
from reports.views.scope import Scoped, ScopeForm, reporting_year
from reports.word.render import render as render_word
from reports.word.review import notes

USUAL_OUTLINE = "year_end"
MANUSCRIPTS = 10
"""Manuscripts that the page lists."""


class ReportForm(ScopeForm):
    """An organisation, a period and an outline, built in or an office's own."""

    outline = forms.ChoiceField(label="提纲", error_messages={"invalid_choice": "请从列表中选择提纲。"})
    field_order = ("organization", "outline")

    def __init__(self, *args: Any, own: Iterable[OwnOutline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {outline.slug: outline for outline in own}
        choices: list[Any] = [(outline.slug, outline.name) for outline in outlines.available()]
        if self.own:
            theirs = [(slug, f"{each.name}（{each.organization}）") for slug, each in self.own.items()]
            choices = [("系统提纲", choices), ("自定提纲", theirs)]
        declared(self, "outline", forms.ChoiceField).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        own, place = self.own.get(cleaned.get("outline", "")), cleaned.get("organization")
        if own and place and not place.path.startswith(own.organization.path):
            self.add_error("outline", f"这份提纲是{own.organization}的，{place}不能用，请另选。")
        return cleaned

    def query(self, years_back: int = 0, organization: Organization | None = None) -> str:
        return f"{super().query(years_back, organization)}&outline={self.cleaned_data['outline']}"

    @cached_property
    def chosen_outline(self) -> Outline:
        """The chosen one, read once. Raises CannotWrite for an own outline with mistakes."""
        slug = self.cleaned_data["outline"]
        if slug not in self.own:
            return outlines.load(slug)
        own = self.own[slug]
        if mistakes := mistakes_in(own.text, self.chosen):
            raise Faulty(own, mistakes)
        return parsed(own)


class Faulty(CannotWrite):
    """The office's own outline has mistakes."""

    def __init__(self, own: OwnOutline, mistakes: list[Problem]) -> None:
        self.own, self.mistakes = own, mistakes
        super().__init__(f"提纲“{own.name}”有 {len(mistakes)} 处需要改正，改好以后才能写报告。")


class ChosenDocument(Scoped, View):
    """What both pages share: the choice in the address, and the document it asks for."""

    def needed(self) -> list[Permission]:
        return [Permission.REPORT]

    def usual_year(self) -> int:
        return reporting_year()

    def made_form(self, given: dict[str, Any], organizations: "QuerySet[Organization]") -> ReportForm:
        own = OwnOutline.objects.visible_to(self.user).filter(is_active=True).select_related("organization")
        return ReportForm({"outline": USUAL_OUTLINE} | given, organizations=organizations, own=own)

    def scope(self) -> ReportForm:
        form = super().scope()
        assert isinstance(form, ReportForm)  # noqa: S101 - for the type checker
        return form

    def document(self, form: ReportForm) -> Document:
        """Raises CannotWrite."""
        return compose(form.chosen_outline, form.chosen, form.period)

    def asked(self) -> tuple[ReportForm, Document]:
        """The choice and its document; 404 where none can be written."""
        form = self.scope()
        if not form.is_valid():
            raise Http404
        try:
            return form, self.document(form)
        except CannotWrite as error:
            raise Http404 from error


class ReportView(ChosenDocument):
    """The choice, and below it the document as it would be written now."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.scope()
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            context |= {"organization": form.chosen, "period": form.period, "query": form.query()}
            context["choice"] = parse_qsl(form.query())
            context |= self._document(form) | charts(form.chosen, form.period)
            context["below"] = self._below(form)
            context |= self._manuscripts(form)
        return render(request, "reports/report.html", context)

    def _manuscripts(self, form: ReportForm) -> dict[str, Any]:
        """Those of the organisation, the latest first, and the one that goes on from this very choice."""
        rows = Manuscript.objects.visible_to(self.user).standing().filter(organization=form.chosen)
        same = rows.filter(start=form.period.start, end=form.period.end, outline=form.cleaned_data["outline"])
        return {
            "manuscripts": rows.select_related("updated_by").defer("text")[:MANUSCRIPTS],
            "manuscript": same.only("pk").first(),
        }

    def _below(self, form: ReportForm) -> int:
        """Of how many branches below the organisation documents after this outline can be written."""
        try:
            suits = for_branches(form.chosen_outline)
        except CannotWrite:
            return 0
        if not suits or form.chosen.kind == BRANCH:
            return 0
        return len(branches_below(form.chosen, self.user, form.period))

    def _document(self, form: ReportForm) -> dict[str, Any]:
        """The document, or why there is none."""
        try:
            document = self.document(form)
        except Faulty as error:
            editable = may(self.user, Permission.REPORT, error.own.organization)
            return {"nothing": str(error), "faulty": error, "editable": editable}
        except CannotWrite as error:
            return {"nothing": str(error)}
        return shown(document, form.chosen, self.user)


def shown(document: Document, organization: Organization, user: User) -> dict[str, Any]:
    """What the templates of ``reports/document`` need of a document."""
    return {
        "document": document,
        "openable": openable(document, organization, user),
        "completion": COMPLETION in {table.name for table in document.tables()},
    }


def openable(document: Document, organization: Organization, user: User) -> set[str]:
    """The keys of the stated figures whose records this person may open."""
    figures = {span.value.figure for span in document.traced() if isinstance(span, Number)}
    figures |= {span.figure for span in document.traced() if isinstance(span, Listing)}
    return {figure.key for figure in figures if may_see_rows(user, figure, organization)}


class WordView(ChosenDocument):
    """The document as a Word file; ``review=1`` asks for the copy with a comment at each number."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form, document = self.asked()
        return word_answer(document, form.chosen, self.user, request.GET.get("review") == "1")


def word_answer(document: Document, organization: Organization, user: User, review: bool) -> FileResponse:
    """The document as a Word file to be downloaded, or its review copy."""
    comments = notes(document, organization, user) if review else None
    name = f"{document.title}{'（核对稿）' if review else ''}.docx"
    return download(render_word(document, comments), name)


class SummariesMake(ChosenDocument):
    """Hands the documents of all branches below an organisation over to the background."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        form = self.scope()
        if not form.is_valid():
            raise Http404
        organization, period = form.chosen, form.period
        try:
            outline = form.chosen_outline
        except CannotWrite as error:
            raise Http404 from error
        asked = start(
            "summaries",
            user=self.user,
            title=f"{organization} {period}下级支部{outline.name}",
            parameters={
                "organization": organization.pk,
                "start": str(period.start),
                "end": str(period.end),
                "outline": outline.slug,
            },
        )
        return HttpResponseRedirect(page_of(asked))
