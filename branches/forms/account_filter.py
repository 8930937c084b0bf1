"""The filters of the list of accounts."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice, mistyped
from branches.forms.fields import TextLine, declared, dress
from branches.models import Role, User
from branches.paths import under_path


class AccountFilter(forms.Form):
    """Reads the query string of the list; an entry that makes no sense is left out."""

    use_required_attribute = False
    q = TextLine(label="姓名或用户名", required=False)
    kind = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.Kind.choices])
    organization = OrganizationChoice(required=False)
    off = forms.BooleanField(label="只看已停用的", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        organization = declared(self, "organization", OrganizationChoice)
        organization.offer(organizations_for(user, Permission.MANAGE), {"for": Permission.MANAGE})
        organization.empty_label = "全部"
        dress(self)

    def narrow(self, rows: "QuerySet[User]") -> "QuerySet[User]":
        """The accounts that fit; those switched off only when they are asked for."""
        self.is_valid()
        wanted = self.cleaned_data
        if name := wanted.get("q", "")[:50]:
            rows = rows.filter(Q(display_name__icontains=name) | Q(username__icontains=name))
        if mistyped(self):
            return rows.none()
        roles = Role.objects.filter(user=OuterRef("pk"))
        if kind := wanted.get("kind"):
            roles = roles.filter(kind=kind)
        if organization := wanted.get("organization"):
            roles = roles.filter(under_path("organization__path", organization.path))
        if kind or organization:
            rows = rows.filter(Exists(roles))
        return rows.filter(is_active=not wanted.get("off"))

    @property
    def active(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())
