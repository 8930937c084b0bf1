"""A file read through: its sheets as they were understood, then every row's values, errors and remarks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from branches.forms import BuiltRecord
from branches.importing import drafting
from branches.importing.columns import LABELS, Mapping, Undecided, assign, choose, forced
from branches.importing.context import understand
from branches.importing.fields import Reading
from branches.importing.rows import Finding, RowReader, RowReading
from branches.importing.scope import Scope
from branches.importing.tables import NoTable, Table, find_tables
from branches.importing.values import Values
from branches.importing.workbook import Sheet, Workbook

HIDDEN = "隐藏的工作表，已跳过。要导入请先在 Excel 中取消隐藏。"


@dataclass(slots=True)
class SheetReport:
    """One table of a sheet as it was understood; ``problem`` says why its rows were not read.

    ``organization``: whose the rows are, where no column says so. ``empty``: there was nothing to read.
    """

    name: str
    header_row: int | None = None
    kind: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    organization: str = ""
    year: int | None = None
    problem: str = ""
    empty: bool = False
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(slots=True)
class LedgerRow:
    """``built`` is None for a row that is skipped or could not even be read as a record."""

    sheet: str
    number: int
    slug: str
    values: Values
    errors: list[Finding]
    remarks: list[Finding]
    spelled: dict[str, str] = field(default_factory=dict)
    skipped: str = ""
    built: BuiltRecord | None = None


class Ledger:
    """Iterate ``rows()`` for what the sheets hold; ``sheets`` is complete from the start."""

    def __init__(self, workbook: Workbook, file_name: str, scope: Scope) -> None:
        self.scope = scope
        self.file_name = file_name
        self.sheets: list[SheetReport] = []
        self._readers: list[tuple[SheetReport, RowReader]] = []
        for sheet in workbook.sheets:
            self._add(sheet)

    def _add(self, sheet: Sheet) -> None:
        if sheet.hidden and sheet.row_count:
            self.sheets.append(SheetReport(sheet.name, problem=HIDDEN))
            return
        try:
            tables = find_tables(sheet)
        except NoTable as reason:
            self.sheets.append(SheetReport(sheet.name, problem=str(reason), empty=sheet.row_count == 0))
            return
        for table in tables:
            report = SheetReport(sheet.name, header_row=table.header_row)
            self.sheets.append(report)
            try:
                self._readers.append((report, self._reader(sheet, table, report)))
            except Undecided as reason:
                report.problem = str(reason)

    def _reader(self, sheet: Sheet, table: Table, report: SheetReport) -> RowReader:
        scope, sample = self.scope, table.sample(sheet)
        texts = [sheet.name, *table.titles, self.file_name]
        if scope.slug:
            mapping = forced(scope.slug, table.headers, sample, scope.knows)
        else:
            mapping = choose(table.headers, sample, texts, scope.knows)
        report.kind = mapping.slug
        for column in mapping.columns:
            if column.field.reading is not Reading.IGNORED:
                again = column.spelled in report.columns
                spelled = f"{column.spelled}（第 {column.index + 1} 列）" if again else column.spelled
                report.columns[spelled] = column.field.name
        report.unknown = mapping.unknown
        if not scope.allows(mapping.slug):
            whose = (
                "只有纪检监察人员可以导入" if mapping.slug in ("discipline", "clue") else "您没有导入的权限"
            )
            raise Undecided(f"{LABELS[mapping.slug]}{whose}，这张表已跳过。")
        finder = scope.finder(mapping.slug)
        context = understand(
            mapping.slug,
            sheet_name=sheet.name,
            titles=table.titles,
            file_name=self.file_name,
            given_year=scope.year,
            given_organization=scope.organization,
            given_kind=scope.meeting_kind,
            finder=finder,
        )
        report.year, report.notes = context.year, context.notes
        if context.organization is not None and mapping.first("organization") is None:
            report.organization = context.organization.name
        mappings: dict[str, Mapping] = {mapping.slug: mapping}
        if mapping.slug == "meeting":
            mappings["lecture"] = assign("lecture", table.headers, sample, scope.knows)
        return RowReader(table, sheet, mappings, mapping.slug, context, finder)

    def rows(self) -> Iterator[LedgerRow]:
        for report, reader in self._readers:
            for reading in reader.rows():
                yield self._row(report.name, reading)

    def _row(self, sheet: str, reading: RowReading) -> LedgerRow:
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
        return LedgerRow(
            sheet, reading.number, reading.slug, values, errors, remarks, reading.spelled, built=built
        )
