"""What was understood of the tables of a file, as the pages show it and the batch keeps it."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from branches.importing.cells.text import EXACT_DIGITS, CellError, folded, is_blank, read_text
from branches.importing.tables.fields import Reading
from branches.importing.tables.finding import Table
from branches.importing.tables.headerrows import HeaderCell
from branches.importing.tables.mapping import Mapping
from branches.importing.tables.suggesting import looks_like, suggest
from branches.importing.workbook.sheets import Cell, Sheet, Unreadable

HIDDEN_NUMBER = "（长号码，不显示）"
_IDENTITY_CARD = re.compile(r"(?<!\d)(?:\d{17}[\dXxＸｘ]|\d{15})(?!\d)")
"""Numbers of identity cards are kept nowhere, not even as a sample of what stands in a column."""
SAMPLES = 3
LONGEST_SAMPLE = 40
TOP_ROWS = 8
TOP_COLUMNS = 12
PUBLIC = (
    "name",
    "header_row",
    "kind",
    "columns",
    "unknown",
    "organization",
    "year",
    "problem",
    "empty",
    "notes",
)
"""What ``import_records`` prints of a table."""


@dataclass(slots=True)
class ColumnReport:
    """One column: ``taken_for``, the key of a field (empty for none), and why (``mapping.WORDS`` …).

    Where it was taken for nothing: ``suggested``, the key of a field that it may be, and ``looks_like``, what
    its values are.
    """

    column: int
    spelled: str
    taken_for: str = ""
    why: str = ""
    suggested: str = ""
    looks_like: str = ""
    samples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SheetReport:
    """One table of a sheet as it was understood; ``problem`` says why its rows are not read.

    ``organization``, ``year``, ``every_kind``: what holds for rows that do not say. ``empty``: there was
    nothing to read. ``key``: where the table stands (``tables.choosing``). ``recognised``: the
    record type it is taken for without anybody's decision; ``automatic``: the fields, likewise, by the
    column's place. ``remembered``: who decided earlier how it is read, and when; ``left_out``: by decision.
    ``tells``: a person may say more, so that it can be read. ``top``: the first rows of the sheet, with their
    numbers.
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
    key: str = ""
    rows: int = 0
    titles: list[str] = field(default_factory=list)
    all_columns: list[ColumnReport] = field(default_factory=list)
    organization_from: str = ""
    year_from: str = ""
    every_kind: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    recognised: str = ""
    automatic: dict[str, str] = field(default_factory=dict)
    digest: str = ""
    first_column: int = 0
    remembered: dict[str, Any] | None = None
    left_out: bool = False
    tells: bool = False
    top: list[tuple[int, list[str]]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in PUBLIC}

    def as_stored(self) -> dict[str, Any]:
        """Everything, for the batch."""
        return asdict(self)

    def take(self, mapping: Mapping, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]]) -> None:
        """Note the columns as they were understood, with what stands in them."""
        self.kind = mapping.slug
        taken = {column.index: column for column in mapping.columns}
        for column in mapping.columns:
            if column.field.reading is not Reading.IGNORED:
                again = column.spelled in self.columns
                spelled = f"{column.spelled}（第 {column.index + 1} 列）" if again else column.spelled
                self.columns[spelled] = column.field.name
        self.unknown = mapping.unknown
        self.show(headers, sample)
        for each, header in zip(self.all_columns, headers, strict=True):
            held = taken.get(each.column)
            if held is not None:
                each.taken_for, each.why = held.field.key, held.why
            else:
                each.suggested = suggest(mapping.slug, header, sample, mapping)
                each.looks_like = looks_like(header, sample)

    def show(self, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]]) -> None:
        """Note the columns of a table whose record type is not known yet."""
        self.all_columns = [
            ColumnReport(header.column, header.spelled, samples=samples_of(header, sample))
            for header in headers
        ]

    def forget_contents(self) -> None:
        """Keep nothing that stands in the sheet: it is not for everybody who sees the batch."""
        self.all_columns, self.top, self.titles = [], [], []


def samples_of(header: HeaderCell, sample: Sequence[Sequence[Cell]]) -> list[str]:
    """The first few different values of a column, as a person sees them."""
    found: dict[str, None] = {}
    for cells in sample:
        if header.column < len(cells) and not is_blank(cells[header.column]):
            found.setdefault(shown_cell(cells[header.column]))
            if len(found) == SAMPLES:
                break
    return list(found)


def shown_cell(cell: Cell, longest: int = LONGEST_SAMPLE) -> str:
    """A cell in one short line."""
    if isinstance(cell, Unreadable):
        return "（公式）" if cell.shown == "formula" else cell.shown
    try:
        text = read_text(cell)
    except CellError:
        text = str(cell)
    if _IDENTITY_CARD.search(text) or (isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS):
        return HIDDEN_NUMBER
    text = folded(text).replace("\n", " ") if len(text) > longest else text.replace("\n", " ")
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def top_of(sheet: Sheet, table: Table | None = None) -> list[tuple[int, list[str]]]:
    """The first rows of a sheet, or those around a header, to choose the header row by."""
    first = max(1, table.header_row - TOP_ROWS // 2) if table is not None else 1
    found = []
    for number, cells in sheet.rows():
        if number < first:
            continue
        found.append((number, [shown_cell(cell, 16) for cell in cells[:TOP_COLUMNS]]))
        if len(found) == TOP_ROWS:
            break
    return found
