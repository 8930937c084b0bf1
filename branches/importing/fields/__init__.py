"""What a column of a ledger can be: for every record type its fields, and the header words that mean them."""

from branches.importing.fields.cues import Field, Reading
from branches.importing.fields.discipline import CLUE, DISCIPLINE
from branches.importing.fields.lecture import LECTURE
from branches.importing.fields.meeting import MEETING
from branches.importing.fields.talk import TALK
from branches.importing.fields.work import WORK

FIELDS: dict[str, tuple[Field, ...]] = {
    "meeting": MEETING,
    "lecture": LECTURE,
    "talk": TALK,
    "discipline": DISCIPLINE,
    "clue": CLUE,
    "work": WORK,
}

NEEDED: dict[str, tuple[str, ...]] = {
    "meeting": ("date",),
    "lecture": ("date", "topic", "lecturers"),
    "talk": ("date", "talker", "targets"),
    "discipline": ("date", "person"),
    "clue": ("date", "number", "source", "about"),
    "work": ("date", "title"),
}
"""Without a column for each of these a table cannot be read as that type."""

__all__ = ["FIELDS", "NEEDED", "Field", "Reading"]
