"""What a person decided about a file: how each of its tables is read, and what was answered.

It is kept as JSON with the batch, and the file is read again with it. Tables go by a key that says where they
stand: the sheet's place in the workbook and the table's place in the sheet, ``"0.1"``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

LEFT_OUT = "skip"
"""Chosen in place of a record type: the table is not imported."""

ORGANIZATION, PERSON, WORD = "organization", "person", "word"
YEAR, UNIT, KIND = "year", "unit", "kind"
"""What can be asked: which organisation a spelling means, which person a name, which choice a word; and of a
table, of which year, whose and of which kind its rows are.
"""


def question(about: str, *details: str) -> str:
    """The key of a question, as rows and answers carry it."""
    return "/".join((about, *details))


class Answers:
    """What was answered, by what was asked about; ``used``: what some row of the file needed."""

    def __init__(self, given: Mapping[str, Any] | None = None) -> None:
        self._given = given or {}
        self.used: set[str] = set()

    def about(self, asked: str) -> Any:
        """None where nothing was answered."""
        if asked not in self._given:
            return None
        self.used.add(asked)
        return self._given[asked]


@dataclass(slots=True)
class TableChoice:
    """How one table is read; what is None or empty is recognised.

    ``kind``: a record type or ``LEFT_OUT``. ``columns``: the key of a field by the column's place in the
    sheet, empty for one that is passed over. ``organization``: the key of the one that rows without a column
    for it belong to; ``year``: the year of days without one; ``every_kind``: the kind of rows that say none.
    """

    kind: str = ""
    header_row: int | None = None
    columns: dict[int, str] | None = None
    organization: int | None = None
    year: int | None = None
    every_kind: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        columns = stored.get("columns")
        return cls(
            kind=stored.get("kind", ""),
            header_row=stored.get("header_row"),
            columns=None if columns is None else {int(place): key for place, key in columns.items()},
            organization=stored.get("organization"),
            year=stored.get("year"),
            every_kind=stored.get("every_kind", ""),
        )


@dataclass(slots=True)
class Choices:
    """``tables`` by their key; ``organizations``, ``persons`` and ``words``: answers by what was asked.
    ``kind`` and ``organization`` (its key): what was said of all tables when the file was uploaded.
    ``updates``: the keys of the changed rows whose records are to be brought up to date.

    A person is asked for by ``"full name of the organisation/name"``, a word by ``"meeting.kind/the word"``.
    """

    tables: dict[str, TableChoice] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    organization: int | None = None
    updates: list[int] = field(default_factory=list)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            tables={key: TableChoice.from_json(each) for key, each in stored.get("tables", {}).items()},
            organizations=dict(stored.get("organizations", {})),
            persons=dict(stored.get("persons", {})),
            words=dict(stored.get("words", {})),
            kind=stored.get("kind", ""),
            organization=stored.get("organization"),
            updates=list(stored.get("updates", [])),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def of(self, key: str) -> TableChoice:
        return self.tables.get(key) or TableChoice()
