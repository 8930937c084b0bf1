"""What a figure is, and the register of all figures.

A figure is declared once. From the declaration come its value, the records behind it, its placeholder in
documents (its name) and its recognition in drafts (its cues).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q


class Measure(StrEnum):
    """What is counted; the measure words of domain practice follow from it."""

    EVENTS = "events"  # 次 场 场次 期 轮: one per record
    PERSON_TIMES = "person_times"  # 人次: person x record rows
    PERSONS = "persons"  # 名 人 位: distinct persons
    MATERIALS = "materials"  # 篇: distinct study materials
    MATERIAL_TIMES = "material_times"  # 篇次: material x occasion
    ITEMS = "items"  # 项 条 件 起 个: one per record
    SUM = "sum"  # 篇 条 …: a stored quantity, summed
    MONEY = "money"  # 万元
    HOURS = "hours"  # 学时
    DAYS = "days"  # 天: first and last day both count


@dataclass(frozen=True, slots=True)
class Cue:
    """One way Chinese prose speaks of a figure.

    In every word ``|`` parts alternatives and ``…`` stands for any text.

    ``words``: the first is what the number counts; it must stand beside the number. The others must stand
    in the same clause.
    ``given``: what must stand in the clause or before it in the same sentence.
    ``by``: who does it, where that makes the figure (党组书记讲党课). Without it a named post rules the
    figure out.
    ``personal``: it is the deed of single people, so that whoever is named before it may be meant.
    ``units``: measure words that go with it (empty: those of the figure's measure).
    ``also``: words that may stand in the clause without narrowing what is counted.
    ``never``: words in the clause that rule the figure out.
    ``occasions``: whether a feast day, a campaign or a date before it leaves the count as it is.
    """

    words: tuple[str, ...]
    given: tuple[str, ...] = ()
    by: str = ""
    personal: bool = False
    units: tuple[str, ...] = ()
    also: str = ""
    never: str = ""
    occasions: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """Something countable.

    ``key``      record.kind.measure, stable for ever
    ``name``     Chinese name, unique: it is the placeholder 【name】 in documents
    ``unit``     measure word printed behind the value
    ``measure``  what is counted
    ``source``   name of the row set the figure is counted over (see ``counting``)
    ``where``    the filter on that row set
    ``field``    the column that is summed or told apart, where the measure needs one
    ``definition``  one Chinese sentence: what exactly is counted
    ``cues``     how drafts speak of it
    ``own``      whether an office has put it together itself
    """

    key: str
    name: str
    unit: str
    measure: Measure
    source: str
    where: Q
    definition: str
    field: str = ""
    cues: tuple[Cue, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class FigureValue:
    """``value`` is None when no record stands behind the figure (shown as 无记录, never as 0)."""

    figure: Figure
    value: int | Decimal | None
    records: int


class Registry:
    """Figures by key, in the order of declaration; a second of the same key or name raises ValueError."""

    def __init__(self) -> None:
        self._by_key: dict[str, Figure] = {}
        self._by_name: dict[str, Figure] = {}

    def add(self, figure: Figure) -> Figure:
        if figure.key in self._by_key or figure.name in self._by_name:
            raise ValueError(f"figure declared twice: {figure.key} {figure.name}")
        self._by_key[figure.key] = figure
        self._by_name[figure.name] = figure
        return figure

    def with_more(self, figures: Iterable[Figure]) -> "Registry":
        """These figures and further ones behind them; one whose name is taken is left out."""
        together = Registry()
        together._by_key, together._by_name = dict(self._by_key), dict(self._by_name)
        for figure in figures:
            if figure.name not in together._by_name:
                together.add(figure)
        return together

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __getitem__(self, key: str) -> Figure:
        return self._by_key[key]

    def get(self, key: str) -> Figure | None:
        return self._by_key.get(key)

    def named(self, name: str) -> Figure | None:
        return self._by_name.get(name)


registry = Registry()
