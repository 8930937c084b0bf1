"""Choosing a document: whose, of which year, after which outline."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from branches.models import Organization
from reports import outlines
from reports.periods import Period

FIRST_YEAR = 1921
MONTHS_TO_LOOK_BACK = 3
"""Until the end of March the year that has just ended is the one that people report on."""


class ReportForm(forms.Form):
    """``organizations`` are those the person may report on; the caller answers 404 for any other."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label="党组织",
        empty_label=None,
        widget=forms.Select({"class": "form-select"}),
    )
    year = forms.IntegerField(
        label="年份", min_value=FIRST_YEAR, widget=forms.NumberInput({"class": "form-control"})
    )
    outline = forms.ChoiceField(label="提纲", widget=forms.Select({"class": "form-select"}))

    def __init__(self, *args: Any, organizations: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]
        self.fields["organization"].initial = organizations.first()
        self.fields["year"].initial = today.year if today.month > MONTHS_TO_LOOK_BACK else today.year - 1
        self.fields["outline"].choices = [  # type: ignore[attr-defined]
            (outline.slug, outline.name) for outline in outlines.available()
        ]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(f"{year} 年还没有到，请选择已经开始的年份。")
        return year

    @property
    def period(self) -> Period:
        return Period.year(self.cleaned_data["year"])
