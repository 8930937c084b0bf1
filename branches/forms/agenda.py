"""Rows of a meeting's form: its topics, and what was studied under them."""

from collections.abc import Sequence

from django import forms

from branches.forms.formsets import PartForm, PartFormSet, part_formset
from branches.models import AgendaItem, Material
from branches.models.record import Part, Record


class AgendaForm(PartForm):
    """A new row in which only a category was chosen holds no topic yet."""

    @property
    def only_category(self) -> bool:
        wanted = getattr(self, "cleaned_data", {})
        return bool(wanted.get("category")) and not any(
            value not in (None, "") for name, value in wanted.items() if name not in {"category", "ORDER"}
        )

    def is_blank(self) -> bool:
        return super().is_blank() or self.only_category


AgendaFormSet = part_formset(
    "meeting",
    "agenda_items",
    ["topic", "category", "speaker", "content", "decision"],
    extra=1,
    row=AgendaForm,
)


class MaterialForm(PartForm):
    """``under``: index of the agenda item's form under which the material was studied."""

    under = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def is_blank(self) -> bool:
        return not any(
            value not in (None, "")
            for name, value in getattr(self, "cleaned_data", {}).items()
            if name not in {"id", "ORDER", "under"}
        )


class MaterialRows(PartFormSet):
    def parts_under(self, record: Record, agenda: PartFormSet, items: Sequence[Part]) -> list[Part]:
        """The materials, each put to the agenda item it stands under on the page."""
        by_form: dict[int | None, AgendaItem] = {
            agenda.forms.index(form): item
            for form, item in zip(agenda.used, items, strict=True)
            if isinstance(item, AgendaItem)
        }
        rows = self.parts(record)
        for form, row in zip(self.used, rows, strict=True):
            assert isinstance(row, Material)  # noqa: S101 - the kind decides
            row.agenda_item = by_form.get(form.cleaned_data.get("under"))
        return rows


MaterialFormSet = part_formset(
    "meeting", "materials", ["title", "published_on", "source"], row=MaterialForm, base=MaterialRows
)
