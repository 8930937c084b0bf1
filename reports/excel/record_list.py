"""A record list as it is shown, as an Excel file: the same records in the same order, with the same columns.

Row 1 is the title, row 2 what was asked for, row 3 the header. People are named in full, counts and days are
numbers and days; every text is stored as text, whatever it begins with.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook

from branches.models.record import Record
from branches.views.columns import Column
from reports.excel.cells import CENTRE, GREY, HEADER, NOTE, TEXT, TITLE, TOP, make_cell
from reports.excel.columns import joined
from reports.excel.sheet import filter_rows, set_up

WIDTHS = {"title": 42, "day": 12, "count": 8}
"""Characters of a column by its looks."""
WIDTH = 18
TAGS_WIDTH = 14


def write_list(
    target: IO[bytes],
    title: str,
    note: str,
    columns: Sequence[Column],
    records: Iterable[Record],
    written: Callable[[int], None] = lambda number: None,
) -> int:
    """Write these records as .xlsx, one after the other; how many there are is returned. ``written`` is told
    the number of each row that is done.
    """
    cells = [(label, value) for column in columns for label, value in column.in_workbook]
    widths = [WIDTHS.get(column.css, WIDTH) for column in columns for _ in column.in_workbook]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    set_up(sheet, [*widths, TAGS_WIDTH])
    sheet.append([make_cell(sheet, title, TITLE)])
    sheet.append([make_cell(sheet, note, NOTE)])
    labels = ["序号", *(label for label, _ in cells), "标签"]
    sheet.append([make_cell(sheet, label, HEADER, CENTRE, GREY) for label in labels])
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            tags = joined(tag.name for tag in record.tags.all())
            values: list[Any] = [number, *(value(record) for _, value in cells), tags]
            sheet.append([make_cell(sheet, value, TEXT, TOP) for value in values])
            written(number)
        filter_rows(sheet, len(labels), number)
    finally:
        sheet.close()  # or openpyxl complains of the half-written sheet when ``written`` has enough of it
    book.save(target)
    return number
