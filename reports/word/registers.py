"""A register of the handbook on pages: its rows as high as they are, its head repeated on each page.

Lengths are in twips.
"""

from collections.abc import Sequence
from typing import Final

from reports.document import Align, Column
from reports.printed.handbook import Cell
from reports.word.laying import ABOVE, BORDER, SIDE, SMALL, TABLE_WIDTH
from reports.word.measuring import line_starts
from reports.word.printed_styles import REGISTER_HEAD, REGISTER_TEXT
from reports.word.styles import TABLE
from reports.word.xml import NS, paragraph

LOWEST: Final = 454  # 8 mm
TITLE_HEIGHT: Final = 560  # with the space before and after
ALIGNS: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


class Columns:
    """The widths of a register's columns, and the heights that follow for its rows."""

    def __init__(self, columns: Sequence[Column]) -> None:
        shares = sum(column.width for column in columns)
        self.columns = columns
        self.widths = [TABLE_WIDTH * column.width // shares for column in columns]
        self.head = tuple(Cell(column.title) for column in columns)
        self.head_height = self.height(self.head)

    def placed(self, row: Sequence[Cell]) -> list[tuple[Cell, int, Align]]:
        """Each cell with its width and where its text stands."""
        found, at = [], 0
        for cell in row:
            width = sum(self.widths[at : at + cell.span])
            found.append((cell, width, cell.align or self.columns[at].align))
            at += cell.span
        return found

    def height(self, row: Sequence[Cell]) -> int:
        lines = max(
            sum(_lines(line, width - 2 * SIDE) for line in cell.text.split("\n"))
            for cell, width, _ in self.placed(row)
        )
        return max(LOWEST, lines * SMALL.line + 2 * ABOVE) + BORDER


def note_height(note: str) -> int:
    return SMALL.line * _lines(note, TABLE_WIDTH)


def _lines(text: str, width: int) -> int:
    return sum(1 for _ in line_starts(text, width / SMALL.character))


def table(columns: Columns, rows: Sequence[Sequence[Cell]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns.widths)
    sides = "".join(f'<w:{side} w:w="{SIDE}" w:type="dxa"/>' for side in ("left", "right"))
    head = _row(columns, columns.head, is_head=True)
    body = "".join(_row(columns, row) for row in rows)
    width = sum(columns.widths)
    return (
        f'<w:tbl {NS}><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _row(columns: Columns, row: Sequence[Cell], *, is_head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if is_head else ""
    cells = "".join(
        _cell(cell, width, Align.CENTER if is_head else align, is_head)
        for cell, width, align in columns.placed(row)
    )
    height = f'<w:trHeight w:val="{LOWEST}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: int, align: Align, is_head: bool) -> str:
    across = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    style = REGISTER_HEAD if is_head else REGISTER_TEXT
    content = "".join(paragraph(style, line, align=ALIGNS[align]) for line in cell.text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )
