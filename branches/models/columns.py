"""The columns of a model by their names."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models


def column_of(model: "models.Model | type[models.Model]", name: str) -> "models.Field[Any, Any]":
    """Raises FieldDoesNotExist for what is no column of its own, such as the rows that point here."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model._meta.label} has no column of its own named {name}")
    return field
