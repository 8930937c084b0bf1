"""A line in which an organisation is written by its name, for offices with too many of them to list."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from branches.forms.text import key_in, tidy_line
from branches.models import Organization

NAMESAKES = 5
"""Organisations of one short name that are told apart in a sentence."""
LONGEST_NAME = 100
MOST_WORDS = 5


class OrganizationLine(forms.TextInput):
    """Where scripts run, names are offered while one is typed: ``look_up`` is what ``OrganizationLookUp`` is
    told about which."""

    def __init__(self, look_up: Mapping[str, Any], attrs: Mapping[str, Any]) -> None:
        super().__init__({**attrs, "autocomplete": "off"})
        self.look_up = look_up

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {
            "line": super().render(name, value, attrs, renderer),
            "panel_id": f"{(attrs or {}).get('id', name)}_names",
            "url": f"{reverse('organization_look_up')}?{urlencode(self.look_up, doseq=True)}",
        }
        return render_to_string("forms/organization_line.html", context)


def by_name(organizations: "QuerySet[Organization]", name: str) -> list[Organization]:
    """The organisation of that full name, else the first few of that short name."""
    wanted = tidy_line(name)[:LONGEST_NAME]
    exact = list(organizations.filter(name=wanted))
    return exact or list(organizations.filter(short_name=wanted)[:NAMESAKES])


def like(organizations: "QuerySet[Organization]", typed: str) -> "QuerySet[Organization]":
    """Those that the words typed so far may mean, in the order of the tree."""
    words = tidy_line(typed)[:LONGEST_NAME].split()[:MOST_WORDS]
    found: QuerySet[Organization] = organizations.mentioning(words)  # type: ignore[attr-defined]
    return found.select_related("parent").order_by("path")


def organization_in(organizations: "QuerySet[Organization]", text: object) -> Organization | None:
    """The one of these that an address or a form names, by key or by name; None for anything else."""
    key = key_in(text)
    if key is not None:
        return organizations.filter(pk=key).first()
    named = by_name(organizations, str(text)) if text else []
    return named[0] if len(named) == 1 else None
