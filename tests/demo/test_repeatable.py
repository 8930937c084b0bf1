"""The same day gives the same office; a later day only adds to it."""

import datetime
from typing import Any

import pytest
from django.db import transaction

from branches.demo.load import load
from tests.demo import portrait

pytestmark = pytest.mark.django_db

MOVES_ON = {
    "status",
    "end_date",
    "disposal",
    "disposed_on",
    "result",
    "became_case",
    "follow_up",
    "lifted_on",
}
"""What a later day knows better: work that has ended, clues disposed of, sanctions lifted."""


def loaded_on(today: datetime.date, until: datetime.date | None = None) -> dict[str, Any]:
    with transaction.atomic():
        load(today)
        seen = portrait.records(until) | ({} if until else portrait.office())
        transaction.set_rollback(True)
    return seen


def test_two_loads_of_one_day_are_equal_row_by_row() -> None:
    today = datetime.date(2023, 6, 1)
    first, second = loaded_on(today), loaded_on(today)
    assert len(first["meeting"]) > 150
    assert first == second


def test_what_happened_earlier_does_not_depend_on_the_day_of_loading() -> None:
    until = datetime.date(2023, 7, 20)
    early = loaded_on(datetime.date(2023, 7, 21), until)
    late = loaded_on(datetime.date(2023, 12, 20), until)
    for slug, rows in early.items():
        assert [without(MOVES_ON, one) for one in rows] == [without(MOVES_ON, one) for one in late[slug]], (
            slug
        )


def without(names: set[str], values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


@pytest.mark.parametrize("today", ["2023-01-02", "2023-01-31", "2024-02-29"])
def test_loads_on_any_day(today: str) -> None:
    """Also on holidays, on a leap day, and when hardly anything has happened."""
    day = datetime.date.fromisoformat(today)
    seen = loaded_on(day)
    for slug in ("meeting", "lecture", "talk", "discipline", "clue", "work"):
        assert all(one["date"] < day for one in seen[slug])
    assert all(one["arrived_on"] <= day for one in seen["members"])
    known = [
        one[name] for one in seen["members"] for name in ("joined_on", "full_on", "left_on") if one[name]
    ]
    known += [post["start_on"] for one in seen["members"] for post in one["posts"]]
    assert max(known) <= day
