"""Blank workbooks to be filled in and imported: a header, drop-downs, an example row, notes.

Written here and not in ``branches.importing``, because only the writers of workbooks know their library.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from branches.importing.kinds import LABELS
from branches.importing.tables.templates import EXAMPLE, LISTS, NOTES
from reports.excel.cells import inert
from reports.excel.template_columns import BLANKS, ORGANIZATIONS, Blank

TITLE_ROW, NOTE_ROW, HEADER_ROW, EXAMPLE_ROW = 1, 2, 3, 4
LAST_ROW = 1003
"""Rows down to here have drop-downs; further ones are read all the same."""
RULED_ROWS = 20
"""Empty rows with borders: a page of them, for what has a border is printed."""
MOST_ORGANIZATIONS = 500
"""More of them are no list to choose from."""
NUMBER_WIDTH = 7
A4 = 9

_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_MUST = PatternFill("solid", fgColor="FADFD1")
_MAY = PatternFill("solid", fgColor="F2F2F2")
_GREY_TEXT = Font(name="宋体", size=10, italic=True, color="7F7F7F")


def write_template(target: BinaryIO, slug: str, organizations: Sequence[str]) -> None:
    """Write the blank workbook of a kind; ``organizations``: the names that may be chosen, in order."""
    blanks = BLANKS[slug]
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = LABELS[slug]
    _set_up(sheet, blanks)
    _head(sheet, slug, blanks)
    _rows(sheet, blanks)
    _offer(book, sheet, blanks, organizations if len(organizations) <= MOST_ORGANIZATIONS else ())
    _explain(book.create_sheet(NOTES), slug, blanks)
    book.save(target)


def _set_up(sheet: Worksheet, blanks: Sequence[Blank]) -> None:
    """A4 landscape, one page wide, the header on every page and always in sight."""
    sheet.freeze_panes = f"C{EXAMPLE_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.column_dimensions["A"].width = NUMBER_WIDTH
    for position, blank in enumerate(blanks, start=2):
        sheet.column_dimensions[get_column_letter(position)].width = blank.width


def _head(sheet: Worksheet, slug: str, blanks: Sequence[Blank]) -> None:
    title = sheet.cell(TITLE_ROW, 1, f"{LABELS[slug]}登记模板")
    title.font = Font(name="宋体", size=16, bold=True)
    sheet.row_dimensions[TITLE_ROW].height = 30
    note = sheet.cell(NOTE_ROW, 1, f"橙色的列必填。第 {EXAMPLE_ROW} 行是示例，导入时跳过；从下一行开始填写。")
    note.font = Font(name="宋体", size=10)
    sheet.row_dimensions[HEADER_ROW].height = 32
    for position, title_of in enumerate(("序号", *(blank.title for blank in blanks)), start=1):
        cell = sheet.cell(HEADER_ROW, position, title_of)
        cell.font, cell.alignment, cell.border = Font(name="宋体", size=11, bold=True), _CENTRE, _BORDER
        cell.fill = _MUST if position > 1 and blanks[position - 2].must else _MAY


def _rows(sheet: Worksheet, blanks: Sequence[Blank]) -> None:
    """The example, and empty rows: all as text but for numbers, so that Excel turns nothing into a date."""
    for position, value in enumerate((EXAMPLE, *(blank.example for blank in blanks)), start=1):
        cell = sheet.cell(EXAMPLE_ROW, position, value or None)
        cell.font, cell.alignment, cell.border = _GREY_TEXT, _TOP, _BORDER
    text = Font(name="宋体", size=10)
    for row in range(EXAMPLE_ROW + 1, EXAMPLE_ROW + 1 + RULED_ROWS):
        for position in range(1, len(blanks) + 2):
            cell = sheet.cell(row, position)
            cell.font, cell.alignment, cell.border = text, _TOP, _BORDER


def _offer(book: Workbook, sheet: Worksheet, blanks: Sequence[Blank], organizations: Sequence[str]) -> None:
    """Drop-downs that point to a hidden sheet: a list inside the rule itself ends at 255 characters."""
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for position, blank in enumerate(blanks, start=2):
        offered = organizations if blank.offered == ORGANIZATIONS else blank.offered
        if not offered:
            continue
        column = get_column_letter((lists.max_column if lists.cell(1, 1).value else 0) + 1)
        for row, words in enumerate((blank.title, *offered), start=1):
            cell = lists[f"{column}{row}"]
            cell.value, cell.data_type = inert(words), "s"
        source = f"'{LISTS}'!${column}$2:${column}${len(offered) + 1}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = blank.title, "请从列表中选择；确有别的写法的，可以照写。"
        rule.errorStyle = "warning" if blank.offered == ORGANIZATIONS else "stop"
        letter = get_column_letter(position)
        rule.add(f"{letter}{EXAMPLE_ROW + 1}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _explain(sheet: Worksheet, slug: str, blanks: Sequence[Blank]) -> None:
    sheet.column_dimensions["A"].width = 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    for row, line in enumerate(_notes(slug, blanks), start=1):
        cell = sheet.cell(row, 1, line)
        cell.font = Font(name="宋体", size=14 if row == 1 else 11, bold=row == 1)
        cell.alignment = _TOP


def _notes(slug: str, blanks: Sequence[Blank]) -> Iterator[str]:
    yield f"{LABELS[slug]}登记模板怎么填"
    yield "一行登记一条，不要合并单元格，不要改表头。不需要的列可以空着或删去。"
    yield "日期写成 2024-03-05 或 2024年3月5日，要写全年月日。"
    yield "填好后在“导入”页上传。先看到每一行的识别结果，确认后才写入；已有的不会重复。"
    for blank in blanks:
        said = "，".join(filter(None, ["必填" if blank.must else "", blank.how]))
        if said:
            yield f"{blank.title}：{said}。"
