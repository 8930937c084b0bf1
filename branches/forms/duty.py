"""The form of a rule: who must hold what how often."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import EMPTY_CHOICE, declared
from branches.forms.layout import Section, in_a_row
from branches.forms.plain import PlainForm
from branches.models import AgendaItem, Duty, Lecture, Meeting, Organization, Talk

ACTIVITIES: list[Any] = [
    EMPTY_CHOICE,
    ("会议活动", [(f"meeting:{key}", name) for key, name in Meeting.Kind.choices]),
    (
        "党课",
        [("lecture:", "党课（各类）"), *((f"lecture:{key}", name) for key, name in Lecture.Kind.choices)],
    ),
    ("谈话", [("talk:", "谈话（各类）"), *((f"talk:{key}", name) for key, name in Talk.Kind.choices)]),
]


class DutyForm(PlainForm):
    what = forms.ChoiceField(
        label="活动",
        choices=ACTIVITIES,
        error_messages={"required": "请选择活动。", "invalid_choice": "请从列表中选择活动。"},
    )
    agenda_category = forms.ChoiceField(
        label="议题类别",
        required=False,
        choices=[("", "不限"), *AgendaItem.Category.choices],
        help_text="只数议程里有这类议题的会议。",
        error_messages={"invalid_choice": "请从列表中选择议题类别。"},
    )
    applies_to = forms.MultipleChoiceField(
        label="适用类别",
        choices=Organization.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "请至少选择一类党组织。",
            "invalid_choice": "请从列表中选择党组织类别。",
            "invalid_list": "请从列表中选择党组织类别。",
        },
    )
    organization = OrganizationChoice(label="适用范围")

    class Meta(PlainForm.Meta):
        model = Duty
        fields: ClassVar[list[str]] = [
            "name",
            "applies_to",
            "organization",
            "condition",
            "agenda_category",
            "times",
            "per",
            "source",
            "is_active",
        ]

    def offer(self) -> None:
        place = declared(self, "organization", OrganizationChoice)
        place.offer(organizations_for(self.user, Permission.MANAGE), {"for": Permission.MANAGE})
        place.help_text = "包括它的下级组织。"
        if covers_everything(self.user):
            place.required = False
            place.empty_label = "全单位"
        if self.instance.pk:
            self.initial["what"] = f"{self.instance.activity}:{self.instance.kind}"

    def _post_clean(self) -> None:
        if what := self.cleaned_data.get("what"):
            self.instance.activity, _, self.instance.kind = what.partition(":")
        super()._post_clean()  # type: ignore[misc]

    def layout(self) -> Layout:
        return Layout(
            Section("", "name", "what", "agenda_category", in_a_row("per", "times")),
            Section("谁要开展", "applies_to", "condition", "organization"),
            Section("", "source", "is_active"),
        )


def covers_everything(user: Any) -> bool:
    """Whether this person manages every tree of the site: only then may a rule for all be touched."""
    managed = organizations_for(user, Permission.MANAGE)
    return not Organization.objects.filter(parent=None).exclude(pk__in=managed.values("pk")).exists()
