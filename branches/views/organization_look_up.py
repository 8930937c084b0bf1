"""Names of organisations for a line in which one is being typed."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from branches.access import Permission, within_reach
from branches.forms.organization_line import like
from branches.forms.text import key_in
from branches.models import Organization
from branches.querysets import OrganizationQuerySet
from branches.views.gate import Gate

OFFERED = 20


class OrganizationLookUp(Gate, View):
    """GET with ``q``, the words typed so far; answers the list's piece of the page.

    ``for``: the permission that the person must have there (``view`` when left out), or several of which one
    suffices. ``existing``: not those dissolved. ``kind``, ``not``: of that kind, not of that kind.
    ``outside``: neither that one nor what is below it.
    """

    http_method_names = ["get"]

    def needed(self) -> Sequence[Permission]:
        wanted = self.request.GET.getlist("for", [Permission.VIEW.value])
        if not set(wanted) <= set(Permission):
            raise Http404
        return [Permission(each) for each in wanted]

    def get_queryset(self) -> "OrganizationQuerySet":
        asked = self.request.GET
        reach = (within_reach(self.user, each, "path") for each in self.needed())
        found = Organization.objects.filter(reduce(or_, reach))
        if "existing" in asked:
            found = found.filter(dissolved_on=None)
        if asked.get("kind") in Organization.Kind.values:
            found = found.filter(kind=asked["kind"])
        if asked.get("not") in Organization.Kind.values:
            found = found.exclude(kind=asked["not"])
        above = Organization.objects.filter(pk=key_in(asked.get("outside")) or 0).first()
        if above is not None:
            found = found.exclude(pk__in=Organization.objects.under(above).values("pk"))
        return found

    def get(self, request: HttpRequest) -> HttpResponse:
        found = list(like(self.get_queryset(), request.GET.get("q", ""))[: OFFERED + 1])
        context = {"organizations": found[:OFFERED], "more": len(found) > OFFERED}
        return render(request, "forms/organization_names.html", context)
