"""Each table of a file understood: by what was chosen for it, else by what is remembered, else by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from branches.importing.kinds import LABELS
from branches.importing.roster import ROSTER
from branches.importing.roster.reading import RosterReader, notes_on
from branches.importing.rows.reading import RowReader
from branches.importing.scope import Scope
from branches.importing.tables.assigning import assign
from branches.importing.tables.choosing import LEFT_OUT, TableChoice
from branches.importing.tables.columns import choose, forced
from branches.importing.tables.context import understand
from branches.importing.tables.fields import field_of
from branches.importing.tables.finding import Table, find_tables, header_at, table_at, without_name
from branches.importing.tables.headerrows import HeaderCell
from branches.importing.tables.mapping import Mapping, Undecided, as_chosen
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.tables.refusing import NoTable
from branches.importing.tables.remembering import as_choice, digest
from branches.importing.tables.sheetreport import SheetReport
from branches.importing.workbook.refusing import BESIDE
from branches.importing.workbook.sheets import Cell, Sheet

NOT_WANTED = "按您的选择，不导入这张表。"
ROWS_TRIED = 30
"""So far down a header row that somebody had to show once is looked for again."""


@dataclass(slots=True)
class _Around:
    """A table with what is needed to understand it."""

    sheet: Sheet
    table: Table
    headers: list[HeaderCell]
    sample: list[list[Cell]]
    texts: list[str]


class Understanding:
    """What is known of the tables of one file before its rows are read.

    ``members_finder`` gives the organisations that members may belong to, those of the file among them.
    """

    def __init__(
        self, scope: Scope, file_name: str, members_finder: Callable[[], OrganizationFinder]
    ) -> None:
        self.scope, self.file_name, self._members_finder = scope, file_name, members_finder

    def tables(self, position: int, sheet: Sheet) -> list[Table]:
        """The tables found, except where somebody says, or said of a like file, which row is the header."""
        try:
            found = find_tables(sheet)
        except NoTable:
            row = self.scope.choices.of(f"{position}.0").header_row or self._remembered_header(sheet)
            if row is None:
                raise
            return [table_at(sheet, row)]
        for order, table in enumerate(found):
            row = self.scope.choices.of(f"{position}.{order}").header_row
            if row is None and len(found) == 1:
                row = self._remembered_header(sheet)
            if row is not None and row != table.header_row:
                found[order] = table_at(sheet, row, table.last_row)
        return found

    def _remembered_header(self, sheet: Sheet) -> int | None:
        if not self.scope.memory.has_headers_by_hand or sheet.problem:
            return None
        rows = (number for number, _ in sheet.rows())
        near = [number for _, number in zip(range(ROWS_TRIED), rows, strict=False)]
        return next(
            (number for number in near if self.scope.memory.knows_header(header_at(sheet, number))), None
        )

    def reader(self, sheet: Sheet, table: Table, report: SheetReport) -> RowReader:
        scope, sample = self.scope, table.sample(sheet)
        texts = [sheet.name, *table.titles, self.file_name]
        headers = [*table.headers, *without_name(table, sample)]
        around = _Around(sheet, table, headers, sample, texts)
        report.digest = digest(table.headers)
        report.first_column = table.headers[0].column
        choice = scope.choices.of(report.key)
        try:
            mapping = self._mapping(around, report, choice)
        except Undecided as reason:
            if reason.mapping is not None and scope.allows(reason.mapping.slug):
                report.take(reason.mapping, headers, sample)
            elif reason.mapping is None:
                report.show(headers, sample)
            else:
                report.forget_contents()
            raise
        report.take(mapping, headers, sample)
        if not scope.allows(mapping.slug):
            report.forget_contents()
            whose = (
                "只有纪检监察人员可以导入" if mapping.slug in ("discipline", "clue") else "您没有导入的权限"
            )
            raise Undecided(f"{LABELS[mapping.slug]}{whose}，这张表已跳过。")
        finder = self._members_finder() if mapping.slug == "member" else scope.finder(mapping.slug)
        context = understand(
            mapping.slug,
            sheet_name=sheet.name,
            titles=table.titles,
            file_name=self.file_name,
            given_year=scope.year,
            given_organization=scope.organization,
            given_kind=scope.meeting_kind,
            finder=finder,
            choice=choice,
        )
        report.year, report.year_from = context.year, context.year_from
        report.notes = [*_notes_on(sheet), *context.notes]
        report.problems, report.every_kind = context.problems, context.kind
        if context.organization is not None and mapping.first("organization") is None:
            report.organization = context.organization.name
            report.organization_from = context.organization_from
        mappings: dict[str, Mapping] = {mapping.slug: mapping}
        if mapping.slug in ROSTER:
            report.notes = [*report.notes, *notes_on(mapping)]
            return RosterReader(table, sheet, mappings, mapping.slug, context, finder, scope.words)
        if mapping.slug == "meeting":
            mappings["lecture"] = self._of_lectures(around, choice)
        return RowReader(table, sheet, mappings, mapping.slug, context, finder, scope.words)

    def _mapping(self, around: _Around, report: SheetReport, choice: TableChoice) -> Mapping:
        """The columns as they were chosen, else as they were remembered, else as they are recognised."""
        scope, headers, sample = self.scope, around.headers, around.sample
        recognised: Mapping | None = None
        undecided = Undecided(NOT_WANTED)
        try:
            if scope.slug:
                recognised = forced(scope.slug, headers, sample, scope.knows)
            else:
                recognised = choose(headers, sample, around.texts, scope.knows)
            report.recognised = recognised.slug
            report.automatic = {str(each.index): each.field.key for each in recognised.columns}
        except Undecided as reason:
            undecided = reason
        if choice.kind == LEFT_OUT:
            report.left_out = True
            raise Undecided(NOT_WANTED, recognised)
        if not choice.kind and (earlier := scope.memory.of(around.table.headers, report.recognised)):
            choice = as_choice(earlier, around.table.headers)
            report.remembered = {
                "pk": earlier.pk,
                "by": str(earlier.decided_by or ""),
                "at": earlier.decided_at.isoformat(),
            }
        if choice.kind and choice.columns is not None:
            return as_chosen(choice.kind, headers, choice.columns)
        if choice.kind:
            return forced(choice.kind, headers, sample, scope.knows)
        if recognised is None:
            raise undecided
        return recognised

    def _of_lectures(self, around: _Around, choice: TableChoice) -> Mapping:
        """How rows of lectures in a ledger of meetings are read: what was decided for a column holds for
        them too, where a lecture has such a field."""
        decided = choice.columns or {}
        open_to_it = [header for header in around.headers if decided.get(header.column, "?") != ""]
        mapping = assign("lecture", open_to_it, around.sample, self.scope.knows)
        for column in mapping.columns:
            said = field_of("lecture", decided.get(column.index, "")) if column.index in decided else None
            if said is not None and said.name != column.field.name and not mapping.first(said.name):
                mapping.columns[mapping.columns.index(column)] = replace(column, field=said)
        return mapping


def _notes_on(sheet: Sheet) -> Iterator[str]:
    """What the person has to know of a sheet besides its columns."""
    yield from (said for word, said in BESIDE.items() if word in sheet.beside)
    count, first = sheet.blank_formulas
    if count:
        more = f"等 {count} 格" if count > 1 else ""
        yield f"{first} {more}是公式，结果是空的，按没有填写处理。Excel 中看得到数的，请打开保存后再上传。"
