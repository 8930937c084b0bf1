"""A draft's quantities with what becomes of each: what the person chose, else what was chosen for the same
sentence before, else what the text itself says for sure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from branches.models import Organization
from reports.drafting.remembering import NONE, Clause, clauses, remembered
from reports.drafts.draft import Draft
from reports.drafts.filling import Filled, fill, in_unit, written
from reports.drafts.processing import FIXED, names_of, readings_for
from reports.drafts.quantities import Quantity
from reports.drafts.readings import Reading
from reports.drafts.templating import beside, filled_placeholders
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.figures.registry import FigureValue, Registry
from reports.periods import Period

SKIP = "skip"
"""Chosen in place of a figure's key: not to be filled this time."""
NO_FIGURE = "已标为“不是指标”，保持原样"
SKIPPED = "您选择了不填，保持原样"


class Origin(StrEnum):
    """Whose decision it is."""

    TEXT = "text"
    CHOSEN = "chosen"
    REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class Decided:
    """A quantity with its outcome. ``automatic`` is what the text alone says of it.

    ``choice``: the key of a figure, ``NONE`` or ``SKIP``; empty where nobody chose. ``clause``: the sentence
    by which a choice is kept, None where it cannot be kept safely.
    """

    filled: Filled
    automatic: Reading
    origin: Origin
    choice: str
    clause: Clause | None

    @property
    def quantity(self) -> Quantity:
        return self.filled.reading.quantity

    @property
    def place(self) -> str:
        """Names the quantity within its draft, in addresses and among the choices."""
        return place_of(self.quantity)

    @property
    def is_left(self) -> bool:
        """Whether someone decided that it stays."""
        return self.choice in {NONE, SKIP}

    @property
    def is_open(self) -> bool:
        return not self.is_left and self.filled.replacement is None


def place_of(quantity: Quantity) -> str:
    return f"{quantity.start}-{quantity.end}"


def decide(draft: Draft, organization: Organization, year: int, choices: Mapping[str, str]) -> list[Decided]:
    """Every quantity and placeholder of the draft in order. Raises DraftError for a text with too many of
    them."""
    register = register_for(organization)
    readings = readings_for(draft.text, organization, year)
    quantities = [reading.quantity for reading in readings]
    sentences = clauses(draft.text, quantities, names_of(organization), year)
    earlier = remembered(organization, sentences)
    decisions = [_decision(reading, choices, earlier, register) for reading in readings]
    chosen = [
        _applied(reading, choice, register) for reading, (_, choice) in zip(readings, decisions, strict=True)
    ]
    values = values_of({reading.figure.key for reading in chosen if reading.figure}, organization, year)
    prose = [
        Decided(
            _lasting(draft, filled),
            reading,
            origin,
            choice,
            sentences.get((reading.quantity.start, reading.quantity.end)),
        )
        for filled, reading, (origin, choice) in zip(fill(chosen, values), readings, decisions, strict=True)
    ]
    found = filled_placeholders(draft.text, organization, year)
    meant = [(each, choices.get(place_of(each.reading.quantity), "")) for each in found]
    values = values_of({choice for _, choice in meant if register.get(choice)}, organization, year)
    return beside(prose, [_placeholder(draft, each, choice, register, values) for each, choice in meant])


def _placeholder(
    draft: Draft, filled: Filled, choice: str, register: Registry, values: Mapping[str, FigureValue]
) -> Decided:
    """A placeholder says itself what it means, unless somebody has made a ``choice``."""
    reading = filled.reading
    if choice not in {NONE, SKIP} and not register.get(choice):
        return Decided(_lasting(draft, filled), reading, Origin.TEXT, "", None)
    chosen = _applied(reading, choice, register)
    (applied,) = fill([chosen], values)
    return Decided(_lasting(draft, applied), reading, Origin.CHOSEN, choice, None)


def values_of(keys: Collection[str] | None, organization: Organization, year: int) -> dict[str, FigureValue]:
    """The values of these figures (of all for None) in that year."""
    return {} if keys is not None and not keys else figure_values(organization, Period.year(year), keys)


def rewritten(value: FigureValue, quantity: Quantity) -> str | None:
    """What would stand in the quantity's place for that figure; None where nothing can."""
    if value.value is None or not value.records:
        return None
    return written(in_unit(value.value, quantity, value.figure), quantity)


def _decision(
    reading: Reading,
    choices: Mapping[str, str],
    earlier: Mapping[tuple[int, int], str],
    register: Registry,
) -> tuple[Origin, str]:
    """A choice of a figure that is gone since is none."""
    quantity = reading.quantity
    chosen = choices.get(place_of(quantity), "")
    if chosen in {NONE, SKIP} or register.get(chosen):
        return Origin.CHOSEN, chosen
    kept = earlier.get((quantity.start, quantity.end), "")
    if kept == NONE or register.get(kept):
        return Origin.REMEMBERED, kept
    return Origin.TEXT, ""


def _applied(reading: Reading, choice: str, register: Registry) -> Reading:
    if not choice:
        return reading
    if choice in {NONE, SKIP}:
        return replace(reading, figure=None, reason=NO_FIGURE if choice == NONE else SKIPPED)
    return replace(reading, figure=register[choice], reason="")


def _lasting(draft: Draft, filled: Filled) -> Filled:
    """A quantity that Word would write over again is not filled."""
    quantity = filled.reading.quantity
    if filled.replacement is None or not draft.is_fixed(quantity.start, quantity.end):
        return filled
    return replace(filled, replacement=None, reason=FIXED)
