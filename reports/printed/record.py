"""The printed record (记录表): a title, rows of labels and values, lines to sign on. Nothing here knows Word.

Every text is ready to print. A value without paragraphs was not recorded: it stays an empty space, to be
filled in by hand.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reports.characters import lines, one_line

COLUMNS: Final = 8
"""A row is laid on a grid of eight equal columns; a label takes one, its value one or more."""


class Manner(StrEnum):
    """How a paragraph is set: flush, with the first line indented, or as the heading of a topic."""

    PLAIN = "plain"
    PROSE = "prose"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    manner: Manner = Manner.PLAIN


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value."""

    label: str
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """Entries side by side. ``spans``: how many columns each value takes.

    ``room``: the lines of handwriting there is space for at least. ``fills``: the row takes whatever the
    page leaves.
    """

    entries: tuple[Entry, ...]
    spans: tuple[int, ...]
    room: int = 1
    fills: bool = False

    def __post_init__(self) -> None:
        if len(self.spans) != len(self.entries) or sum(self.spans) + len(self.spans) != COLUMNS:
            raise ValueError(f"a row of {len(self.entries)} entries does not fill the grid: {self.spans}")

    def cells(self) -> list[tuple[Entry, int]]:
        """Each entry with the columns of its value."""
        return list(zip(self.entries, self.spans, strict=True))


@dataclass(frozen=True, slots=True)
class PrintedRecord:
    """``kind``: of a meeting its kind, of any other its record type. ``head`` is repeated where the record
    goes on to another page. ``listed`` is how a table of contents calls the record; ``shares_page``: it may
    stand on one page with others of its kind.
    """

    kind: str
    title: str
    organization: str
    date: datetime.date
    listed: str
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    signatures: tuple[str, ...]
    shares_page: bool = False

    def entries(self) -> Iterator[Entry]:
        """Every label with its value, in the order of reading."""
        for row in (*self.head, *self.rows):
            yield from row.entries

    def value(self, label: str) -> str:
        """What is written beside this label; KeyError when there is no such label."""
        for entry in self.entries():
            if entry.label == label:
                return entry.text
        raise KeyError(label)


def fact(label: str, value: object) -> Entry:
    """A value of one line; None and "" are left open."""
    text = "" if value is None else one_line(str(value))
    return Entry(label, (Paragraph(text),) if text else ())


def text(label: str, value: str) -> Entry:
    """A text with its paragraphs."""
    return Entry(label, prose(value))


def prose(value: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line, Manner.PROSE) for line in lines(value))


def names(label: str, people: Iterable[str]) -> Entry:
    """People, parted by 、."""
    return fact(label, "、".join(people))


def row(*entries: Entry, room: int = 1, fills: bool = False) -> Row:
    """Entries of equal width: one, two or four."""
    count = len(entries)
    return Row(entries, (COLUMNS // count - 1,) * count, room, fills)


def when_and_where(when: str, beside: Entry) -> Row:
    """The time, which needs more room than what stands beside it."""
    return Row((fact("时间", when), beside), (4, 2))
