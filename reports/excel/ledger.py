"""A ledger (台账): the register of one record type, organisation and year as an Excel file.

Row 1 is the title, row 2 whose it is, row 3 the header, frozen and with filters; nothing is merged, so
that the file can be sorted, and imported again. Every text is stored as text, whatever it begins with: a
minute that begins with ``=`` never becomes a formula.
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from math import ceil
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from branches.models import Organization
from branches.models.record import Record, chinese_date
from branches.periods import Period
from reports.excel.columns import COLUMNS, PARTS, Column, Value

HEADER_ROW = 3
A4 = 9
PAGE_WIDTH = 220
"""Characters side by side on a page that people can still read: about two thirds of full size."""
NUMBER_WIDTH = 6
LONGEST = 32_000
"""Characters in a cell; Excel takes 32,767."""
CUT = "……（内容过长，全文见系统）"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 500
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE = Font(name="宋体", size=16, bold=True)
_NOTE = Font(name="宋体", size=10)
_HEADER = Font(name="宋体", size=11, bold=True)
_TEXT = Font(name="宋体", size=10)
_GREY = PatternFill("solid", fgColor="F2F2F2")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)


def ledger_rows(slug: str, rows: "QuerySet[Record]") -> "QuerySet[Record]":
    """The records in the order of the ledger, with what its columns need, in a constant number of queries."""
    return (
        rows.select_related("organization")
        .prefetch_related(*PARTS.get(slug, ()), "tags")
        .order_by("date", "pk")
    )


def write_ledger(
    target: BinaryIO, slug: str, rows: "QuerySet[Record]", organization: Organization, period: Period
) -> int:
    """Write the ledger of these records as .xlsx; how many rows it has is returned."""
    columns = COLUMNS[slug]
    name = f"{rows.model._meta.verbose_name}台账"
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(name)
    _set_up(sheet, columns)
    sheet.append([_cell(sheet, f"{organization.name}{period.name}{name}", _TITLE)])
    made = f"填报单位：{organization.name}　汇总日期：{chinese_date(timezone.localdate())}"
    sheet.append([_cell(sheet, made, _NOTE)])
    sheet.append(
        [
            _cell(sheet, title, _HEADER, _CENTRE, _GREY)
            for title in ("序号", *(each.title for each in columns))
        ]
    )
    number = 0
    for number, record in enumerate(ledger_rows(slug, rows).iterator(chunk_size=CHUNK), start=1):
        values: Iterable[Value] = (number, *(column.value(record) for column in columns))
        sheet.append([_cell(sheet, value, _TEXT, _TOP) for value in values])
    last = f"{get_column_letter(len(columns) + 1)}{HEADER_ROW + number}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}"
    book.save(target)
    return number


def _set_up(sheet: WriteOnlyWorksheet, columns: tuple[Column, ...]) -> None:
    """A4 landscape, as many pages wide as can still be read; the header on every page and always in sight."""
    width = NUMBER_WIDTH + sum(column.width for column in columns)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = ceil(width / PAGE_WIDTH)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.column_dimensions["A"].width = NUMBER_WIDTH
    for position, column in enumerate(columns, start=2):
        sheet.column_dimensions[get_column_letter(position)].width = column.width


def _cell(
    sheet: WriteOnlyWorksheet,
    value: Value,
    font: Font,
    alignment: Alignment | None = None,
    fill: PatternFill | None = None,
) -> WriteOnlyCell:
    if isinstance(value, str):
        value = inert(value)
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = font
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    elif isinstance(value, datetime.date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, datetime.time):
        cell.number_format = "hh:mm"
    elif isinstance(value, Decimal):
        cell.number_format = "0.####"
    if alignment is not None:
        cell.alignment = alignment
        cell.border = _BORDER
    if fill is not None:
        cell.fill = fill
    return cell


def inert(text: str) -> str:
    """The text as a cell can hold it: without control characters, and not longer than Excel takes."""
    text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST else text[:LONGEST] + CUT
