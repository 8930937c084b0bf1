"""The home page with how the office stands: completion at a glance, and the terms that end."""

import datetime
from collections.abc import Callable
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from branches.access import Permission, reach
from branches.duties import Completion
from branches.models import Organization
from branches.terms import LOOKED_AHEAD, ending_terms
from branches.views.home import Home
from reports.completion import WORDS, Sum
from reports.views.completion_lines import tables

ROWS: Final = 12
"""Organisations whose line the home page shows; of more, those with the most missing."""
TERMS: Final = 8
BELOW: Final = 60
"""Organisations that a very large office is offered to choose from."""


class OfficeHome(Home):
    def standing(self, found: list[Completion] | None, today: datetime.date) -> dict[str, Any]:
        context = self._terms(today)
        if found is None:
            return context | {"too_many": True, "below": self._below()}
        by_place = [list(several) for _, several in groupby(found, key=lambda each: each.organization.pk)]
        if len(by_place) < 2:
            return context
        worst = sorted(by_place, key=lambda several: -Sum.of(several).missing)[:ROWS]
        shown = {several[0].organization.pk for several in worst}
        return context | {
            "tables": tables([each for each in found if each.organization.pk in shown], one(today.year)),
            "total": Sum.of(found),
            "words": WORDS.items(),
            "shown": len(shown),
            "hidden": len(by_place) - len(shown),
            "year": today.year,
        }

    def _terms(self, today: datetime.date) -> dict[str, Any]:
        soon = Organization.objects.visible_to(self.request.user).filter(
            term_ends_on__lte=today + LOOKED_AHEAD
        )
        terms = ending_terms(soon, today)
        return {"terms": terms[:TERMS], "terms_hidden": len(terms[TERMS:])}

    def _below(self) -> "QuerySet[Organization]":
        """The organisations right below those whose role this person holds."""
        user = self.user
        tops = reach(user, Permission.VIEW)
        rows = Organization.objects.visible_to(user).filter(parent__path__in=tops, dissolved_on=None)
        return rows.order_by("path")[:BELOW]


def one(year: int) -> Callable[[Organization], str]:
    """The address of one organisation's year."""

    def address(organization: Organization) -> str:
        query = {"organization": organization.pk, "year": year, "own": "on"}
        return f"{reverse('completion')}?{urlencode(query)}"

    return address
