"""Which organisation and which time a page of figures is about: chosen in the address, never beyond reach."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from branches.access import Permission, within_reach
from branches.forms.choices import OrganizationChoice
from branches.models import Organization, User
from branches.periods import PARTS, Period
from branches.views.gate import Gate

FIRST_YEAR = 1921


class ScopeForm(forms.Form):
    use_required_attribute = False
    organization = OrganizationChoice()
    year = forms.IntegerField(
        label="年份",
        min_value=FIRST_YEAR,
        error_messages={
            "required": "请填写年份。",
            "invalid": "请填写四位数的年份，如 2023。",
            "min_value": f"请填写 {FIRST_YEAR} 年以后的年份。",
        },
    )
    part = forms.ChoiceField(
        label="时段",
        required=False,
        choices=[(code, label) for code, (label, _) in PARTS.items()],
        error_messages={"invalid_choice": "请从列表中选择时段。"},
    )

    def __init__(self, *args: Any, organizations: "QuerySet[Organization]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        choice = self.fields["organization"]
        assert isinstance(choice, OrganizationChoice)  # noqa: S101 - declared above
        choice.offer(organizations)
        choice.empty_label = None
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "year" else "form-select"

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(f"{year} 年还没有到，请填写已经开始的年份。")
        return year

    @property
    def chosen(self) -> Organization:
        found: Organization = self.cleaned_data["organization"]
        return found

    def query(self, years_back: int = 0, organization: Organization | None = None) -> str:
        """The choice, earlier years or another organisation in it, as the query string of another page."""
        query = {
            "organization": (organization or self.chosen).pk,
            "year": self.cleaned_data["year"] - years_back,
        }
        part = self.cleaned_data.get("part")
        return urlencode(query | ({"part": part} if part else {}))

    @property
    def period(self) -> Period:
        _, period = PARTS[self.cleaned_data.get("part", "")]
        return period(self.cleaned_data["year"])


class Scoped(Gate):
    """A view about an organisation and a period; without a choice, one's own organisation and this year."""

    needs = (Permission.VIEW, Permission.REPORT, Permission.VIEW_DISCIPLINE)
    form_class: ClassVar[type[ScopeForm]] = ScopeForm

    @property
    def user(self) -> User:
        """The person who asks; the gate let nobody else in."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - for the type checker
        return user

    def get_queryset(self) -> "QuerySet[Organization]":
        """Where the person has one of the permissions that the page needs."""
        reach = (within_reach(self.user, Permission(each), "path") for each in self.needed())
        return Organization.objects.filter(reduce(or_, reach)).order_by("path")

    def scope(self) -> ScopeForm:
        """The choice, checked or with what is wrong about it; 404 for an organisation out of reach."""
        organizations = self.get_queryset()
        first = organizations.first()
        given = {"year": str(timezone.localdate().year), **self.request.GET.dict()}
        given.setdefault("organization", str(first.pk) if first else "")
        form = self.form_class(given, organizations=organizations)
        if not form.is_valid() and "organization" in form.errors:
            raise Http404
        return form

    def valid_scope(self) -> ScopeForm:
        """The same where there is no form on the page to mend it: 404 for whatever is wrong."""
        form = self.scope()
        if not form.is_valid():
            raise Http404
        return form
