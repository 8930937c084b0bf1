"""The forms of records without parts: work items, and clues."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout

from branches.forms.layout import Section, in_a_row, side_by_side
from branches.forms.record import RecordForm
from branches.models import Clue, WorkItem


class WorkItemForm(RecordForm):
    slug: ClassVar[str] = "work"

    class Meta(RecordForm.Meta):
        model = WorkItem
        fields: ClassVar[list[str]] = [
            "organization",
            "kind",
            "title",
            "date",
            "end_date",
            "lead",
            "quantity",
            "unit",
            "persons",
            "amount",
            "status",
            "note",
            "remark",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].help_text = "如：项、条、篇。"
        self.fields["end_date"].help_text = "只有一天的不用填。"

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "organization",
                "kind",
                "title",
                side_by_side("date", "end_date"),
                "lead",
            ),
            Section(
                "数量",
                in_a_row("quantity", "unit"),
                in_a_row("persons", "amount"),
                hint="有的才填。总结里的“项、条、人次、万元”由这里汇总。",
            ),
            Section("说明", "status", "note"),
            Section("标签与备注", "tags", "remark", folded=True),
            "version",
            "token",
        )


class ClueForm(RecordForm):
    slug: ClassVar[str] = "clue"
    called_by: ClassVar[str] = "number"

    class Meta(RecordForm.Meta):
        model = Clue
        fields: ClassVar[list[str]] = [
            "organization",
            "number",
            "source",
            "date",
            "about",
            "matter",
            "disposal",
            "disposed_on",
            "handled_by",
            "result",
            "became_case",
            "remark",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].label = "受理日期"
        self.fields["disposal"].help_text = "收到线索后一个月内应提出处置意见。"

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "organization",
                side_by_side("number", "date"),
                "source",
                "about",
                "matter",
            ),
            Section(
                "处置",
                side_by_side("disposal", "disposed_on"),
                "handled_by",
                "result",
                "became_case",
            ),
            Section("标签与备注", "tags", "remark", folded=True),
            "version",
            "token",
        )
