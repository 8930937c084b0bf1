"""Where the tables of a sheet are: header rows, title rows above, rows of data below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from branches.importing.cells.text import folded, is_blank
from branches.importing.tables.headerrows import (
    DEEPEST_HEADER,
    HeaderCell,
    is_title,
    known_words,
    read_headers,
)
from branches.importing.tables.headers import Header
from branches.importing.tables.refusing import NoTable, refuse_matrix, refuse_side_by_side, what_else
from branches.importing.workbook.sheets import Cell, Sheet, letter

SAMPLE = 200


@dataclass(slots=True)
class Table:
    """One ledger in a sheet.

    Row numbers are Excel's; ``last_row`` is None when it runs to the sheet's end.
    """

    header_row: int
    header_rows: int
    headers: list[HeaderCell]
    titles: list[str] = field(default_factory=list)
    last_row: int | None = None

    @property
    def first_row(self) -> int:
        return self.header_row + self.header_rows

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
        for number, cells in sheet.rows():
            if number < self.first_row:
                continue
            if self.last_row is not None and number > self.last_row:
                return
            yield number, cells

    def sample(self, sheet: Sheet) -> list[list[Cell]]:
        """The first rows of data, for what the values say about a column."""
        found = []
        for _, cells in self.rows(sheet):
            found.append(cells)
            if len(found) == SAMPLE:
                break
        return found


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, one below the other. Raises NoTable."""
    if sheet.problem:
        raise NoTable(sheet.problem)
    if sheet.row_count == 0:
        raise NoTable("空表。")
    candidates = _candidates(sheet.rows())
    if not candidates:
        raise NoTable(what_else(sheet))
    cells_of = _rows_near(sheet, candidates)
    tables: list[Table] = []
    for number in _best_of_neighbours(candidates, cells_of):
        headers, depth = read_headers(number, cells_of, sheet.merges)
        if tables and [each.path for each in headers] == [each.path for each in tables[-1].headers]:
            continue  # the header printed again on the next page
        first_title = number
        while first_title - 1 in cells_of and is_title(cells_of[first_title - 1], number - first_title):
            first_title -= 1
        if tables:
            tables[-1].last_row = first_title - 1
            above = first_title
        else:
            above = 0
        titles = [
            folded(cell)
            for row in sorted(cells_of)
            if above <= row < number
            for cell in cells_of[row]
            if isinstance(cell, str)
        ]
        tables.append(Table(number, depth, headers, titles))
    for table in tables:
        refuse_side_by_side(table.headers)
        refuse_matrix(table.headers, cells_of.get(table.first_row, ()))
    return tables


def table_at(sheet: Sheet, number: int, last_row: int | None = None) -> Table:
    """The table whose header begins in that row, because somebody says so. Raises NoTable."""
    if sheet.problem:
        raise NoTable(sheet.problem)
    cells_of = _rows_near(sheet, {number: 1})
    if sum(isinstance(cell, str) for cell in cells_of.get(number, ())) < 2:
        raise NoTable(f"第 {number} 行没有列名，不能作表头。")
    headers, depth = read_headers(number, cells_of, sheet.merges)
    titles = [
        folded(cell)
        for row in sorted(cells_of)
        if row < number
        for cell in cells_of[row]
        if isinstance(cell, str)
    ]
    table = Table(number, depth, headers, titles, last_row if last_row is None or last_row > number else None)
    refuse_side_by_side(table.headers)
    refuse_matrix(headers, cells_of.get(table.first_row, ()))
    return table


def header_at(sheet: Sheet, number: int) -> list[HeaderCell]:
    """What the header would be if it began in that row; empty when the row is none."""
    cells_of = _rows_near(sheet, {number: 1})
    return read_headers(number, cells_of, sheet.merges)[0] if number in cells_of else []


def without_name(table: Table, sample: Sequence[Sequence[Cell]]) -> list[HeaderCell]:
    """Columns that hold something below an empty header, so that they are not left out in silence."""
    named = {header.column for header in table.headers}
    width = max((len(cells) for cells in sample), default=0)
    return [
        HeaderCell(column, f"（{letter(column)} 列没有列名）", (Header("", "", ""),))
        for column in range(width)
        if column not in named
        and any(column < len(cells) and not is_blank(cells[column]) for cells in sample)
    ]


def _candidates(rows: Iterable[tuple[int, list[Cell]]]) -> dict[int, int]:
    """Rows that read like a header, with the number of header words in each."""
    return {number: known for number, cells in rows if (known := known_words(cells))}


def _rows_near(sheet: Sheet, candidates: dict[int, int]) -> dict[int, list[Cell]]:
    """The cells of each candidate, of the rows above that may be its title, and of those that may belong to
    it.
    """
    first = min(candidates)
    wanted = {row for number in candidates for row in range(number - 3, number + DEEPEST_HEADER + 1)}
    last = max(wanted)
    found = {}
    for number, cells in sheet.rows():
        if number > last:
            break
        if number in wanted or number < first:
            found[number] = cells
    return found


def _best_of_neighbours(candidates: dict[int, int], cells_of: dict[int, list[Cell]]) -> list[int]:
    """Of header-like rows with nothing between them the one with most header words; ties go to the upper one.

    Rows with data between them are two headers, however close: of two short ledgers one below the other.
    """
    chosen: list[int] = []
    last = 0
    for number in sorted(candidates):
        together = last and number - last <= DEEPEST_HEADER
        if together and not any(row in cells_of for row in range(last + 1, number)):
            if candidates[number] > candidates[chosen[-1]]:
                chosen[-1] = number
        else:
            chosen.append(number)
        last = number
    return chosen
