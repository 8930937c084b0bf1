"""A file read through: its tables as they were understood, then every row's values, errors and remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from branches.forms import BuiltRecord
from branches.importing.batch.understanding import Understanding
from branches.importing.roster.entries import Entry, Roster
from branches.importing.roster.reading import RosterReader
from branches.importing.rows import drafting
from branches.importing.rows.findings import Finding, RowReading
from branches.importing.rows.questions import persons_in_doubt
from branches.importing.rows.reading import RowReader
from branches.importing.rows.values import Values
from branches.importing.scope import Scope
from branches.importing.tables.choosing import KIND, LEFT_OUT, UNIT, YEAR, question
from branches.importing.tables.mapping import Undecided
from branches.importing.tables.refusing import NoTable
from branches.importing.tables.sheetreport import SheetReport, shown_cell, top_of
from branches.importing.tables.templates import is_own_sheet
from branches.importing.workbook.sheets import Cell, Sheet, Workbook

HIDDEN = "隐藏的工作表，已跳过。要导入请先在 Excel 中取消隐藏。"
OWN_LIST = "这是上次标出的问题清单，不用导入。"
OF_TEMPLATE = "模板自带的工作表，已跳过。"
LIST_NAME = "问题清单"
LIST_HEADER = ("工作表", "单元格", "列名", "填写的内容", "原因")


@dataclass(slots=True)
class LedgerRow:
    """``built`` is None for a row that is skipped or could not even be read as a record, and for one of a
    roster: what becomes of that is in ``entry``.
    """

    sheet: str
    number: int
    slug: str
    values: Values
    errors: list[Finding]
    remarks: list[Finding]
    spelled: dict[str, str] = field(default_factory=dict)
    skipped: str = ""
    built: BuiltRecord | None = None
    entry: Entry | None = None
    places: dict[str, int] = field(default_factory=dict)


class Ledger:
    """Iterate ``rows()`` for what the tables hold; ``sheets`` is complete from the start."""

    def __init__(self, workbook: Workbook, file_name: str, scope: Scope) -> None:
        self.scope = scope
        self.file_name = file_name
        self.sheets: list[SheetReport] = []
        self._readers: list[tuple[SheetReport, RowReader]] = []
        self._roster = Roster(scope)
        self._understanding = Understanding(scope, file_name, lambda: self._roster.finder)
        for position, sheet in enumerate(workbook.sheets):
            self._add(position, sheet)

    @property
    def row_count(self) -> int:
        """Rows of the tables that are read: about as many steps ``rows()`` takes."""
        return sum(report.rows for report, _ in self._readers)

    def _add(self, position: int, sheet: Sheet) -> None:
        if is_own_sheet(sheet.name):
            self.sheets.append(SheetReport(sheet.name, problem=OF_TEMPLATE, empty=True, key=f"{position}.0"))
            return
        if sheet.hidden and sheet.row_count:
            self.sheets.append(SheetReport(sheet.name, problem=HIDDEN, key=f"{position}.0"))
            return
        if is_own_list(sheet):
            self.sheets.append(SheetReport(sheet.name, problem=OWN_LIST, key=f"{position}.0"))
            return
        try:
            tables = self._understanding.tables(position, sheet)
        except NoTable as reason:
            report = SheetReport(
                sheet.name, problem=str(reason), empty=sheet.row_count == 0, key=f"{position}.0"
            )
            if sheet.row_count and not sheet.problem:
                report.tells, report.top = True, top_of(sheet)
                report.left_out = self.scope.choices.of(report.key).kind == LEFT_OUT
            self.sheets.append(report)
            return
        for order, table in enumerate(tables):
            report = SheetReport(
                sheet.name,
                header_row=table.header_row,
                key=f"{position}.{order}",
                titles=table.titles,
                tells=True,
                rows=sheet.row_count if table.last_row is None else table.last_row - table.first_row + 1,
                top=top_of(sheet, table),
            )
            self.sheets.append(report)
            try:
                self._readers.append((report, self._understanding.reader(sheet, table, report)))
            except Undecided as reason:
                report.problem = str(reason)

    def rows(self) -> Iterator[LedgerRow]:
        """Those of organisations come first: the rows of members name them."""
        for report, reader in sorted(self._readers, key=lambda each: each[1].slug != "organization"):
            if isinstance(reader, RosterReader):
                for entry in self._roster.entries(report.name, reader):
                    yield _of_roster(report, entry)
            else:
                for reading in reader.rows():
                    yield self._row(report, reading)

    def _row(self, report: SheetReport, reading: RowReading) -> LedgerRow:
        sheet = report.name
        if reading.skipped:
            return LedgerRow(
                sheet, reading.number, "", {}, [], [Finding("", reading.skipped)], skipped=reading.skipped
            )
        values = drafting.understood(reading)
        built = drafting.draft(
            reading.slug, values, finder=self.scope.finder(reading.slug), people=self.scope.people
        )
        errors = [*reading.errors, *drafting.findings(reading, built)]
        remarks = [*reading.remarks, *(Finding("", warning) for warning in built.warnings)]
        for name, message, asks in persons_in_doubt(built, self.scope.people):
            remarks.append(
                Finding(reading.spelled.get(name, ""), message, reading.places.get(name), asks=asks)
            )
        return LedgerRow(
            sheet,
            reading.number,
            reading.slug,
            values,
            _located(errors, reading.cells, report.key),
            [replace(each, doubt=True) for each in _located(remarks, reading.cells, report.key)],
            reading.spelled,
            built=built,
            places=reading.places,
        )


def is_own_list(sheet: Sheet) -> bool:
    """Whether the sheet is the list of problems that was added when the file was sent back."""
    if not sheet.name.startswith(LIST_NAME):
        return False
    first = next((cells for _, cells in sheet.rows()), [])
    return list(first) == list(LIST_HEADER)


def _of_roster(report: SheetReport, entry: Entry) -> LedgerRow:
    reading = entry.reading
    return LedgerRow(
        report.name,
        reading.number,
        reading.slug,
        entry.values,
        _located(reading.errors, reading.cells, report.key),
        [Finding("", reading.skipped)]
        if reading.skipped
        else _located(reading.remarks, reading.cells, report.key),
        reading.spelled,
        reading.skipped,
        entry=entry,
        places=reading.places,
    )


def _located(findings: Sequence[Finding], cells: Sequence[Cell], table: str) -> list[Finding]:
    """With what stands in the cell, and with the table that a year, unit or kind is asked for."""
    found = []
    for each in findings:
        cell = cells[each.place] if each.place is not None and each.place < len(cells) else None
        asks = question(each.asks, table) if each.asks in (YEAR, UNIT, KIND) else each.asks
        found.append(replace(each, raw=shown_cell(cell) if cell is not None else "", asks=asks))
    return found
