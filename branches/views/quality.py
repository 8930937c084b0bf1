"""Record quality: what looks doubtful, and the page on which somebody says that it is right."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import TemplateView

from branches.access import Permission, organizations_for
from branches.forms.quality import CheckForm, QualityFilter
from branches.models import RECORDS, Record, User
from branches.quality.checking import check, reopen
from branches.quality.finding import LOOKED_AT, Finding
from branches.quality.looking import findings, findings_on, mendable
from branches.querysets import Span
from branches.views.gate import Gate

PAGE = 30
LOOKED_THROUGH = 500
"""Organisations whose findings are worked out in one go; of more, one has to be chosen."""
COUNTED_AT_HOME = 100
"""Organisations up to which the home page says how many findings there are: it must not be waited for."""
SHOWN = 10
"""Records of one finding that the list names."""


def open_findings(user: User, period: Span) -> int | None:
    """How many findings of a period wait for this person; None where there are too many organisations."""
    if looks_after_more_than(COUNTED_AT_HOME, user):
        return None
    rows = mendable(user)
    shown = {slug: each.held_in(period) for slug, each in rows.items()}
    return sum(not each.checked for each in findings(rows, shown))


def looks_after_more_than(number: int, user: User) -> bool:
    return organizations_for(user, Permission.WRITE)[number : number + 1].exists()


class OfQuality(Gate):
    needs = Permission.WRITE


class QualityList(OfQuality, TemplateView):
    template_name = "quality/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = QualityFilter(self.request.GET or {}, user=self.user)
        place = wanted.wanted("organization")
        too_many = place is None and looks_after_more_than(LOOKED_THROUGH, self.user)
        found = [] if too_many else self._findings(wanted)
        checked = bool(wanted.wanted("checked"))
        kind = wanted.wanted("kind")
        listed = [each for each in found if each.checked is checked and kind in {None, each.kind}]
        page = Paginator(listed, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "filter": wanted,
            "checked": checked,
            "too_many": too_many,
            "page_obj": page,
            "rows": with_records(page.object_list),
            "most": SHOWN,
        }

    def _findings(self, wanted: QualityFilter) -> list[Finding]:
        rows = mendable(self.user)
        shown = {slug: each.held_in(wanted.period) for slug, each in rows.items()}
        place = wanted.wanted("organization")
        if place is not None:
            shown = {slug: each.under(place) for slug, each in shown.items()}
        return findings(rows, shown)


def with_records(found: Iterable[Finding]) -> list[tuple[Finding, list[Record]]]:
    """Each finding with the first of its records; one query a record type."""
    found = list(found)
    keys: dict[str, set[int]] = {}
    for each in found:
        keys.setdefault(each.slug, set()).update(each.keys[:SHOWN])
    records: dict[tuple[str, int], Record] = {
        (slug, record.pk): record
        for slug, some in keys.items()
        for record in RECORDS[slug].objects.filter(pk__in=some).select_related("organization")
    }
    return [(each, [records[each.slug, key] for key in each.keys[:SHOWN]]) for each in found]


class QualityCheckView(OfQuality, View):
    """One finding on one record. GET shows it; POST keeps what was said about it, or takes that back."""

    def get_queryset(self) -> "QuerySet[Record]":
        slug = str(self.kwargs["slug"])
        if slug not in LOOKED_AT:
            raise Http404
        rows: QuerySet[Record] = mendable(self.user)[slug].select_related("organization")
        return rows

    def _found(self) -> tuple[Record, Finding]:
        record = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        for each in findings_on(record, self.user):
            if each.kind == self.kwargs["kind"]:
                return record, each
        raise Http404

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(*self._found(), CheckForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            record, finding = self._found()
            if "reopen" in request.POST:
                reopen(finding)
                messages.success(request, "已重新列为待核对。")
                return redirect(record)
            form = CheckForm(request.POST)
            if not form.is_valid():
                return self._page(record, finding, form)
            check(finding, self.user, form.cleaned_data["reason"])
        messages.success(request, f"已核对：{finding.label}。")
        return redirect("quality_list")

    def _page(self, record: Record, finding: Finding, form: CheckForm) -> HttpResponse:
        ((_, records),) = with_records([finding])
        context: dict[str, Any] = {"record": record, "finding": finding, "form": form, "records": records}
        context["more"] = len(finding.keys) - len(records)
        return render(self.request, "quality/check.html", context)
