"""The matrix as data: what stands in which row and column, and how it is summed."""

import datetime
from types import SimpleNamespace

import pytest

from branches.duties import Completion, State, completion
from branches.models import Duty, Organization
from branches.periods import PARTS, Period, part_of
from branches.terms import ending_terms, months_before, months_left
from reports.completion import Matrix, Sum, asked, in_words, matrices, short, sign
from tests.completion.conftest import TODAY
from tests.meetings import hold

pytestmark = pytest.mark.django_db
YEAR = Period.year(2024)


def found(office: SimpleNamespace) -> list[Completion]:
    return completion(asked(Organization.objects.under(office.bureau), YEAR), YEAR, TODAY)


def branches(office: SimpleNamespace) -> Matrix:
    (matrix,) = matrices(found(office))
    return matrix


def test_the_columns_are_the_rules_and_every_sign_tells_its_month(year: SimpleNamespace) -> None:
    matrix = branches(year)
    assert (matrix.kind, matrix.columns) == ("党支部", ("主题党日", "支部党员大会", "党小组会"))
    first, second = matrix.rows
    ((theme,), (general,), (groups,)) = first.cells
    assert [sign(slot) for slot in theme.slots][:6] == ["done", "done", "overdue", "done", "due", "ahead"]
    assert [sign(slot) for slot in general.slots] == ["overdue", "due", "ahead", "ahead"]
    assert in_words(theme, short) == "应完成 4 次，已完成 3 次；未完成：3月；待完成：5月"
    assert in_words(groups, short) == "不适用：未设党小组"
    assert (first.total, first.total.percent, first.total.missing) == (Sum(5, 3), 60, 2)
    assert second.total == Sum(5 + 2 + 5, 11)


def test_a_rule_of_ones_own_stands_in_the_column_of_the_one_it_replaces(
    year: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make("第二支部主题党日", "theme_day", "quarter", organization=year.second)
    matrix = branches(year)
    assert matrix.columns == ("主题党日", "支部党员大会", "党小组会")
    assert [len(row.cells[0][0].slots) for row in matrix.rows] == [12, 4]


def test_two_rules_on_one_subject_share_a_cell(year: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make("全年主题党日", "theme_day", "year", times=10)
    (first, _) = branches(year).rows
    assert [each.duty.name for each in first.cells[0]] == ["主题党日", "全年主题党日"]


def test_kinds_have_matrices_of_their_own(year: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make("中心组学习", "central_group", "quarter", applies_to=["leading_group"])
    assert {matrix.kind: matrix.columns for matrix in matrices(found(year))} == {
        "党支部": ("主题党日", "支部党员大会", "党小组会"),
        "党组": ("中心组学习",),
    }


def test_asked_are_those_with_a_rule_that_existed_in_the_year(year: SimpleNamespace) -> None:
    under = Organization.objects.under(year.bureau)
    assert list(asked(under, YEAR)) == [year.first, year.second]
    year.first.dissolved_on = datetime.date(2024, 1, 1)
    year.first.save()
    year.second.founded_on = datetime.date(2024, 12, 31)
    year.second.save()
    assert list(asked(under, YEAR)) == [year.second]
    Duty.objects.update(is_active=False)
    assert list(asked(under, YEAR)) == []


def test_a_percentage_of_100_means_all() -> None:
    assert Sum(200, 199).percent == 99
    assert Sum(200, 200).percent == 100
    assert Sum(0, 0).percent is None


def test_the_state_of_a_whole_is_the_worst_of_its_parts(year: SimpleNamespace) -> None:
    states = {(each.organization, each.duty.name): each.state for each in found(year)}
    assert states[year.first, "主题党日"] is State.OVERDUE
    assert states[year.second, "主题党日"] is State.DONE
    assert states[year.second, "党小组会"] is State.OVERDUE
    assert states[year.first, "党小组会"] is State.NOT_APPLICABLE
    hold(year.first, "2024-03-31")
    (theme, *_) = found(year)
    assert theme.state is State.DUE


def test_every_part_of_a_year_finds_its_name_again() -> None:
    for key, (_, part) in PARTS.items():
        assert part_of(part(2024)) == key
    assert [short(part(2024)) for _, part in PARTS.values()][:4] == ["全年", "上半年", "下半年", "第一季度"]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2024-08-31", 6, "2024-02-29"),
        ("2023-08-31", 6, "2023-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-01-15", 3, "2023-10-15"),
        ("2024-12-31", 6, "2024-06-30"),
    ],
)
def test_months_before_keep_to_the_calendar(day: str, months: int, before: str) -> None:
    assert months_before(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(before)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        ("2024-02-28", None),
        ("2024-02-29", 6),
        ("2024-05-30", 6),
        ("2024-05-31", 3),
        ("2024-07-30", 3),
        ("2024-07-31", 1),
        ("2024-08-31", 1),
        ("2024-09-01", 0),
    ],
)
def test_a_term_speaks_up_six_three_and_one_months_ahead(today: str, months: int | None) -> None:
    assert months_left(datetime.date(2024, 8, 31), datetime.date.fromisoformat(today)) == months


def test_terms_of_what_was_dissolved_are_over(office: SimpleNamespace) -> None:
    for organization, day in ((office.first, "2024-06-10"), (office.second, "2024-05-01")):
        organization.term_ends_on = datetime.date.fromisoformat(day)
        organization.save()
    office.group.term_ends_on, office.group.dissolved_on = TODAY, datetime.date(2024, 1, 1)
    office.group.save()
    ends = ending_terms(Organization.objects.all(), TODAY)
    assert [(term.organization, term.months) for term in ends] == [(office.second, 0), (office.first, 1)]
