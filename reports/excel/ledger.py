"""A ledger (台账): the register of one record type, organisation and year as an Excel file.

Row 1 is the title, row 2 whose it is, row 3 the header, frozen and with filters; nothing is merged, so
that the file can be sorted, and imported again. Every text is stored as text, whatever it begins with: a
minute that begins with ``=`` never becomes a formula.
"""

from collections.abc import Iterable
from math import ceil
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from branches.models import Organization
from branches.models.record import Record, chinese_date
from branches.periods import Period
from reports.excel.cells import CENTRE, GREY, HEADER, NOTE, TEXT, TITLE, TOP, make_cell
from reports.excel.columns import COLUMNS, PARTS, Column, Value

HEADER_ROW = 3
A4 = 9
PAGE_WIDTH = 220
"""Characters side by side on a page that people can still read: about two thirds of full size."""
NUMBER_WIDTH = 6
CHUNK = 500


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
    sheet.append([make_cell(sheet, f"{organization.name}{period.name}{name}", TITLE)])
    made = f"填报单位：{organization.name}　汇总日期：{chinese_date(timezone.localdate())}"
    sheet.append([make_cell(sheet, made, NOTE)])
    sheet.append(
        [
            make_cell(sheet, title, HEADER, CENTRE, GREY)
            for title in ("序号", *(each.title for each in columns))
        ]
    )
    number = 0
    for number, record in enumerate(ledger_rows(slug, rows).iterator(chunk_size=CHUNK), start=1):
        values: Iterable[Value] = (number, *(column.value(record) for column in columns))
        sheet.append([make_cell(sheet, value, TEXT, TOP) for value in values])
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
