"""The numbers themselves: every figure against a plain count, and in few queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.periods import Period
from reports.figures.counting import figure_values, records_behind
from reports.figures.registry import registry
from tests.figures.plain_count import PlainCount
from tests.figures.random_office import FIRST, LAST, random_office

EVERYTHING = Period.between(FIRST, LAST)
TODAYS = [datetime.date(2023, 2, 1), datetime.date(2023, 11, 15), LAST, datetime.date(2024, 6, 1)]
SEEDS = range(len(TODAYS))
PERIODS = [
    EVERYTHING,
    Period.year(2023),
    Period.half(2023, 2),
    Period.quarter(2023, 1),
    Period.between(datetime.date(2022, 12, 31), datetime.date(2023, 1, 1)),
]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_equals_a_plain_count_of_the_rows(seed: int) -> None:
    office = random_office(seed)
    plain = PlainCount()
    today = TODAYS[seed]
    for organization in (office.bureau, *office.organizations[1:5]):
        for period in PERIODS:
            plain.look_at(organization, period.start, period.end, today)
            found = figure_values(organization, period, today=today)
            expected = {figure.key: plain.figure(figure.key) for figure in registry}
            assert {key: each.value for key, each in found.items()} == {
                key: value for key, (value, _) in expected.items()
            }
            assert {key: each.records for key, each in found.items()} == {
                key: len(records) for key, (_, records) in expected.items()
            }
            if organization == office.bureau and period == PERIODS[seed]:
                for figure in registry:
                    behind = records_behind(figure, organization, period, today)
                    listed = [record.pk for record in behind]
                    assert sorted(listed) == sorted(expected[figure.key][1]), figure.key
                    assert behind.count() == found[figure.key].records, figure.key


@pytest.mark.django_db
def test_the_random_offices_reach_every_figure() -> None:
    """A figure that is never counted above would be tested by nothing."""
    never = {figure.key for figure in registry}
    for seed in SEEDS:
        values = figure_values(random_office(seed).bureau, EVERYTHING, today=TODAYS[seed])
        never -= {key for key, each in values.items() if each.value}
    assert never == set()


@pytest.mark.django_db
@pytest.mark.parametrize("branches", [1, 8])
def test_all_figures_take_at_most_thirteen_queries_however_many_branches(branches: int) -> None:
    office = random_office(1, branches)
    with CaptureQueriesContext(connection) as queries:
        figure_values(office.bureau, Period.year(2023))
    assert len(queries) == 13  # one of them for the figures of the office's own
