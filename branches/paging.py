"""Pages of lists that may be a million rows long.

Three things make a long list slow, and none is done here: an offset walks every row before the page, a count
every row there is, and so does a condition that no index answers (a word in the minutes). Instead

* a page is asked for by the position of the last row of the page before it, which the index of the order
  finds at once; a link to it stays right when rows are added before it;
* a count stops at ``COUNTED``;
* what no index answers is looked for in one stretch of the list at a time; where a stretch ends before the
  page is full, the page says how far it has looked, and goes on from there.
"""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from branches.models.columns import column_of

COUNTED = 10_000
"""Rows up to which a list is counted; of more it is said that they are more."""
LONGEST = 2000
"""Bytes of a text in a position."""
STRETCH = 100_000
"""Rows that one request looks through for what no index answers."""


@dataclass(frozen=True, slots=True)
class By:
    """A column that decides an order. What is empty comes first, or last when descending."""

    column: str
    descending: bool = False

    def reversed(self) -> Self:
        return type(self)(self.column, not self.descending)

    def expression(self) -> OrderBy:
        column = F(self.column)
        return column.desc(nulls_last=True) if self.descending else column.asc(nulls_first=True)


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: the columns that decide, the last of them unique."""

    by: tuple[By, ...]

    def reversed(self) -> Self:
        return type(self)(tuple(each.reversed() for each in self.by))

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(each.column for each in self.by)


Position = tuple[Any, ...]
"""Where a row stands in an order: its values in the columns that decide."""


@dataclass(frozen=True, slots=True)
class Page:
    """``keys`` of the rows in the order of the list; the positions from which the neighbouring pages go on.

    ``looked_to``: the position up to which was looked, where that ended before the page was full.
    """

    keys: list[Any]
    before: Position | None
    after: Position | None
    looked_to: Position | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. ``rows`` are narrowed by what an index answers, ``sought`` is what none does.

    ``counted``: the same rows where another way of asking for them counts faster.
    """

    rows: "QuerySet[Any]"
    order: Order
    sought: Q = field(default_factory=Q)
    counted: "QuerySet[Any] | None" = None
    stretch: int = STRETCH

    def sorted(self, order: Order) -> Self:
        return replace(self, order=order)

    def page(self, size: int, after: Position | None = None, before: Position | None = None) -> Page:
        """The rows behind ``after``, or before ``before``; the first ones without either."""
        if before is None:
            return self._forward(size, after)
        keys, end = self._look(self.order.reversed(), before, size)
        if end is None:
            return self._forward(size, None)  # not enough of them to fill a page: the first page it is
        keys.reverse()
        short = len(keys) < size
        return Page([key[-1] for key in keys], end, keys[-1] if keys else before, end if short else None)

    def _forward(self, size: int, after: Position | None) -> Page:
        keys, end = self._look(self.order, after, size)
        short = end is not None and len(keys) < size
        before = None if after is None else keys[0] if keys else after
        return Page([key[-1] for key in keys], before, end, end if short else None)

    def _look(self, order: Order, at: Position | None, size: int) -> tuple[list[Position], Position | None]:
        """The positions of the next rows, and that from which to go on; None at the end of the list."""
        rows = self.rows if at is None else self.rows.filter(self._behind(order, at))
        end = None
        if self.sought:
            ends = _positions(rows, order)[self.stretch - 1 : self.stretch + 1]
            if len(ends) == 2:
                end = ends[0]
                rows = rows.filter(self._behind(order.reversed(), ends[1]))
            rows = rows.filter(self.sought)
        keys = list(_positions(rows, order)[: size + 1])
        if len(keys) > size:
            return keys[:size], keys[size - 1]
        return keys, end

    def _behind(self, order: Order, at: Position) -> Q:
        return behind(self.rows.model, order, at)

    def count(self) -> int | None:
        """How many rows there are, at most one more than ``COUNTED``; None where it would take too long."""
        rows = (self.rows if self.counted is None else self.counted).order_by()
        if self.sought:
            if rows[self.stretch : self.stretch + 1].exists():
                return None
            rows = rows.filter(self.sought)
        return rows[: COUNTED + 1].count()

    def longer_than(self, number: int) -> bool:
        """Whether there are more rows than that, whatever is sought among them."""
        rows = (self.rows if self.counted is None else self.counted).order_by()
        return rows[number : number + 1].exists()


def _positions(rows: "QuerySet[Any]", order: Order) -> "QuerySet[Any, Position]":
    return rows.order_by(*(each.expression() for each in order.by)).values_list(*order.columns)


def behind(model: type[models.Model], order: Order, at: Position) -> Q:
    """The condition “later in this order than that position”.

    Besides the exact condition it names a bound of the first column: only that finds the place in an index.
    """
    first = order.by[0]
    exact: list[Q] = []
    same = Q()
    for by, value in zip(order.by, at, strict=True):
        exact.append(same & _beyond(model, by, value))
        same &= Q(**{by.column: value}) if value is not None else Q(**{f"{by.column}__isnull": True})
    later = reduce(or_, exact)
    if at[0] is None or _column(model, first.column).null:
        return later
    return Q(**{f"{first.column}__{'lte' if first.descending else 'gte'}": at[0]}) & later


def _beyond(model: type[models.Model], by: By, value: Any) -> Q:
    empty = Q(**{f"{by.column}__isnull": True})
    if value is None:
        return Q(pk__in=[]) if by.descending else ~empty
    if not by.descending:
        return Q(**{f"{by.column}__gt": value})
    less = Q(**{f"{by.column}__lt": value})
    return less | empty if _column(model, by.column).null else less


def _column(model: type[models.Model], path: str) -> "models.Field[Any, Any]":
    """The column at the end of a path over foreign keys."""
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model._meta.pk if last == "pk" else column_of(model, last)


def written(at: Position | None) -> str:
    """A position as an address holds it; "" for none."""
    if at is None:
        return ""
    return json.dumps([_plain(value) for value in at], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, datetime.date | datetime.time | Decimal) else value


def read(text: str, model: type[models.Model], order: Order) -> Position | None:
    """The position that an address holds; None for anything that is none in this order."""
    try:
        given = json.loads(text)
        if not isinstance(given, list) or len(given) != len(order.by):
            return None
        return tuple(
            _value(_column(model, by.column), value) for by, value in zip(order.by, given, strict=True)
        )
    except (ValueError, TypeError, OverflowError, ValidationError, RecursionError):
        return None


def _value(column: "models.Field[Any, Any]", given: Any) -> Any:
    if given is None and column.null:
        return None
    if isinstance(given, bool | dict | list) or given is None:
        raise ValueError("no value of a column")
    if isinstance(given, str) and ("\x00" in given or len(given.encode()) > LONGEST):
        raise ValueError("no text of a column")
    return column.to_python(given)


def in_order(rows: "QuerySet[Any]", keys: Sequence[Any]) -> list[Any]:
    """The rows of these keys, in the order of the keys; one that has gone meanwhile is left out."""
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]
