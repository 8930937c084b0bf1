"""The rows of a roster: read like those of a ledger, but that a row has no day and no year around it."""

import re
from typing import Any, ClassVar

from branches.importing.cells.text import is_blank
from branches.importing.rows.findings import Finding, RowReading
from branches.importing.rows.reading import RowReader
from branches.importing.tables.choosing import YEAR
from branches.importing.tables.fields import Reading
from branches.importing.tables.fields.cues import IGNORED
from branches.importing.tables.fields.roster import LEVELS
from branches.importing.tables.mapping import Mapping
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.tables.skipping import Skipper
from branches.importing.workbook.sheets import Cell

NO_YEAR = "没有年份。请补上四位年份。"
_IDENTITY_CARD = re.compile(r"身份|证件")


class RosterReader(RowReader):
    """``main`` is of members or of organisations.

    A day of birth or of joining never takes the year of the sheet: that one says when the list was made.
    """

    grouping: ClassVar[frozenset[str]] = frozenset({"organization", "group", "parent", "kind", *LEVELS})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.slug == "organization":  # a row with nothing but a name is an organisation, not a section
            self._skipper = Skipper(self.table, self.sheet, self.main, OrganizationFinder([]))

    def _slug_of(self, cells: list[Cell]) -> str:
        return self.slug

    def _year(self, mapping: Mapping, cells: list[Cell], reading: RowReading) -> int | None:
        return None

    def _continuation(self, number: int, filled: list[Cell], last: RowReading | None) -> RowReading | None:
        content = [
            column
            for column in self.main.columns
            if column.index < len(filled)
            and not is_blank(filled[column.index])
            and column.field.reading is not Reading.IGNORED
            and column.field.name not in self.grouping
        ]
        if not content and last is not None and self.slug == "member":
            return RowReading(number, "", skipped="合并单元格中的空行。")
        return None

    def _read(self, number: int, cells: list[Cell]) -> RowReading:
        reading = super()._read(number, cells)
        reading.errors = [
            Finding(each.column, NO_YEAR, each.place) if each.asks == YEAR else each
            for each in reading.errors
        ]
        return reading

    def _from_context(self, mapping: Mapping, reading: RowReading) -> None:
        if self.slug == "member":
            super()._from_context(mapping, reading)
            if "kind" in reading.read:  # what a title says of everybody below it
                reading.read.setdefault("status", reading.read.pop("kind"))
        else:
            reading.read["above"] = self._skipper.organization or self.context.organization


def notes_on(mapping: Mapping) -> list[str]:
    """Which columns have no place here, by their header."""
    passed_over = [
        "".join(column.spelled.split())
        for column in mapping.columns
        if column.field.reading is Reading.IGNORED and column.field is not IGNORED
    ]
    if not passed_over:
        return []
    cards = "系统不保存身份证号码。" if any(map(_IDENTITY_CARD.search, passed_over)) else ""
    return [f"系统没有对应的栏目，以下各列不导入：{'、'.join(passed_over)}。{cards}"]
