"""支部工作手册: what will stand in it, and the work that writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from branches.access import Permission, within_reach
from branches.jobs import start
from branches.models import Meeting, Organization
from branches.navigation import RECORD_NAMES
from branches.views.jobs import page_of
from reports.packing.archive import BRANCH, branches_below
from reports.printed.reading import PRINTED, readable
from reports.views.scope import Scoped, YearForm, reporting_year

MOST_SHOWN = 100
ABOVE_BRANCHES = (Organization.Kind.COMMITTEE, Organization.Kind.GENERAL_BRANCH)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many records of a kind, and the list of them."""

    label: str
    count: int
    url: str


class HandbookForm(YearForm):
    """A branch, or an organisation whose branches are meant, and a year."""


class _OfHandbooks(Scoped, View):
    form_class = HandbookForm

    def needed(self) -> Sequence[Permission]:
        return [Permission.VIEW]

    def get_queryset(self) -> "QuerySet[Organization]":
        """Branches that this person may see; what stands above branches for those who report on it."""
        branches = within_reach(self.user, Permission.VIEW, "path") & Q(kind=BRANCH)
        above = within_reach(self.user, Permission.REPORT, "path") & Q(kind__in=ABOVE_BRANCHES)
        return Organization.objects.filter(branches | above).order_by("path")

    def usual_year(self) -> int:
        return reporting_year()


class HandbookView(_OfHandbooks):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.scope()
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            organization, period = form.chosen, form.period
            context |= {"organization": organization, "period": period, "query": form.query()}
            if organization.kind == BRANCH:
                context |= {"existed": organization.existed_in(period), "counts": self._counts(form)}
            else:
                branches = branches_below(organization, self.user, period)
                context |= {"branches": branches, "shown": branches[:MOST_SHOWN]}
        return render(request, "reports/handbook.html", context)

    def _counts(self, form: YearForm) -> list[Counted]:
        """How many records of each kind will stand in it."""
        rows = {slug: readable(slug, self.user).under(form.chosen).held_in(form.period) for slug in PRINTED}
        by_kind = rows.pop("meeting").order_by().values_list("kind").annotate(Count("pk"))
        held = dict(by_kind)
        found = [
            Counted(str(kind.label), held[kind], f"{_list('meeting', form)}&kind={kind}")
            for kind in Meeting.Kind
            if kind in held
        ]
        others = (Counted(RECORD_NAMES[slug], each.count(), _list(slug, form)) for slug, each in rows.items())
        return [*found, *(each for each in others if each.count)]


def _list(slug: str, form: YearForm) -> str:
    return f"{reverse('record_list', args=[slug])}?{form.query()}"


class HandbookMake(_OfHandbooks):
    """Hands the writing over to the background."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        form = self.valid_scope()
        organization, period = form.chosen, form.period
        kind, what = (
            ("handbook", "工作手册") if organization.kind == BRANCH else ("handbooks", "下级支部工作手册")
        )
        asked = start(
            kind,
            user=self.user,
            title=f"{organization} {period}{what}",
            parameters={"organization": organization.pk, "year": period.start.year},
        )
        return HttpResponseRedirect(page_of(asked))
