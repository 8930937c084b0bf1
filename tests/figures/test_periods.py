"""Periods: their days, their names, the year before."""

import datetime

import pytest

from branches.periods import Period


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "name", "start", "end"),
    [
        (Period.year(2023), "2023年", "2023-01-01", "2023-12-31"),
        (Period.half(2023, 1), "2023年上半年", "2023-01-01", "2023-06-30"),
        (Period.half(2023, 2), "2023年下半年", "2023-07-01", "2023-12-31"),
        (Period.quarter(2023, 1), "2023年第一季度", "2023-01-01", "2023-03-31"),
        (Period.quarter(2023, 4), "2023年第四季度", "2023-10-01", "2023-12-31"),
        (Period.month(2023, 3), "2023年3月", "2023-03-01", "2023-03-31"),
        (Period.month(2024, 2), "2024年2月", "2024-02-01", "2024-02-29"),
    ],
)
def test_named_periods(period: Period, name: str, start: str, end: str) -> None:
    assert (period.name, period.start, period.end) == (name, day(start), day(end))


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2023-01-01", "2023-12-31", "2023年"),
        ("2023-07-01", "2023-12-31", "2023年下半年"),
        ("2023-04-01", "2023-06-30", "2023年第二季度"),
        ("2023-02-01", "2023-02-28", "2023年2月"),
        ("2023-01-01", "2023-11-30", "2023年1至11月"),
        ("2023-12-01", "2024-01-31", "2023年12月至2024年1月"),
        ("2023-03-05", "2023-03-05", "2023年3月5日"),
        ("2023-01-01", "2023-09-30", "2023年前三季度"),
        ("2023-03-01", "2023-05-31", "2023年3至5月"),
        ("2022-01-01", "2023-12-31", "2022至2023年"),
        ("2023-03-05", "2023-03-20", "2023年3月5日至20日"),
        ("2023-03-01", "2023-05-20", "2023年3月1日至5月20日"),
        ("2023-12-05", "2024-01-31", "2023年12月5日至2024年1月31日"),
        ("2024-01-01", "2024-02-29", "2024年1至2月"),
        ("2024-01-01", "2024-02-28", "2024年1月1日至2月28日"),
    ],
)
def test_a_range_is_called_by_its_usual_name(start: str, end: str, name: str) -> None:
    assert Period.between(day(start), day(end)).name == name


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period.year(2023), Period.year(2022)),
        (Period.half(2023, 1), Period.half(2022, 1)),
        (Period.quarter(2023, 4), Period.quarter(2022, 4)),
        (Period.to_third_quarter(2023), Period.to_third_quarter(2022)),
        (
            Period.between(day("2024-01-01"), day("2024-02-29")),
            Period.between(day("2023-01-01"), day("2023-02-28")),
        ),
        (Period.month(2024, 2), Period.month(2023, 2)),
        (Period.month(2025, 2), Period.month(2024, 2)),
        (
            Period.between(day("2024-02-29"), day("2024-03-15")),
            Period.between(day("2023-02-28"), day("2023-03-15")),
        ),
        (
            Period.between(day("2023-11-16"), day("2024-01-15")),
            Period.between(day("2022-11-16"), day("2023-01-15")),
        ),
    ],
)
def test_last_year_is_the_same_period_a_year_earlier(period: Period, before: Period) -> None:
    assert period.previous() == before


def test_first_and_last_day_belong_to_the_period() -> None:
    period = Period.month(2023, 3)
    inside = [each for each in (27, 28, 29, 30, 31) if datetime.date(2023, 3, each) in period]
    assert inside == [27, 28, 29, 30, 31]
    assert day("2023-03-01") in period
    assert day("2023-02-28") not in period
    assert day("2023-04-01") not in period


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period.between(day("2023-03-02"), day("2023-03-01"))


@pytest.mark.parametrize(
    ("period", "per", "names"),
    [
        (Period.year(2023), "year", ["2023年"]),
        (Period.year(2023), "half_year", ["2023年上半年", "2023年下半年"]),
        (
            Period.half(2023, 2),
            "quarter",
            ["2023年第三季度", "2023年第四季度"],
        ),
        (Period.quarter(2023, 1), "year", []),
        (Period.between(day("2023-11-15"), day("2024-02-15")), "month", ["2023年12月", "2024年1月"]),
    ],
)
def test_splitting_takes_only_what_lies_wholly_inside(period: Period, per: str, names: list[str]) -> None:
    assert [each.name for each in period.split(per)] == names


def test_the_months_of_a_year_leave_no_day_out() -> None:
    months = Period.year(2024).split("month")
    assert len(months) == 12
    for before, after in zip(months, months[1:], strict=False):
        assert after.start - before.end == datetime.timedelta(days=1)
