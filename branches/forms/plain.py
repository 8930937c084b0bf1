"""What the forms of members, organisations and rules have in common: layout, sentences at the field, and that
the second of two people to save sees what the first has changed.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from branches.forms import wording
from branches.forms.fields import formfield
from branches.forms.record import Mistake
from branches.history import state
from branches.models import User


class PlainForm(forms.ModelForm):
    """A form of one row, with the few rows that may stand beside it; ``user`` decides what it offers."""

    use_required_attribute = False
    opened_as = forms.CharField(required=False, widget=forms.HiddenInput)
    """A digest of what the page shows as it was when the page was opened."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.label_suffix = ""
        self.stored = digest(self.instance, *self.beside()) if self.instance.pk else ""
        self.initial["opened_as"] = self.stored
        self.offer()
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's template puts the token
        self.helper.layout = self.layout()
        self.helper.render_hidden_fields = True

    def beside(self) -> Iterable[models.Model]:
        """The stored rows that are changed on the same page, always in the same order."""
        return ()

    def differing_beside(self) -> list[str]:
        """In words, what is stored of those rows where something else was typed."""
        return []

    def offer(self) -> None:
        """Fill the choices with what the user may choose."""

    def layout(self) -> Layout:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opened_as = cleaned.pop("opened_as", "")
        if opened_as and opened_as != self.stored:
            others = [
                f"{self.fields[name].label}现为“{self._shown(name) or '空'}”"
                for name in self._columns()
                if self.fields[name].has_changed(self.initial.get(name), self._raw(name))
            ]
            others += self.differing_beside()
            # The next saving is a choice made with open eyes.
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("opened_as")] = self.stored
            self.data = data
            self.add_error(
                None,
                "您打开这一页之后，别人已经修改并保存过。"
                + (f"与您填写的不同：{'，'.join(others)}。" if others else "")
                + "请核对；仍按您填写的内容保存，请再点一次“保存”。",
            )
        return cleaned

    def _columns(self) -> list[str]:
        columns = {column.name for column in self._meta.model._meta.concrete_fields}
        return [name for name in self.fields if name in columns]

    def _raw(self, name: str) -> Any:
        field = self.fields[name]
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _shown(self, name: str) -> str:
        """The stored value in words."""
        column = self._meta.model._meta.get_field(name)
        if getattr(column, "choices", None):
            return str(getattr(self.instance, f"get_{name}_display")())
        value = getattr(self.instance, name)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list):
            return "、".join(map(str, value))
        return "" if value is None else str(value)

    def _update_errors(self, errors: ValidationError) -> None:
        """Say what Django found on the model's columns in this site's words."""
        if hasattr(errors, "error_dict"):
            for name, found in errors.error_dict.items():
                if name in self.fields:
                    column: Any = self._meta.model._meta.get_field(name)
                    for error in found:
                        if error.code in {"max_length", "invalid_choice", "min_value", "max_value"}:
                            value = getattr(self.instance, column.attname)
                            error.message, error.params = wording.refused(column, value, error), None
        super()._update_errors(errors)  # type: ignore[misc]

    def mistakes(self) -> list[Mistake]:
        return [
            Mistake(
                self[name].id_for_label or self[name].auto_id if name in self.fields else "", str(sentence)
            )
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]

    class Meta:
        formfield_callback = formfield


def digest(*rows: models.Model) -> str:
    """Two states of the rows have the same digest when history would see no difference."""
    return hashlib.sha256(json.dumps([state(row) for row in rows], sort_keys=True).encode()).hexdigest()
