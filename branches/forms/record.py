"""What the forms of all record types have in common."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.models import construct_instance

from branches.forms.building import BuiltRecord, check
from branches.forms.choices import MeetingChoice, OrganizationChoice, home_organization, writable
from branches.forms.fields import TagsField, declared, formfield
from branches.forms.formsets import PartFormSet
from branches.forms.people import People, known_to
from branches.models import User
from branches.models.record import Part


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error summary; ``anchor`` is the id of the element it speaks of."""

    anchor: str
    sentence: str


class RecordForm(forms.ModelForm):
    """A form for one record and its parts. After ``is_valid``, ``built`` is what ``saving.save`` writes.

    ``user`` decides which organisations, members and meetings it knows. ``version`` is what the page was made
    from, ``token`` tells one filled-in page from another.
    """

    use_required_attribute = False
    slug: ClassVar[str]
    called_by: ClassVar[str] = "title"
    """The field by which people know a form that they have not finished."""
    formset_classes: ClassVar[Mapping[str, type[PartFormSet]]] = {}
    built: BuiltRecord
    part_errors: dict[str, list[str]]
    """Sentences about a whole kind of part, by its name; shown above its rows."""

    organization = OrganizationChoice()
    tags = TagsField(label="标签", required=False, help_text="多个标签用顿号分开，如：主题教育、党建联盟。")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.label_suffix = ""
        model = type(self.instance)
        where = model.write_permission
        kept = self.instance.organization if self.instance.pk else None
        field = declared(self, "organization", OrganizationChoice)
        field.offer(writable(user, where, kept), {"for": where, "existing": "yes"})
        if self.instance.pk:
            self.initial["version"] = self.instance.version
            self.initial["tags"] = [tag.name for tag in self.instance.tags.all()]
        else:
            self.initial.setdefault("organization", home_organization(user, where))
        self.initial["token"] = uuid.uuid4()
        meeting = self.fields.get("meeting")
        if isinstance(meeting, MeetingChoice):
            meeting.offer(user, where, self.instance.meeting_id or self._given_meeting())
        self.before = {name: getattr(self.instance, name, None) for name in ("date", *self.remembered)}
        self.part_errors = {}
        self.formsets = {name: self._formset(name) for name in self.formset_classes}
        self.helper = self._helper()

    remembered: ClassVar[Sequence[str]] = ()
    """Fields whose stored values the rules of the form need after new ones were filled in (``before``)."""

    def _given_meeting(self) -> int | None:
        given = self.initial.get("meeting")
        return getattr(given, "pk", given)

    def _formset(self, name: str) -> PartFormSet:
        rows = self.initial_rows(name)
        given: dict[str, Any] = {"data": self.data} if self.is_bound else {}
        formset = self.formset_classes[name](prefix=name, initial=rows, **given)
        if rows:
            formset.extra = 0  # an empty row is offered only where there is none yet
        return formset

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        """What the rows hold before anything is typed: those stored, or those a copy starts from."""
        if not self.instance.pk:
            return list(self.initial.get(name, ()))
        columns = self.formset_classes[name].columns
        return [
            {"id": row.pk} | {column: getattr(row, column) for column in columns}
            for row in getattr(self.instance, name).all()
        ]

    def _helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True  # the page's template puts the token
        helper.layout = self.layout()
        return helper

    def layout(self) -> Layout:
        raise NotImplementedError

    # --- checking ---

    def _post_clean(self) -> None:
        """Put the record together and check it by the rules that imported rows pass too."""
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        if "organization" not in self.cleaned_data:
            self.instance.organization_id = None
        for formset in self.formsets.values():
            broken = formset.total_form_count() < 0
            if broken or (not formset.is_valid() and formset.non_form_errors()):
                self.add_error(None, f"{formset.label}没有完整送达，请刷新页面后重试。")
        self.part_errors = {}
        self.built = BuiltRecord(
            self.slug,
            self.instance,
            parts=self.collect_parts(),
            tags=self.cleaned_data.get("tags") or [],
            roster_is_whole=self.roster_is_whole(),
        )
        organization = self.cleaned_data.get("organization")
        people = (
            known_to(self.user, self.instance.view_permission, organization, self.names())
            if organization
            else People()
        )
        self.reconsider(self.built, people)
        check(self.built, people=people)
        self._hand_out()

    def collect_parts(self) -> dict[str, list[Part]]:
        return {name: formset.parts(self.instance) for name, formset in self.formsets.items()}

    def roster_is_whole(self) -> bool:
        return False

    def reconsider(self, built: BuiltRecord, people: People) -> None:
        """Empty what was computed from values that have changed, so that it is computed anew."""

    def names(self) -> set[str]:
        """Names in this form that may mean a member."""
        rows = [row for kind in self.built.parts.values() for row in kind]
        return {name for row in rows if (name := getattr(row, "name", ""))}

    def _hand_out(self) -> None:
        """Put each error to the field, the row, the kind of part, or the form it belongs to."""
        for name, sentences in self.built.errors.items():
            if name in self.formsets:
                rows = self.built.row_errors.get(name, {})
                drawn = self.formsets[name].used
                for index, by_field in rows.items():
                    if index < len(drawn):
                        _hand_to_row(drawn[index], by_field)
                    else:
                        self.hand_out_row(name, by_field)
                self.part_errors[name] = [each for each in sentences if not each.startswith("第 ")]
            elif name not in self.fields:
                self.add_error(None, sentences)
            elif name not in self.errors:
                self.add_error(name, sentences)

    def hand_out_row(self, name: str, by_field: dict[str, list[str]]) -> None:
        """Where errors go of a part that has no row of its own on the page."""
        self.add_error(None, [sentence for several in by_field.values() for sentence in several])

    def show_as_typed(self) -> None:
        """Draw what was typed without judging it: nothing is checked, so nothing is called wrong yet."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}
        for formset in self.formsets.values():
            for row in formset.forms:
                row._errors = forms.utils.ErrorDict()
                row.cleaned_data = {}

    def is_valid(self) -> bool:
        return (
            super().is_valid() and self.built.ok and all(each.is_valid() for each in self.formsets.values())
        )

    def mistakes(self) -> list[Mistake]:
        """Every error, for the summary at the top of the page."""
        found = []
        for name, sentences in self.errors.items():
            anchor = self[name].id_for_label or self[name].auto_id if name in self.fields else ""
            found += [Mistake(anchor, str(sentence)) for sentence in sentences]
        for name, whole in self.part_errors.items():
            found += [Mistake(f"part-{name}", sentence) for sentence in whole]
        for formset in self.formsets.values():
            for number, row in enumerate(formset.forms, start=1):
                for name, wrong in row.errors.items():
                    anchor = row[name].id_for_label if name in row.fields else ""
                    found += [Mistake(anchor, f"第 {number} 项{formset.label}：{each}") for each in wrong]
        return found

    class Meta:
        formfield_callback = formfield


def _hand_to_row(row: forms.Form, by_field: dict[str, list[str]]) -> None:
    for name, sentences in by_field.items():
        if name not in row.errors:
            row.add_error(name if name in row.fields else None, sentences)
