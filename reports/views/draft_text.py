"""A draft as its page shows it: the text in parts, every quantity marked in its place, the panel of one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from branches.models import Organization, User
from reports.drafting.deciding import Decided, Origin, rewritten, values_of
from reports.drafts.draft import Change
from reports.drafts.draft import Draft as OpenDraft
from reports.drafts.filling import counted
from reports.drafts.units import UNITS_OF, fits
from reports.figures.registry import Figure, FigureValue
from reports.figures.sections import by_section, may_see_rows
from reports.models import Draft
from reports.numerals import arabic

PART = 15_000
"""Characters of text on one page, up to the end of the paragraph."""
AROUND = 60
"""Characters of context in a list, within the sentence."""
_SENTENCE_END = re.compile("[。；！？\n]")

ORIGINS = {Origin.TEXT: "自动识别", Origin.CHOSEN: "您的选择", Origin.REMEMBERED: "沿用以前的选择"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A quantity in the text. ``state`` names its look; ``label`` says the same in words."""

    decided: Decided
    state: str
    label: str
    old: str
    new: str
    unit: str
    current: bool


@dataclass(frozen=True, slots=True)
class MovedYear:
    """The document's own year in the text, and what it becomes."""

    old: str
    moved: str


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity in the list of a check: the text around it, and stated against counted."""

    decided: Decided
    state: str
    before: str
    behind: str
    counted: str


@dataclass(frozen=True, slots=True)
class Option:
    """A figure one may choose for a quantity. ``new`` is what would be written, empty when nothing can."""

    figure: Figure
    value: str
    new: str
    chosen: bool
    opens: bool


@dataclass(slots=True)
class Panel:
    """What may be decided about one quantity; ``number`` counts from 1."""

    decided: Decided
    number: int
    before: str
    behind: str
    origin: str
    options: list[Option]
    others: dict[str, list[Option]] = field(default_factory=dict)
    previous: str = ""
    following: str = ""


def filling_state(decided: Decided) -> str:
    """``filled``, ``same`` (the text says so already), ``left`` (someone decided that) or ``open``."""
    if decided.filled.replacement is not None:
        return "same" if decided.filled.replacement == decided.quantity.text else "filled"
    return "left" if decided.is_left else "open"


def checking_state(decided: Decided) -> str:
    """``wrong``, ``right`` or ``unknown``."""
    return {True: "right", False: "wrong", None: "unknown"}[decided.filled.agrees]


class DraftText:
    """One draft, decided, in the words of its page. ``state`` tells the two pages apart; ``years``: where its
    own year moves."""

    def __init__(
        self,
        draft: Draft,
        opened: OpenDraft,
        decided: Sequence[Decided],
        state: Callable[[Decided], str],
        years: Sequence[Change] = (),
    ) -> None:
        self.draft, self.text, self.decided, self.state = draft, opened.text, decided, state
        self.years = years

    @cached_property
    def parts(self) -> list[tuple[int, int]]:
        """Where each page of text begins and ends."""
        found, start = [], 0
        while start < len(self.text):
            end = self.text.find("\n", min(start + PART, len(self.text)))
            end = len(self.text) if end < 0 else end + 1
            found.append((start, end))
            start = end
        return found

    def part_of(self, position: int) -> int:
        return next((number for number, (_, end) in enumerate(self.parts) if position < end), 0)

    def paragraphs(self, part: int, current: str) -> list[list[str | Mark | MovedYear]]:
        """The paragraphs of a part, each as plain text and marks in their order; empty lines are left out."""
        start, end = self.parts[part]
        inside = self._marks(start, end, current)
        found: list[list[str | Mark | MovedYear]] = []
        for line in self.text[start:end].split("\n"):
            stop = start + len(line)
            pieces: list[str | Mark | MovedYear] = []
            while inside and inside[0][0] < stop:
                first, last, mark = inside.pop(0)
                pieces += [self.text[start:first], mark]
                start = last
            pieces.append(self.text[start:stop])
            if line.strip():
                found.append([piece for piece in pieces if piece != ""])
            start = stop + 1
        return found

    def _marks(self, start: int, end: int, current: str) -> list[tuple[int, int, Mark | MovedYear]]:
        """What is marked between two places: where each begins and ends, in order, none within another."""
        found: list[tuple[int, int, Mark | MovedYear]] = []
        last = start
        for each in self.decided:
            quantity = each.quantity
            if start <= quantity.start < end:
                first = max(quantity.start, last)  # a range may begin inside the number before it
                last = quantity.unit_end
                found.append((first, last, self._mark(each, first, each.place == current)))
        found += [
            (year.start, year.end, MovedYear(self.text[year.start : year.end], year.text))
            for year in self.years
            if start <= year.start < end
        ]
        return sorted(found, key=lambda mark: mark[0])

    def _mark(self, each: Decided, first: int, current: bool) -> Mark:
        quantity, state = each.quantity, self.state(each)
        return Mark(
            each,
            state,
            self._label(each),
            self.text[first : quantity.end],
            each.filled.replacement or "" if state == "filled" else "",
            self.text[quantity.end : quantity.unit_end],
            current,
        )

    def _label(self, each: Decided) -> str:
        figure, value = each.filled.reading.figure, counted(each.filled)
        if figure is None or not value:
            return f"{figure.name}：{each.filled.reason}" if figure else each.filled.reason
        return f"{figure.name}：按记录 {value}。{figure.definition}"

    def rows(self, states: Sequence[str]) -> list[Row]:
        """All quantities for a list, those in the first of the states first."""
        rows = [
            Row(each, self.state(each), *self._around(each), counted(each.filled)) for each in self.decided
        ]
        return sorted(rows, key=lambda row: states.index(row.state))

    def _around(self, each: Decided) -> tuple[str, str]:
        """The text beside a quantity, within its sentence; the measure word is the first behind it."""
        quantity = each.quantity
        before = self.text[max(0, quantity.start - AROUND) : quantity.start]
        behind = self.text[quantity.unit_end : quantity.unit_end + AROUND]
        unit = self.text[quantity.end : quantity.unit_end]
        return _SENTENCE_END.split(before)[-1], unit + _SENTENCE_END.split(behind)[0]

    def panel(self, place: str, user: User) -> Panel | None:
        """What may be decided there; None where there is no quantity."""
        places = [each.place for each in self.decided]
        if place not in places:
            return None
        index = places.index(place)
        each = self.decided[index]
        organization = self.draft.organization
        values = values_of(None, organization, self.draft.year)
        figures = _offered(each)
        panel = Panel(
            each,
            index + 1,
            *self._around(each),
            ORIGINS[each.origin],
            [_option(values[figure.key], each, user, organization) for figure in figures],
            previous=places[index - 1] if index else "",
            following=places[index + 1] if index + 1 < len(places) else "",
        )
        others = by_section(
            value.figure
            for value in values.values()
            if value.records and _counts_in(each.quantity.unit, value.figure) and value.figure not in figures
        )
        panel.others = {
            section: [_option(values[figure.key], each, user, organization) for figure in found]
            for section, found in others.items()
        }
        return panel

    def next_open(self, place: str) -> str:
        """The next open quantity behind ``place``, or else the first other one; empty when there is none."""
        places = [each.place for each in self.decided]
        index = places.index(place) + 1 if place in places else 0
        ahead = [*self.decided[index:], *self.decided[:index]]
        return next((each.place for each in ahead if each.is_open and each.place != place), "")


def _offered(each: Decided) -> list[Figure]:
    """The figure that stands, the proposed one, and the candidates that the measure word goes with."""
    sure = (each.filled.reading.figure, each.automatic.figure)
    others = (figure for figure in each.automatic.candidates if _counts_in(each.quantity.unit, figure))
    return list(dict.fromkeys(filter(None, (*sure, *others))))


def _option(value: FigureValue, each: Decided, user: User, organization: Organization) -> Option:
    figure, quantity = value.figure, each.quantity
    return Option(
        figure,
        f"{arabic(value.value)} {figure.unit}" if value.records and value.value is not None else "",
        rewritten(value, quantity) or "",
        each.filled.reading.figure == figure,
        bool(value.records) and may_see_rows(user, figure, organization),
    )


def _counts_in(unit: str, figure: Figure) -> bool:
    """Whether the measure word goes with the figure; days go with none, a draft's numbers are never days."""
    return figure.measure in UNITS_OF and fits(unit, figure)
