"""Form fields as this site wants them: forgiving in what they read, Chinese in what they say."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.db import models

from branches.forms import wording
from branches.forms.text import split_names, tidy_line, tidy_text
from branches.numbers import written

DATE_SPELLINGS = [
    "%Y-%m-%d",
    "%Y.%m.%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y年%m月%d日",
]
TIME_SPELLINGS = ["%H:%M", "%H:%M:%S", "%H：%M"]
LARGEST_SMALL = 999
EMPTY_CHOICE = ("", "请选择")
Declared = TypeVar("Declared", bound=forms.Field)


def declared(form: forms.BaseForm, name: str, kind: type[Declared]) -> Declared:
    """The form's own copy of a field that its class declares as of that kind. Raises TypeError."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{type(form).__name__}.{name} is no {kind.__name__}")
    return field


class TextLine(forms.CharField):
    """One line of text, tidied. How long it may be is checked with the other rules, so that all is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy_line(super().to_python(value) or "")


class TextArea(TextLine):
    """Several lines of text, tidied."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return tidy_text(forms.CharField.to_python(self, value) or "")


class PlainDecimal(forms.DecimalField):
    """Shows a number as people write it: 1, where the database says 1.00."""

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal) and value.is_finite() else value


class NamesField(forms.CharField):
    """Names in one line, parted as people part them; a list of names."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return split_names(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)

    def run_validators(self, value: Any) -> None:
        """The names are checked as rows of the record."""


class TagsField(NamesField):
    """Tags in one line, parted like names; a tag may hold no space."""


def formfield(column: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model's column; given to ModelForm as ``formfield_callback``."""
    if isinstance(column, models.DateField):
        kwargs |= {
            "input_formats": DATE_SPELLINGS,
            "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
    elif isinstance(column, models.TimeField):
        kwargs |= {
            "input_formats": TIME_SPELLINGS,
            "widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }
    elif isinstance(column, models.PositiveSmallIntegerField) and not column.choices:
        kwargs |= {"max_value": LARGEST_SMALL}
    elif isinstance(column, models.PositiveIntegerField) and not column.choices:
        kwargs |= {"max_value": wording.LARGEST_COUNT}
    elif isinstance(column, models.DecimalField):
        kwargs |= {"form_class": PlainDecimal}
    elif isinstance(column, models.TextField):
        kwargs |= {"form_class": TextArea, "widget": forms.Textarea(attrs={"rows": 4})}
    elif isinstance(column, models.CharField) and not column.choices:
        kwargs |= {"form_class": TextLine}
    field = column.formfield(**kwargs)
    if field is not None:
        speak(field, column)
    return field


def speak(field: forms.Field, column: "models.Field[Any, Any]") -> None:
    """Give a form field the sentences of ``wording`` and a plain empty choice."""
    label = column.verbose_name
    field.error_messages |= {
        "required": wording.required(column),
        "invalid": _invalid(field, str(label)),
        "invalid_choice": f"请从列表中选择{label}。",
        "min_value": f"{label}不能是负数。",
        "max_value": f"{label}的数值太大，请核对。",
        "max_digits": f"{label}的数值太大，请核对。",
        "max_whole_digits": f"{label}的数值太大，请核对。",
        "max_decimal_places": f"{label}最多保留 {getattr(column, 'decimal_places', 0)} 位小数。",
    }
    if isinstance(field, forms.TypedChoiceField):
        offered: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]
        field.choices = [EMPTY_CHOICE if key in ("", None) else (key, name) for key, name in offered]
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        field.widget.attrs |= {"inputmode": "decimal" if isinstance(field, forms.DecimalField) else "numeric"}


def dress(form: forms.BaseForm) -> None:
    """Give the widgets of a form that the layout does not draw the looks of those it draws."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.Textarea):
            widget.attrs["rows"] = 2
        if isinstance(widget, forms.CheckboxInput):
            widget.attrs["class"] = "form-check-input"
        elif isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
            widget.attrs["class"] = "form-select"
        elif not isinstance(widget, forms.RadioSelect | forms.HiddenInput):
            widget.attrs["class"] = "form-control"


def _invalid(field: forms.Field, label: str) -> str:
    match field:
        case forms.DateField():
            return f"{label}不是有效的日期，请写成 2024-03-05 的样子。"
        case forms.TimeField():
            return f"{label}不是有效的时间，请写成 14:30 的样子。"
        case forms.DecimalField():
            return f"{label}请填写数字。"
        case forms.IntegerField():
            return f"{label}请填写整数。"
        case _:
            return f"{label}填写有误，请核对。"
