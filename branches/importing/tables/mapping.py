"""The columns of a table read as one record type: what each is taken for, and why."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from dataclasses import dataclass, field

from branches.importing.kinds import LABELS
from branches.importing.tables.fields import NEEDED, Field, field_of
from branches.importing.tables.headerrows import HeaderCell
from branches.importing.tables.headers import Header

_NEEDED_WORDS = {
    "date": "日期",
    "topic": "党课题目",
    "lecturers": "授课人",
    "talker": "谈话人",
    "targets": "谈话对象",
    "person": "姓名",
    "number": "编号",
    "source": "线索来源",
    "about": "反映对象",
    "title": "名称",
    "name": "姓名或党组织名称",
}

WORDS, VALUES, CHOSEN = "words", "values", "chosen"
"""Why a column is a field: its header, what stands below it, or a person who says so."""


class Undecided(Exception):
    """The table cannot be read without a decision. ``str()`` asks for it in Chinese.

    ``mapping``: as far as the columns were understood, where the record type is clear.
    """

    def __init__(self, message: str, mapping: "Mapping | None" = None) -> None:
        super().__init__(message)
        self.mapping = mapping


@dataclass(frozen=True, slots=True)
class Column:
    """One column understood as a field, and why. ``spelled`` is the header as the sheet writes it."""

    index: int
    spelled: str
    field: Field
    header: Header
    why: str = WORDS


@dataclass(slots=True)
class Mapping:
    """The columns of a table read as one record type.

    ``unknown``: spelled headers that are no field of it.
    """

    slug: str
    columns: list[Column]
    unknown: list[str] = field(default_factory=list)
    score: float = 0.0

    def of(self, name: str) -> list[Column]:
        return [column for column in self.columns if column.field.name == name]

    def first(self, name: str) -> Column | None:
        return next(iter(self.of(name)), None)

    @property
    def missing(self) -> list[str]:
        return [name for name in NEEDED[self.slug] if self.first(name) is None]


def as_chosen(slug: str, headers: Sequence[HeaderCell], keys: ReadOnly[int, str]) -> Mapping:
    """The columns as a person assigned them, by their place in the sheet; an empty key passes one over.

    What is no field of the record type is passed over too. Raises Undecided when one it needs is missing.
    """
    mapping = Mapping(slug, [])
    for header in headers:
        chosen = field_of(slug, keys.get(header.column, ""))
        if chosen is not None and not chosen.many and chosen.name and mapping.first(chosen.name):
            chosen = None
        found = chosen or field_of(slug, "")
        assert found is not None  # noqa: S101 - every record type knows columns that are passed over
        mapping.columns.append(Column(header.column, header.spelled, found, header.path[-1], CHOSEN))
    refuse_incomplete(mapping)
    return mapping


def missing_words(slug: str, names: Sequence[str]) -> str:
    """“日期”“授课人” for fields that a table of this type needs."""
    return "".join(f"“{_NEEDED_WORDS[name]}”" for name in names)


def refuse_incomplete(mapping: Mapping) -> None:
    """Raise Undecided when a column is missing without which the table cannot be read as its record type."""
    if mapping.missing:
        words = missing_words(mapping.slug, mapping.missing)
        raise Undecided(f"按{LABELS[mapping.slug]}台账读，缺少{words}列。", mapping)
