"""Rows of a record in a form: agenda items, materials, lecturers, people talked to.

A row left empty does not count, so that the page may offer one and take rows away without renumbering.
Several people written into one row count as the several people they are.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.models import fields_for_model

from branches.forms.fields import dress, formfield
from branches.forms.parts import PARTS, PartKind
from branches.forms.text import listed_names
from branches.models.record import Part, Record

_SLACK = 200  # rows beyond the limit that are still read, so that the refusal can say how many there are


class PartForm(forms.Form):
    """One row; ``id`` is the stored row's key. What must be filled in is decided by the record's rules."""

    use_required_attribute = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ORDER = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        dress(self)

    def is_blank(self) -> bool:
        """Nothing was filled in that a person would call content."""
        return not any(
            value not in (None, "", False)
            for name, value in getattr(self, "cleaned_data", {}).items()
            if name not in {"id", "ORDER"}
        )


class PersonForm(PartForm):
    """A row for one person. Names with 、 between them are several people; what stands beside a name, such
    as a post, is one person's, so that then each needs a row.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        several = listed_names(cleaned.get("name") or "")
        alone = {"name", "id", "ORDER"}
        beside = [
            field.label for name, field in self.fields.items() if name not in alone and cleaned.get(name)
        ]
        if beside and len(several) > 1:
            self.add_error("name", f"这一栏写了 {len(several)} 个人，又有{beside[0]}，请一人一栏分开填写。")
        return cleaned


class PartFormSet(forms.BaseFormSet):
    """Rows of one kind; ``parts()`` are the model rows they stand for, in the order of the page."""

    kind: PartKind
    columns: Sequence[str]
    used: "list[PartForm]"
    """The form behind each of ``parts()``, in the same order: an error of a part goes back to its form."""

    @property
    def label(self) -> str:
        return self.kind.label

    def parts(self, record: Record) -> list[Part]:
        """Unsaved or changed rows; a key that is none of this record's rows counts as new."""
        stored: dict[int, Part] = {}
        if record.pk:
            stored = {
                row.pk: row
                for row in self.kind.model.objects.filter(**{self.kind.model.record_field: record})
            }
        filled = [form for form in self.forms if form.has_changed() or form.initial]
        filled = [form for form in filled if not form.is_blank()]
        filled.sort(key=self._place)
        rows = [(form, row) for form in filled for row in self._rows(form, stored)]
        self.used = [form for form, _ in rows]
        return [row for _, row in rows]

    def _place(self, form: Any) -> int:
        order = form.cleaned_data.get("ORDER")
        return order if order is not None else self.forms.index(form)

    def _rows(self, form: Any, stored: dict[int, Part]) -> Iterator[Part]:
        """The row of a form, or one for each of the people it names: the stored row is the first of them."""
        row: Any = self._part(form, stored)
        yield row
        several = listed_names(row.name) if isinstance(form, PersonForm) else []
        if len(several) > 1:
            row.name = several[0]
            model: Any = self.kind.model
            yield from (model(name=name) for name in several[1:])

    def _part(self, form: Any, stored: dict[int, Part]) -> Part:
        row = stored.get(form.cleaned_data.get("id") or 0) or self.kind.model()
        for name in self.columns:
            if name in form.cleaned_data:
                setattr(row, name, form.cleaned_data[name])
        return row


def part_formset(
    slug: str,
    name: str,
    columns: Sequence[str],
    extra: int = 0,
    row: type[PartForm] | None = None,
    base: type[PartFormSet] = PartFormSet,
) -> type[PartFormSet]:
    """The formset class for one kind of part, with these columns of its model as fields behind those of
    ``row``.
    """
    kind = next(kind for kind in PARTS[slug] if kind.name == name)
    fields = fields_for_model(kind.model, fields=list(columns), formfield_callback=formfield)
    for field in fields.values():
        field.required = False
    parent = row or (PersonForm if "name" in fields else PartForm)
    return formset_of(type(f"{kind.model.__name__}Form", (parent,), fields), kind, columns, extra, base)


def formset_of(
    row: type[PartForm],
    kind: PartKind,
    columns: Sequence[str],
    extra: int = 0,
    base: type[PartFormSet] = PartFormSet,
) -> type[PartFormSet]:
    """A formset class of these row forms; more rows than allowed are still read, up to a bound."""
    factory: Any = forms.formset_factory
    formset: type[PartFormSet] = factory(
        row, formset=base, extra=extra, max_num=kind.at_most, absolute_max=kind.at_most + _SLACK
    )
    formset.kind, formset.columns = kind, tuple(columns)
    return formset
