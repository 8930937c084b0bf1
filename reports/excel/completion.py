"""完成情况 as an Excel file: the matrix as on the page, and a sheet of all that is lacking, to be sorted."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from branches.duties import Completion, State
from branches.models import Organization
from branches.models.record import chinese_date
from branches.periods import Period
from reports.completion import Matrix, in_words, matrices, short
from reports.excel.cells import CENTRE, GREY, HEADER, NOTE, TEXT, TITLE, TOP, make_cell
from reports.excel.columns import Value

MATRIX, LACKING = "完成情况", "欠缺明细"
HEADER_ROW = 3
A4 = 9
SIGNS = {State.DONE: "✓", State.DUE: "○", State.OVERDUE: "✗", State.NOT_APPLICABLE: "—"}
FILLS = {
    State.DONE: PatternFill("solid", fgColor="E2F0E6"),
    State.DUE: PatternFill("solid", fgColor="FFF3CC"),
    State.OVERDUE: PatternFill("solid", fgColor="FADFD1"),
}
WORST_FIRST = (State.OVERDUE, State.DUE, State.DONE, State.NOT_APPLICABLE)
LACKING_COLUMNS = {
    "党组织": 24,
    "类别": 10,
    "事项": 22,
    "时段": 16,
    "应开展": 8,
    "已开展": 8,
    "还缺": 8,
    "状态": 10,
    "截止日期": 12,
    "依据": 30,
}


def write_completion(
    target: BinaryIO, found: Sequence[Completion], organization: Organization, period: Period
) -> None:
    """Write how these organisations stand as .xlsx; ``organization`` is whose file it is."""
    book = Workbook(write_only=True)
    _write_matrix(book.create_sheet(MATRIX), matrices(found), f"{organization.name}{period.name}{MATRIX}")
    _write_lacking(book.create_sheet(LACKING), found, f"{organization.name}{period.name}{LACKING}")
    book.save(target)


def _write_matrix(sheet: WriteOnlyWorksheet, tables: Sequence[Matrix], title: str) -> None:
    """One block of rows for each kind of organisation, under a header of its own: their duties differ."""
    widest = max((len(table.columns) for table in tables), default=0)
    _set_up(sheet, [24, *[18] * widest, 10, 10, 10])
    _head(
        sheet, title, f"{SIGNS[State.DONE]} 已完成　{SIGNS[State.DUE]} 待完成　{SIGNS[State.OVERDUE]} 未完成"
    )
    for table in tables:
        names = (table.kind, *table.columns, "应完成", "已完成", "欠缺")
        sheet.append([make_cell(sheet, name, HEADER, CENTRE, GREY) for name in names])
        for row in table.rows:
            sums = (row.total.required, row.total.done, row.total.missing)
            sheet.append(
                [
                    make_cell(sheet, str(row.organization), TEXT, TOP),
                    *(_completion(sheet, cell) for cell in row.cells),
                    *(make_cell(sheet, value, TEXT, TOP) for value in sums),
                ]
            )


def _completion(sheet: WriteOnlyWorksheet, cell: tuple[Completion, ...]) -> object:
    if not cell:
        return make_cell(sheet, "", TEXT, TOP)
    worst = min((each.state for each in cell), key=WORST_FIRST.index)
    said = "\n".join(f"{SIGNS[each.state]} {in_words(each, short)}" for each in cell)
    return make_cell(sheet, said, TEXT, TOP, FILLS.get(worst))


def _write_lacking(sheet: WriteOnlyWorksheet, found: Sequence[Completion], title: str) -> None:
    _set_up(sheet, list(LACKING_COLUMNS.values()))
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    _head(sheet, title, "未完成的须补开展或补登记；待完成的尚未到期。")
    sheet.append([make_cell(sheet, name, HEADER, CENTRE, GREY) for name in LACKING_COLUMNS])
    rows = list(_lacking(found))
    for values in rows:
        fill = FILLS[State.OVERDUE if State.OVERDUE.label in values else State.DUE]
        sheet.append(
            [
                make_cell(sheet, value, TEXT, TOP, fill if name == "状态" else None)
                for name, value in zip(LACKING_COLUMNS, values, strict=True)
            ]
        )
    last = get_column_letter(len(LACKING_COLUMNS))
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + len(rows)}"


def _lacking(found: Sequence[Completion]) -> Iterator[tuple[Value, ...]]:
    """One row for each month (quarter …) of a duty that is overdue or due."""
    for each in found:
        for slot in each.slots:
            if slot.state in {State.OVERDUE, State.DUE}:
                yield (
                    str(each.organization),
                    each.organization.get_kind_display(),
                    each.duty.name,
                    str(slot.period),
                    slot.required,
                    slot.done,
                    slot.lacking,
                    slot.state.label,
                    slot.period.end,
                    each.duty.source,
                )


def _head(sheet: WriteOnlyWorksheet, title: str, note: str) -> None:
    sheet.append([make_cell(sheet, title, TITLE)])
    sheet.append([make_cell(sheet, f"{note}　汇总日期：{chinese_date(timezone.localdate())}", NOTE)])


def _set_up(sheet: WriteOnlyWorksheet, widths: Sequence[int]) -> None:
    """A4 landscape, one page wide."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
