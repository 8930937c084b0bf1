"""Numbers typed into a manuscript, held against the records: which disagree, which could be live, which are
no figure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from branches.models import Organization
from reports.document import Level
from reports.drafts.errors import DraftError
from reports.drafts.filling import Filled, counted, fill
from reports.drafts.processing import readings_for
from reports.drafts.quantities import Quantity, find
from reports.drafts.readings import CONTESTED, Reading
from reports.drafts.spelling import Style as Spelling
from reports.figures.counting import figure_values
from reports.figures.registry import Figure
from reports.manuscripts.composing import PrintedLine
from reports.manuscripts.reading import Kind
from reports.outlines.numbering import LABELS
from reports.periods import Period
from reports.placeholders import CLOSE, OPEN, Style

MOST = 1_500
"""Numbers of a text that are held against the records every time it is saved."""
_SAID = {Kind.TITLE, Kind.HEADING, Kind.PARAGRAPH, Kind.ANNEX}


class Verdict(StrEnum):
    """What is to be told of a typed number."""

    WRONG = "wrong"
    UNBACKED = "unbacked"  # a figure without a record
    RIGHT = "right"
    BLANK = "blank"  # left open by the writer
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Remark:
    """About ``text[start:end]`` of the manuscript, in its line. ``placeholder`` may stand there instead
    (empty: nothing is proposed). ``counted``: what the records say, with its measure word."""

    verdict: Verdict
    line: int
    start: int
    end: int
    typed: str
    reason: str = ""
    placeholder: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """``length`` characters of what is read, from ``at`` on, and where they stand in the manuscript.
    ``typed``: whether its writer typed them, character for character."""

    at: int
    length: int
    start: int
    line: int
    typed: bool


def remarks(lines: Sequence[PrintedLine], organization: Organization, period: Period) -> list[Remark]:
    """What to tell of each typed number, in order. Raises DraftError for a text with too many of them."""
    text, stretches = _as_read(lines)
    if len(find(text)) > MOST:
        raise DraftError(f"正文里的数字超过 {MOST} 处，请分成几份文稿。")
    readings = [
        (_settled(reading), place)
        for reading in readings_for(text, organization, period.start.year)
        if (place := _place(reading, stretches))
    ]
    keys = {reading.figure.key for reading, _ in readings if reading.figure}
    values = figure_values(organization, period, keys) if keys else {}
    filled = fill([reading for reading, _ in readings], values)
    return [_remark(each, place) for each, (_, place) in zip(filled, readings, strict=True)]


def _as_read(lines: Sequence[PrintedLine]) -> tuple[str, list[_Stretch]]:
    """The text as a reader sees it, line by line, the title on one; and where its parts were typed."""
    text = ""
    stretches: list[_Stretch] = []
    before: Kind | None = None
    for line, printed in lines:
        if line.kind not in _SAID:
            continue
        if before and not before is line.kind is Kind.TITLE:
            text += "\n"
        before = line.kind
        if level := Level.FIRST if line.kind is Kind.ANNEX else line.level:
            text += LABELS[level](1)  # what stands under the last heading of the text is over with an annex
        for each in printed:
            piece = each.piece
            start = piece.end - len(each.text)  # a measure word may have gone in front
            typed = piece.placeholder is None and piece.plain.endswith(each.text) and start >= piece.start
            stretches.append(_Stretch(len(text), len(each.text), start, line.number, typed))
            text += each.text
    return text, stretches


def _place(reading: Reading, stretches: Sequence[_Stretch]) -> tuple[int, _Stretch] | None:
    """Where the quantity begins in the manuscript; None for what was not typed in one go."""
    start, end = reading.quantity.start, reading.quantity.end
    index = bisect_right(stretches, start, key=lambda stretch: stretch.at) - 1
    if index < 0:
        return None
    found = stretches[index]
    if not found.typed or end > found.at + found.length:
        return None
    return found.start + start - found.at, found


def _settled(reading: Reading) -> Reading:
    """A number that says something else than the same figure elsewhere in the text is held against it."""
    if reading.reason == CONTESTED and reading.candidates:
        return replace(reading, figure=reading.candidates[0], reason="")
    return reading


def _remark(filled: Filled, place: tuple[int, _Stretch]) -> Remark:
    start, stretch = place
    quantity, figure = filled.reading.quantity, filled.reading.figure
    remark = Remark(
        Verdict.NONE,
        stretch.line,
        start,
        start + quantity.end - quantity.start,
        quantity.text + quantity.unit,
        filled.reason,
    )
    if figure is None:
        return remark
    remark = replace(remark, reason=figure.name)
    if filled.value is None:
        return remark if filled.stated is None else replace(remark, verdict=Verdict.UNBACKED)
    if filled.agrees is None and filled.stated is not None:  # a range
        return remark
    verdict = Verdict.BLANK if filled.stated is None else Verdict.RIGHT if filled.agrees else Verdict.WRONG
    proposed = "" if quantity.unit == "元" else _placeholder(figure, quantity)
    return replace(remark, verdict=verdict, placeholder=proposed, counted=counted(filled))


def _placeholder(figure: Figure, quantity: Quantity) -> str:
    """The figure's placeholder in the style of the number it would replace."""
    style = ""
    if quantity.tail:
        style = f"|{Style.VAGUE}"
    elif quantity.number.style is Spelling.CHINESE:
        style = f"|{Style.CHINESE}"
    return f"{OPEN}{figure.name}{style}{CLOSE}"
