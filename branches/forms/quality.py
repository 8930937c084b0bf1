"""What the pages of record quality ask for: which findings, and why one is right as it is."""

from typing import Any

from django import forms
from django.utils import timezone

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import TextLine, declared, dress
from branches.forms.filtering import YEARS_OFFERED
from branches.forms.wording import too_long
from branches.models import QualityCheck, User
from branches.periods import Period

LONGEST_REASON = 200


class QualityFilter(forms.Form):
    """Reads the query string of the list: one year, this one unless told; what makes no sense is left out."""

    use_required_attribute = False
    year = forms.TypedChoiceField(label="年份", required=False, coerce=int)
    organization = OrganizationChoice(required=False)
    kind = forms.ChoiceField(label="问题", required=False, choices=[("", "全部"), *QualityCheck.Kind.choices])
    checked = forms.BooleanField(label="看已核对的", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.this_year = timezone.localdate().year
        year = declared(self, "year", forms.TypedChoiceField)
        organization = declared(self, "organization", OrganizationChoice)
        years = range(self.this_year, self.this_year - YEARS_OFFERED, -1)
        year.choices = [(each, f"{each}年") for each in years]
        year.initial = self.this_year
        organization.offer(organizations_for(user, Permission.WRITE), {"for": Permission.WRITE})
        organization.empty_label = "全部"
        dress(self)
        self.is_valid()

    @property
    def period(self) -> Period:
        return Period.year(getattr(self, "cleaned_data", {}).get("year") or self.this_year)

    def wanted(self, name: str) -> Any:
        """What was asked for; None for nothing, or for something without sense."""
        return getattr(self, "cleaned_data", {}).get(name) or None

    @property
    def active(self) -> bool:
        return any(self.wanted(name) for name in ("organization", "kind", "checked"))


class CheckForm(forms.Form):
    """Why a finding is right as it is."""

    use_required_attribute = False
    reason = TextLine(
        label="核对情况",
        help_text="写明情况，如：当天先开支委会，接着开党员大会，分别有记录。",
        error_messages={"required": "请写明核对情况。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        dress(self)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if len(reason) > LONGEST_REASON:
            raise forms.ValidationError(too_long("核对情况", LONGEST_REASON, len(reason)))
        return reason
