"""Building blocks of a form's layout, each with a template of its own."""

from typing import Any

from crispy_forms.layout import Div, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Section(LayoutObject):
    """A titled group of fields. With ``kinds``, shown for those kinds only (and where it holds something);
    ``folded`` sections open on a click."""

    def __init__(
        self, title: str, *fields: Any, kinds: str = "", folded: bool = False, hint: str = "", name: str = ""
    ) -> None:
        self.title, self.fields = title, list(fields)
        self.kinds, self.folded, self.hint, self.name = kinds, folded, hint, name

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        body = self.get_rendered_fields(form, context, template_pack, **kwargs)
        names = [pointer.name for pointer in self.get_field_names()]
        wrong = any(name in form.errors for name in names)
        filled = any(form[name].value() not in (None, "", False, []) for name in names if name in form.fields)
        return render_to_string(
            "forms/section.html",
            {"section": self, "body": body, "open": not self.folded or wrong or filled},
        )


class Rows(LayoutObject):
    """The rows of one kind of part: ``templates/forms/<name>.html`` draws them."""

    fields: list[Any] = []

    def __init__(self, name: str) -> None:
        self.name = name

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        values = {**context.flatten(), "form": form, "formset": form.formsets[self.name]}
        return render_to_string(f"forms/{self.name}.html", values)


def side_by_side(*names: str) -> Div:
    """Fields beside each other where there is room, one below the other on a phone."""
    return Div(*(Div(name, css_class="col-sm") for name in names), css_class="row gx-3")


def in_a_row(*names: str) -> Div:
    """Fields so short that they stand beside each other on a phone too: times, days, numbers."""
    return Div(*(Div(name, css_class="col") for name in names), css_class="row gx-3")
