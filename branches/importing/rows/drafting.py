"""From ``values`` to a record that is built and checked by the same rules as a browser form."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from branches.forms import WHOLE, BuiltRecord, People, attendance, build_record
from branches.importing.rows import meetingparts, meetings, others
from branches.importing.rows.findings import Finding, RowReading
from branches.importing.rows.values import Values
from branches.importing.tables.choosing import KIND
from branches.importing.tables.organizations import OrganizationFinder
from branches.models import Attendance, Lecture, Lecturer, Meeting
from branches.models.lecture import lecturer_post

UNDERSTAND: dict[str, Callable[[RowReading], Values]] = {
    "meeting": meetings.meeting,
    "lecture": others.lecture,
    "talk": others.talk,
    "discipline": others.discipline,
    "clue": others.clue,
    "work": others.work,
}
PARTS: dict[str, Callable[[Values], dict[str, Any]]] = {
    "meeting": meetingparts.meeting_parts,
    "lecture": others.lecture_parts,
    "talk": others.talk_parts,
}

_DAYS = frozenset({"date", "end_date", "effective_from", "effective_until", "lifted_on", "disposed_on"})
_TIMES = frozenset({"start_time", "end_time"})
_NUMBERS = frozenset({"hours", "quantity", "amount"})
_NAMES_IN_ONE_LINE = frozenset({"chair", "recorder", "talker", "person"})
_NO_COLUMNS = frozenset(
    [
        "attendees",
        "attendees_complete",
        "absentees",
        "absentees_complete",
        "absentee_notes",
        "nonvoting",
        "speakers",
        "agenda",
        "materials",
        "first_topic",
        "lecturers",
        "lecturer_titles",
        "targets",
        "target_posts",
    ]
)
"""Values that become parts of the record, not columns."""

_COLUMN_OF_PART = {
    "attendances": "attendees",
    "agenda_items": "agenda",
    "lecturers": "lecturers",
    "targets": "targets",
}
_INTERNAL = frozenset(
    [
        "attendees_complete",
        "absentees_complete",
        "absentee_notes",
        "lecturer_titles",
        "target_posts",
        "post_rows",
    ]
)


def understood(reading: RowReading) -> Values:
    """The values of a row that was read; its own errors are completed on the way."""
    values = UNDERSTAND[reading.slug](reading)
    organization = reading.read.get("organization")
    return {"organization": organization.name, **values} if organization is not None else values


def shown(values: Mapping[str, Any]) -> Values:
    """What is told to the user: without the keys that only carry details to the record's parts."""
    return {name: value for name, value in values.items() if name not in _INTERNAL}


def draft(slug: str, values: Values, *, finder: OrganizationFinder, people: People) -> BuiltRecord:
    """Build and check the record that the values describe. Its organisation must be one the finder knows."""
    given: dict[str, Any] = {}
    for name, value in values.items():
        if name in _NO_COLUMNS:
            continue
        if name == "organization":
            given[name] = finder.named(value)
        elif name in _DAYS:
            given[name] = datetime.date.fromisoformat(value)
        elif name in _TIMES:
            given[name] = datetime.time.fromisoformat(value)
        elif name in _NUMBERS:
            given[name] = Decimal(str(value))
        elif name in _NAMES_IN_ONE_LINE:
            given[name] = "、".join(value)
        else:
            given[name] = value
    parts = PARTS[slug](values) if slug in PARTS else {}
    built = build_record(slug, {**given, **parts}, people=people)
    if isinstance(built.record, Meeting):
        _add_beside_roster(built, built.record, values, people)
    if isinstance(built.record, Lecture):
        _compare_posts(built, built.record)
    return built


def _add_beside_roster(built: BuiltRecord, record: Meeting, values: Values, people: People) -> None:
    """People known to have been present, where the list is not whole: nothing is counted from them."""
    rows = [Attendance(**row) for row in meetingparts.beside_the_roster(values)]
    if not rows:
        return
    attendance.know(record, rows, people)
    linked = {row.member_id for row in built.rows("attendances") if row.member_id}
    built.parts["attendances"] += [
        row for row in rows if row.member_id is None or row.member_id not in linked
    ]


def _compare_posts(built: BuiltRecord, record: Lecture) -> None:
    """A post the ledger spells out stays, but is remarked on where the roster says another one."""
    for row in built.rows("lecturers"):
        if row.member is None or not row.title or not row.post or not record.date:
            continue
        on_roster = lecturer_post(row.member, record.date)
        if on_roster != row.post:
            built.warnings.append(
                f"“{row.name}”表中写的是{row.title}，名册上当日是{Lecturer.Post(on_roster).label}，请核对。"
            )


def findings(reading: RowReading, built: BuiltRecord) -> list[Finding]:
    """The errors of the record at the columns they come from; a cell that is wrong already gets no second
    one.
    """
    if reading.errors and not reading.read:
        return []  # the row was not read at all, and it is said why
    told = {finding.column for finding in reading.errors}
    found: list[Finding] = []
    for name, sentences in built.errors.items():
        name = _COLUMN_OF_PART.get(name, name)
        spelled = "" if name == WHOLE else reading.spelled.get(name, "")
        if spelled and spelled in told:
            continue
        if name == "kind" and not spelled and reading.slug in ("meeting", "work"):
            message = "看不出是哪一种类型。请加一列“类型”，或在表名中写明（如“主题党日”）。"
            found.append(Finding("", message, asks=KIND))
            continue
        if name == "organization" and reading.errors:
            continue
        if name == "title" and not spelled and reading.has_error("kind"):
            continue  # it would have followed from the kind
        found += [Finding(spelled, sentence, reading.places.get(name)) for sentence in sentences]
    return found
