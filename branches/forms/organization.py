"""The form of an organisation, for those who manage the tree."""

from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.layout import Layout

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import NamesField, declared
from branches.forms.layout import Section, in_a_row
from branches.forms.plain import PlainForm
from branches.models import Organization

LONGEST_FORMER_NAME = 100


def misplaced(kind: str, parent: Organization | None) -> str:
    """Why an organisation of this kind cannot stand below that one; empty when it can."""
    if parent is None:
        return ""
    if parent.kind == "group":
        return "党小组没有下级党组织，请选择别的上级党组织。"
    if kind == "group" and parent.kind not in {"branch", "general_branch"}:
        return "党小组的上级应是党支部。"
    return ""


def too_long_former_names(names: Iterable[str]) -> str:
    """What is wrong about names an organisation used to have; empty when nothing is."""
    if any(len(name) > LONGEST_FORMER_NAME for name in names):
        return f"曾用名最多 {LONGEST_FORMER_NAME} 个字，请核对。"
    return ""


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
        parent = declared(self, "parent", OrganizationChoice)
        look_up: dict[str, Any] = {"for": Permission.MANAGE, "not": "group"}
        if self.instance.pk:
            if not managed.filter(pk=self.instance.parent_id).exists():
                del self.fields["parent"]
                return
            inside = Organization.objects.under(self.instance).values("pk")
            managed = managed.exclude(pk__in=inside)
            look_up["outside"] = self.instance.pk
        parent.offer(managed.exclude(kind="group"), look_up)

    def clean_former_names(self) -> list[str]:
        names = self.cleaned_data["former_names"]
        if sentence := too_long_former_names(names):
            self.add_error("former_names", sentence)
        return list(dict.fromkeys(names))

    def clean(self) -> dict[str, Any]:
        wanted: dict[str, Any] = super().clean() or self.cleaned_data
        if sentence := misplaced(wanted.get("kind", ""), wanted.get("parent")):
            self.add_error("parent", sentence)
        return wanted

    def layout(self) -> Layout:
        parent = ["parent"] if "parent" in self.fields else []
        return Layout(
            Section("", "name", "short_name", "kind", *parent, "former_names"),
            Section(
                "成立与任期",
                in_a_row("founded_on", "dissolved_on"),
                in_a_row("term_years", "term_ends_on"),
                hint="成立以前、撤销以后不计应开展的次数；今年新成立的，请填成立日期。",
            ),
        )
