"""One row of a table, read cell by cell into values by field, with every cell that could not be read."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from functools import lru_cache
from typing import ClassVar

from branches.importing.cells import counts, dates, names
from branches.importing.cells.text import CellError, is_blank, read_text
from branches.importing.cells.vocabularies import LECTURE_IN_MEETINGS, MEETING_KINDS
from branches.importing.rows.cellreading import CellReader
from branches.importing.rows.findings import Finding, RowReading
from branches.importing.tables.choosing import UNIT, Answers
from branches.importing.tables.context import Context
from branches.importing.tables.fields import Reading
from branches.importing.tables.finding import Table
from branches.importing.tables.mapping import Column, Mapping
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.tables.skipping import Skipper
from branches.importing.workbook.sheets import Cell, Merge, Sheet

GROUPING = frozenset({"organization", "kind", "year"})
"""Fields whose merged cell stands for every row beside it. No other value is ever carried to another row."""


KEY = frozenset({"date", "title", "topic", "matter"})
"""Fields of which every record has one of its own."""
HIDDEN_ROW = "这一行在表中是隐藏的（或被筛选掉了），请核对要不要导入。"
STRUCK_ROW = "这一行有划掉的内容（删除线），请核对要不要导入。"


class RowReader:
    """Reads the rows of one table.

    ``mappings`` by record type: a ledger of meetings may hold lectures too. ``words``: what was answered
    about words that no vocabulary knows (``choosing.Choices``).
    """

    grouping: ClassVar[frozenset[str]] = GROUPING

    def __init__(
        self,
        table: Table,
        sheet: Sheet,
        mappings: ReadOnly[str, Mapping],
        slug: str,
        context: Context,
        finder: OrganizationFinder,
        words: Answers | None = None,
    ) -> None:
        self.table = table
        self.sheet = sheet
        self.mappings = mappings
        self.slug = slug
        self.context = context
        self.finder = finder
        self._cells = CellReader(
            slug, finder, words or Answers(), since_1904=sheet.since_1904, money_unit=context.money_unit
        )
        self._skipper = Skipper(table, sheet, self.main, finder)
        grouping = [column.index for column in self.main.columns if column.field.name in self.grouping]
        self._groups = {index: _spans(sheet.merges, index, table.first_row) for index in grouping}
        dated = self.main.first("date")
        self._day_spans = _spans(sheet.merges, dated.index, table.first_row) if dated else {}
        self._carried: dict[tuple[int, int], Cell] = {}
        self._merged = [
            (column, spans)
            for column in self.main.columns
            if column.field.name not in GROUPING and column.field.reading is not Reading.IGNORED
            if (spans := _spans(sheet.merges, column.index, table.first_row))
        ]
        self._headers = {slug: _headers(mapping) for slug, mapping in mappings.items()}
        self._telling = [
            column
            for column in self.main.columns
            if column.field.reading is not Reading.IGNORED and column.field.name not in GROUPING
        ]
        self._key = [column for column in self._telling if column.field.name in KEY]

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
            if reading is not None and not reading.skipped:
                self._remark_on_looks(number, filled, reading)
            if last is not None:
                yield last
            last = reading
        if last is not None:
            yield last

    def _remark_on_looks(self, number: int, cells: list[Cell], reading: RowReading) -> None:
        """What a person sees in the sheet and the values do not tell."""
        if number in self.sheet.hidden_rows:
            reading.remarks.append(Finding("", HIDDEN_ROW))
        if number in self.sheet.struck_rows:
            reading.remarks.append(Finding("", STRUCK_ROW))
        for column, spans in self._merged:
            span = spans.get(number)
            empty = column.index >= len(cells) or is_blank(cells[column.index])
            if span is not None and span.top < number and span.top >= self.table.first_row and empty:
                reading.remark_at(
                    column, f"与第 {span.top} 行合并成了一格，只记在第 {span.top} 行，这一行没有填，请核对。"
                )

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
        if not inside and (last is None or last.skipped or _with_content(self._key, filled)):
            return None
        content = _with_content(self._telling, filled)
        parts = all(column.field.reading in (Reading.TEXT, Reading.NAMES) for column in content)
        if not inside and not (content and parts):
            return None
        if not content:
            return RowReading(number, "", skipped="合并单元格中的空行。")
        reading = RowReading(number, self.slug, cells=filled)
        if last is not None and not last.skipped:
            message = f"这条记录似乎占了第 {last.number} 行和第 {number} 行。请把一条记录写在一行里。"
            last.errors.append(Finding(content[0].spelled, message, content[0].index))
            reading.errors.append(Finding(content[0].spelled, message, content[0].index))
        else:
            reading.errors.append(Finding("", "这一行没有日期。请把一条记录写在一行里。"))
        return reading

    def _read(self, number: int, cells: list[Cell]) -> RowReading:
        slug = self._slug_of(cells)
        mapping = self.mappings[slug]
        spelled, places = self._headers[slug]
        reading = RowReading(number, slug, spelled=spelled, cells=cells, places=places)
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
                value = self._cells.read(slug, column, cell, year)
            except dates.YearMissing as error:
                message = self.context.problems.get("year", str(error))
                reading.errors.append(Finding(column.spelled, message, column.index, asks=error.asks))
                continue
            except CellError as error:
                reading.errors.append(Finding(column.spelled, str(error), column.index, asks=error.asks))
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
                reading.remark_at(column, remark)
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
        return "lecture" if isinstance(cell, str) and _is_lecture(cell) else self.slug

    def _year(self, mapping: Mapping, cells: list[Cell], reading: RowReading) -> int | None:
        column = mapping.first("year")
        if column is None or column.index >= len(cells):
            return self.context.year
        try:
            return counts.read_year(cells[column.index]) or self.context.year
        except CellError as error:
            reading.errors.append(Finding(column.spelled, str(error), column.index))
            return None

    def _from_context(self, mapping: Mapping, reading: RowReading) -> None:
        if mapping.first("organization") is None:
            organization = self._skipper.organization or self.context.organization
            if (unknown := self._skipper.unknown) is not None:
                reading.errors.append(Finding("", str(unknown), asks=unknown.asks))
            elif organization is not None:
                reading.read["organization"] = organization
            else:
                asked = self.context.problems.get(
                    "organization", "没有党组织一列，表名和标题里也看不出。请选择党组织。"
                )
                reading.errors.append(Finding("", asked, asks=UNIT))
        elif "organization" not in reading.read and not reading.has_error("organization"):
            reading.fail("organization", "没有写党组织。请补上（只有合并单元格才会沿用上一行）。")
        if reading.slug == self.slug and "kind" not in reading.read:
            kind = self._skipper.kind or ("" if self._skipper.kind_open else self.context.kind)
            if kind and kind != LECTURE_IN_MEETINGS and not reading.has_error("kind"):
                reading.read["kind"] = kind


def _with_content(columns: Sequence[Column], cells: Sequence[Cell]) -> list[Column]:
    """Those of the columns in which something stands."""
    return [column for column in columns if column.index < len(cells) and not is_blank(cells[column.index])]


@lru_cache(maxsize=1_000)
def _is_lecture(text: str) -> bool:
    """党课 in the type column of a ledger of meetings."""
    return MEETING_KINDS.understands(text) and MEETING_KINDS.read(text) == LECTURE_IN_MEETINGS


def _headers(mapping: Mapping) -> tuple[dict[str, str], dict[str, int]]:
    """The header as spelled, and the column in the sheet, by field name."""
    first: dict[str, Column] = {}
    for column in mapping.columns:
        if column.field.name:
            first.setdefault(column.field.name, column)
    return {name: column.spelled for name, column in first.items()}, {
        name: column.index for name, column in first.items()
    }


def _spans(merges: list[Merge], index: int, first_row: int) -> dict[int, Merge]:
    """The merged range over each row of a column that is merged downwards."""
    return {
        row: merge
        for merge in merges
        if merge.left <= index <= merge.right and merge.bottom > merge.top and merge.bottom >= first_row
        for row in range(merge.top, min(merge.bottom, merge.top + 200_000) + 1)
    }
