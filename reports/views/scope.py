"""Which organisation and which time a page of figures is about: chosen in the address, never beyond reach."""

import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.http import Http404, QueryDict
from django.utils import timezone

from branches.access import Permission, within_reach
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import DATE_SPELLINGS, declared
from branches.forms.text import key_in
from branches.models import Organization
from branches.periods import PARTS, Period
from branches.views.gate import Gate
from reports.periods import as_query

FIRST_YEAR = 1921
ANY_OF = (Permission.VIEW, Permission.REPORT, Permission.VIEW_DISCIPLINE)
"""Permissions of which one opens a page of figures."""
LAST_MONTH_FOR_LAST_YEAR = 3
"""Until the end of March the year that people report on is the one before."""
RANGE = ("start", "end")


def reporting_year() -> int:
    today = timezone.localdate()
    return today.year - (today.month <= LAST_MONTH_FOR_LAST_YEAR)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DATE_SPELLINGS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": f"{label}不是有效的日期，请写成 2024-03-05 的样子。"},
    )


class YearForm(forms.Form):
    """An organisation and a year."""

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

    def __init__(self, *args: Any, organizations: "QuerySet[Organization]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        choice = declared(self, "organization", OrganizationChoice)
        choice.offer(organizations, {"for": ANY_OF})
        choice.empty_label = None
        for field in self.fields.values():
            is_list = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_list else "form-control"

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
        period = self.period
        for _ in range(years_back):
            period = period.previous()
        return urlencode({"organization": (organization or self.chosen).pk} | as_query(period))

    @property
    def period(self) -> Period:
        return Period.year(self.cleaned_data["year"])

    def usual_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in RANGE]


class PartOfYearForm(YearForm):
    """An organisation, a year and a part of it."""

    part = forms.ChoiceField(
        label="时段",
        required=False,
        choices=[(code, label) for code, (label, _) in PARTS.items()],
        error_messages={"invalid_choice": "请从列表中选择时段。"},
    )

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.period.start > timezone.localdate():
            self.add_error("part", f"{self.period.name}还没有到，请另选时段。")
        return self.cleaned_data

    @property
    def period(self) -> Period:
        _, period = PARTS[self.cleaned_data.get("part", "")]
        return period(self.cleaned_data["year"])


class ScopeForm(PartOfYearForm):
    """An organisation and a period: a year or a part of it, or first and last day instead."""

    start = _day("起始日期")
    end = _day("截止日期")

    def clean(self) -> dict[str, Any]:
        start, end, today = self.cleaned_data.get("start"), self.cleaned_data.get("end"), timezone.localdate()
        if start and end and end < start:
            self.add_error("end", "截止日期早于起始日期，请核对。")
        elif (start or end) and not (start and end or self.errors):
            self.add_error("end" if start else "start", "请把起始日期和截止日期都填上。")
        elif start and start > today:
            self.add_error("start", "起始日期还没有到，请核对。")
        return self.cleaned_data if start else super().clean()

    @property
    def period(self) -> Period:
        days: tuple[datetime.date | None, ...] = tuple(self.cleaned_data.get(name) for name in RANGE)
        return Period.between(days[0], days[1]) if days[0] and days[1] else super().period

    def range_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name in RANGE]

    @property
    def by_range(self) -> bool:
        """Whether days are given, or were to be given."""
        return any(self.data.get(name) for name in RANGE)


class Scoped(Gate):
    """A view about an organisation and a period; without a choice, one's own organisation and this year."""

    needs = ANY_OF
    form_class: ClassVar[type[YearForm]] = ScopeForm

    def get_queryset(self) -> "QuerySet[Organization]":
        """Where the person has one of the permissions that the page needs."""
        reach = (within_reach(self.user, Permission(each), "path") for each in self.needed())
        return Organization.objects.filter(reduce(or_, reach)).order_by("path")

    def given(self) -> QueryDict:
        """Where the choice stands."""
        return self.request.GET

    def made_form(self, given: dict[str, Any], organizations: "QuerySet[Organization]") -> YearForm:
        return self.form_class(given, organizations=organizations)

    def usual_year(self) -> int:
        """The year of a page on which none is chosen."""
        return timezone.localdate().year

    def scope(self) -> YearForm:
        """The choice, checked or with what is wrong about it; 404 for an organisation out of reach, unless it
        was typed by its name."""
        organizations = self.get_queryset()
        first = organizations.first()
        given = {"year": str(self.usual_year()), **self.given().dict()}
        given.setdefault("organization", str(first.pk) if first else "")
        form = self.made_form(given, organizations)
        if not form.is_valid() and "organization" in form.errors:
            choice = declared(form, "organization", OrganizationChoice)
            if not choice.is_line or key_in(given["organization"]) is not None:
                raise Http404
        return form

    def valid_scope(self) -> YearForm:
        """The same where there is no form on the page to mend it: 404 for whatever is wrong."""
        form = self.scope()
        if not form.is_valid():
            raise Http404
        return form
