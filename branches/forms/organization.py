"""The form of an organisation, for those who manage the tree."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import NamesField
from branches.forms.layout import Section, in_a_row
from branches.forms.plain import PlainForm
from branches.models import Organization

LONGEST_FORMER_NAME = 100


class OrganizationForm(PlainForm):
    """An organisation below one that the user manages; the topmost of the user's reach keeps its place."""

    parent = OrganizationChoice(label="上级党组织")
    former_names = NamesField(
        label="曾用名", required=False, help_text="多个用顿号分开。导入旧台账时按曾用名也能认出。"
    )

    class Meta(PlainForm.Meta):
        model = Organization
        fields: ClassVar[list[str]] = [
            "name",
            "short_name",
            "former_names",
            "kind",
            "parent",
            "founded_on",
            "dissolved_on",
            "term_years",
            "term_ends_on",
        ]

    def offer(self) -> None:
        managed = organizations_for(self.user, Permission.MANAGE)
        parent = self.fields["parent"]
        assert isinstance(parent, OrganizationChoice)  # noqa: S101 - declared above
        if self.instance.pk:
            if not managed.filter(pk=self.instance.parent_id).exists():
                del self.fields["parent"]
                return
            inside = Organization.objects.under(self.instance).values("pk")
            managed = managed.exclude(pk__in=inside)
        parent.offer(managed.exclude(kind="group"))

    def clean_former_names(self) -> list[str]:
        names = self.cleaned_data["former_names"]
        for name in names:
            if len(name) > LONGEST_FORMER_NAME:
                self.add_error("former_names", f"曾用名最多 {LONGEST_FORMER_NAME} 个字，请核对。")
        return list(dict.fromkeys(names))

    def clean(self) -> dict[str, Any]:
        wanted: dict[str, Any] = super().clean() or self.cleaned_data
        parent, kind = wanted.get("parent"), wanted.get("kind")
        if parent is not None and kind == "group" and parent.kind not in {"branch", "general_branch"}:
            self.add_error("parent", "党小组的上级应是党支部。")
        return wanted

    def layout(self) -> Layout:
        parent = ["parent"] if "parent" in self.fields else []
        return Layout(
            Section("", "name", "short_name", "kind", *parent, "former_names"),
            Section(
                "成立与任期",
                in_a_row("founded_on", "dissolved_on"),
                in_a_row("term_years", "term_ends_on"),
            ),
        )
