"""One cell of a column read as what its field is; what was made of it once is remembered."""

from typing import Any

from branches.importing.cells import counts, dates, names, sanctions
from branches.importing.cells.choices import read_form, read_yes_no
from branches.importing.cells.text import SHORT, CellError, read_text, says_nothing
from branches.importing.tables.choosing import WORD, Answers, question
from branches.importing.tables.fields import Reading
from branches.importing.tables.fitting import VOCABULARIES
from branches.importing.tables.mapping import Column
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.workbook.sheets import Cell

LONGEST_ASKED = 30
"""Characters of a word that a person is asked about; what is longer is a sentence."""

PRESENCE = frozenset({"expected", "present", "leave", "absent", "audience_count"})
"""Fields whose cell may hold several counts, told apart by their labels."""

MOST_REMEMBERED = 20_000


class CellReader:
    """Reads the cells of one table; its rows are of the record type ``slug``, or lectures among meetings.

    ``words``: what was answered about words that no vocabulary knows; ``money_unit``: what is said above the
    table.
    """

    def __init__(
        self, slug: str, finder: OrganizationFinder, words: Answers, *, since_1904: bool, money_unit: str = ""
    ) -> None:
        self._slug, self._finder, self._words, self._since_1904 = slug, finder, words, since_1904
        self._money_unit = money_unit
        self._before: dict[tuple[Any, ...], Any] = {}

    def read(self, slug: str, column: Column, cell: Cell, year: int | None) -> Any:
        """What a cell was read as when it stood in this column before, else what it is read as now."""
        if column.field.reading is Reading.TEXT or (isinstance(cell, str) and len(cell) > SHORT):
            return self._read(slug, column, cell, year)
        key = slug, column.index, year, type(cell), cell
        if key in self._before:
            return self._before[key]
        value = self._read(slug, column, cell, year)
        if len(self._before) < MOST_REMEMBERED:
            self._before[key] = value
        return value

    def _read(self, slug: str, column: Column, cell: Cell, year: int | None) -> Any:
        since_1904 = self._since_1904
        match column.field.reading:
            case Reading.TEXT:
                return "" if says_nothing(cell) else read_text(cell)
            case Reading.DATE | Reading.PERIOD:
                period = column.field.reading is Reading.PERIOD
                return dates.read_date(cell, year=year, since_1904=since_1904, period=period)
            case Reading.PARTIAL_DATE:
                return dates.read_partial_date(cell, since_1904=since_1904)
            case Reading.DAY_AND_PLACE:
                return dates.read_day_and_place(cell, year=year, since_1904=since_1904)
            case Reading.MOMENT:
                return dates.read_moment(cell, year=year, since_1904=since_1904)
            case Reading.ORGANIZATION:
                branch = "支部" if column.header.words.removesuffix("名称").endswith("支部") else ""
                return None if says_nothing(cell) else self._finder.find(read_text(cell), branch)
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
                if slug == "lecture" and self._slug == "meeting":
                    return VOCABULARIES["lecture", "kind"].read(cell) if _lecture_kind(cell) else ""
                return self._choice(slug, column.field.name, cell)
            case Reading.FORM:
                return read_form(cell)
            case Reading.SANCTION:
                return None if says_nothing(cell) else sanctions.read_sanction(cell, column.header.words)
            case Reading.MONEY:
                return counts.read_money(cell, column.header.money_unit or self._money_unit)
            case Reading.HOURS | Reading.QUANTITY:
                return counts.read_quantity(cell)
            case Reading.YES_NO:
                return read_yes_no(cell)
        raise ValueError(f"no reading for {column.field.reading}")

    def _choice(self, slug: str, name: str, cell: Cell) -> str:
        try:
            return VOCABULARIES[slug, name].read(cell)
        except CellError as error:
            word = read_text(cell)
            if len(word) > LONGEST_ASKED:
                raise
            asked = f"{slug}.{name}/{word}"
            answered = self._words.about(asked)
            if answered is not None:
                return str(answered)
            raise CellError(str(error), question(WORD, asked)) from error


def _lecture_kind(cell: Cell) -> bool:
    return isinstance(cell, str) and VOCABULARIES["lecture", "kind"].understands(cell)
