"""The filters of the members' list."""

from typing import Any

from django import forms
from django.utils import timezone

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice, mistyped
from branches.forms.fields import TextLine, declared, dress
from branches.forms.text import tidy_name
from branches.models import Member, Organization, User
from branches.querysets import MemberQuerySet


class MemberFilter(forms.Form):
    """Reads the query string of the list; an entry that makes no sense is left out."""

    use_required_attribute = False
    q = TextLine(label="姓名", required=False)
    status = forms.ChoiceField(
        label="政治面貌", required=False, choices=[("", "全部"), *Member.Status.choices]
    )
    organization = OrganizationChoice(required=False)
    with_left = forms.BooleanField(label="包括已转出的", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        organization = declared(self, "organization", OrganizationChoice)
        organization.offer(organizations_for(user, Permission.VIEW))
        organization.empty_label = "全部"
        dress(self)

    def narrow(self, rows: "MemberQuerySet[Member]") -> "MemberQuerySet[Member]":
        self.is_valid()
        wanted = self.cleaned_data
        if name := tidy_name(wanted.get("q", ""))[:50]:
            rows = rows.filter(name__icontains=name)
        if wanted.get("status"):
            rows = rows.filter(status=wanted["status"])
        if mistyped(self):
            return rows.none()
        if place := wanted.get("organization"):
            under = rows.under(place)
            rows = rows.filter(group=place) if place.kind == Organization.Kind.GROUP else under
        if not wanted.get("with_left"):
            rows = rows.on(timezone.localdate())
        return rows

    @property
    def active(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())
