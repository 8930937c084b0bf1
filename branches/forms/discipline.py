"""The form of a disciplinary action."""

import json
from typing import Any, ClassVar

from crispy_forms.layout import Layout

from branches import sanctions
from branches.forms.building import BuiltRecord
from branches.forms.layout import Section, in_a_row, side_by_side
from branches.forms.people import People
from branches.forms.record import RecordForm
from branches.models import DisciplinaryAction


class DisciplinaryActionForm(RecordForm):
    slug: ClassVar[str] = "discipline"
    called_by: ClassVar[str] = "person"
    remembered: ClassVar = ("party_sanction", "administrative_sanction", "effective_from", "effective_until")

    class Meta(RecordForm.Meta):
        model = DisciplinaryAction
        fields: ClassVar[list[str]] = [
            "organization",
            "number",
            "date",
            "person",
            "post",
            "rank",
            "political_status",
            "violation",
            "facts",
            "measure",
            "form",
            "party_sanction",
            "administrative_sanction",
            "deciding_body",
            "document_number",
            "effective_from",
            "effective_until",
            "follow_up",
            "lifted_on",
            "remark",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].label = "决定日期"
        self.fields["effective_until"].help_text = "留空时按处分种类和起始日期计算；“开除”没有期限。"
        self.fields["effective_from"].help_text = "留空时为决定日期。"
        self.fields["form"].widget.attrs |= {
            "data-usual-by-measure": json.dumps(sanctions.FORM_OF_MEASURE),
            "data-usual-by-sanction": json.dumps(sanctions.FORM_OF_PARTY_SANCTION),
        }

    def reconsider(self, built: BuiltRecord, people: People) -> None:
        """An effect period that was computed follows the sanction and the day; one set by hand stays."""
        action, before = built.record, self.before
        assert isinstance(action, DisciplinaryAction)  # noqa: S101 - the slug decides
        if not action.pk:
            return
        computed_start = before["effective_from"] == before["date"]
        if computed_start and "effective_from" not in self.changed_data:
            action.effective_from = None
        computed_end = before["effective_from"] and before["effective_until"] == sanctions.effective_until(
            before["effective_from"],
            before["party_sanction"] or "",
            before["administrative_sanction"] or "",
        )
        if computed_end and "effective_until" not in self.changed_data:
            action.effective_until = None
        if "person" in self.changed_data:
            action.member = None

    def names(self) -> set[str]:
        return {self.instance.person}

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "organization",
                side_by_side("number", "date"),
                side_by_side("person", "political_status"),
                side_by_side("post", "rank"),
            ),
            Section("事实", "violation", "facts"),
            Section(
                "处理",
                "measure",
                side_by_side("party_sanction", "administrative_sanction"),
                "form",
                side_by_side("deciding_body", "document_number"),
                in_a_row("effective_from", "effective_until"),
            ),
            Section("回访与解除", "follow_up", "lifted_on", folded=True),
            Section("标签与备注", "tags", "remark", folded=True),
            "version",
            "token",
        )
