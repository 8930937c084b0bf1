"""Meetings: from what the cells say to what the record holds."""

import re
from typing import Any

from branches.importing.cells.choices import compact
from branches.importing.cells.counts import Counts
from branches.importing.cells.names import Names, Person, read_names
from branches.importing.cells.text import CellError
from branches.importing.cells.vocabularies import AGENDA_CATEGORIES, LECTURE_IN_MEETINGS, MEETING_KINDS
from branches.importing.columns import Column
from branches.importing.rows import RowReading
from branches.importing.values import (
    Values,
    add_remark,
    put_clock,
    put_counts,
    put_date,
    put_hours,
    put_same,
    put_text,
)
from branches.models import AgendaItem, Meeting

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
_ITEM = re.compile(
    r"(?:^|(?<=[\n;；。]))\s*(?:议题)?(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.、．)）](?!\d)|"
    r"[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])[:：]?\s*"
)
_TITLED = re.compile(r"《([^《》]{1,280})》")
_STUDIED = re.compile(
    r"^(?:第一议题[:：]?)?(?:认真|集体|跟进|专题|传达|组织|深入|再次)*(?:学习|传达)(?:了|贯彻|领会)*"
)
_TOPIC_LENGTH: int = AgendaItem._meta.get_field("topic").max_length or 300
_CERTAIN_CATEGORIES = {
    "first_topic",
    "ideology",
    "strict_governance",
    "integrity",
    "major_decision",
    "personnel",
}
_SHORTEST_KIND = 3
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
    for column, found in attendees:
        for person in found.people:
            if person.status in ("leave", "absent"):
                absentees.append((person, person.status))
            else:
                (nonvoting if person.status == "nonvoting" else present).append(person.name)
        for group in found.groups:
            add_remark(values, f"{column.header.words}：{group}")
        if not found.complete and (found.people or found.groups):
            values["attendees_complete"] = False
        _take_total(values, reading, column, found)
    absentees += _beside_counts(values, reading)
    for column, found in reading.read.get("absentees", []):
        on_leave = "请假" in column.header.words and not re.search("缺席|缺勤|未", column.header.words)
        for person in found.people:
            absentees.append((person, person.status or ("leave" if on_leave else "absent")))
        if found.total is not None and not found.people:
            label = "leave" if on_leave else "absent"
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
            found += [(person, person.status or label) for person in people]
            if not people:
                add_remark(values, f"{_LABELS.get(label, reading.spelled[name])}：{note}")
    return found


def _take_total(values: Values, reading: RowReading, column: Column, found: Names) -> None:
    """等12人 is the number present when no column gives it."""
    if found.total is None:
        return
    if values.setdefault("present", found.total) != found.total:
        reading.remark_at(column.spelled, f"写的是 {found.total} 人，实到是 {values['present']} 人，请核对。")


def _refuse_both(reading: RowReading, present: list[str], absent: list[str]) -> None:
    for name in set(present) & set(absent):
        reading.fail("attendees", f"“{name}”既在参加人员中，又在缺席人员中。请核对。")


def _topics(values: Values, reading: RowReading) -> None:
    topics = []
    for topic in split_items(reading.read.get("agenda", "")):
        if len(topic) > _TOPIC_LENGTH:
            values["content"] = "\n".join(filter(None, [values.get("content", ""), topic]))
            reading.remark("agenda", f"有一项议题超过 {_TOPIC_LENGTH} 个字，已记入会议内容。")
        else:
            topics.append(topic)
    if topics:
        values["agenda"] = topics
    if "first_topic" in reading.read:
        values["first_topic"] = studied(reading.read["first_topic"])
    if "materials" in reading.read:
        values["materials"] = studied(reading.read["materials"])


def split_items(text: str) -> list[str]:
    """The topics of one cell: parted where they are numbered or stand on lines of their own, else one."""
    if not text.strip():
        return []
    parts = _ITEM.split(text) if _ITEM.search(text) else text.split("\n")
    return [part for each in parts if (part := each.strip(" \t\n；;。"))]


def studied(text: str) -> list[str]:
    """Titles of what was studied: those in 《》, else each item without the words of studying in front."""
    titles = _TITLED.findall(text)
    if titles:
        return list(dict.fromkeys(title.strip() for title in titles))
    return [
        bare[:_TOPIC_LENGTH]
        for item in split_items(text)
        if (bare := _STUDIED.sub("", item).strip(" ：:，,"))
    ]


def category(topic: str) -> str:
    """The category a topic names itself; empty unless it is exactly one that cannot mean another."""
    found = AGENDA_CATEGORIES.values_in(topic) & _CERTAIN_CATEGORIES
    return found.pop() if len(found) == 1 else ""


def meeting_parts(values: Values) -> dict[str, Any]:
    """The parts that ``build_record`` takes: agenda items, materials and the roster as far as it is whole."""
    agenda: list[dict[str, Any]] = [
        {"topic": topic, "category": category(topic)} for topic in values.get("agenda", [])
    ]
    materials: list[dict[str, Any]] = [{"title": title} for title in values.get("materials", [])]
    if values.get("first_topic"):
        first = next((index for index, item in enumerate(agenda) if item["category"] == "first_topic"), None)
        if first is None:
            agenda.insert(0, {"topic": "第一议题", "category": "first_topic"})
            first = 0
        materials += [{"title": title, "agenda_item": first} for title in values["first_topic"]]
    return {"agenda_items": agenda, "materials": materials, "attendances": _roster(values)}


def _roster(values: Values) -> list[dict[str, Any]]:
    speakers = set(values.get("speakers", []))
    rows: list[dict[str, Any]] = []
    if values.get("attendees_complete", True):
        rows += [
            {"name": name, "status": "present", "spoke": name in speakers}
            for name in values.get("attendees", [])
        ]
    notes = values.get("absentee_notes", [])
    for name, (status, note) in zip(values.get("absentees", []), notes, strict=True):
        rows.append({"name": name, "status": status, "reason": note[:100]})
    rows += [{"name": name, "status": "nonvoting"} for name in values.get("nonvoting", [])]
    return rows


def beside_the_roster(values: Values) -> list[dict[str, Any]]:
    """People who were present although the names given are not all: rows from which nothing is counted."""
    whole = values.get("attendees_complete", True)
    speakers = values.get("speakers", [])
    listed = set(values.get("attendees", [])) if whole else set()
    named = list(dict.fromkeys([*([] if whole else values.get("attendees", [])), *speakers]))
    elsewhere = {*listed, *values.get("absentees", []), *values.get("nonvoting", [])}
    return [
        {"name": name, "status": "present", "spoke": name in speakers}
        for name in named
        if name not in elsewhere
    ]
