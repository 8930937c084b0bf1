"""Reading a made workbook as an import would, without storing anything."""

from dataclasses import dataclass
from typing import Any

from branches.importing.batch.intake import read_file
from branches.importing.batch.judging import JudgedRow
from branches.importing.batch.ledger import SheetReport
from branches.importing.rows.drafting import shown
from branches.importing.scope import Scope


@dataclass
class Read:
    """``rows`` by (sheet, Excel's row number)."""

    sheets: list[SheetReport]
    rows: dict[tuple[str, int], JudgedRow]

    def one(self, number: int, sheet: str = "") -> JudgedRow:
        return next(row for (name, at), row in self.rows.items() if at == number and sheet in ("", name))

    def values(self, number: int, sheet: str = "") -> dict[str, Any]:
        """What was understood of a row that must be new."""
        row = self.one(number, sheet)
        assert row.outcome in ("new", "warned"), [finding.message for finding in row.findings]
        return shown(row.row.values)

    def errors(self, number: int, sheet: str = "") -> dict[str, str]:
        """Messages by column of a row that must be an error."""
        row = self.one(number, sheet)
        assert row.outcome == "error", row.outcome
        found: dict[str, str] = {}
        for finding in row.findings:
            found[finding.column] = found.get(finding.column, "") + finding.message
        return found

    def wrong_columns(self, number: int, sheet: str = "") -> tuple[str, ...]:
        """The columns at which a row that must be an error has one, remarks left out."""
        row = self.one(number, sheet)
        assert row.outcome == "error", row.outcome
        return tuple(dict.fromkeys(finding.column for finding in row.row.errors))

    def outcomes(self) -> dict[int, str]:
        return {number: str(row.outcome) for (_, number), row in self.rows.items()}

    @property
    def sheet(self) -> SheetReport:
        [only] = self.sheets
        return only


def read(data: bytes, file_name: str = "台账.xlsx", **said: Any) -> Read:
    sheets, judged = read_file(data, file_name, Scope(**said))
    return Read(sheets, {(each.row.sheet, each.row.number): each for each in judged})
