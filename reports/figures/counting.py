"""From figures to their values, and to the records behind them.

All figures of an organisation (with all below it) and a period take at most 12 queries, however many
branches there are: one for each set of rows in ``sources``, in which every figure is one conditional
aggregate; one more reads the office's own figures. Where the database cannot tell rows apart as people do
(names, titles, numbers), the few rows
that matter are read instead.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, BooleanField, Case, Count, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from branches.models import Organization
from branches.periods import Period
from reports.figures.own import register_with
from reports.figures.registry import Figure, FigureValue, Measure
from reports.figures.sources import SOURCES, Scope

DECIMALS = Decimal("0.0001")
"""No stored column has more places than four; sums of floats (SQLite) are brought back to them."""


def figure_values(
    organization: Organization,
    period: Period,
    keys: Collection[str] | None = None,
    today: datetime.date | None = None,
) -> dict[str, FigureValue]:
    """The values of all figures, or of those named, by key in the order of the register.

    KeyError for a key that no figure has. ``today`` is the present day unless given.
    """
    register = register_with(organization, keys)
    figures = list(register) if keys is None else [register[key] for key in keys]
    values = count(figures, Scope(organization, period, today or timezone.localdate()))
    return {figure.key: values[figure.key] for figure in figures}


def records_behind(
    figure: Figure, organization: Organization, period: Period, today: datetime.date | None = None
) -> QuerySet[Any]:
    """The live records that a figure counts, each once; as many as ``FigureValue.records`` says.

    For figures of members these are members, for those of organisations organisations. Whether somebody
    may see these rows is not decided here: narrow them with ``visible_to``.
    """
    scope = Scope(organization, period, today or timezone.localdate())
    source = SOURCES[figure.source]
    rows = source.rows(scope).filter(source.within(scope) & _counts(figure))
    return source.model._default_manager.filter(pk__in=rows.values("pk"))


def count(figures: Iterable[Figure], scope: Scope) -> dict[str, FigureValue]:
    """The values of these figures by key, whether they stand in the register or not."""
    together: dict[Any, list[Figure]] = defaultdict(list)
    for figure in figures:
        source = SOURCES[figure.source]
        together[source.rows, source.part].append(figure)
    values: dict[str, FigureValue] = {}
    for group in together.values():
        counted = _tell_apart if SOURCES[group[0].source].telling else _aggregate
        values |= {value.figure.key: value for value in counted(group, scope)}
    return values


def _counts(figure: Figure) -> Q:
    """Which rows of its source the figure counts: those it lets through, known where something is summed."""
    part = SOURCES[figure.source].part
    if figure.field:
        return figure.where & Q(**{f"{figure.field}__isnull": False})
    if part and figure.measure is not Measure.EVENTS:
        return figure.where & Q(**{f"{part}__isnull": False})
    return figure.where


def _rows(figures: Sequence[Figure], scope: Scope) -> tuple[QuerySet[Any], list[Q]]:
    """The rows in which the figures' sources share, and for each figure the condition that it counts one.

    Of a single source the rows themselves are narrowed to the period; of several, each figure says its own.
    """
    sources = {figure.source: SOURCES[figure.source] for figure in figures}
    within = {name: source.within(scope) for name, source in sources.items()}
    rows = next(iter(sources.values())).rows(scope).filter(reduce(or_, within.values()))
    if len(sources) == 1:
        return rows, [_counts(figure) for figure in figures]
    return rows, [within[figure.source] & _counts(figure) for figure in figures]


def _aggregate(figures: Sequence[Figure], scope: Scope) -> Iterable[FigureValue]:
    """One query: for every figure its value and the number of its records."""
    rows, conditions = _rows(figures, scope)
    part = SOURCES[figures[0].source].part
    wanted: dict[str, Aggregate] = {}
    for position, (figure, condition) in enumerate(zip(figures, conditions, strict=True)):
        wanted[f"records_{position}"] = Count("pk", filter=condition, distinct=bool(part))
        if figure.field:
            wanted[f"value_{position}"] = Sum(figure.field, filter=condition)
        elif figure.measure is Measure.PERSON_TIMES:
            wanted[f"value_{position}"] = Count(part or "pk", filter=condition)
    found = rows.aggregate(**wanted)
    for position, figure in enumerate(figures):
        records = found[f"records_{position}"]
        value = found.get(f"value_{position}", records)
        yield FigureValue(figure, _exact(value) if records else None, records)


@dataclass(slots=True)
class _Heap:
    """The rows that one figure's filter let through."""

    figure: Figure
    rows: list[tuple[Any, ...]]
    records: set[Any]


def _tell_apart(figures: Sequence[Figure], scope: Scope) -> Iterable[FigureValue]:
    """One query: the rows that count for any figure, each with what tells it apart and for which it
    counts."""
    source = SOURCES[figures[0].source]
    rows, conditions = _rows(figures, scope)
    columns = sorted({column for figure in figures for column in source.telling[figure.measure].columns})
    place = {column: position for position, column in enumerate(columns, start=1)}
    flags = {
        f"counts_{position}": Case(
            When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        for position, condition in enumerate(conditions)
    }
    rows = rows.annotate(**flags).filter(reduce(or_, (Q(**{flag: True}) for flag in flags)))
    heaps = [_Heap(figure, [], set()) for figure in figures]
    picks = [[place[column] for column in source.telling[figure.measure].columns] for figure in figures]
    first_flag = len(columns) + 1
    for row in rows.values_list("pk", *columns, *flags).iterator(chunk_size=2000):
        for heap, pick, counts in zip(heaps, picks, row[first_flag:], strict=True):
            if counts:
                heap.rows.append(tuple(row[position] for position in pick))
                heap.records.add(row[0])
    for heap in heaps:
        value = source.telling[heap.figure.measure].count(heap.rows) if heap.records else None
        yield FigureValue(heap.figure, value, len(heap.records))


def _exact(value: int | Decimal | datetime.timedelta) -> int | Decimal:
    """The sum as on paper: whole numbers as ``int``, others without trailing zeros, lengths in days."""
    if isinstance(value, datetime.timedelta):
        return value.days
    if isinstance(value, int):
        return value
    exact = value.quantize(DECIMALS)
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()
