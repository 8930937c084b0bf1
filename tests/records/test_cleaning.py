"""The quick look at a value lets through only what the column's own check takes as it stands."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from hypothesis import example, given
from hypothesis import strategies as st

from branches.forms import cleaning, wording
from branches.forms.parts import PARTS
from branches.forms.text import tidy_line, tidy_text
from branches.models import RECORDS

MODELS = [*RECORDS.values(), *(kind.model for kinds in PARTS.values() for kind in kinds)]
CHOICES = sorted(
    {value for m in MODELS for c in m._meta.concrete_fields for value, _ in c.flatchoices or ()}, key=str
)
SIGNS = st.characters(codec="utf-8") | st.sampled_from("\u3000\u200b\u2028\r\n\t\x00 　，a党")
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.integers(-2, 10),
    st.floats(),
    st.text(SIGNS, max_size=350),
    st.sampled_from(CHOICES),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.decimals(),
    st.just(()),
)


def takes(column: "models.Field[Any, Any]", value: Any) -> bool:
    """Whether the slow check lets the value through unchanged."""
    row = type("Row", (), {column.attname: value})()
    said: list[str] = []
    cleaning._clean_column(row, column, value, lambda name, sentence: said.append(sentence))
    return not said and (getattr(row, column.attname) == value)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(value=VALUES)
@example(value="")
@example(value="党" * 101)
@example(value=wording.LARGEST_COUNT + 1)
@example(value=True)
@example(value=datetime.date(1920, 12, 31))
@example(value=datetime.datetime(2023, 3, 5, 9))
@example(value=Decimal("NaN"))
def test_what_is_let_through_quickly_is_let_through_slowly(model: type[models.Model], value: Any) -> None:
    for column, _, quickly in cleaning._own_columns(model):
        if quickly.lets_through(value):
            assert takes(column, value), (column, value)


@given(st.text(SIGNS, max_size=60))
@example(" a ")
@example("a  b")
@example("a\u3000b")
@example("\u200b")
def test_tidying_twice_changes_nothing_and_leaves_no_unseen_sign(text: str) -> None:
    line = tidy_line(text)
    assert (tidy_line(line), tidy_text(tidy_text(text))) == (line, tidy_text(text))
    assert not set(line) & set("\n\r\t\x00\u200b\u2028\u3000\ufeff")
    assert "  " not in line
    assert line == line.strip()


def test_a_row_holds_what_is_given_and_the_defaults_of_the_rest() -> None:
    model = RECORDS["meeting"]
    row, usual = cleaning.new_row(model, {"title": "植树", "place": None}), model(title="植树")
    for column in model._meta.concrete_fields:
        assert getattr(row, column.attname) == getattr(usual, column.attname), column
    with pytest.raises(TypeError, match="has no colour"):
        cleaning.new_row(model, {"colour": "red"})
