"""The parts of a meeting from its ``values``: agenda, materials, and the people as far as they are named."""

from typing import Any

from branches.importing.rows.topics import category
from branches.importing.rows.values import Values


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
    if values.get("absentees_complete", True):
        rows += _away(values)
    rows += [{"name": name, "status": "nonvoting"} for name in values.get("nonvoting", [])]
    return rows


def _away(values: Values) -> list[dict[str, Any]]:
    named = zip(values.get("absentees", []), values.get("absentee_notes", []), strict=True)
    return [{"name": name, "status": status, "reason": note[:100]} for name, (status, note) in named]


def beside_the_roster(values: Values) -> list[dict[str, Any]]:
    """People who were present or away although the names given are not all: nothing is counted from them."""
    away = [] if values.get("absentees_complete", True) else _away(values)
    if "speakers" not in values and values.get("attendees_complete", True):
        return away
    whole = values.get("attendees_complete", True)
    speakers = values.get("speakers", [])
    listed = set(values.get("attendees", [])) if whole else set()
    named = list(dict.fromkeys([*([] if whole else values.get("attendees", [])), *speakers]))
    elsewhere = {*listed, *values.get("absentees", []), *values.get("nonvoting", [])}
    return away + [
        {"name": name, "status": "present", "spoke": name in speakers}
        for name in named
        if name not in elsewhere
    ]
