"""What was read from a spreadsheet file: its sheets, their rows, and what a cell can hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import TracebackType
from typing import IO, Any, Self

from branches.importing.workbook.refusing import WorkbookError

from .child import limits

READ_AT_ONCE = 2**16


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that is not empty but has no value: an Excel error, a formula never computed, a text without
    end.
    """

    shown: str

    @property
    def message(self) -> str:
        if self.shown == "formula":
            return "公式没有计算结果，请在 Excel 中打开、保存后再上传。"
        if self.shown == "too_long":
            return f"超过 {limits.MAX_TEXT:,} 个字，请缩短。"
        return f"单元格是错误值 {self.shown}，请在 Excel 中改正。"


Cell = None | str | bool | int | float | date | datetime | time | timedelta | Unreadable


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; Excel's row numbers, zero-based columns, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet.

    ``problem``: a Chinese reason why it has no rows; ``since_1904``: serials count from 1904;
    ``hidden_rows``, ``struck_rows``: numbers of rows that are hidden, or have a cell struck through.
    ``beside``: what stands beside the sheets of its workbook, keys of ``refusing.BESIDE``.
    ``blank_formulas``: how many cells hold a formula whose result is an empty text, and the first (``"G4"``).
    """

    name: str
    hidden: bool
    since_1904: bool
    merges: list[Merge]
    problem: str | None
    row_count: int = 0
    hidden_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    beside: frozenset[str] = frozenset()
    blank_formulas: tuple[int, str] = (0, "")
    _spool: IO[bytes] | None = field(default=None, repr=False)
    _start: int = 0

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Rows with content:

        Excel's row number and the cells from column A, without empty ones at the end.
        """
        if self._spool is None:
            return
        position, left = self._start, self.row_count
        while left:
            self._spool.seek(position)  # somebody else may have read from it in between
            lines = self._spool.readlines(READ_AT_ONCE)[:left]
            left -= len(lines)
            position += sum(map(len, lines))
            for line in lines:
                yield _row(line)


class Workbook:
    """The sheets of a file. Closes its spool file at the end of the ``with`` block."""

    def __init__(self, sheets: list[Sheet], spool: IO[bytes]) -> None:
        self.sheets = sheets
        self._spool = spool

    def close(self) -> None:
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def letter(column: int) -> str:
    """The letters by which Excel calls a column, counted from zero: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row(line: bytes) -> tuple[int, list[Cell]]:
    """A row as the child wrote it. Raises WorkbookError where it is none: the child was taken over, or its
    disk lies.
    """
    try:
        _, number, cells = json.loads(line)
        row = [_decoded(cell) if type(cell) is list else cell for cell in cells]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise WorkbookError("damaged") from error
    if type(number) is not int or any(type(cell) is dict for cell in row):
        raise WorkbookError("damaged")
    return number, row


def _decoded(cell: list[Any]) -> Cell:
    tag, value = cell
    if tag == "d":
        return date.fromisoformat(value)
    if tag == "t":
        return datetime.fromisoformat(value)
    if tag == "h":
        return time.fromisoformat(value)
    if tag == "p":
        return timedelta(seconds=value)
    return Unreadable(str(value))
