"""Choosing a document: whose, of which year, after which outline."""

from typing import Any

from django import forms

from branches.models import Organization
from reports import outlines
from reports.views.scope import ScopeForm


class ReportForm(ScopeForm):
    """The organisation and a whole year, and the outline."""

    part = None  # type: ignore[assignment]
    outline = forms.ChoiceField(label="提纲", error_messages={"invalid_choice": "请从列表中选择提纲。"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outline"].choices = [  # type: ignore[attr-defined]
            (outline.slug, outline.name) for outline in outlines.available()
        ]

    def clean(self) -> dict[str, Any]:
        return {**self.cleaned_data, "part": ""}

    def query(self, years_back: int = 0, organization: Organization | None = None) -> str:
        return f"{super().query(years_back, organization)}&outline={self.cleaned_data['outline']}"
