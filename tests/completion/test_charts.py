"""Charts as shapes, and the months they are drawn from."""

import datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.models import Lecture, Meeting, Talk
from reports.activity import COUNTED, months
from reports.charts import BASE, HEIGHT, TOP, WIDTH, line, stacked
from tests.meetings import hold

MONTHS = [str(number) for number in range(1, 13)]
COLUMNS = st.lists(
    st.none() | st.lists(st.integers(0, 100_000), min_size=3, max_size=3), min_size=12, max_size=12
)


@given(COLUMNS)
def test_columns_stay_inside_and_stand_in_proportion(columns: list[list[int] | None]) -> None:
    chart = stacked("每月", MONTHS, columns)
    highest = max((sum(column) for column in columns if column), default=0)
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in chart.boxes)
    assert all(box.y >= TOP - 0.1 and box.y + box.height <= BASE + 0.2 for box in chart.boxes)
    for column, text in zip([each for each in columns if each is not None], chart.values, strict=True):
        assert text.text == str(sum(column))
        if highest:
            assert BASE - 7 - text.y == pytest.approx(sum(column) * (BASE - TOP) / highest, abs=0.1)


def test_a_part_of_nothing_is_not_drawn() -> None:
    chart = stacked("每月", ["1", "2", "3"], [[2, 0, 2], [0, 0, 0], None])
    assert [(box.series, box.height) for box in chart.boxes] == [(1, 81), (3, 81)]
    assert [text.text for text in chart.values] == ["4", "0"]
    assert [label.text for label in chart.labels] == ["1", "2", "3"]


@given(st.lists(st.none() | st.floats(0, 300), min_size=1, max_size=12))
def test_a_line_stays_inside_and_breaks_where_nothing_is_known(values: list[float | None]) -> None:
    chart = line("到会率", MONTHS[: len(values)], values, (50, 75, 100))
    assert len(chart.points) == sum(value is not None for value in values)
    assert len(chart.lines) == sum(a is not None and b is not None for a, b in pairwise(values))
    assert all(TOP <= point.y <= BASE for point in chart.points)
    assert [step.text for step in chart.grid] == ["50", "75", "100"]
    assert all(0 < label.y <= HEIGHT for label in chart.labels)


def test_almost_all_is_not_all() -> None:
    assert [text.text for text in line("到会率", ["1"], [99.7], (50, 100)).values] == ["99"]


@pytest.mark.django_db
def test_months_count_what_was_held_and_only_meetings_whose_attendance_is_known(
    office: SimpleNamespace,
) -> None:
    hold(office.first, "2024-01-31", expected=10, present=9)
    hold(office.first, "2024-01-01", expected=30, present=30)
    hold(office.first, "2024-01-05", expected=10)
    hold(office.first, "2024-01-05", present=10)
    hold(office.first, "2024-01-05", expected=0, present=0)
    hold(office.first, "2023-01-05", expected=9, present=1)
    Lecture.objects.create(organization=office.first, date=datetime.date(2024, 2, 29), topic="党章")
    Talk.objects.create(organization=office.first, date=datetime.date(2024, 2, 1), kind="heart", talker="某")
    rows = {slug: model.objects.all() for slug, model in COUNTED.items()}
    january, february, march = months(rows, 2024, 3)
    assert january.counts == (5, 0, 0)
    assert (january.expected, january.present, january.counted, january.rate) == (40, 39, 2, 97.5)
    assert (february.counts, february.total, february.rate) == ((0, 1, 1), 2, None)
    assert (march.total, march.rate) == (0, None)
    assert Meeting.objects.count() == 6
