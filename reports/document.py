"""A document as plain data: what it says, and for each counted number which figure it states.

Nothing here knows about Word, HTML or the database. A renderer walks ``title``, ``blocks``, ``annexes``,
``signature`` and ``issued_on`` in that order. A span is plain text (``str``) or one of three things that
can be traced to records: a ``Number``, a ``Listing`` or a ``Tally``. Every span that is not a ``str``
prints as its ``text``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import ClassVar

from reports.figures.registry import Figure, FigureValue
from reports.periods import Period
from reports.placeholders import Style


class Level(IntEnum):
    """Heading levels of official documents, with their numbering: 一、 （一） 1. （1）."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number as printed, the figure value it states and the period it was counted in.

    ``before`` is set when the text states the change against an earlier value (``增加3``); its period is
    ``period.previous()``. ``styles``: how it was asked for, where it stands in prose.
    """

    kind: ClassVar[str] = "number"
    text: str
    value: FigureValue
    period: Period
    before: FigureValue | None = None
    styles: frozenset[Style] = frozenset()

    @property
    def missing(self) -> bool:
        """Whether no record stands behind it, or behind what it is compared with."""
        return self.value.value is None or (self.before is not None and self.before.value is None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Titles of records woven into the text; ``total`` different ones head the records of ``figure``."""

    kind: ClassVar[str] = "listing"
    text: str
    name: str
    figure: Figure
    period: Period
    total: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A count or list taken from the completion of duties; ``lines`` says what is behind it.

    ``styles`` and ``limit``: how it was asked for. ``missing``: there is nothing to count or to list.
    """

    kind: ClassVar[str] = "tally"
    text: str
    name: str
    definition: str
    lines: tuple[str, ...] = ()
    styles: frozenset[Style] = frozenset()
    limit: int | None = None
    missing: bool = False


Span = str | Number | Listing | Tally
Traced = Number | Listing | Tally


def text_of(spans: Iterable[Span]) -> str:
    """The spans as they read."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading. ``run_on`` is body text in the same paragraph, behind the heading's sentence."""

    kind: ClassVar[str] = "heading"
    level: Level
    label: str
    spans: tuple[Span, ...]
    run_on: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    spans: tuple[Span, ...]


MOST_ROWS = 200
"""The rows of a table that a page shows and a review copy comments on; a file has them all."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is a share relative to the other columns, ``align`` where its cells are set."""

    title: str
    width: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    spans: tuple[Span, ...]
    align: Align


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a cell is a tuple of spans. Every row has one cell for each column.

    ``name`` tells tables of one document apart, for links to them.
    """

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    name: str = ""

    def cells(self) -> list[list[Cell]]:
        """The rows that a page shows, with each cell's place on the line."""
        return [
            [Cell(spans, column.align) for spans, column in zip(row, self.columns, strict=True)]
            for row in self.rows[:MOST_ROWS]
        ]

    @property
    def left_out(self) -> int:
        """How many rows a page does not show."""
        return max(len(self.rows) - MOST_ROWS, 0)


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; it starts on a page of its own. Its title carries no closing punctuation."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """A sentence of the outline that was left out because ``names`` have no record behind them."""

    line: int
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """``counted_at`` is the moment the figures were counted, ``issued_on`` the date printed below the
    signature.

    The title may be broken between ``title_lines``; renderers do so only when it is too long for one line.
    """

    title_lines: tuple[str, ...]
    organization: str
    period: Period
    counted_at: datetime
    blocks: tuple[Block, ...]
    signature: str
    issued_on: date
    annexes: tuple[Annex, ...] = ()
    omitted: tuple[Omission, ...] = ()

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    def spans(self) -> Iterator[Span]:
        """Every span of text and annexes, in the order of reading."""
        for block in (*self.blocks, *(block for annex in self.annexes for block in annex.blocks)):
            yield from spans_of(block)

    def tables(self) -> Iterator[Table]:
        """Every table of text and annexes."""
        blocks = (*self.blocks, *(block for annex in self.annexes for block in annex.blocks))
        return (block for block in blocks if isinstance(block, Table))

    def traced(self) -> Iterator[Traced]:
        """The spans that can be traced to records, in the order of reading."""
        return (span for span in self.spans() if not isinstance(span, str))

    def lines(self) -> Iterator[str]:
        """Title and blocks of the main text as they read, one line each; tables are left out."""
        yield self.title
        for block in self.blocks:
            if isinstance(block, Heading):
                yield block.label + text_of((*block.spans, *block.run_on))
            elif isinstance(block, Paragraph):
                yield text_of(block.spans)


def spans_of(block: Block) -> Iterator[Span]:
    """The spans of one block in the order of reading; a table row by row."""
    if isinstance(block, Heading):
        yield from block.spans
        yield from block.run_on
    elif isinstance(block, Paragraph):
        yield from block.spans
    else:
        for row in block.rows:
            for cell in row:
                yield from cell
