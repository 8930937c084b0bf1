"""One row of a table, read cell by cell into values by field, with every cell that could not be read."""

from collections.abc import Iterator
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from typing import Any

from branches.importing.cells import counts, dates, names, sanctions
from branches.importing.cells.choices import read_form, read_yes_no
from branches.importing.cells.text import CellError, is_blank, read_text, says_nothing
from branches.importing.cells.vocabularies import LECTURE_IN_MEETINGS, MEETING_KINDS
from branches.importing.columns import Column, Mapping
from branches.importing.context import Context
from branches.importing.fields import Reading
from branches.importing.fitting import VOCABULARIES
from branches.importing.organizations import OrganizationFinder
from branches.importing.skipping import Skipper
from branches.importing.tables import Table
from branches.importing.workbook import Cell, Merge, Sheet

GROUPING = frozenset({"organization", "kind", "year"})
"""Fields whose merged cell stands for every row beside it. No other value is ever carried to another row."""


PRESENCE = frozenset({"expected", "present", "leave", "absent", "audience_count"})
"""Fields whose cell may hold several counts, told apart by their labels."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about one cell: the column as the sheet spells it (empty for the row) and a
    sentence.
    """

    column: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"column": self.column, "message": self.message}


@dataclass(slots=True)
class RowReading:
    """What was read from one row.

    ``skipped``: why it is no record; ``read``: the parsed value by field name.
    """

    number: int
    slug: str
    read: dict[str, Any] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)  # field name -> header as spelled
    errors: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    skipped: str = ""

    def fail(self, name: str, message: str) -> None:
        finding = Finding(self.spelled.get(name, ""), message)
        if finding not in self.errors:
            self.errors.append(finding)

    def remark(self, name: str, message: str) -> None:
        self.remarks.append(Finding(self.spelled.get(name, ""), message))

    def has_error(self, name: str) -> bool:
        """Whether a cell of this field could not be read."""
        return any(finding.column == self.spelled.get(name, "\x00") for finding in self.errors)

    def remark_at(self, column: str, message: str) -> None:
        self.remarks.append(Finding(column, message))


class RowReader:
    """Reads the rows of one table.

    ``mappings`` by record type: a ledger of meetings may hold lectures too.
    """

    def __init__(
        self,
        table: Table,
        sheet: Sheet,
        mappings: ReadOnly[str, Mapping],
        slug: str,
        context: Context,
        finder: OrganizationFinder,
    ) -> None:
        self.table = table
        self.sheet = sheet
        self.mappings = mappings
        self.slug = slug
        self.context = context
        self.finder = finder
        self._skipper = Skipper(table, sheet, self.main, finder)
        grouping = [column.index for column in self.main.columns if column.field.name in GROUPING]
        self._groups = {index: _spans(sheet.merges, index, table.first_row) for index in grouping}
        dated = self.main.first("date")
        self._day_spans = _spans(sheet.merges, dated.index, table.first_row) if dated else {}
        self._carried: dict[tuple[int, int], Cell] = {}

    @property
    def main(self) -> Mapping:
        return self.mappings[self.slug]

    def rows(self) -> Iterator[RowReading]:
        """Every row with content, in order. A record that runs on into the next row makes both an error."""
        last: RowReading | None = None
        for number, cells in self.table.rows(self.sheet):
            filled = self._filled(number, cells)
            why = self._skipper.reason(number, cells)
            if why:
                reading: RowReading | None = RowReading(number, "", skipped=why)
            else:
                reading = self._continuation(number, filled, last) or self._read(number, filled)
            if last is not None:
                yield last
            last = reading
        if last is not None:
            yield last

    def _filled(self, number: int, cells: list[Cell]) -> list[Cell]:
        """The cells, with merged grouping cells carried down to the rows they stand for."""
        filled = list(cells)
        for index, spans in self._groups.items():
            span = spans.get(number)
            if span is None:
                continue
            if span.top == number:
                self._carried[index, span.top] = cells[index] if index < len(cells) else None
            elif index >= len(filled) or filled[index] is None:
                filled += [None] * (index + 1 - len(filled))
                filled[index] = self._carried.get((index, span.top))
        return filled

    def _continuation(self, number: int, filled: list[Cell], last: RowReading | None) -> RowReading | None:
        """A row that only goes on with the text or names of the row above: neither is whole by itself."""
        span = self._day_spans.get(number)
        inside = span is not None and span.top < number
        content = [
            column
            for column in self.main.columns
            if column.index < len(filled)
            and not is_blank(filled[column.index])
            and column.field.reading is not Reading.IGNORED
            and column.field.name not in GROUPING
        ]
        parts = all(column.field.reading in (Reading.TEXT, Reading.NAMES) for column in content)
        key = any(column.field.name in ("date", "title", "topic", "matter") for column in content)
        if not inside and (not content or not parts or key or last is None or last.skipped):
            return None
        if not content:
            return RowReading(number, "", skipped="合并单元格中的空行。")
        reading = RowReading(number, self.slug)
        if last is not None and not last.skipped:
            message = f"这条记录似乎占了第 {last.number} 行和第 {number} 行。请把一条记录写在一行里。"
            last.errors.append(Finding(content[0].spelled, message))
            reading.errors.append(Finding(content[0].spelled, message))
        else:
            reading.errors.append(Finding("", "这一行没有日期。请把一条记录写在一行里。"))
        return reading

    def _read(self, number: int, cells: list[Cell]) -> RowReading:
        slug = self._slug_of(cells)
        reading = RowReading(number, slug)
        mapping = self.mappings[slug]
        for column in mapping.columns:
            if column.field.name:
                reading.spelled.setdefault(column.field.name, column.spelled)
        if slug != self.slug and mapping.missing:
            reading.fail("kind", "这一行是党课，但表中没有授课人一列。请补上后再导入。")
            return reading
        year = self._year(mapping, cells, reading)
        texts: dict[str, list[tuple[str, str]]] = {}
        for column in mapping.columns:
            cell = cells[column.index] if column.index < len(cells) else None
            if column.field.reading is Reading.IGNORED or column.field.name == "year":
                continue
            try:
                value = self._cell(slug, column, cell, year)
            except dates.YearMissing as error:
                reading.errors.append(Finding(column.spelled, self.context.problems.get("year", str(error))))
                continue
            except CellError as error:
                reading.errors.append(Finding(column.spelled, str(error)))
                continue
            if value is None or value == "" or (isinstance(value, names.Names) and not value.says_something):
                continue
            if column.field.reading is Reading.DAY_AND_PLACE:
                value, reading.read["place"] = value
            if column.field.name == "kind":
                reading.read["kind_text"] = read_text(cell)
            if column.field.many and column.field.reading is Reading.TEXT:
                texts.setdefault(column.field.name, []).append((column.spelled, value))
            elif column.field.many:
                reading.read.setdefault(column.field.name, []).append((column, value))
            else:
                reading.read[column.field.name] = value
            for remark in getattr(value, "remarks", ()):
                reading.remark_at(column.spelled, remark)
            if column.field.name == "date":
                self._compare_years(value, year, reading)
        for name, several in texts.items():
            reading.read[name] = (
                several[0][1]
                if len(several) == 1
                else "\n".join(f"{spelled}：{text}" for spelled, text in several)
            )
        self._from_context(mapping, reading)
        return reading

    def _compare_years(self, day: dates.DateReading, year: int | None, reading: RowReading) -> None:
        """A day of another year than the title says: often Excel put in the year of typing by itself."""
        said = self.context.year_is_said or self.main.first("year") is not None
        if year is not None and said and day.start.year != year:
            written = f"{day.start.year}年{day.start.month}月{day.start.day}日"
            reading.remark("date", f"日期是{written}，表上写的是{year}年，请核对。")

    def _slug_of(self, cells: list[Cell]) -> str:
        kind = self.main.first("kind")
        if self.slug != "meeting" or kind is None or kind.index >= len(cells):
            return self.slug
        cell = cells[kind.index]
        if isinstance(cell, str) and MEETING_KINDS.understands(cell):
            return "lecture" if MEETING_KINDS.read(cell) == LECTURE_IN_MEETINGS else self.slug
        return self.slug

    def _year(self, mapping: Mapping, cells: list[Cell], reading: RowReading) -> int | None:
        column = mapping.first("year")
        if column is None or column.index >= len(cells):
            return self.context.year
        try:
            return counts.read_year(cells[column.index]) or self.context.year
        except CellError as error:
            reading.errors.append(Finding(column.spelled, str(error)))
            return None

    def _cell(self, slug: str, column: Column, cell: Cell, year: int | None) -> Any:
        since_1904 = self.sheet.since_1904
        match column.field.reading:
            case Reading.TEXT:
                return "" if says_nothing(cell) else read_text(cell)
            case Reading.DATE | Reading.PERIOD:
                period = column.field.reading is Reading.PERIOD
                return dates.read_date(cell, year=year, since_1904=since_1904, period=period)
            case Reading.DAY_AND_PLACE:
                return dates.read_day_and_place(cell, year=year, since_1904=since_1904)
            case Reading.MOMENT:
                return dates.read_moment(cell, year=year, since_1904=since_1904)
            case Reading.ORGANIZATION:
                return None if says_nothing(cell) else self.finder.find(read_text(cell))
            case Reading.COUNT:
                name = column.field.name
                labelled = counts.read_labelled_counts(cell) if name in PRESENCE else None
                return labelled or counts.read_noted_count(
                    cell, name, none_is_zero=name in ("leave", "absent")
                )
            case Reading.COUNTS:
                return None if says_nothing(cell) else counts.read_counts(cell, column.header.words)
            case Reading.NAMES:
                return names.read_names(
                    cell, groups_allowed=column.field.name in ("attendees", "nonvoting", "absentees")
                )
            case Reading.ONE_NAME:
                return names.read_one_name(cell)
            case Reading.CHOICE:
                if slug == "lecture" and self.slug == "meeting":
                    return VOCABULARIES["lecture", "kind"].read(cell) if _lecture_kind(cell) else ""
                return VOCABULARIES[slug, column.field.name].read(cell)
            case Reading.FORM:
                return read_form(cell)
            case Reading.SANCTION:
                return None if says_nothing(cell) else sanctions.read_sanction(cell, column.header.words)
            case Reading.MONEY:
                return counts.read_money(cell, column.header.money_unit)
            case Reading.HOURS | Reading.QUANTITY:
                return counts.read_quantity(cell)
            case Reading.YES_NO:
                return read_yes_no(cell)
        raise ValueError(f"no reading for {column.field.reading}")

    def _from_context(self, mapping: Mapping, reading: RowReading) -> None:
        if mapping.first("organization") is None:
            organization = self._skipper.organization or self.context.organization
            if organization is not None:
                reading.read["organization"] = organization
            else:
                asked = self.context.problems.get(
                    "organization", "没有党组织一列，表名和标题里也看不出。请选择党组织。"
                )
                reading.errors.append(Finding("", asked))
        elif "organization" not in reading.read and not reading.has_error("organization"):
            reading.fail("organization", "没有写党组织。请补上（只有合并单元格才会沿用上一行）。")
        if reading.slug == self.slug and "kind" not in reading.read:
            kind = self._skipper.kind or self.context.kind
            if kind and kind != LECTURE_IN_MEETINGS and not reading.has_error("kind"):
                reading.read["kind"] = kind


def _lecture_kind(cell: Cell) -> bool:
    return isinstance(cell, str) and VOCABULARIES["lecture", "kind"].understands(cell)


def _spans(merges: list[Merge], index: int, first_row: int) -> dict[int, Merge]:
    """The merged range over each row of a column that is merged downwards."""
    return {
        row: merge
        for merge in merges
        if merge.left <= index <= merge.right and merge.bottom > merge.top and merge.bottom >= first_row
        for row in range(merge.top, min(merge.bottom, merge.top + 200_000) + 1)
    }
