"""The reading child: a workbook on standard input, JSON lines on standard output.

Lines, in this order: ``["sheet", {...}]``, then its rows ``["row", number, [cell, ...]]`` with Excel's row
number, the next sheet …, and at last ``["end"]``, which is the only sign of success. ``["refused", code,
detail]`` says why a file is not read; a sheet that is passed over carries the reason as ``problem``.

Cells: null, text, number, true/false; lists with a tag for what JSON lacks: ``["d", "2023-03-05"]``,
``["t", "2023-03-05T14:30:00"]``, ``["h", "09:30:00"]``, ``["p", seconds]`` and ``["e", "#N/A"]`` for a cell
that has no value although it is not empty.
"""

import datetime
import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from . import compound, opendocument, openxml
from .facts import NO_DAY, NO_MONTH, SheetFacts
from .limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, MAX_TEXT, Refused, confine

ZIP = b"PK\x03\x04"
TOO_LONG = "too_long"
HALF_A_SECOND = datetime.timedelta(milliseconds=500)  # Excel's fractions of a day are not exact


def main() -> None:
    confine()
    output = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    try:
        read(sys.stdin.buffer.read(), output)
    except Refused as refusal:
        _line(output, "refused", refusal.code, refusal.detail)
    except MemoryError:
        _line(output, "refused", "too_big", {})
    output.flush()


def read(data: bytes, output: TextIO) -> None:
    """Write the lines of a workbook. Raises Refused."""
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, load_workbook  # noqa: PLC0415

    # (Imported here: under the limits, and never by a process that only wants the names above.)
    hidden_facts = _inspect(data)
    rows_left = MAX_ROWS
    try:
        workbook = load_workbook(io.BytesIO(data))
        if len(workbook.sheet_names) > MAX_SHEETS:
            raise Refused("too_many_sheets")
        for position, meta in enumerate(workbook.sheets_metadata):
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(position)
            facts = hidden_facts.of(meta.name, position)
            head = {
                "name": meta.name,
                "hidden": "Hidden" in str(meta.visible),
                "hidden_rows": sorted(row + 1 for row in facts.hidden),
                "struck_rows": sorted(row + 1 for row in facts.struck),
                "blank_formulas": [facts.blanks, *(facts.blank or ())],
                **hidden_facts.head,
            }
            if sheet.end is None or sheet.start is None:
                _line(output, "sheet", {**head, "merges": []})
            elif sheet.end[1] >= MAX_COLUMNS:
                _line(output, "sheet", {**head, "merges": [], "problem": "too_wide"})
            else:
                merges = hidden_facts.merges(position) or sheet.merged_cell_ranges or []
                _line(output, "sheet", {**head, "merges": merges})
                rows = _rows(sheet.iter_rows(), sheet.start[1], facts.flaws)
                for number, cells in rows:
                    rows_left -= 1
                    if rows_left < 0:
                        raise Refused("too_many_rows")
                    _line(output, "row", number, cells)
    except PasswordError as error:
        raise Refused("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("damaged") from error
    _line(output, "end")


class _HiddenFacts:
    """What the container says and calamine does not, see the modules beside this one."""

    def __init__(
        self,
        sheets: Mapping[Any, SheetFacts],
        since_1904: bool,
        beside: Sequence[str],
        merges: list[list[opendocument.Range]] | None = None,
    ) -> None:
        self.head = {"since_1904": since_1904, "beside": beside}
        self._sheets = sheets
        self._merges = merges

    def of(self, name: str, position: int) -> SheetFacts:
        return self._sheets.get(name) or self._sheets.get(position) or SheetFacts()

    def merges(self, position: int) -> list[Any] | None:
        if self._merges is None or position >= len(self._merges):
            return None
        return [((top, left), (bottom, right)) for top, left, bottom, right in self._merges[position]]


def _inspect(data: bytes) -> _HiddenFacts:
    if data.startswith(compound.SIGNATURE):
        by_position, since_1904, beside = compound.inspect(data)
        return _HiddenFacts({**by_position}, since_1904, beside)
    if not data.startswith(ZIP):
        raise Refused(_what_else(data))
    if "content.xml" in openxml.parts(data):
        merges, sheets = opendocument.inspect(data)
        return _HiddenFacts(dict(enumerate(sheets)), False, openxml.beside(data), merges)
    by_name, since_1904 = openxml.inspect(data)
    return _HiddenFacts({**by_name}, since_1904, openxml.beside(data))


def _rows(rows: Any, first_column: int, flaws: Mapping[tuple[int, int], str]) -> Any:
    """Rows with content as (Excel's row number, cells from column A on without empty ones at the end)."""
    flawed_rows: dict[int, dict[int, str]] = {}
    for (row, column), flaw in flaws.items():
        if column < MAX_COLUMNS:
            flawed_rows.setdefault(row, {})[column] = flaw
    empty: list[str] = []
    for index, raw in enumerate(rows):
        if raw == empty and index not in flawed_rows:  # one stray cell far below brings a million of these
            continue
        if len(empty) != len(raw):
            empty = [""] * len(raw)
        cells = [None] * first_column + [_cell(value) for value in raw]
        for column, flaw in flawed_rows.pop(index, {}).items():
            cells += [None] * (column + 1 - len(cells))
            if flaw in (NO_DAY, NO_MONTH):
                cells[column] = _as_shown(cells[column], flaw)
                continue
            cells[column] = ["e", flaw]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield index + 1, cells


def _as_shown(cell: Any, alone: str) -> Any:
    """The first of a month, or of January, as the sheet shows it (2023年3月, 2023年); anything else as it is.

    Another day than the first was typed by somebody: that the format hides it says nothing.
    """
    if not isinstance(cell, list) or cell[0] not in "dt":
        return cell
    year, month, day = cell[1][:4], int(cell[1][5:7]), cell[1][8:10]
    if day != "01" or (alone == NO_MONTH and month != 1):
        return cell
    return f"{year}年" if alone == NO_MONTH else f"{year}年{month}月"


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            return ["e", TOO_LONG]
        text = value.replace("\x00", "")
        return text if text and not text.isspace() else None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else ["e", "#NUM!"]
    if isinstance(value, datetime.datetime):
        return ["t", (value + HALF_A_SECOND).isoformat(timespec="seconds")]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()]
    if isinstance(value, datetime.time):
        return ["h", value.isoformat(timespec="seconds")]
    if isinstance(value, datetime.timedelta):
        return ["p", value.total_seconds()]
    return None


def _what_else(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not data.strip():
        return "empty"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "xml_2003"
    if start.startswith(b"%pdf"):
        return "pdf"
    if start.startswith(b"<"):
        return "html"
    if b"\x00" not in data[:4096] and b"\n" in data:
        return "text"
    return "not_workbook"


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""At once: ``json.dump`` would put the pieces together in Python."""


def _line(output: TextIO, *values: Any) -> None:
    output.write(f"{_encoded(values)}\n")
