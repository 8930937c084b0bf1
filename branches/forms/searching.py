"""Words looked for in records: in titles, names and minutes."""

from django.db.models import Exists, OuterRef, Q

from branches.forms.parts import PARTS

MOST_WORDS = 5
LONGEST_WORD = 50
"""Characters: SQLite refuses a pattern of some ten thousand."""

SEARCHED = {
    "meeting": ["title", "place", "chair", "recorder", "content", "decision", "absentees_note", "remark"],
    "lecture": ["topic", "place", "content", "remark"],
    "talk": ["talker", "matter", "content", "remark"],
    "discipline": ["number", "person", "facts", "document_number", "remark"],
    "clue": ["number", "about", "matter", "handled_by", "result", "remark"],
    "work": ["title", "lead", "note", "remark"],
}
SEARCHED_PARTS = {
    "meeting": [("agenda_items", "topic"), ("attendances", "name"), ("materials", "title")],
    "lecture": [("lecturers", "name")],
    "talk": [("targets", "name")],
}


def words_in(text: str) -> list[str]:
    """The words that are looked for; all of them must occur."""
    return [word[:LONGEST_WORD] for word in text.split()[:MOST_WORDS]]


def mentions(slug: str, word: str) -> Q:
    """The condition “this word stands somewhere in the record or its parts”, letters of either case."""
    found = Q()
    for name in SEARCHED[slug]:
        found |= Q(**{f"{name}__icontains": word})
    for name, column in SEARCHED_PARTS.get(slug, ()):
        part = next(kind.model for kind in PARTS[slug] if kind.name == name)
        rows = part._base_manager.filter(**{part.record_field: OuterRef("pk"), f"{column}__icontains": word})
        found |= Q(Exists(rows))
    return found
