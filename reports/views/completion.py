"""完成情况: what was held, is due and is missing, of one organisation by month or of many by duty."""

import datetime
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.duties import Completion, completion
from branches.models import Organization
from branches.models.record import Record
from branches.querysets import OrganizationQuerySet
from branches.terms import LOOKED_AHEAD, TermEnd, ending_terms
from reports import activity
from reports.charts import line, stacked
from reports.completion import WORDS, Sum, asked
from reports.excel.completion import write_completion
from reports.views.completion_lines import duty_line, tables
from reports.views.downloads import workbook
from reports.views.scope import Scoped, YearForm

PAGE: Final = 25
TERMS: Final = 20
"""Terms that the page names; the first to end come first."""
LOOKED_THROUGH: Final = 500
"""Organisations whose completion one page works out: sums, charts and the filter need all of them."""
RATES: Final = (50, 75, 100)
"""The scale of attendance in percent: the rates that matter lie in the upper half."""


class CompletionForm(YearForm):
    """An organisation and a year; ``own``: the organisation without those below it."""

    behind = forms.BooleanField(label="只看有欠缺的", required=False)
    own = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behind"].widget.attrs["class"] = "form-check-input"

    def address(self, organization: Organization) -> str:
        """The page of one organisation in the same year."""
        return f"{reverse('completion')}?{self.query(organization=organization)}&own=on"


class CompletionScoped(Scoped):
    form_class = CompletionForm

    def needed(self) -> Sequence[Permission]:
        return [Permission.VIEW]

    def organizations(self, form: YearForm) -> "QuerySet[Organization]":
        rows: OrganizationQuerySet = Organization.objects.filter(pk=form.chosen.pk)
        if not form.cleaned_data["own"]:
            rows = Organization.objects.visible_to(self.user).under(form.chosen)
        return asked(rows, form.period)


class CompletionView(CompletionScoped, View):
    """Many organisations: a matrix. One, or one's own branch: its duties by month."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.scope()
        context: dict[str, Any] = {"form": form, "words": WORDS.items()}
        if form.is_valid():
            assert isinstance(form, CompletionForm)  # noqa: S101 - for the type checker
            context |= self._context(form)
        return render(request, "reports/completion/page.html", context)

    def _context(self, form: CompletionForm) -> dict[str, Any]:
        organizations = self.organizations(form)
        count = organizations.count()
        about = organizations[0] if count == 1 else form.chosen
        today = timezone.localdate()
        terms = self._terms(form, today)
        context = {
            "organization": about,
            "period": form.period,
            "terms": terms[:TERMS],
            "terms_hidden": len(terms[TERMS:]),
            "export": f"{reverse('completion_export')}?{self.request.GET.urlencode()}",
            "above": self._above(form, about, count),
        }
        if count == 1:
            context |= self._year(completion([about], form.period))
        elif count:
            context |= self._matrix(form, organizations, count)
        if count <= LOOKED_THROUGH and self.request.GET.get("page", "1") == "1":
            context |= self._months(form, about, today)  # below the first page, and sums like those above it
        return context | {"count": count}

    def _above(
        self, form: CompletionForm, about: Organization, count: int
    ) -> tuple[Organization, str] | None:
        """Where this organisation stands among others, with the address: its parent, if one may see it."""
        if count != 1:
            return None
        below = asked(Organization.objects.under(about).exclude(pk=about.pk), form.period)
        if form.cleaned_data["own"] and below.exists():
            return about, f"{reverse('completion')}?{form.query()}"
        if about.parent_id is None:
            return None
        parent = self.get_queryset().filter(pk=about.parent_id).first()
        return (parent, f"{reverse('completion')}?{form.query(organization=parent)}") if parent else None

    def _year(self, found: list[Completion]) -> dict[str, Any]:
        return {
            "lines": [duty_line(each, self.user) for each in found],
            "months": range(1, 13),
            "total": Sum.of(found),
        }

    def _matrix(
        self, form: CompletionForm, organizations: "QuerySet[Organization]", count: int
    ) -> dict[str, Any]:
        """One page of organisations; sums and the filter only where all of them can be worked out."""
        whole = count <= LOOKED_THROUGH
        found = completion(organizations, form.period) if whole else []
        rows: Sequence[Organization] | QuerySet[Organization] = organizations
        if whole and form.cleaned_data["behind"]:
            missing = {each.organization.pk for each in found if each.missing}
            rows = [each for each in organizations if each.pk in missing]
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        here = {each.pk for each in page}
        shown = [each for each in found if each.organization.pk in here]
        if not whole:
            shown = completion(page.object_list, form.period)
        return {
            "page_obj": page,
            "tables": tables(shown, form.address),
            "total": Sum.of(found) if whole else None,
            "whole": whole,
            "most": LOOKED_THROUGH,
        }

    def _terms(self, form: YearForm, today: datetime.date) -> list[TermEnd]:
        """Terms that end soon at the organisation and below, whatever year is looked at."""
        rows = Organization.objects.visible_to(self.user)
        rows = rows.filter(pk=form.chosen.pk) if form.cleaned_data["own"] else rows.under(form.chosen)
        return ending_terms(rows.filter(term_ends_on__lte=today + LOOKED_AHEAD), today)

    def _months(self, form: YearForm, about: Organization, today: datetime.date) -> dict[str, Any]:
        """What was held month by month: at the organisation and below, or, where asked so, at itself."""
        rows: dict[str, QuerySet[Record]] = {}
        for slug, model in activity.COUNTED.items():
            visible = model.objects.visible_to(self.user)
            alone = form.cleaned_data["own"] and about.kind != Organization.Kind.BRANCH
            rows[slug] = visible.filter(organization=about) if alone else visible.under(about)
        year = form.period.start.year
        found = activity.months(rows, year, today.month if year == today.year else 12)
        names = [str(number) for number in range(1, 13)]
        padding = [None] * (12 - len(found))
        return {
            "monthly": found,
            "monthly_names": [str(model._meta.verbose_name) for model in activity.COUNTED.values()],
            "any_activity": any(month.total for month in found),
            "activity_chart": stacked(
                f"{about}{form.period}每月活动次数，数字见下表",
                names,
                [*(month.counts for month in found), *padding],
            ),
            "any_rate": any(month.rate is not None for month in found),
            "attendance_chart": line(
                f"{about}{form.period}每月到会率，数字见下表",
                names,
                [*(month.rate for month in found), *padding],
                RATES,
            ),
        }


class CompletionExport(CompletionScoped, View):
    """The whole matrix as an Excel file, every page of it."""

    def get(self, request: HttpRequest) -> FileResponse:
        form = self.valid_scope()
        found = completion(self.organizations(form), form.period)
        name = f"{form.chosen}{form.period.name}完成情况.xlsx"
        return workbook(name, lambda file: write_completion(file, found, form.chosen, form.period))
