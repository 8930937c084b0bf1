"""The columns of one row: tidied, and checked each by its own rules.

What Django checks of a column is the rule. Most values plainly keep it, and a hundred thousand rows of an
import have millions of them: those are let through by a quicker look that lets through nothing else.
"""

import datetime
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from branches.forms import wording
from branches.forms.text import tidy_line, tidy_text

Row = TypeVar("Row", bound=models.Model)
FIRST_YEAR, LAST_YEAR = 1921, 2100


def new_row(model: type[Row], values: Mapping[str, Any]) -> Row:
    """An unsaved row; what is missing or None keeps the column's default. TypeError for an unknown name."""
    places, defaults, made_anew = _defaults(model)
    held, related = list(defaults), {}
    for place, make in made_anew:
        held[place] = make()
    for name, value in values.items():
        if value is None:
            continue
        if isinstance(value, models.Model):
            related[name] = value
        elif name in places:
            held[places[name]] = value
        else:
            raise TypeError(f"{model.__name__} has no {name}")
    row = model(*held)
    for name, value in related.items():
        setattr(row, model._meta.get_field(name).name, value)
    return row


@cache
def _defaults(
    model: type[models.Model],
) -> tuple[dict[str, int], list[Any], list[tuple[int, Callable[[], Any]]]]:
    """Where each column stands by its names, what it holds at first, and where that is made for each row."""
    fields = model._meta.concrete_fields
    places = {field.attname: place for place, field in enumerate(fields)}
    places |= {field.name: place for place, field in enumerate(fields) if not field.is_relation}
    made_anew = [(place, field.default) for place, field in enumerate(fields) if _is_made_anew(field)]
    return places, [None if _is_made_anew(field) else field.get_default() for field in fields], made_anew


def _is_made_anew(field: "models.Field[Any, Any]") -> bool:
    """Whether every row gets a default of its own, such as an empty list."""
    return field.default is not models.NOT_PROVIDED and callable(field.default)


def clean_row(row: models.Model, refuse: Callable[[str, str], None], skip: Container[str] = ()) -> None:
    """Tidy the text of a row and run the checks of its own columns; no column that points elsewhere."""
    columns = _own_columns(type(row))
    for (column, name, quickly), value in zip(columns, _values_of(type(row))(row), strict=True):
        if quickly.empty and (value is None or value == ""):
            continue
        if isinstance(value, str):
            tidy = tidy_text(value) if quickly.long_text else tidy_line(value)
            if tidy is not value:
                value = tidy
                setattr(row, name, value)
        if quickly.lets_through(value) or column.name in skip:
            continue
        _clean_column(row, column, value, refuse)


def _clean_column(
    row: models.Model, column: "models.Field[Any, Any]", value: Any, refuse: Callable[[str, str], None]
) -> None:
    if value in column.empty_values:
        if not column.blank and not (column.null and value is None):
            refuse(column.name, wording.required(column))
        return
    if isinstance(column, models.TextField) and isinstance(value, str) and len(value) > wording.LONGEST_TEXT:
        refuse(column.name, wording.too_long(str(column.verbose_name), wording.LONGEST_TEXT, len(value)))
        return
    if isinstance(value, Decimal) and not value.is_finite():
        refuse(column.name, f"{column.verbose_name}不是数字，请核对。")
        return
    try:
        cleaned = column.clean(value, row)
    except ValidationError as error:
        refuse(column.name, wording.refused(column, value, error))
        return
    if isinstance(column, models.PositiveIntegerField) and cleaned > wording.LARGEST_COUNT:
        refuse(column.name, f"{column.verbose_name}的数值太大，请核对。")
        return
    if isinstance(cleaned, datetime.date) and not FIRST_YEAR <= cleaned.year <= LAST_YEAR:
        refuse(column.name, f"{column.verbose_name}的年份 {cleaned.year} 不对，请核对。")
        return
    setattr(row, column.attname, cleaned)


@dataclass(frozen=True, slots=True)
class _Quickly:
    """What plainly keeps the rules of one column: values of ``kind`` that are among ``choices`` or within
    ``most`` (characters or size); ``empty``: whether nothing may stand there.
    """

    kind: type | None
    empty: bool
    nothing: bool
    most: int
    choices: frozenset[Any] | None
    long_text: bool

    def lets_through(self, value: Any) -> bool:
        if value is None:
            return self.nothing
        kind = type(value)
        if kind is not self.kind:
            return False
        if value == "":
            return self.empty
        if self.choices is not None:
            return value in self.choices
        if kind is str:
            return len(value) <= self.most
        if kind is int:
            return 0 <= value <= self.most
        if kind is datetime.date:
            return FIRST_YEAR <= value.year <= LAST_YEAR
        return True


@cache
def _own_columns(model: type[models.Model]) -> tuple[tuple["models.Field[Any, Any]", str, _Quickly], ...]:
    return tuple(
        (column, column.attname, _quickly(column))
        for column in model._meta.concrete_fields
        if column.editable and not column.is_relation and not column.primary_key
    )


@cache
def _values_of(model: type[models.Model]) -> Callable[[models.Model], tuple[Any, ...]]:
    """How to take those columns from a row, all at once."""
    return attrgetter(*(name for _, name, _ in _own_columns(model)))


def _quickly(column: "models.Field[Any, Any]") -> _Quickly:
    long_text = isinstance(column, models.TextField)
    choices = frozenset(value for value, _ in column.flatchoices) if column.choices else None
    kind: type | None = None
    most = 0
    if long_text or type(column) is models.CharField:
        kind, most = str, wording.LONGEST_TEXT if long_text else column.max_length or 0
        if any(type(validator) is not MaxLengthValidator for validator in column.validators):
            kind = None
    elif type(column) is models.PositiveIntegerField:
        kind, most = int, wording.LARGEST_COUNT
    elif isinstance(column, models.IntegerField) and choices is not None:
        kind = int
    elif type(column) is models.DateField:
        kind = datetime.date
    elif type(column) is models.TimeField:
        kind = datetime.time
    elif type(column) is models.BooleanField:
        kind = bool
    # Empty values are Django's own: with choices an empty text is one, without ``blank`` it is refused.
    return _Quickly(kind, column.blank, column.null or column.blank, most, choices, long_text)
