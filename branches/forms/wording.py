"""How a field's own checks speak: what is wrong, and what to do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

LONGEST_TEXT = 100_000
"""Characters of a text area: some sixty pages of minutes."""
LARGEST_COUNT = 999_999


def required(field: "models.Field[Any, Any]") -> str:
    verb = "选择" if field.choices or field.is_relation else "填写"
    return f"请{verb}{field.verbose_name}。"


def too_long(label: str, limit: int, length: int) -> str:
    return f"{label}最多 {limit} 个字，现在有 {length} 个字，请缩短。"


def refused(field: "models.Field[Any, Any]", value: Any, error: ValidationError) -> str:
    """One sentence for what Django's check of a model field found."""
    label = field.verbose_name
    match getattr(error, "code", None) or error.error_list[0].code:
        case "max_length":
            return too_long(str(label), field.max_length or 0, len(value))
        case "invalid_choice":
            return f"{label}中没有“{shortened(value)}”这一项。"
        case "min_value":
            return f"{label}不能是负数。"
        case "max_value" | "max_digits" | "max_whole_digits":
            return f"{label}的数值太大，请核对。"
        case "max_decimal_places":
            places = getattr(field, "decimal_places", 0)
            return f"{label}最多保留 {places} 位小数。"
        case _:
            return f"{label}填写有误，请核对。"


def shortened(value: Any, length: int = 20) -> str:
    text = str(value)
    return text if len(text) <= length else f"{text[:length]}…"
