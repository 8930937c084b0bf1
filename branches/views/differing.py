"""Where what somebody typed differs from what is stored by now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from branches.forms import RecordForm
from branches.models import Material, Record
from branches.models.columns import column_of
from branches.models.record import Part
from branches.views.showing import in_words


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    stored: str
    typed: str


def differences(form: RecordForm, now: Record) -> list[Difference]:
    """Field by field, tags and rows included, what is stored and what was typed, where they differ."""
    found = []
    for name in form._meta.fields or ():
        column = column_of(now, name)
        if column.is_relation:
            stored, typed = (str(getattr(row, name) or "") for row in (now, form.instance))
        else:
            stored = in_words(column, getattr(now, column.attname))
            typed = in_words(column, getattr(form.instance, column.attname))
        found.append(Difference(str(form.fields[name].label), stored, typed))
    tags = "、".join(sorted(tag.name for tag in now.tags.all()))
    found.append(Difference("标签", tags, "、".join(sorted(form.built.tags))))
    for name, formset in form.formsets.items():
        stored = _in_words(getattr(now, name).all(), formset.columns)
        found.append(Difference(formset.label, stored, _in_words(form.built.rows(name), formset.columns)))
    return [each for each in found if each.stored != each.typed]


def _in_words(rows: Iterable[Part], columns: Sequence[str]) -> str:
    """Every row with all it holds, one a line."""
    return "\n".join(_row_in_words(row, columns) for row in rows)


def _row_in_words(row: Part, columns: Sequence[str]) -> str:
    values = [in_words(column_of(row, name), getattr(row, name)) for name in columns]
    if isinstance(row, Material) and row.agenda_item is not None:
        values.append(row.agenda_item.topic)
    return "，".join(filter(None, values))
