"""Whose calendar is looked at."""

from typing import Any

from django import forms
from django.http import QueryDict

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import declared, dress
from branches.models import Organization, User


class CalendarFilter(forms.Form):
    """Reads the query string of a calendar; an organisation that makes no sense is left out."""

    use_required_attribute = False
    organization = OrganizationChoice(required=False)

    def __init__(self, query: QueryDict, user: User) -> None:
        super().__init__(query or {})
        self.label_suffix = ""
        field = declared(self, "organization", OrganizationChoice)
        self.places = organizations_for(user, Permission.VIEW)
        field.offer(self.places, {"for": Permission.VIEW})
        field.empty_label = "全部"
        dress(self)
        self.is_valid()

    @property
    def chosen(self) -> Organization | None:
        found: Any = self.cleaned_data.get("organization")
        return found if isinstance(found, Organization) else None
