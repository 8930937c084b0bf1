"""What the forms of members, organisations and rules have in common: layout, and sentences at the field."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from branches.forms import wording
from branches.forms.fields import formfield
from branches.forms.record import Mistake
from branches.models import User


class PlainForm(forms.ModelForm):
    """A form of one row without parts; ``user`` decides what it offers."""

    use_required_attribute = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.label_suffix = ""
        self.offer()
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's template puts the token
        self.helper.layout = self.layout()

    def offer(self) -> None:
        """Fill the choices with what the user may choose."""

    def layout(self) -> Layout:
        raise NotImplementedError

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
