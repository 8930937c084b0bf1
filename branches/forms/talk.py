"""The form of a talk."""

from typing import ClassVar

from crispy_forms.layout import Layout

from branches.forms.building import BuiltRecord
from branches.forms.choices import MeetingChoice
from branches.forms.formsets import part_formset
from branches.forms.layout import Rows, Section, side_by_side
from branches.forms.people import People
from branches.forms.record import RecordForm
from branches.models import Talk


class TalkForm(RecordForm):
    slug: ClassVar[str] = "talk"
    called_by: ClassVar[str] = "talker"
    formset_classes: ClassVar = {"targets": part_formset("talk", "targets", ["name", "post"], extra=1)}
    meeting = MeetingChoice()

    class Meta(RecordForm.Meta):
        model = Talk
        fields: ClassVar[list[str]] = [
            "organization",
            "kind",
            "date",
            "talker",
            "talker_post",
            "place",
            "matter",
            "content",
            "attitude",
            "follow_up",
            "meeting",
            "remark",
        ]

    def names(self) -> set[str]:
        return super().names() | {self.instance.talker}

    def reconsider(self, built: BuiltRecord, people: People) -> None:
        """Another name is another person."""
        for form, row in zip(self.formsets["targets"].used, built.rows("targets"), strict=True):
            if "name" in form.changed_data:
                row.member = None
        if "talker" in self.changed_data:
            built.record.talker_member = None  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "organization",
                side_by_side("kind", "date"),
                side_by_side("talker", "talker_post"),
            ),
            Rows("targets"),
            Section(
                "谈话情况",
                "matter",
                "content",
                "attitude",
                "place",
                "follow_up",
                "meeting",
            ),
            Section("标签与备注", "tags", "remark", folded=True),
            "version",
            "token",
        )
