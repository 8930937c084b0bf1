"""Charts as shapes: where every bar, point and label lies. Templates draw them, the stylesheet colours them.

Lengths are units of the drawing's own box (``viewBox``), y grows downwards. A chart never stands alone: the
table beside it says the same in numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

WIDTH, HEIGHT = 600, 230
TOP, BOTTOM, LEFT, RIGHT = 34, 34, 40, 4
"""Room above for the values, below for the labels, at the left for the scale."""
BASE = HEIGHT - BOTTOM
ROOM = BASE - TOP
BAR = 0.62
"""The share of its place that a bar fills."""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    series: int
    """Which of the series, counted from 1; its colour is a class of the stylesheet."""


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """``described``: what the drawing shows, for who cannot see it. ``grid``: the steps of the scale, each
    with a line across from where it stands."""

    described: str
    boxes: tuple[Box, ...] = ()
    grid: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    values: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    left: int = LEFT - 6


def stacked(described: str, labels: Sequence[str], columns: Sequence[Sequence[int] | None]) -> Chart:
    """A column for each label, its parts piled on each other, the sum above; None: nothing to say there.

    The highest column takes all the room; no column at all when every value is 0.
    """
    highest = max((sum(column) for column in columns if column), default=0)
    place = _place(labels)
    boxes: list[Box] = []
    values: list[Text] = []
    for position, column in enumerate(columns):
        if column is None:
            continue
        left = LEFT + place * (position + (1 - BAR) / 2)
        tops = list(accumulate((part * ROOM / highest if highest else 0 for part in column), initial=0))
        boxes += [
            Box(
                round(left, 1), round(BASE - upper, 1), round(place * BAR, 1), round(upper - lower, 1), series
            )
            for series, (lower, upper) in enumerate(pairwise(tops), start=1)
            if upper > lower
        ]
        values.append(Text(_middle(position, place), round(BASE - tops[-1] - 7, 1), str(sum(column))))
    return Chart(described, boxes=tuple(boxes), values=tuple(values), labels=_labels(labels))


def side_by_side(described: str, labels: Sequence[str], columns: Sequence[Sequence[int]]) -> Chart:
    """For each label a column of every series beside the others; the first has its value above.

    The highest column takes all the room; a value of 0 has no column.
    """
    highest = max((value for column in columns for value in column), default=0)
    place = _place(labels)
    boxes: list[Box] = []
    values: list[Text] = []
    for position, column in enumerate(columns):
        width = place * BAR / len(column)
        for series, value in enumerate(column, start=1):
            left = LEFT + place * (position + (1 - BAR) / 2) + width * (series - 1)
            height = value * ROOM / highest if highest else 0
            if value:
                boxes.append(
                    Box(round(left, 1), round(BASE - height, 1), round(width, 1), round(height, 1), series)
                )
            if series == 1:
                values.append(Text(round(left + width / 2, 1), round(BASE - height - 7, 1), str(value)))
    return Chart(described, boxes=tuple(boxes), values=tuple(values), labels=_labels(labels))


def line(
    described: str, labels: Sequence[str], values: Sequence[float | None], scale: Sequence[int]
) -> Chart:
    """A point for each value on the scale (its steps, the lowest first); known neighbours are joined.

    What lies outside is drawn at the edge; the label still says the number. A label has no decimals, and is
    cut, not rounded: 99.7 % present is not all of them.
    """
    place, lowest, highest = _place(labels), scale[0], scale[-1]

    def height(value: float) -> float:
        return round(BASE - (min(max(value, lowest), highest) - lowest) * ROOM / (highest - lowest), 1)

    points: list[Point | None] = [
        None if value is None else Point(_middle(position, place), height(value))
        for position, value in enumerate(values)
    ]
    joined = [Line(a.x, a.y, b.x, b.y) for a, b in pairwise(points) if a and b]
    said = [
        Text(point.x, round(point.y - 10, 1), str(int(value)))
        for point, value in zip(points, values, strict=True)
        if point is not None and value is not None
    ]
    return Chart(
        described,
        grid=tuple(Text(LEFT - 6, height(step), str(step)) for step in scale),
        lines=tuple(joined),
        points=tuple(point for point in points if point),
        values=tuple(said),
        labels=_labels(labels),
    )


def _place(labels: Sequence[str]) -> float:
    return (WIDTH - LEFT - RIGHT) / max(len(labels), 1)


def _middle(position: int, place: float) -> float:
    return round(LEFT + place * (position + 0.5), 1)


def _labels(labels: Sequence[str]) -> tuple[Text, ...]:
    place = _place(labels)
    return tuple(Text(_middle(position, place), HEIGHT - 10, label) for position, label in enumerate(labels))
