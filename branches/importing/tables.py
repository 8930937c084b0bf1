"""Where the tables of a sheet are: header rows, title rows above, rows of data below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from branches.importing.cells.text import folded
from branches.importing.fields import FIELDS
from branches.importing.headers import LONGEST, Header, read_header
from branches.importing.workbook import Cell, Merge, Sheet

DEEPEST_HEADER = 3
SAMPLE = 200

_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?")


@dataclass(slots=True)
class HeaderCell:
    """A column's header: its ``column`` (zero-based), how the sheet spells it, and its words from top to
    leaf.
    """

    column: int
    spelled: str
    path: tuple[Header, ...]


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


class NoTable(Exception):
    """This sheet holds no ledger that can be read. ``str()`` says in Chinese what it seems to be instead."""


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, one below the other. Raises NoTable."""
    if sheet.problem:
        raise NoTable(sheet.problem)
    if sheet.row_count == 0:
        raise NoTable("空表。")
    candidates = _candidates(sheet.rows())
    if not candidates:
        raise NoTable(_what_else(sheet))
    cells_of = _rows_near(sheet, candidates)
    tables: list[Table] = []
    for number in _best_of_neighbours(candidates, cells_of):
        headers, depth = _headers(number, cells_of, sheet.merges)
        if tables and [each.path for each in headers] == [each.path for each in tables[-1].headers]:
            continue  # the header printed again on the next page
        first_title = number
        while first_title - 1 in cells_of and _is_title(cells_of[first_title - 1], number - first_title):
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
        _refuse_side_by_side(table)
        _refuse_matrix(table.headers)
    return tables


def _candidates(rows: Iterable[tuple[int, list[Cell]]]) -> dict[int, int]:
    """Rows that read like a header, with the number of header words in each."""
    return {number: known for number, cells in rows if (known := known_words(cells))}


def known_words(cells: Sequence[Cell]) -> int:
    """How many cells of a header row are words of a header; 0 when the row is none."""
    texts = [cell for cell in cells if cell is not None]
    if len(texts) < 2 or any(not isinstance(text, str) or len(text) > LONGEST for text in texts):
        return 0
    known = sum(is_known(text) for text in texts if isinstance(text, str))
    if known >= 3 and known * 2 > len(texts):
        return known
    return known if known == len(texts) else 0


@lru_cache(maxsize=20_000)
def is_known(text: str) -> bool:
    """Whether a field of any record type goes by this header."""
    words = read_header(text).words
    return bool(words) and any(
        cue.fullmatch(words) for fields in FIELDS.values() for each in fields for cue, _ in each.cues
    )


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


def _headers(
    number: int, cells_of: dict[int, list[Cell]], merges: Sequence[Merge]
) -> tuple[list[HeaderCell], int]:
    top, bottom = _extent(number, cells_of, merges)
    width = max(len(cells_of.get(row, ())) for row in range(top, bottom + 1))
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        texts = [_text_at(row, column, cells_of, merges) for row in range(top, bottom + 1)]
        parts = [text for index, text in enumerate(texts) if text and text not in texts[:index]]
        paths.append(tuple(parts))
    leaves = [path[-1].strip() for path in paths if path]
    headers = [
        HeaderCell(
            column,
            path[-1].strip() if leaves.count(path[-1].strip()) == 1 else "/".join(map(str.strip, path)),
            tuple(map(read_header, path)),
        )
        for column, path in enumerate(paths)
        if path
    ]
    return headers, bottom - number + 1


def _extent(number: int, cells_of: dict[int, list[Cell]], merges: Sequence[Merge]) -> tuple[int, int]:
    """First and last row of the header around its best row."""
    top = bottom = number
    for merge in merges:
        if merge.bottom - merge.top >= DEEPEST_HEADER:
            continue
        if merge.top < number <= merge.bottom and not _is_title(cells_of.get(merge.top, []), 0):
            top = min(top, merge.top)
        if merge.top <= number < merge.bottom:
            bottom = max(bottom, merge.bottom)
    if top == bottom:
        above, here, below = (cells_of.get(number + step, []) for step in (-1, 0, 1))
        if _completes(here, below):
            bottom += 1
        elif _completes(above, here):
            top -= 1
    return top, bottom


def _completes(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether the lower row only fills in what the upper row left to it: sub-headers without merged cells."""
    if sum(cell is not None for cell in upper) < 2 or not any(cell is not None for cell in lower):
        return False
    texts = [(index, cell) for index, cell in enumerate(lower) if cell is not None]
    if not all(isinstance(cell, str) and len(cell) <= LONGEST for _, cell in texts):
        return False
    if sum(is_known(cell) for _, cell in texts if isinstance(cell, str)) * 2 <= len(texts):
        return False
    in_gaps = [index for index, _ in texts if index >= len(upper) or upper[index] is None]
    first = next(index for index, cell in enumerate(upper) if cell is not None)
    return bool(in_gaps) and all(index > first for index, _ in texts)


def _text_at(row: int, column: int, cells_of: dict[int, list[Cell]], merges: Sequence[Merge]) -> str:
    for merge in merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            row, column = merge.top, merge.left
            break
    cells = cells_of.get(row, [])
    cell = cells[column] if column < len(cells) else None
    return cell if isinstance(cell, str) else ""


def _is_title(cells: Sequence[Cell], distance: int) -> bool:
    """A row with one or two texts (a title, 填报单位 and 汇总日期) at most three rows above a header."""
    texts = [cell for cell in cells if cell is not None]
    return distance < 3 and 0 < len(texts) <= 2 and all(isinstance(text, str) for text in texts)


def _refuse_side_by_side(table: Table) -> None:
    words = [header.path[-1].words for header in table.headers if is_known(header.spelled)]
    twice = {word for word in words if words.count(word) > 1}
    if len(twice) >= 2 and len({words.index(word) for word in twice}) >= 2:
        raise NoTable(
            f"同一行里并排放了两个台账（“{'”“'.join(sorted(twice)[:3])}”出现了两次）。请分成两张工作表。"
        )


def _refuse_matrix(headers: Iterable[HeaderCell]) -> None:
    months = [header for header in headers if any(_MONTH.fullmatch(each.words) for each in header.path)]
    if len(months) >= 6:
        raise NoTable("这是按月份排列的统计表，一格里没有单独的记录。请改为一次活动一行的台账。")


def _what_else(sheet: Sheet) -> str:
    labels = months = single = rows = 0
    for number, cells in sheet.rows():
        texts = [cell for cell in cells if cell is not None]
        rows += 1
        single += len(texts) == 1
        first = texts[0]
        labels += isinstance(first, str) and is_known(first) and len(texts) <= 8
        months = max(
            months, sum(isinstance(text, str) and bool(_MONTH.fullmatch(folded(text))) for text in texts)
        )
        if number > 60:
            break
    if months >= 6:
        return "这是按月份排列的统计表，一格里没有单独的记录。请改为一次活动一行的台账。"
    if labels >= 3:
        return "这像是一张表记一次活动的记录表（项目名在左，内容在右）。请改为一次活动一行的台账。"
    if single == rows or rows < 2:
        return "没有表格内容，已跳过。"
    return "找不到表头行。表头应有“时间”“主题”等列名，每次活动一行。"
