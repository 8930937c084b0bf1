"""A ledger (台账): the register of one record type, organisation and year as an Excel file.

Row 1 is the title, row 2 whose it is, row 3 the header, frozen and with filters; nothing is merged, so
that the file can be sorted, and imported again. Every text is stored as text, whatever it begins with: a
minute that begins with ``=`` never becomes a formula.
"""

from collections.abc import Iterable
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from branches.models import Organization
from branches.models.record import Record, chinese_date
from branches.periods import Period
from reports.excel.cells import CENTRE, GREY, HEADER, NOTE, TEXT, TITLE, TOP, make_cell
from reports.excel.columns import COLUMNS, PARTS, Value
from reports.excel.sheet import filter_rows, set_up

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
    book = Workbook(write_only=True)
    number = add_ledger(book, slug, rows, organization, period)
    book.save(target)
    return number


def add_ledger(
    book: Workbook, slug: str, rows: "QuerySet[Record]", organization: Organization, period: Period
) -> int:
    """The ledger as a sheet of a workbook that is being written."""
    columns = COLUMNS[slug]
    name = f"{rows.model._meta.verbose_name}台账"
    sheet: WriteOnlyWorksheet = book.create_sheet(name)
    set_up(sheet, [column.width for column in columns])
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
    filter_rows(sheet, len(columns) + 1, number)
    return number
