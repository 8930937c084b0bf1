"""The form of a lecture."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout

from branches.forms.building import BuiltRecord
from branches.forms.choices import MeetingChoice
from branches.forms.formsets import part_formset
from branches.forms.layout import Rows, Section, in_a_row, side_by_side
from branches.forms.people import People
from branches.forms.record import RecordForm
from branches.models import Lecture
from branches.models.lecture import lecturer_post


class LectureForm(RecordForm):
    slug: ClassVar[str] = "lecture"
    called_by: ClassVar[str] = "topic"
    formset_classes: ClassVar = {
        "lecturers": part_formset("lecture", "lecturers", ["name", "post", "title"], extra=1)
    }
    meeting = MeetingChoice()

    class Meta(RecordForm.Meta):
        model = Lecture
        fields: ClassVar[list[str]] = [
            "organization",
            "date",
            "start_time",
            "topic",
            "kind",
            "audience",
            "audience_count",
            "place",
            "hours",
            "content",
            "meeting",
            "remark",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in (*self.formsets["lecturers"].forms, self.formsets["lecturers"].empty_form):
            row.fields["post"].choices = [("", "按名册自动填写"), *row.fields["post"].choices[1:]]

    def reconsider(self, built: BuiltRecord, people: People) -> None:
        """A post taken from the roster follows the name and the day; one chosen by hand stays."""
        was = self.before["date"]
        for form, row in zip(self.formsets["lecturers"].used, built.rows("lecturers"), strict=True):
            renamed = "name" in form.changed_data
            by_hand = "post" in form.changed_data
            if renamed:
                row.member = None
            if row.pk and not by_hand:
                from_roster = was and row.member is not None and row.post == lecturer_post(row.member, was)
                if renamed or (from_roster and was != built.record.date):
                    row.post = ""

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "organization",
                in_a_row("date", "start_time"),
                "topic",
                "kind",
            ),
            Rows("lecturers"),
            Section(
                "听课情况",
                side_by_side("audience", "audience_count"),
                side_by_side("place", "hours"),
            ),
            Section("内容", "content", "meeting"),
            Section("标签与备注", "tags", "remark", folded=True),
            "version",
            "token",
        )
