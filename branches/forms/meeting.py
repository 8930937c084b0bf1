"""The form of a meeting: the kind decides what it asks for, the roster makes the counts."""

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from branches.forms.agenda import AgendaFormSet, MaterialFormSet, MaterialRows
from branches.forms.building import BuiltRecord
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import NamesField, declared
from branches.forms.formsets import PartForm, PartFormSet
from branches.forms.layout import Rows, Section, in_a_row, side_by_side
from branches.forms.organization_line import organization_in
from branches.forms.people import People, known_to
from branches.forms.record import RecordForm
from branches.forms.roster import (
    RosterFormSet,
    is_whole,
    nonvoting,
    resolve,
    roster_rows,
    stored_rows,
)
from branches.forms.text import day_in, key_in
from branches.models import AgendaItem, Attendance, Meeting
from branches.models.record import Part

WITH_AGENDA = "general committee group leading_group central_group ideology integrity other"
LONG = "reading_class training visit exchange democratic_life organizational_life volunteer joint other"
STUDIES = "central_group study reading_class training theme_day exchange warning_education leading_group"
LIFE = "organizational_life democratic_life"

ROUTINE = frozenset({"general", "committee", "group", "organizational_life", "appraisal"})
"""Kinds that are called by their month."""


def routine_title(kind: str, day: datetime.date) -> str:
    """2024年5月支部委员会"""
    return f"{day.year}年{day.month}月{Meeting.Kind(kind).label}"


class MeetingForm(RecordForm):
    slug: ClassVar[str] = "meeting"
    formset_classes: ClassVar = {
        "agenda_items": AgendaFormSet,
        "materials": MaterialFormSet,
        "attendances": RosterFormSet,
    }
    remembered: ClassVar = ("kind",)

    attendance_by = forms.ChoiceField(
        label="登记方式",
        choices=[("roster", "按名册逐人登记"), ("counts", "只填人数")],
        initial="roster",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择登记方式。", "invalid_choice": "请选择登记方式。"},
    )
    nonvoting = NamesField(label="列席人员", required=False, help_text="多人用顿号分开，不计入应到、实到。")

    class Meta(RecordForm.Meta):
        model = Meeting
        fields: ClassVar[list[str]] = [
            "kind",
            "organization",
            "title",
            "date",
            "end_date",
            "start_time",
            "end_time",
            "place",
            "chair",
            "recorder",
            "expected",
            "present",
            "leave",
            "absent",
            "absentees_note",
            "content",
            "decision",
            "follow_up",
            "is_special",
            "is_extended",
            "study_form",
            "hours",
            "partners",
            "entitled",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "opinions_count",
            "criticisms_count",
            "measures_count",
            "graded_excellent",
            "graded_qualified",
            "graded_basic",
            "graded_unqualified",
            "remark",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["attendance_by"] = "roster" if is_whole(self.instance) else "counts"
            self.initial["nonvoting"] = [
                row.name
                for row in self.instance.attendances.all()
                if row.status == Attendance.Status.NONVOTING
            ]
        self.fields["kind"].widget.attrs["data-routine"] = " ".join(sorted(ROUTINE))
        self.fields["entitled"].help_text = "按名册登记的，留空时为名册中的正式党员人数。"
        self.fields["title"].help_text = "如：2024年5月支部委员会；主题党日写主题。"

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        if name == "attendances":
            if self.instance.pk:
                return stored_rows(self.instance) if is_whole(self.instance) else []
            return self._fresh_roster()
        rows = super().initial_rows(name)
        if name == "agenda_items" and not rows and self.initial.get("kind") == Meeting.Kind.LEADING_GROUP:
            return [] if self.instance.pk else [{"category": AgendaItem.Category.FIRST_TOPIC.value}]
        if name == "materials" and self.instance.pk:
            items = [item.pk for item in self.instance.agenda_items.all()]
            for row, material in zip(rows, self.instance.materials.all(), strict=True):
                if material.agenda_item_id in items:
                    row["under"] = items.index(material.agenda_item_id)
        return rows

    def _fresh_roster(self) -> list[dict[str, Any]]:
        """The roster for what is preset on a new form; the page asks again when that changes."""
        organization, kind = self.initial.get("organization"), self.initial.get("kind")
        if self.is_bound or organization is None or not kind:
            return []
        people = known_to(self.user, Meeting.view_permission, organization)
        return roster_rows(people, organization, self.initial.get("date"), kind)

    # --- what the page draws ---

    usual_reasons: ClassVar = ("出差", "病假", "事假", "休假", "学习培训")
    kinds_with_agenda: ClassVar[str] = WITH_AGENDA
    kinds_of_study: ClassVar[str] = STUDIES

    def agenda_open(self) -> bool:
        """Whether an agenda is expected, or there is one; folded otherwise."""
        return self._is_open(WITH_AGENDA, [row for row, _ in self.agenda()], ("topic", "content", "decision"))

    def materials_open(self) -> bool:
        return self._is_open(STUDIES, self.loose_materials(), ("title", "source"))

    def _is_open(self, kinds: str, rows: Sequence[PartForm], names: Sequence[str]) -> bool:
        kind = self["kind"].value()
        return not kind or kind in kinds.split() or any(row[name].value() for row in rows for name in names)

    def roster(self) -> PartFormSet:
        """The roster; of one that was sent, with the posts beside the names again."""
        formset = self.formsets["attendances"]
        places = declared(self, "organization", OrganizationChoice).queryset
        place = organization_in(places, self.data.get("organization"))
        if self.is_bound and place is not None:
            people = known_to(self.user, Meeting.view_permission, place)
            day, kind = day_in(self.data.get("date")), self.data.get("kind", "")
            posts = {row["member"]: row["post"] for row in roster_rows(people, place, day, kind)}
            for row in formset.forms:
                row.initial.setdefault("post", posts.get(key_in(row["member"].value()), ""))
        return formset

    def agenda(self) -> list[tuple[PartForm, list[PartForm]]]:
        """Each agenda item's row with the rows of the materials under it."""
        under: dict[int | None, list[PartForm]] = {}
        for form in self.formsets["materials"].forms:
            under.setdefault(key_in(form["under"].value()), []).append(form)
        return [(row, under.get(index, [])) for index, row in enumerate(self.formsets["agenda_items"].forms)]

    def loose_materials(self) -> list[PartForm]:
        """Rows of materials that stand under no agenda item."""
        count = len(self.formsets["agenda_items"].forms)
        return [
            form
            for form in self.formsets["materials"].forms
            if key_in(form["under"].value()) not in range(count)
        ]

    # --- checking ---

    def collect_parts(self) -> dict[str, list[Part]]:
        agenda, materials = self.formsets["agenda_items"], self.formsets["materials"]
        roster = self.formsets["attendances"]
        assert isinstance(materials, MaterialRows)  # noqa: S101 - in formset_classes
        items = agenda.parts(self.instance)
        present = roster.parts(self.instance)
        if self.cleaned_data.get("attendance_by") == "counts":
            present = self._rows_kept_beside_counts()
        silent = nonvoting(self.instance, self.cleaned_data.get("nonvoting") or [])
        return {
            "agenda_items": items,
            "materials": materials.parts_under(self.instance, agenda, items),
            "attendances": present + silent,
        }

    def _rows_kept_beside_counts(self) -> list[Part]:
        """Names that a ledger gave beside its counts stay; a whole roster given up for counts goes."""
        self.formsets["attendances"].used = []
        if not self.instance.pk or self.initial["attendance_by"] == "roster":
            return []
        return list(self.instance.attendances.exclude(status=Attendance.Status.NONVOTING))

    def roster_is_whole(self) -> bool:
        return self.cleaned_data.get("attendance_by") == "roster" and bool(self.formsets["attendances"].used)

    def hand_out_row(self, name: str, by_field: dict[str, list[str]]) -> None:
        """Those who attended without a vote are typed in one line."""
        self.add_error("nonvoting", [sentence for several in by_field.values() for sentence in several])

    def reconsider(self, built: BuiltRecord, people: People) -> None:
        """What each person was on the day follows the day."""
        rows = built.rows("attendances")
        if any(row.only_category for row in self.formsets["agenda_items"].forms):
            built.warnings.append("有一个议题只选了类别，没有写议题，这一项没有保存。")
        if built.roster_is_whole:
            built.record.absentees_note = ""  # type: ignore[attr-defined]  # written anew from the roster
        for name in resolve(rows, people):
            built.refuse("attendances", f"名册中的“{name}”已不在您可以登记的范围内，请刷新名册后重试。")
        if self.before["date"] != built.record.date:
            for row in rows:
                row.post = ""

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "kind",
                "organization",
                "title",
                "date",
                in_a_row("start_time", "end_time"),
                "place",
                side_by_side("chair", "recorder"),
            ),
            Section("跨天", "end_date", kinds=LONG, hint="只有一天的不用填。"),
            Section(
                "学习情况",
                side_by_side("study_form", "hours"),
                side_by_side("is_special", "is_extended"),
                kinds=STUDIES,
            ),
            Section("联建共建", "partners", kinds="joint theme_day visit volunteer exchange"),
            Rows("attendances"),
            Rows("agenda_items"),
            Rows("materials"),
            Section("会议内容", "content", "decision"),
            Section(
                "投票表决",
                "entitled",
                in_a_row("votes_for", "votes_against", "votes_abstained"),
                kinds="general",
                hint="没有表决的不用填。",
            ),
            Section(
                "查摆与整改",
                in_a_row("opinions_count", "criticisms_count", "measures_count"),
                kinds=LIFE,
                hint="会前谈心谈话请在保存后，到记录页面点“登记谈话”逐次登记。",
            ),
            Section(
                "评议结果（人数）",
                in_a_row("graded_excellent", "graded_qualified"),
                in_a_row("graded_basic", "graded_unqualified"),
                kinds="appraisal",
            ),
            Section("落实、标签与备注", "follow_up", "tags", "remark", folded=True),
            "version",
            "token",
        )
