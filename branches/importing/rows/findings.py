"""What one row was read as, and what there is to say about its cells."""

from dataclasses import dataclass, field
from typing import Any

from branches.importing.tables.mapping import Column
from branches.importing.workbook.sheets import Cell


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about one cell: the column as the sheet spells it (empty for the row) and a
    sentence.

    ``place``: the cell's column in the sheet, zero-based, and ``raw`` what stands there, where both are
    known. ``asks``: the question whose answer would settle it (``rows.questions``). ``doubt``: it may be
    right, and is no reason to refuse the row.
    """

    column: str
    message: str
    place: int | None = None
    raw: str = ""
    asks: str = ""
    doubt: bool = False

    def as_json(self) -> dict[str, Any]:
        """The column and the message always, the rest only where there is something to say."""
        beside = {
            "place": self.place,
            "raw": self.raw or None,
            "asks": self.asks or None,
            "doubt": self.doubt or None,
        }
        told = {name: value for name, value in beside.items() if value is not None}
        return {"column": self.column, "message": self.message, **told}


@dataclass(slots=True)
class RowReading:
    """What was read from one row.

    ``skipped``: why it is no record; ``read``: the parsed value by field name; ``cells``: as they were read,
    from column A on; ``places``: the column in the sheet by field name.
    """

    number: int
    slug: str
    read: dict[str, Any] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)  # field name -> header as spelled
    errors: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    skipped: str = ""
    cells: list[Cell] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def fail(self, name: str, message: str) -> None:
        finding = Finding(self.spelled.get(name, ""), message, self.places.get(name))
        if finding not in self.errors:
            self.errors.append(finding)

    def remark(self, name: str, message: str) -> None:
        self.remarks.append(Finding(self.spelled.get(name, ""), message, self.places.get(name)))

    def has_error(self, name: str) -> bool:
        """Whether a cell of this field could not be read."""
        return any(finding.column == self.spelled.get(name, "\x00") for finding in self.errors)

    def remark_at(self, column: Column, message: str) -> None:
        self.remarks.append(Finding(column.spelled, message, column.index))
