"""The rule table: what must happen how often. Edited by those who manage the organisations concerned."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import ListView

from branches.access import Permission, within_reach
from branches.forms.duty import ACTIVITIES, DutyForm, covers_everything
from branches.models import Duty, Organization
from branches.views.gate import Gate
from branches.views.plain_form import PlainFormView

WHAT = {key: name for _, group in ACTIVITIES[1:] for key, name in group}
KINDS = dict(Organization.Kind.choices)


class OfDuties(Gate):
    needs = Permission.MANAGE

    def get_queryset(self) -> "QuerySet[Duty]":
        """The rules this person may change; those for everybody only when they manage everything."""
        wanted = within_reach(self.user, Permission.MANAGE, "organization__path")
        if covers_everything(self.user):
            wanted |= Q(organization=None)
        return Duty.objects.filter(wanted).select_related("organization")


class DutyList(OfDuties, ListView):
    template_name = "duties/list.html"

    def get_queryset(self) -> "QuerySet[Duty]":
        reach = within_reach(self.user, Permission.MANAGE, "organization__path")
        return Duty.objects.filter(reach | Q(organization=None)).select_related("organization")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        changeable = set(super().get_queryset().values_list("pk", flat=True))
        rows = [
            {
                "duty": duty,
                "what": WHAT.get(f"{duty.activity}:{duty.kind}", duty.get_activity_display()),
                "applies_to": "、".join(KINDS.get(kind, kind) for kind in duty.applies_to),
                "changeable": duty.pk in changeable,
            }
            for duty in context["object_list"]
        ]
        return context | {"rows": rows}


class DutyFormView(OfDuties, PlainFormView):
    template_name = "duties/form.html"
    form_class = DutyForm

    def saved(self, row: Duty) -> HttpResponse:
        return redirect("duty_list")


class DutyDelete(OfDuties, View):
    """GET asks, POST deletes for good; switching a rule off keeps it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.get_queryset(), pk=pk)
        return render(request, "duties/delete.html", {"row": row})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.get_queryset(), pk=pk)
        row.delete()
        messages.success(request, f"已删除：{row.name}")
        return redirect("duty_list")
