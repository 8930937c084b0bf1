"""From readings to new text: a value in the style of the quantity it replaces; stated against counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.drafts.quantities import Quantity
from reports.drafts.readings import Reading
from reports.drafts.spelling import Form, Style, rounded_down, rounded_up, write
from reports.figures.registry import Figure, FigureValue, Measure
from reports.numerals import arabic

NO_RECORDS = "这一年没有这项记录"
NOT_EXPRESSIBLE = "按原文的写法写不出这个数"
YUAN = 10_000


@dataclass(frozen=True, slots=True)
class Filled:
    """A reading with its value. ``replacement`` is None when the quantity stays; ``reason`` then says why.

    ``stated`` is the number in the draft (None for a blank); ``agrees`` is None where nothing can be said.
    """

    reading: Reading
    value: int | Decimal | None
    replacement: str | None
    reason: str
    stated: Decimal | None
    agrees: bool | None

    @property
    def quantity(self) -> Quantity:
        return self.reading.quantity


def fill(readings: Iterable[Reading], values: Mapping[str, FigureValue]) -> list[Filled]:
    """Every reading with its value and replacement. ``values`` holds at least the proposed figures."""
    return [_filled(reading, values) for reading in readings]


def _filled(reading: Reading, values: Mapping[str, FigureValue]) -> Filled:
    quantity, figure = reading.quantity, reading.figure
    stated = quantity.number.value
    if figure is None:
        return Filled(reading, None, None, reading.reason, stated, None)
    counted = values[figure.key]
    value = counted.value
    if value is None or not counted.records:
        return Filled(reading, None, None, NO_RECORDS, stated, None)
    shown = in_unit(value, quantity, figure)
    replacement = written(shown, quantity)
    return Filled(
        reading,
        value,
        replacement,
        "" if replacement else NOT_EXPRESSIBLE,
        stated,
        agreement(shown, quantity),
    )


def in_unit(value: int | Decimal, quantity: Quantity, figure: Figure) -> int | Decimal:
    """``value`` in the draft's measure word: money is counted in 万元 and may be written in 元."""
    if figure.measure is Measure.MONEY and quantity.unit == "元":
        value = value * YUAN
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def counted(filled: Filled) -> str:
    """The value of the figure with the measure word it is counted in: 14 次; empty without one."""
    figure, value = filled.reading.figure, filled.value
    if figure is None or value is None:
        return ""
    unit = "元" if filled.reading.quantity.unit == "元" else figure.unit
    return f"{arabic(in_unit(value, filled.reading.quantity, figure))} {unit}"


def written(value: int | Decimal, quantity: Quantity) -> str | None:
    """The text for the quantity's place: same style, vague where it was vague, exact where that would be
    untrue.

    60余 with 74 → 70余, with 70 → 70; 近60 with 57 → 近60; 不少于60 with 74 → 不少于70.
    """
    if quantity.unclear:
        return None
    style = quantity.number.style
    if style is Style.CHINESE and value != int(value):
        style = Style.ARABIC
    number, is_vague = _number(value, quantity.form)
    prefix, tail = quantity.prefix, quantity.tail
    if not is_vague and quantity.form in {Form.OVER, Form.NEAR, Form.ABOVE, Form.ABOUT}:
        prefix = tail = ""
    if is_vague and style is Style.CHINESE and number == 2:
        return prefix + "二" + tail
    return prefix + write(number, style) + tail


def _number(value: int | Decimal, form: Form) -> tuple[int | Decimal, bool]:
    """The number to write, and whether the vague word stays with it."""
    below, above = rounded_down(value), rounded_up(value)
    if below is None or above is None or form is Form.EXACT:
        return value, form in {Form.AT_LEAST, Form.AT_MOST}
    if form in {Form.OVER, Form.ABOVE, Form.AT_LEAST}:
        return below, True
    if form in {Form.NEAR, Form.AT_MOST}:
        return above, True
    return (below if value - below < above - value else above), True


def agreement(value: int | Decimal, quantity: Quantity) -> bool | None:
    """Whether the stated number is true of ``value``; None for a blank and for a range.

    60余 means 61 to 69, 100余 less than half as much again; 近60 the step below 60; 约60 what rounds to 60.
    """
    stated = quantity.number.value
    if stated is None or quantity.unclear:
        return None
    step = _step(stated)
    match quantity.form:
        case Form.OVER:
            return stated < value < stated + min(step, max(Decimal(10), stated / 2))
        case Form.NEAR:
            return stated - min(step, max(Decimal(10), stated / 2)) < value < stated
        case Form.ABOUT:
            return abs(value - stated) <= max(Decimal(1), (stated / 20).quantize(Decimal(1), ROUND_HALF_UP))
        case Form.AT_LEAST:
            return value >= stated
        case Form.ABOVE:
            return value > stated
        case Form.AT_MOST:
            return value <= stated
        case _:
            return value == stated


def _step(stated: Decimal) -> Decimal:
    """How round a number is: 60 → 10, 300 → 100, 320 → 10, 67 → 1."""
    whole = int(stated)
    step = 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(step)
