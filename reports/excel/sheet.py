"""How a sheet of rows is set up: on the screen and on paper."""

from collections.abc import Sequence
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

HEADER_ROW = 3
A4 = 9
PAGE_WIDTH = 220
"""Characters side by side on a page that people can still read: about two thirds of full size."""
NUMBER_WIDTH = 6


def set_up(sheet: WriteOnlyWorksheet, widths: Sequence[int]) -> None:
    """A4 landscape, as many pages wide as can still be read; the header on every page and always in sight.

    ``widths`` are those of the columns behind the first, which holds the number of the row.
    """
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = ceil((NUMBER_WIDTH + sum(widths)) / PAGE_WIDTH)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    for position, width in enumerate((NUMBER_WIDTH, *widths), start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width


def filter_rows(sheet: WriteOnlyWorksheet, columns: int, rows: int) -> None:
    """Arrows in the header, over that many rows below it."""
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(columns)}{HEADER_ROW + rows}"
