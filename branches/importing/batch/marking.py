"""The person's own workbook back, with its bad cells coloured and commented, to be mended and sent again.

A package of Excel keeps all it holds: a child process changes it where it must be changed
(``workbook/child/marking.py``). Other formats, and packages that cannot be changed so, are written anew as
.xlsx from the cells as they were read.
"""

import io
import json
import os
import re
import subprocess  # noqa: S404 - starts this very interpreter with fixed arguments
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from typing import Any

from openpyxl import Workbook as NewWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange

from branches.importing.batch.intake import content_of
from branches.importing.batch.judging import Outcome
from branches.importing.batch.ledger import LIST_HEADER, LIST_NAME, OWN_LIST
from branches.importing.tables.headers import read_header
from branches.importing.workbook.reading import read_workbook
from branches.importing.workbook.refusing import TIMEOUT_SECONDS
from branches.importing.workbook.sheets import Cell, Sheet, Unreadable, Workbook, letter
from branches.models import ImportBatch
from branches.querysets import BATCH

AUTHOR = "支部台账"
COLOUR = "FFFFC9C4"
MOST_LISTED = 20_000
PACKAGE = b"PK\x03\x04"
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from branches.importing.workbook.child.marking import main; main()"
)
_ROOT = str(Path(__file__).resolve().parents[3])
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 40
_LOOKED_AT = 50


@dataclass(slots=True)
class Marks:
    """``cells``: the reason by sheet and cell (``"C7"``); ``rows``: one line for each, for the list."""

    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, sheet: str, cell: str, header: str, raw: str, reason: str) -> None:
        here = self.cells.setdefault(sheet, {})
        here[cell] = f"{here[cell]}\n{reason}" if cell in here else reason
        if len(self.rows) < MOST_LISTED:
            self.rows.append((sheet, cell, header, raw, reason))

    @property
    def lines(self) -> list[list[str]]:
        return [list(LIST_HEADER), *map(list, self.rows)]


def marks_of(batch: ImportBatch) -> Marks:
    """Every error of the batch at its cell; what concerns a whole row, at the first cell of its table."""
    marks = Marks()
    names = {sheet["name"][:100]: sheet["name"] for sheet in batch.understood.get("sheets", [])}
    wrong = batch.rows.filter(outcome=Outcome.ERROR).order_by("pk")
    for row in wrong.iterator(BATCH):
        for each in row.errors:
            if each.get("doubt"):
                continue
            place = each.get("place")
            column = place if place is not None else _first_column(batch, row.sheet, row.row)
            header = read_header(each["column"]).words or each["column"]
            sheet = names.get(row.sheet, row.sheet)
            marks.add(sheet, f"{letter(column)}{row.row}", header, each.get("raw", ""), each["message"])
    return marks


def _first_column(batch: ImportBatch, sheet: str, row: int) -> int:
    above = [
        each
        for each in batch.understood.get("sheets", [])
        if each["name"][:100] == sheet and (each["header_row"] or 0) < row
    ]
    return int(above[-1]["first_column"]) if above else 0


def marked_workbook(batch: ImportBatch) -> tuple[str, bytes]:
    """(file name, content). Raises WorkbookError when the file cannot be read any more."""
    data, marks = content_of(batch), marks_of(batch)
    name = PurePath(batch.file_name)
    if data.startswith(PACKAGE):
        changed = _in_place(data, marks, again=_came_back(batch))
        if changed is not None:
            suffix = ".xlsm" if name.suffix.lower() == ".xlsm" else ".xlsx"
            return f"{name.stem}（标出问题）{suffix}", changed
    with read_workbook(data) as workbook:
        return f"{name.stem}（标出问题）.xlsx", _anew(workbook, marks)


def keeps_all(batch: ImportBatch) -> bool:
    """Whether the workbook comes back with all it held; other formats come back with their cells alone."""
    return PurePath(batch.file_name).suffix.lower() in (".xlsx", ".xlsm")


def _came_back(batch: ImportBatch) -> bool:
    return any(sheet["problem"] == OWN_LIST for sheet in batch.understood.get("sheets", []))


def _in_place(data: bytes, marks: Marks, *, again: bool) -> bytes | None:
    """The package changed by the child; None when it cannot be."""
    wanted = {"cells": marks.cells, "list": marks.lines, "list_name": LIST_NAME, "again": again}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        source.write(json.dumps(wanted).encode() + b"\n")
        source.write(data)
        source.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-c", _PROGRAM, _ROOT],
                stdin=source,
                stdout=result,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT_SECONDS,
                env={"PATH": os.defpath},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        result.seek(0)
        changed = result.read()
        return changed if ended.returncode == 0 and changed.startswith(PACKAGE) else None


def _anew(workbook: Workbook, marks: Marks) -> bytes:
    """A workbook with the same cells as were read, marked."""
    book = NewWorkbook(write_only=True)
    for sheet in workbook.sheets:
        if not _is_list(sheet):
            _write_sheet(book, sheet, marks.cells.get(sheet.name, {}))
    listed = book.create_sheet(LIST_NAME)
    for number, width in enumerate((16, 10, 16, 28, 70)):
        listed.column_dimensions[letter(number)].width = width
    for line in marks.lines:
        listed.append([_cell(listed, text) for text in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_list(sheet: Sheet) -> bool:
    return sheet.name.startswith(LIST_NAME)


def _write_sheet(book: NewWorkbook, sheet: Sheet, reasons: dict[str, str]) -> None:
    made = book.create_sheet(_sheet_name(sheet.name))
    made.sheet_state = "hidden" if sheet.hidden else "visible"
    for column, width in enumerate(_widths(sheet)):
        made.column_dimensions[letter(column)].width = width
    anchors = _at_first_cells(reasons, sheet)
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), reason in anchors.items():
        by_row.setdefault(row, {})[column] = reason
    last = 0
    for number, cells in _rows_with(sheet, sorted(by_row)):
        for _ in range(number - last - 1):
            made.append([])
        last = number
        here = by_row.get(number, {})
        width = max(len(cells), max(here, default=-1) + 1)
        padded = [*cells, *[None] * (width - len(cells))]
        made.append([_cell(made, cell, here.get(column, "")) for column, cell in enumerate(padded)])
    for merge in sheet.merges:
        made.merged_cells.add(CellRange(None, merge.left + 1, merge.top, merge.right + 1, merge.bottom))


def _rows_with(sheet: Sheet, wanted: list[int]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the sheet; where one to be marked holds nothing, an empty one."""
    waiting = iter(wanted)
    following = next(waiting, None)
    for number, cells in sheet.rows():
        while following is not None and following < number:
            yield following, []
            following = next(waiting, None)
        if following == number:
            following = next(waiting, None)
        yield number, cells


def _at_first_cells(reasons: dict[str, str], sheet: Sheet) -> dict[tuple[int, int], str]:
    """The reasons by (Excel's row, zero-based column); in a merged range only its first cell shows."""
    found: dict[tuple[int, int], str] = {}
    for name, reason in reasons.items():
        letters = name.rstrip("0123456789")
        row, column = int(name[len(letters) :]), -1
        for each in letters:
            column = (column + 1) * 26 + ord(each) - ord("A")
        for merge in sheet.merges:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                row, column = merge.top, merge.left
                break
        before = found.get((row, column))
        if before is None:
            found[row, column] = reason
        elif reason not in before:
            found[row, column] = f"{before}\n{reason}"
    return found


def _cell(sheet: WriteOnlyWorksheet, value: Cell, reason: str = "") -> Any:
    """A cell that is what it was read as: a text is never a formula, whatever it begins with."""
    if isinstance(value, Unreadable):
        value = "" if value.shown in ("formula", "too_long") else value.shown
    if isinstance(value, str):
        value = _NO_TEXT.sub("", value)[:32_767]
    if value is None and not reason:
        return None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith("=")
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, time | timedelta):
        cell.number_format = "hh:mm"
    if reason:
        cell.fill = PatternFill("solid", fgColor=COLOUR)
        cell.comment = Comment(reason, AUTHOR, height=110, width=300)
    return cell


def _sheet_name(name: str) -> str:
    """As Excel takes it: at most 31 characters, without its forbidden signs."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31] or "Sheet"


def _widths(sheet: Sheet) -> list[int]:
    """By what stands in the first rows: the old widths are not known."""
    widths: list[int] = []
    for order, (_, cells) in enumerate(sheet.rows()):
        if order == _LOOKED_AT:
            break
        widths += [10] * (len(cells) - len(widths))
        for column, cell in enumerate(cells):
            longest = max((len(line) for line in str(cell or "").split("\n")), default=0)
            if longest * 2 <= _WIDEST * 2:
                widths[column] = max(widths[column], min(longest * 2 + 2, _WIDEST))
    return widths
