"""What a column of a ledger can be: for every record type its fields, and the header words that mean them."""

from branches.importing.tables.fields.cues import Field, Reading
from branches.importing.tables.fields.discipline import CLUE, DISCIPLINE
from branches.importing.tables.fields.lecture import LECTURE
from branches.importing.tables.fields.meeting import MEETING
from branches.importing.tables.fields.roster import MEMBER, ORGANIZATIONS
from branches.importing.tables.fields.talk import TALK
from branches.importing.tables.fields.work import WORK

FIELDS: dict[str, tuple[Field, ...]] = {
    "meeting": MEETING,
    "lecture": LECTURE,
    "talk": TALK,
    "discipline": DISCIPLINE,
    "clue": CLUE,
    "work": WORK,
    "member": MEMBER,
    "organization": ORGANIZATIONS,
}

NEEDED: dict[str, tuple[str, ...]] = {
    "meeting": ("date",),
    "lecture": ("date", "topic", "lecturers"),
    "talk": ("date", "talker", "targets"),
    "discipline": ("date", "person"),
    "clue": ("date", "number", "source", "about"),
    "work": ("date", "title"),
    "member": ("name",),
    "organization": ("name",),
}
"""Without a column for each of these a table cannot be read as that type."""


def field_of(slug: str, key: str) -> Field | None:
    """The field of that ``key``; the one for columns that are passed over when it is empty."""
    return next((each for each in FIELDS[slug] if each.key == key), None)


__all__ = ["FIELDS", "NEEDED", "Field", "Reading", "field_of"]
