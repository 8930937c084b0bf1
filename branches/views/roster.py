"""The roster of a meeting that is being filled in: asked for again when organisation, kind or day change."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views import View

from branches.access import Permission, organizations_for
from branches.forms.organization_line import organization_in
from branches.forms.people import known_to
from branches.forms.roster import RosterFormSet, roster_rows
from branches.forms.text import day_in, key_in
from branches.models import Attendance, Meeting, Organization
from branches.views.gate import Gate

LARGEST = 5000


class Roster(Gate, View):
    """POST of the form as it stands; answers the roster's piece of the page, marks already made kept."""

    needs = Permission.WRITE
    http_method_names = ["post"]

    def get_queryset(self) -> "QuerySet[Organization]":
        return organizations_for(self.request.user, Meeting.write_permission)

    def post(self, request: HttpRequest) -> HttpResponse:
        given, user = request.POST, self.user
        organization = None
        if given.get("organization"):
            organization = organization_in(self.get_queryset(), given["organization"])
            if organization is None:
                raise Http404
        rows = []
        if organization is not None and given.get("kind"):
            people = known_to(user, Meeting.view_permission, organization)
            rows = roster_rows(people, organization, day_in(given.get("date")), given["kind"], marks(given))
        formset = RosterFormSet(prefix="attendances", initial=rows)
        asked = organization is not None and bool(given.get("kind")) and bool(day_in(given.get("date")))
        return render(request, "forms/roster.html", {"formset": formset, "asked": asked})


def marks(given: QueryDict) -> dict[int, dict[str, Any]]:
    """By member key, what was already marked on the roster of the page."""
    found: dict[int, dict[str, Any]] = {}
    for number in range(min(key_in(given.get("attendances-TOTAL_FORMS")) or 0, LARGEST)):
        prefix = f"attendances-{number}-"
        member, status = key_in(given.get(f"{prefix}member")), given.get(f"{prefix}status")
        if member and status in Attendance.Status.values:
            found[member] = {
                "status": status,
                "reason": given.get(f"{prefix}reason", ""),
                "spoke": bool(given.get(f"{prefix}spoke")),
            }
    return found
