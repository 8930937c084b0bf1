"""Whether a cell can be read as a field: what the values say about a column."""

from branches.importing.cells import counts, dates, names, sanctions
from branches.importing.cells.choices import Vocabulary, read_form, read_yes_no
from branches.importing.cells.roster import MEMBER_STATUSES, ORGANIZATION_KINDS, SEXES
from branches.importing.cells.text import CellError, folded
from branches.importing.cells.vocabularies import (
    CLUE_SOURCES,
    DISPOSALS,
    LECTURE_KINDS,
    MEETING_KINDS,
    STUDY_FORMS,
    TALK_KINDS,
    VIOLATIONS,
    WORK_KINDS,
    WORK_STATUSES,
)
from branches.importing.tables.fields import Field, Reading
from branches.importing.tables.headers import Header
from branches.importing.workbook.sheets import Cell, Unreadable

VOCABULARIES: dict[tuple[str, str], Vocabulary] = {
    ("meeting", "kind"): MEETING_KINDS,
    ("meeting", "study_form"): STUDY_FORMS,
    ("lecture", "kind"): LECTURE_KINDS,
    ("talk", "kind"): TALK_KINDS,
    ("discipline", "violation"): VIOLATIONS,
    ("clue", "source"): CLUE_SOURCES,
    ("clue", "disposal"): DISPOSALS,
    ("work", "kind"): WORK_KINDS,
    ("work", "status"): WORK_STATUSES,
    ("member", "sex"): SEXES,
    ("member", "status"): MEMBER_STATUSES,
    ("organization", "kind"): ORGANIZATION_KINDS,
}


def readable(slug: str, each: Field, cell: Cell, header: Header) -> bool:
    """Whether a cell can be read as this field. Years may still be missing: any will do here."""
    if isinstance(cell, Unreadable):
        return True
    try:
        return _read(slug, each, cell, header)
    except CellError:
        return False


def _read(slug: str, each: Field, cell: Cell, header: Header) -> bool:
    match each.reading:
        case Reading.DATE | Reading.PERIOD:
            return dates.read_date(cell, year=2000, period=True) is not None
        case Reading.PARTIAL_DATE:
            return dates.read_partial_date(cell) is not None
        case Reading.DAY_AND_PLACE:
            return dates.read_day_and_place(cell, year=2000)[0] is not None
        case Reading.MOMENT:
            return _is_moment(cell)
        case Reading.YEAR:
            return counts.read_year(cell) is not None
        case Reading.COUNT:
            labelled = counts.read_labelled_counts(cell) is not None
            return labelled or counts.read_count(cell, none_is_zero=True) is not None
        case Reading.COUNTS:
            labels = counts.labels_in(header.words)
            return counts.read_labelled_counts(cell) is not None or (
                len(labels) > 1 and counts.read_ordered_counts(cell, labels) is not None
            )
        case Reading.NAMES | Reading.ONE_NAME:
            found = names.read_names(cell, groups_allowed=True)
            return bool(found.people) or (bool(found.groups) and len(folded(str(cell))) <= 20)
        case Reading.CHOICE:
            vocabulary = VOCABULARIES[slug, each.name]
            return isinstance(cell, str) and vocabulary.understands(cell)
        case Reading.FORM:
            return read_form(cell) is not None
        case Reading.SANCTION:
            return sanctions.read_sanction(cell, header.words) != sanctions.Sanction()
        case Reading.MONEY:
            return counts.read_money(cell, header.money_unit or "万元") is not None
        case Reading.QUANTITY | Reading.HOURS:
            return counts.read_quantity(cell) is not None
        case Reading.YES_NO:
            return read_yes_no(cell) is not None
    return True


def _is_moment(cell: Cell) -> bool:
    try:
        return dates.read_clock(cell) != (None, None)
    except CellError:
        return dates.read_date(cell, year=2000, period=True) is not None
