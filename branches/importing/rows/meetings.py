"""Meetings: from what the cells say to what the record holds."""

import re

from branches.importing.cells.choices import compact
from branches.importing.cells.counts import Counts
from branches.importing.cells.names import Names, read_names
from branches.importing.cells.person import Person
from branches.importing.cells.text import CellError
from branches.importing.cells.vocabularies import LECTURE_IN_MEETINGS, MEETING_KINDS
from branches.importing.rows.findings import RowReading
from branches.importing.rows.topics import TOPIC_LENGTH, numbered_inside, split_items, studied
from branches.importing.rows.values import (
    Values,
    add_remark,
    put_clock,
    put_counts,
    put_date,
    put_hours,
    put_same,
    put_text,
)
from branches.importing.tables.mapping import Column
from branches.models import Meeting

COUNTS = ("expected", "present", "leave", "absent")
_SAME = [
    "kind",
    "study_form",
    "is_special",
    "is_extended",
]
_NUMBERS = [
    "entitled",
    "votes_for",
    "votes_against",
    "votes_abstained",
    "opinions_count",
    "criticisms_count",
    "measures_count",
    "graded_excellent",
    "graded_qualified",
    "graded_basic",
    "graded_unqualified",
]
_TEXT = ["title", "place", "content", "decision", "follow_up", "partners", "remark"]
_SHORTEST_KIND = 3
_CAME_AFTER_ALL = re.compile(r"迟到|晚到|早退")
_LABELS = {"expected": "应到", "present": "实到", "leave": "请假", "absent": "缺席", "nonvoting": "列席"}


def meeting(reading: RowReading) -> Values:
    """The values of a meeting; what contradicts itself is added to the reading's errors."""
    values: Values = {}
    put_same(values, reading, _SAME)
    put_counts(values, reading, _NUMBERS)
    put_date(values, reading, end=True, clock=True)
    put_clock(values, reading)
    put_text(values, reading, _TEXT)
    put_hours(values, reading)
    for name in ("chair", "recorder"):
        if name in reading.read:
            values[name] = reading.read[name].names
    if "speakers" in reading.read:
        speakers = [name for _, found in reading.read["speakers"] for name in found.names]
        values["speakers"] = list(dict.fromkeys(speakers))
    _counts(values, reading)
    _people(values, reading)
    _topics(values, reading)
    if "kind" not in values and not reading.has_error("kind") and (kind := _kind_in(values.get("title", ""))):
        values["kind"] = kind
    kind_text = f"{reading.read.get('kind_text', '')}{values.get('title', '')}"
    if values.get("kind") in ("leading_group", "central_group") and re.search(
        r"[(（]扩大[)）]|扩大(?:会|学习)", kind_text
    ):
        values.setdefault("is_extended", True)
    if "title" not in values and "title" not in reading.spelled and values.get("kind"):
        topics = values.get("agenda", [])
        values["title"] = (topics[0] if topics else Meeting.Kind(values["kind"]).label)[:200]
    return values


def _kind_in(title: str) -> str:
    """The kind in a title that is nothing but one (2023年第一次支部党员大会); 学习 alone is too little."""
    if not MEETING_KINDS.understands(title) or len(compact(title)) < _SHORTEST_KIND:
        return ""
    kind = MEETING_KINDS.read(title)
    return "" if kind == LECTURE_IN_MEETINGS else kind


def _counts(values: Values, reading: RowReading) -> None:
    """Each count once; two columns that give different numbers for it are an error."""
    sources: dict[str, str] = {}
    for name in ("attendance", *COUNTS):
        given = reading.read.get(name)
        if given is None:
            continue
        by_label = given.by_label if isinstance(given, Counts) else {name: given}
        for label, number in by_label.items():
            if label == "nonvoting":
                add_remark(values, f"列席 {number} 人")
            elif values.get(label, number) != number:
                other = reading.spelled[sources[label]]
                reading.fail(
                    name, f"{_LABELS[label]}写的是 {number}，与“{other}”列的 {values[label]} 不一致。"
                )
            else:
                values[label], sources[label] = number, name


def _people(values: Values, reading: RowReading) -> None:
    absentees: list[tuple[Person, str]] = []
    present: list[str] = []
    nonvoting: list[str] = []
    attendees: list[tuple[Column, Names]] = reading.read.get("attendees", [])
    away = [each for each in attendees if each[1].status]
    for column, found in (each for each in attendees if not each[1].status):
        for person in found.people:
            if person.status in ("leave", "absent", "away"):
                absentees.append((person, _label(person.status, "absent")))
            else:
                (nonvoting if person.status == "nonvoting" else present).append(person.name)
        for group in found.groups:
            add_remark(values, f"{column.header.words}：{group}")
        if not found.complete and (found.people or found.groups):
            values["attendees_complete"] = False
        _take_total(values, reading, column, found)
    absentees += _beside_counts(values, reading)
    for column, found in [*away, *reading.read.get("absentees", [])]:
        on_leave = "请假" in column.header.words and not re.search("缺席|缺勤|未", column.header.words)
        usual = "leave" if on_leave else "absent"
        for person in found.people:
            absentees.append((person, _label(person.status, usual)))
            if person.status == "nonvoting":
                reading.fail("absentees", f"“{person.name}”写的是列席，却在未到人员中。请核对。")
            elif _CAME_AFTER_ALL.search(person.note):
                reading.remark_at(column, f"“{person.name}（{person.note}）”按未到登记，请核对。")
        for group in found.groups:
            reading.remark_at(column, f"“{group[:20]}”没有认作姓名，只保留原文，请核对。")
        if found.people and not found.complete:
            values["absentees_complete"] = False
            reading.remark_at(column, "未到人员没有写全，请假、缺席人数没有按姓名计算。")
        if found.total is not None and not found.people:
            label = _label(found.status, usual)
            if values.setdefault(label, found.total) != found.total:
                reading.fail(
                    "absentees", f"写的是 {found.total} 人，与{_LABELS[label]}人数 {values[label]} 不一致。"
                )
        note = found.written
        values["absentees_note"] = (
            f"{values['absentees_note']}\n{note}" if "absentees_note" in values else note
        )
    if "nonvoting" in reading.read:
        found = reading.read["nonvoting"]
        nonvoting += found.names
        for group in found.groups:
            add_remark(values, f"{reading.spelled['nonvoting']}：{group}")
    _refuse_both(reading, present, [person.name for person, _ in absentees])
    if present:
        values["attendees"] = present
    if absentees:
        values["absentees"] = [person.name for person, _ in absentees]
        values["absentee_notes"] = [[status, person.note] for person, status in absentees]
    if nonvoting:
        values["nonvoting"] = list(dict.fromkeys(nonvoting))


def _label(status: str, usual: str) -> str:
    """``usual``: what those away are where the words leave it open."""
    return usual if status in ("", "away") else status


def _beside_counts(values: Values, reading: RowReading) -> list[tuple[Person, str]]:
    """Who is named in brackets behind a count of those away; any other note goes into the remark."""
    found: list[tuple[Person, str]] = []
    for name in ("attendance", *COUNTS):
        counts = reading.read.get(name)
        for label, note in counts.names.items() if isinstance(counts, Counts) else ():
            try:
                people = read_names(note).people if label in ("leave", "absent") else ()
            except CellError:
                people = ()
            found += [(person, _label(person.status, label)) for person in people]
            if not people:
                add_remark(values, f"{_LABELS.get(label, reading.spelled[name])}：{note}")
    return found


def _take_total(values: Values, reading: RowReading, column: Column, found: Names) -> None:
    """等12人 is the number present when no column gives it."""
    if found.total is None:
        return
    if values.setdefault("present", found.total) != found.total:
        reading.remark_at(column, f"写的是 {found.total} 人，实到是 {values['present']} 人，请核对。")


def _refuse_both(reading: RowReading, present: list[str], absent: list[str]) -> None:
    for name in set(present) & set(absent):
        reading.fail("attendees", f"“{name}”既在参加人员中，又在缺席人员中。请核对。")


def _topics(values: Values, reading: RowReading) -> None:
    topics = []
    for topic in split_items(reading.read.get("agenda", "")):
        if len(topic) > TOPIC_LENGTH:
            values["content"] = "\n".join(filter(None, [values.get("content", ""), topic]))
            reading.remark("agenda", f"有一项议题超过 {TOPIC_LENGTH} 个字，已记入会议内容。")
        else:
            topics.append(topic)
            if numbered_inside(topic):
                reading.remark("agenda", f"“{topic[:20]}”里还有编号，按一项议题登记，请核对是不是几项。")
    if topics:
        values["agenda"] = topics
    if "first_topic" in reading.read:
        values["first_topic"] = studied(reading.read["first_topic"])
    if "materials" in reading.read:
        values["materials"] = studied(reading.read["materials"])
