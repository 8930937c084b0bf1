"""Cells of workbooks: their faces, and text that can never turn into a formula."""

import datetime
import re
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from reports.excel.columns import Value

LONGEST = 32_000
"""Characters in a cell; Excel takes 32,767."""
CUT = "……（内容过长，全文见系统）"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TITLE = Font(name="宋体", size=16, bold=True)
NOTE = Font(name="宋体", size=10)
HEADER = Font(name="宋体", size=11, bold=True)
TEXT = Font(name="宋体", size=10)
GREY = PatternFill("solid", fgColor="F2F2F2")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
TOP = Alignment(vertical="top", wrap_text=True)
FORMATS: dict[type, str] = {datetime.date: "yyyy-mm-dd", datetime.time: "hh:mm"}
_STYLES: WeakKeyDictionary[Workbook, dict[tuple[object, ...], tuple[StyleArray, object]]] = (
    WeakKeyDictionary()
)


def make_cell(
    sheet: WriteOnlyWorksheet,
    value: Value,
    font: Font,
    alignment: Alignment | None = None,
    fill: PatternFill | None = None,
) -> WriteOnlyCell:
    """A cell of a write-only sheet; with an alignment it is part of a table and has borders.

    openpyxl takes most of its time to find out that a style is one it knows: each is set once a workbook.
    """
    if isinstance(value, str):
        value = inert(value)
    cell = WriteOnlyCell(sheet, value=value)
    quoted = isinstance(value, str) and value.startswith(FORMULA_SIGNS)
    if isinstance(value, str):
        cell.data_type = "s"
    number_format = next((said for kind, said in FORMATS.items() if isinstance(value, kind)), "General")
    known = _STYLES.setdefault(sheet.parent, {})
    key = (id(font), id(alignment), id(fill), number_format, quoted)
    if key not in known:
        _dress(cell, font, alignment, fill)
        cell.number_format, cell.quotePrefix = number_format, quoted
        known[key] = (cell._style, (font, alignment, fill))  # kept, so that no other object gets its id
    cell._style = known[key][0]
    return cell


def _dress(cell: WriteOnlyCell, font: Font, alignment: Alignment | None, fill: PatternFill | None) -> None:
    cell.font = font
    if alignment is not None:
        cell.alignment = alignment
        cell.border = _BORDER
    if fill is not None:
        cell.fill = fill


def inert(text: str) -> str:
    """The text as a cell can hold it: without control characters, and not longer than Excel takes."""
    text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST else text[:LONGEST] + CUT
