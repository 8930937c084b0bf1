"""The form of an office's own outline. Mistakes in the text are shown, not refused: nothing typed is lost."""

from itertools import islice
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import TextArea, declared
from branches.forms.layout import Section, side_by_side
from branches.forms.plain import PlainForm
from reports.differences import Difference, differences
from reports.models import OwnOutline
from reports.outlines import available
from reports.outlines.own import LONGEST

SHOWN = 60
"""Lines of difference that a page lists."""


class OutlineForm(PlainForm):
    saved_meanwhile = False
    """Whether somebody else saved the outline while this page was open."""
    organization = OrganizationChoice(label="适用单位")
    text = TextArea(
        label="提纲正文",
        widget=forms.Textarea(attrs={"rows": 24, "class": "outline-text", "spellcheck": "false"}),
        error_messages={"required": "请填写提纲正文。"},
    )

    class Meta(PlainForm.Meta):
        model = OwnOutline
        fields: ClassVar[list[str]] = ["name", "organization", "about", "text"]

    def offer(self) -> None:
        place = declared(self, "organization", OrganizationChoice)
        place.offer(organizations_for(self.user, Permission.REPORT), {"for": Permission.REPORT})
        self.initial["organization"] = self.initial.get("organization") or place.queryset.first()
        place.help_text = "它和它的下级组织写报告时都可以选用。"
        self.fields["about"].help_text = "一句话说明什么时候用，可以不填。"

    def layout(self) -> Layout:
        return Layout(Section("", side_by_side("name", "organization"), "about", "text"))

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if name in {outline.name for outline in available()}:
            raise forms.ValidationError(f"“{name}”是系统自带提纲的名称，请换一个，以免混淆。")
        return name

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > LONGEST:
            raise forms.ValidationError(f"提纲最多 {LONGEST} 字，现在有 {len(text)} 字，请分成几份。")
        return text

    def clean(self) -> dict[str, Any]:
        self.saved_meanwhile = self.cleaned_data.get("opened_as") not in {"", self.stored}
        cleaned = super().clean()
        name, place = cleaned.get("name"), cleaned.get("organization")
        if name and place and place.own_outlines.filter(name=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name", f"{place}已有名为“{name}”的提纲，请换一个名称。")
        return cleaned

    def _shown(self, name: str) -> str:
        return "见下面的对照" if name == "text" else super()._shown(name)

    def differences(self) -> list[Difference]:
        """What somebody else saved meanwhile (−) and what was typed instead (+)."""
        if self.is_valid() or not self.saved_meanwhile:
            return []
        stored = OwnOutline.objects.get(pk=self.instance.pk).text
        typed = TextArea().to_python(self.data.get("text"))
        return list(islice(differences(stored, typed), SHOWN))
