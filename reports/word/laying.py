"""Printed records on pages: which rows stand on which page, how high, and where a long text is parted.

Pages are broken here and not left to Word, so that what goes on carries its title with （续） and its head,
and so that the page numbers of a table of contents are known: Word, WPS and LibreOffice need not agree on
the last line. A page is filled a little less than to the brim for that.

Lengths are in twips.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from reports.printed.record import COLUMNS, Entry, Manner, Paragraph, PrintedRecord, Row
from reports.word.measuring import cut, line_starts

COLUMN_WIDTH: Final = 1134  # 20 mm
TABLE_WIDTH: Final = COLUMNS * COLUMN_WIDTH
SIDE: Final = 70  # within a cell, on each side: four characters of a label fit in a line
ABOVE: Final = 40  # within a cell, above and below
BORDER: Final = 10
ROW: Final = 510  # 9 mm: no row is lower
PART_FROM: Final = 7
"""Lines from which a text is parted between two pages; a shorter one goes to the next as a whole."""
AGAIN: Final = "（续）"
LEAST: Final = 3
"""Lines of a text that stand together on each side of the break."""
INDENT: Final = 2  # characters
MORE_THAN_A_PAGE: Final = 100  # lines
WHOLE: Final = COLUMNS - 1
"""Columns of a value that has the row to itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """``size`` of the type in half points, ``line`` its exact height, ``style`` the ending of its styles."""

    size: int
    line: int
    style: str = ""

    @property
    def character(self) -> int:
        return self.size * 10


NORMAL: Final = Setting(24, 360)
SMALL: Final = Setting(21, 300, "Small")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and the height it has at least."""

    row: Row
    height: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands of a record on one page; ``height`` without title and signatures."""

    rows: tuple[Placed, ...]
    setting: Setting
    goes_on: bool = False  # from the page before

    @property
    def height(self) -> int:
        return sum(placed.height + BORDER for placed in self.rows)


def lay(record: PrintedRecord, room: int, taken: int = 0) -> list[Leaf]:
    """The leaves of a record, ``room`` being the height of the table on a page, of which so much is
    ``taken`` on the first. Each reaches to the foot of its page.

    One leaf, in small type if need be; else as many as it takes in normal type.
    """
    for setting in (NORMAL, SMALL):
        leaf = _whole(record, setting)
        if leaf.height <= room - taken:
            return [_filled(leaf, room - taken)]
    first, *others = _Leaves(record, room, taken).leaves
    return [_filled(first, room - taken), *(_filled(leaf, room) for leaf in others)]


def lay_among_others(record: PrintedRecord, room: int) -> Leaf | None:
    """The record on a page that it shares, no higher than it must be; None where there is no room for it."""
    leaf = _whole(record, NORMAL)
    return leaf if leaf.height <= room else None


def _whole(record: PrintedRecord, setting: Setting) -> Leaf:
    return Leaf(tuple(_placed(row, setting) for row in (*record.head, *record.rows)), setting)


class _Leaves:
    """Fills page after page in normal type."""

    def __init__(self, record: PrintedRecord, room: int, taken: int) -> None:
        self.room = room
        self.head = [_placed(row, NORMAL) for row in record.head]
        self.leaves: list[Leaf] = []
        self._begin()
        self.left -= taken
        for row in record.rows:
            self._add(row)
        self._end()

    def _begin(self) -> None:
        self.rows = list(self.head)
        self.left = self.room - sum(placed.height + BORDER for placed in self.head)

    def _end(self) -> None:
        self.leaves.append(Leaf(tuple(self.rows), NORMAL, goes_on=bool(self.leaves)))

    def _add(self, row: Row) -> None:
        placed = _placed(row, NORMAL)
        while placed.height + BORDER > self.left:
            first, rest = self._parted(row)
            if first is not None:
                self._put(_placed(first, NORMAL))
            self._end()
            self._begin()
            row, placed = rest, _placed(rest, NORMAL)
        self._put(placed)

    def _put(self, placed: Placed) -> None:
        self.rows.append(placed)
        self.left -= placed.height + BORDER

    def _parted(self, row: Row) -> tuple[Row | None, Row]:
        """What of the row still goes on this page, and the rest; None where all of it goes to the next."""
        lines = (self.left - BORDER - 2 * ABOVE) // NORMAL.line
        if len(self.rows) > len(self.head) and (lines < LEAST or _lines(row, NORMAL) < PART_FROM):
            return None, row
        entry = row.entries[0]
        first, rest = _part(entry.paragraphs, lines)
        if not first:
            return None, row
        again = entry.label if entry.label.endswith(AGAIN) else f"{entry.label}{AGAIN}"
        return (
            replace(row, entries=(Entry(entry.label, first),), room=1),
            replace(row, entries=(Entry(again, rest),), room=1),
        )


Paragraphs = tuple[Paragraph, ...]


def _part(paragraphs: Paragraphs, lines: int) -> tuple[Paragraphs, Paragraphs]:
    """The paragraphs that take at most so many lines, and those behind; one too long for both is parted.

    A topic stays with the line below it.
    """
    taken, left = 0, lines
    starts = _first_starts(paragraphs[0], left)
    while len(starts) <= left:
        left -= len(starts)
        taken += 1
        starts = _first_starts(paragraphs[taken], left)
    over = paragraphs[taken]
    if taken and (over.manner is Manner.TOPIC or left < LEAST):
        with_topic = over.manner is not Manner.TOPIC and paragraphs[taken - 1].manner is Manner.TOPIC
        taken -= with_topic
        return paragraphs[:taken], paragraphs[taken:]
    at = cut(over.text, starts[left // 2], starts[left])
    head, rest = replace(over, text=over.text[:at]), Paragraph(over.text[at:].lstrip())
    return (*paragraphs[:taken], head), (rest, *paragraphs[taken + 1 :])


def _first_starts(paragraph: Paragraph, most: int) -> list[int]:
    """The starts of its lines, of one more than ``most`` at the utmost."""
    return list(islice(_starts(paragraph, WHOLE, NORMAL), most + 1))


def _placed(row: Row, setting: Setting) -> Placed:
    lines = max(_lines(row, setting), 1 if any(entry.paragraphs for entry in row.entries) else row.room)
    return Placed(row, max(ROW, lines * setting.line + 2 * ABOVE))


def _lines(row: Row, setting: Setting) -> int:
    """The lines of the highest cell of the row, as far as a page could hold them."""
    values = (_height(entry.paragraphs, span, setting) for entry, span in row.cells())
    labels = (_count(line_starts(entry.label, _characters(1, setting))) for entry in row.entries)
    return max(*values, *labels)


def _height(paragraphs: Sequence[Paragraph], span: int, setting: Setting) -> int:
    starts = (_starts(paragraph, span, setting) for paragraph in paragraphs)
    return _count(islice(chain.from_iterable(starts), MORE_THAN_A_PAGE))


def _count(starts: Iterable[int]) -> int:
    return sum(1 for _ in starts)


def _starts(paragraph: Paragraph, span: int, setting: Setting) -> Iterator[int]:
    indent = INDENT if paragraph.manner is Manner.PROSE else 0
    return line_starts(paragraph.text, _characters(span, setting), indent)


def _characters(span: int, setting: Setting) -> float:
    """The characters in a line of a cell of so many columns."""
    return (span * COLUMN_WIDTH - 2 * SIDE) / setting.character


def _filled(leaf: Leaf, room: int) -> Leaf:
    """The same with what the page leaves given to the row that takes it, or the last one."""
    position = next((at for at, placed in enumerate(leaf.rows) if placed.row.fills), len(leaf.rows) - 1)
    rows = list(leaf.rows)
    rows[position] = replace(rows[position], height=rows[position].height + room - leaf.height)
    return replace(leaf, rows=tuple(rows))
