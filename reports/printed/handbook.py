"""支部工作手册: a branch's whole year as one book, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reports.document import Align, Column
from reports.periods import Period
from reports.printed.record import PrintedRecord


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` may have several lines. ``span``: how many columns it takes."""

    text: str
    span: int = 1
    align: Align | None = None  # that of its column


@dataclass(frozen=True, slots=True)
class Register:
    """A table under a heading of its own: members, posts, completion, figures. ``notes`` stand below it.

    The cells of each row take all columns together.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.span for cell in row) != len(self.columns):
                raise ValueError(f"a row of “{self.title}” does not take {len(self.columns)} columns: {row}")


Part = Register | PrintedRecord


@dataclass(frozen=True, slots=True)
class Chapter:
    """``title`` without its number."""

    title: str
    parts: tuple[Part, ...]

    def records(self) -> Iterator[PrintedRecord]:
        return (part for part in self.parts if isinstance(part, PrintedRecord))


@dataclass(frozen=True, slots=True)
class Handbook:
    """``secretaries``: who was secretary, with the days where it was not the whole year."""

    organization: str
    period: Period
    secretaries: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    made_at: datetime

    NAME = "党支部工作手册"

    @property
    def title(self) -> str:
        return f"{self.organization}{self.period.name}工作手册"

    @property
    def file_name(self) -> str:
        return f"{self.title}.docx"

    def records(self) -> Iterator[PrintedRecord]:
        return (record for chapter in self.chapters for record in chapter.records())


def texts(*values: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(value) for value in values)
