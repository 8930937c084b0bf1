"""Every date form that ledgers write, and every one that must be asked about."""

import datetime
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.importing.cells.dates import (
    DateReading,
    Moment,
    YearMissing,
    read_clock,
    read_date,
    read_moment,
)
from branches.importing.cells.text import CellError
from branches.importing.workbook.sheets import Unreadable

DAY = date(2023, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime.datetime(2023, 3, 5),
        44990,
        44990.0,
        "44990",
        20230305,
        "20230305",
        "2023.3.5",
        "2023.03.05",
        "2023.3.5.",
        "2023-3-5",
        "2023/3/5",
        "2023 3 5",
        "2023. 3. 5",
        "2023年3月5日",
        "2023年3月5号",
        "2023年03月05日",
        "2023 年 3 月 5 日",
        "２０２３年３月５日",
        "二〇二三年三月五日",
        "二○二三年三月五日",
        "二零二三年三月五日",
        "2023年3.5",
        "2023-03-05 00:00:00",
        "2023年3月5日上午",
        "2023年3月5日（下午）",
        "2023年3月5日全天",
        "2023年3月5日（星期日）",
        "2023年3月5日 周日 下午",
        " 2023-3-5 ",
        "2023年3月5日起",
        "3月5日",
        "３月５日",
        "3月5号",
        "3.5",
        "3/5",
        "3-5",
        "三月五日",
        "23.3.5",
        "23年3月5日",
    ],
)
def test_one_day_in_all_its_spellings(cell: object) -> None:
    assert read_date(cell, year=2023) == DateReading(DAY)


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        (datetime.datetime(2023, 3, 5, 14, 30), time(14, 30), None),
        (44990.604166666664, time(14, 30), None),
        ("2023/3/5  14:30", time(14, 30), None),
        ("2023-03-05T14:30:00", time(14, 30), None),
        ("2023年3月5日14：30", time(14, 30), None),
        ("2023年3月5日14时30分", time(14, 30), None),
        ("2023年3月5日14点", time(14), None),
        ("2023年3月5日下午2:30", time(14, 30), None),
        ("2023年3月5日下午2点半", time(14, 30), None),
        ("2023年3月5日\n14:30", time(14, 30), None),
        ("2023年3月5日晚7点", time(19), None),
        ("2023年3月5日（周日）下午14:30", time(14, 30), None),
        ("2023年3月5日中午12:00", time(12), None),
        ("20230305 14:30", time(14, 30), None),
        ("3月5日14:30-16:00", time(14, 30), time(16)),
        ("2023-03-05 14:30—16:00", time(14, 30), time(16)),
        ("2023年3月5日上午9:00-11:30", time(9), time(11, 30)),
        ("2023年3月5日下午2:30至4:30", time(14, 30), time(16, 30)),
        ("2023年3月5日上午9点到下午5点", time(9), time(17)),
    ],
)
def test_clock_times_beside_the_day(cell: object, start: time, end: time | None) -> None:
    assert read_date(cell, year=2023) == DateReading(DAY, start_time=start, end_time=end)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("3月5日-7日", date(2023, 3, 7)),
        ("2023年3月5-7日", date(2023, 3, 7)),
        ("2023年3月5日—3月7日", date(2023, 3, 7)),
        ("2023.3.5-3.7", date(2023, 3, 7)),
        ("2023.3.5-7", date(2023, 3, 7)),
        ("2023.3.5～4.2", date(2023, 4, 2)),
        ("3月5日至4月2日", date(2023, 4, 2)),
        ("自2023年3月5日至2023年4月2日", date(2023, 4, 2)),
        ("2023-03-05 00:00:00 - 2023-04-02 00:00:00", date(2023, 4, 2)),
        ("2023-03-05 00:00:00 - 2023-04-02 23:59:59", date(2023, 4, 2)),
        ("20230305-20230402", date(2023, 4, 2)),
        ("2023.3.5-2024.1.2", date(2024, 1, 2)),
    ],
)
def test_spans_of_days(cell: str, last: date) -> None:
    assert read_date(cell, year=2023) == DateReading(DAY, last)


def test_a_span_with_clock_times() -> None:
    found = read_date("2023年3月5日14:30至3月7日17:00")
    assert found == DateReading(DAY, date(2023, 3, 7), time(14, 30), time(17))


@pytest.mark.parametrize("cell", [None, "", "  ", "　", "-", "—", "/", "无", "\u200b"])
def test_blank_is_none(cell: object) -> None:
    assert read_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2023年3月", "只写到月份"),
        ("2023.3", "只写到月份"),
        ("3月", "只写到月份"),
        ("2023年", "只写了年份"),
        (2023, "不是日期"),
        (3.5, "分不清是几月几日"),
        (2023.1, "分不清是几月几日"),
        ("22.3.5", "年份只写了两位"),
        ("2023年2月30日", "没有 2023年2月30日这一天"),
        ("2023年13月1日", "没有 2023年13月1日这一天"),
        ("4月31日", "没有 2023年4月31日这一天"),
        ("3月5日、12日", "几个日期"),
        ("2023.3.5、2023.3.12", "几个日期"),
        ("3/5/2023", "分不清月和日"),
        ("12月30日-1月2日", "结束日期早于开始日期"),
        ("1905-1-1", "年份不对"),
        (date(1900, 1, 12), "年份不对"),
        ("2223-3-5", "年份不对"),
        ("农历正月十五", "农历"),
        ("待定", "看不懂"),
        ("2023.3-5", "看不懂"),
        ("2023年3月5日（线上）", "看不懂"),
        ("2023年3月5日上午14:30", "前后矛盾"),
        ("2023年3月5日25:00", "没有“25:00”这个时间"),
        (True, "应是日期"),
        (time(9), "应是日期"),
        (datetime.timedelta(hours=30), "应是日期"),
        (Unreadable("#N/A"), "#N/A"),
        ("每月5日", "看不懂"),
    ],
)
def test_what_is_no_single_day_is_refused_with_the_reason(cell: object, why: str) -> None:
    with pytest.raises(CellError, match=why):
        read_date(cell, year=2023)


@pytest.mark.parametrize("cell", ["3月5日", "3.5", "3月5日-7日", "三月五日"])
def test_without_a_year_anywhere_it_is_asked_for(cell: str) -> None:
    with pytest.raises(YearMissing):
        read_date(cell)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2023年3月", date(2023, 3, 1), date(2023, 3, 31)),
        ("2月", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023.3", date(2023, 3, 1), date(2023, 3, 31)),
        ("2023年3-5月", date(2023, 3, 1), date(2023, 5, 31)),
        ("2023年第一季度", date(2023, 1, 1), date(2023, 3, 31)),
        ("四季度", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023年上半年", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023年3月中旬", date(2023, 3, 11), date(2023, 3, 20)),
        ("2023年2月下旬", date(2023, 2, 21), date(2023, 2, 28)),
        ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        ("全年", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_where_a_period_may_stand_it_is_its_first_to_last_day(cell: str, first: date, last: date) -> None:
    assert read_date(cell, year=2023, period=True) == DateReading(first, last)


def test_where_a_period_may_stand_a_day_is_still_a_day() -> None:
    assert read_date("2023年3月5日", period=True) == DateReading(DAY)


def test_a_raw_serial_of_a_1904_workbook_is_four_years_later() -> None:
    assert read_date(43528, since_1904=True) == DateReading(DAY)
    assert read_date(43528) == DateReading(date(2019, 3, 4))


def test_a_weekday_that_does_not_fit_is_remarked_on() -> None:
    found = read_date("2023年3月5日（星期六）")
    assert found is not None
    assert (found.start, len(found.remarks)) == (DAY, 1)
    assert "星期日" in found.remarks[0]


def test_half_past_two_at_night_is_remarked_on_and_not_changed() -> None:
    found = read_date("2023年3月5日 2:30")
    assert found is not None
    assert found.start_time == time(2, 30)
    assert "14:30" in found.remarks[0]


def test_a_clock_behind_a_span_belongs_to_no_day_and_is_left_out_aloud() -> None:
    found = read_date("2023年3月5日-3月7日 9:00")
    assert found is not None
    assert (found.start_time, found.end_time) == (None, None)
    assert "09:00" in found.remarks[0]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14:30", (time(14, 30), None)),
        ("14：30—16：00", (time(14, 30), time(16))),
        ("下午2:30", (time(14, 30), None)),
        ("上午", (None, None)),
        (time(9), (time(9), None)),
        (0.5, (time(12), None)),
        (None, (None, None)),
    ],
)
def test_clock_columns(cell: object, expected: tuple[time | None, time | None]) -> None:
    assert read_clock(cell) == expected


def test_a_column_of_ends_may_hold_days_or_times() -> None:
    assert read_moment("16:00") == Moment(None, time(16))
    assert read_moment("2023年3月7日") == Moment(date(2023, 3, 7))
    assert read_moment(datetime.datetime(2023, 3, 7, 16)) == Moment(date(2023, 3, 7), time(16))
    assert read_moment(None) is None


NUMERALS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def year_in_chinese(year: int) -> str:
    return "".join(NUMERALS[int(digit)] for digit in str(year))


SPELLINGS = [
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day.year}/{day.month}/{day.day} 0:00",
    lambda day: f"{day:%Y%m%d}",
    lambda day: int(f"{day:%Y%m%d}"),
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f" {day.year} 年{day.month} 月 {day.day}日上午 ",
    lambda day: f"{year_in_chinese(day.year)}年{in_chinese(day.month)}月{in_chinese(day.day)}日",
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{day.month}.{day.day}",
    lambda day: f"{in_chinese(day.month)}月{in_chinese(day.day)}号",
]


@given(day=st.dates(date(1960, 1, 1), date(2099, 12, 31)), spell=st.sampled_from(SPELLINGS))
def test_any_day_in_any_spelling_is_that_day(day: date, spell) -> None:
    found = read_date(spell(day), year=day.year)
    assert found == DateReading(day)


@given(
    first=st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    length=st.integers(1, 400),
    sign=st.sampled_from(["-", "—", "－", "~", "～", "至", "到", " - ", "--"]),
)
def test_any_span_is_from_its_first_to_its_last_day(first: date, length: int, sign: str) -> None:
    last = first + datetime.timedelta(days=length)
    found = read_date(f"{first.year}年{first.month}月{first.day}日{sign}{last.year}.{last.month}.{last.day}")
    assert found == DateReading(first, last)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text(),
    st.text("0123456789.-/年月日至上下午点: 一二三十〇年，、（）", max_size=25),
)


@given(cell=CELLS, year=st.sampled_from([None, 2023]), period=st.booleans())
def test_anything_is_a_day_or_blank_or_a_reason(cell: object, year: int | None, period: bool) -> None:
    for read in (
        lambda: read_date(cell, year=year, period=period),
        lambda: read_clock(cell),
        lambda: read_moment(cell, year=year),
    ):
        try:
            found = read()
        except CellError as error:
            assert str(error).strip()
        else:
            if isinstance(found, DateReading):
                assert date(1921, 7, 1) <= found.start <= (found.end or found.start)
