"""The tree of organisations: seen by all with a role over it, changed by those who manage it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, ListView

from branches.access import Permission, may, organizations_for
from branches.forms.organization import OrganizationForm
from branches.models import Member, Organization, User
from branches.paths import STEP
from branches.views.gate import Gate

PAGE = 200
DEEPEST = 5
"""Levels of the tree that the list indents."""


class OrganizationList(Gate, ListView):
    template_name = "organizations/list.html"
    needs = Permission.VIEW
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[Organization]":
        return organizations_for(self.request.user, Permission.VIEW).order_by("path")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = list(context["page_obj"].object_list)
        top = min((len(each.path) for each in shown), default=0)
        heads = heads_of(shown)
        rows = [
            {
                "organization": each,
                "depth": min((len(each.path) - top) // STEP, DEEPEST),
                "manageable": may(self.request.user, Permission.MANAGE, each),
                "full": heads[each.pk].get("full", 0),
                "all": sum(heads[each.pk].values()),
            }
            for each in shown
        ]
        return context | {"rows": rows, "may_manage": may(self.request.user, Permission.MANAGE)}


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


class OrganizationFormView(Gate, FormView):
    template_name = "organizations/form.html"
    form_class = OrganizationForm
    needs = Permission.MANAGE

    def get_queryset(self) -> "QuerySet[Organization]":
        return organizations_for(self.request.user, Permission.MANAGE)

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the gate let nobody else in
        given = super().get_form_kwargs() | {"user": user}
        self.stored_name = ""
        if "pk" in self.kwargs:
            row = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
            self.stored_name = row.name
            given["instance"] = row
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "mistakes": form.mistakes() if form.is_bound else [],
            "stored_name": self.stored_name,
        }

    def form_valid(self, form: OrganizationForm) -> HttpResponse:
        row = form.save()
        messages.success(self.request, f"已保存：{row.name}")
        return redirect("organization_list")
