"""The tree of organisations: seen by all with a role over it, changed by those who manage it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from branches.access import Permission, may, organizations_for
from branches.forms.organization import OrganizationForm
from branches.models import Member, Organization
from branches.paths import STEP
from branches.views.gate import Gate
from branches.views.pages import PagedList
from branches.views.plain_form import PlainFormView

PAGE = 200
DEEPEST = 5
"""Levels of the tree that the list indents."""


class OrganizationList(Gate, PagedList):
    template_name = "organizations/list.html"
    needs = Permission.VIEW
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[Organization]":
        return organizations_for(self.user, Permission.VIEW).order_by("path")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = list(context["page_obj"].object_list)
        top = min((len(each.path) for each in shown), default=0)
        heads = heads_of(shown)
        rows = [
            {
                "organization": each,
                "depth": min((len(each.path) - top) // STEP, DEEPEST),
                "manageable": may(self.user, Permission.MANAGE, each),
                "full": heads[each.pk].get("full", 0),
                "all": sum(heads[each.pk].values()),
            }
            for each in shown
        ]
        return context | {"rows": rows, "may_manage": may(self.user, Permission.MANAGE)}


def heads_of(organizations: Iterable[Organization]) -> dict[int, Counter[str]]:
    """How many of each status belong to each of these today: of a group its own, else those put to it."""
    keys = [each.pk for each in organizations]
    found: dict[int, Counter[str]] = defaultdict(Counter)
    here = Member.objects.live().on(timezone.localdate()).order_by()
    for column in ("organization_id", "group_id"):
        counted = here.filter(**{f"{column}__in": keys}).values_list(column, "status").annotate(Count("pk"))
        for key, status, count in counted:
            found[key][status] += count
    return found


class OrganizationFormView(PlainFormView):
    template_name = "organizations/form.html"
    form_class = OrganizationForm
    needs = Permission.MANAGE

    def get_queryset(self) -> "QuerySet[Organization]":
        return organizations_for(self.user, Permission.MANAGE)

    def hold(self) -> None:
        Organization.objects.hold_tree()

    def saved(self, row: Organization) -> HttpResponse:
        return redirect("organization_list")
