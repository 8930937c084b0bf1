"""Counts, quantities and money: exact, or refused."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.importing.cells.counts import (
    labels_in,
    read_count,
    read_counts,
    read_labelled_counts,
    read_money,
    read_quantity,
    read_year,
)
from branches.importing.cells.text import CellError, chinese_number
from branches.importing.workbook.sheets import Unreadable


@pytest.mark.parametrize(
    "cell",
    [
        12,
        12.0,
        "12",
        "12人",
        "１２",
        " 12 人 ",
        "12名",
        "12名党员",
        "十二",
        "十二人",
        "共12人",
        "实到12人",
        "应到：12",
        "12人。",
        "12.0",
    ],
)
def test_a_count_in_all_its_spellings(cell: object) -> None:
    assert read_count(cell) == 12


@pytest.mark.parametrize(
    ("cell", "number"), [("1,200", 1200), ("一百零五人", 105), ("二十", 20), ("两人", 2), (0, 0), ("〇", 0)]
)
def test_other_counts(cell: object, number: int) -> None:
    assert read_count(cell) == number


@pytest.mark.parametrize("cell", [None, "", "/", "-", "——", "　"])
def test_blank_is_none(cell: object) -> None:
    assert read_count(cell) is None


def test_nobody_is_zero_only_where_that_is_said() -> None:
    assert read_count("无", none_is_zero=True) == 0
    assert read_count("无") is None
    assert read_count("/", none_is_zero=True) is None


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (12.5, "不是人数"),
        (-1, "不是人数"),
        (10**7, "不是人数"),
        ("约12人", "不是确切"),
        ("12余人", "不是确切"),
        ("近20人", "不是确切"),
        ("20多人", "不是确切"),
        ("12人以上", "不是确切"),
        ("12+3", "不是确切"),
        ("12人（含列席2人）", "不止一个数"),
        ("12人（含列席）", "还有别的人数"),
        ("12/13", "不止一个数"),
        ("12-15", "不止一个数"),
        ("15 13", "不止一个数"),
        ("15\n13", "不止一个数"),
        ("1,5", "不止一个数"),
        ("12,13", "不止一个数"),
        ("13²", "不是数字"),
        ("13①", "不是数字"),
        ("七八人", "不是数字"),
        ("两三人", "不是数字"),
        ("三五人", "不是数字"),
        ("全体", "不是数字"),
        (True, "不是数字"),
        (datetime.date(2023, 12, 13), "不止一个数"),
        (Unreadable("#REF!"), "#REF!"),
    ],
)
def test_what_is_no_exact_count_is_refused(cell: object, why: str) -> None:
    with pytest.raises(CellError, match=why):
        read_count(cell)


@pytest.mark.parametrize(
    ("cell", "counts"),
    [
        ("应到15人，实到13人", {"expected": 15, "present": 13}),
        ("应到15人、实到13人，缺席2人。", {"expected": 15, "present": 13, "absent": 2}),
        ("应到15实到13请假2", {"expected": 15, "present": 13, "leave": 2}),
        ("应到：15人\n实到：13人", {"expected": 15, "present": 13}),
        ("应到十五人 实到十三人", {"expected": 15, "present": 13}),
        ("应到会党员15人，实到会党员13人", {"expected": 15, "present": 13}),
        ("实到13人（应到15人）", {"present": 13, "expected": 15}),
        ("参会13人，列席2人", {"present": 13, "nonvoting": 2}),
        ("应到15人，实到13人，请假2人（张三、李四）", {"expected": 15, "present": 13, "leave": 2}),
    ],
)
def test_several_counts_in_one_cell(cell: str, counts: dict[str, int]) -> None:
    found = read_labelled_counts(cell)
    assert found is not None
    assert found.by_label == counts


@pytest.mark.parametrize("cell", ["应到1 5人", "应到15 13", "应到七八人"])
def test_numbers_that_only_a_space_parts_are_not_one_number(cell: str) -> None:
    assert read_labelled_counts(cell) is None


@pytest.mark.parametrize("cell", ["3 500元", "35,00元", "1,2万元"])
def test_money_is_not_put_together_from_pieces(cell: str) -> None:
    with pytest.raises(CellError):
        read_money(cell)


def test_quantities_are_not_put_together_from_pieces() -> None:
    for cell in ("12 3条", "1,2条", "七八条"):
        with pytest.raises(CellError):
            read_quantity(cell)


@pytest.mark.parametrize(
    "cell", ["12人", "应到15人，实到13人，1人请假", "应到15人，其中女5人", "应到15实到13实到12", "", None, 12]
)
def test_what_is_not_labelled_throughout_is_not_taken_apart(cell: object) -> None:
    assert read_labelled_counts(cell) is None


def test_the_header_gives_the_order() -> None:
    assert labels_in("应到/实到") == ("expected", "present")
    assert read_counts("15/13", "应到/实到").by_label == {"expected": 15, "present": 13}
    assert read_counts("13/15", "实到/应到").by_label == {"present": 13, "expected": 15}
    assert read_counts(13, "人数").by_label == {"present": 13}
    with pytest.raises(CellError):
        read_counts(13, "应到/实到")


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("3.5万元", "", "3.5"),
        (3.5, "万元", "3.5"),
        ("35000元", "", "3.5"),
        (35000, "元", "3.5"),
        ("¥35,000", "元", "3.5"),
        ("3万", "", "3"),
        ("5千元", "", "0.5"),
        (0, "元", "0"),
    ],
)
def test_money_is_in_ten_thousands(cell: object, unit: str, amount: str) -> None:
    assert read_money(cell, unit) == Decimal(amount)


@pytest.mark.parametrize("cell", [3.5, "3.5", "35000"])
def test_money_without_a_unit_anywhere_is_asked_about(cell: object) -> None:
    with pytest.raises(CellError, match="元还是万元"):
        read_money(cell)


def test_quantities_keep_their_measure_word() -> None:
    assert read_quantity("12条") == (Decimal(12), "条")
    assert read_quantity("五项") == (Decimal(5), "项")
    assert read_quantity(3.5) == (Decimal("3.5"), "")
    with pytest.raises(CellError):
        read_quantity("300余篇")


def test_years() -> None:
    assert [read_year(cell) for cell in (2023, 2023.0, "2023年", "2023年度", None)] == [
        2023,
        2023,
        2023,
        2023,
        None,
    ]
    with pytest.raises(CellError):
        read_year("23年")


NUMERALS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    if number < 10:
        return NUMERALS[number]
    out, rest, gap = "", number, False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            out += (
                ("零" if gap else "")
                + ("" if out == "" and unit == 10 and digit == 1 else NUMERALS[digit])
                + sign
            )
            gap = False
        elif out and rest:
            gap = True
    return out


@given(st.integers(0, 9999))
def test_every_numeral_is_its_number(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number
    assert read_count(f"{in_chinese(number)}人") == number


@given(
    st.integers(0, 100_000),
    st.sampled_from(["{}", "{}人", "{} 人", "共{}人", "{}名", "{:,}", "{}人次", "　{}　"]),
    st.booleans(),
)
def test_any_count_in_any_spelling_is_that_count(number: int, spelling: str, wide: bool) -> None:
    text = spelling.format(number)
    if wide:
        text = text.translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"})
    assert read_count(text) == number


@given(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from(["，", "、", " ", "；", "\n", ""]))
def test_any_two_counts_in_one_cell(expected: int, present: int, between: str) -> None:
    found = read_labelled_counts(f"应到{expected}人{between}实到{present}人")
    assert found is not None
    assert found.by_label == {"expected": expected, "present": present}


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
        st.text("0123456789,.人名余约+（）应到实万元/ 十百", max_size=20),
        st.datetimes(),
        st.timedeltas(),
    )
)
def test_anything_is_a_count_or_blank_or_a_reason(cell: object) -> None:
    for read in (
        lambda: read_count(cell),
        lambda: read_counts(cell, "应到/实到"),
        lambda: read_quantity(cell),
        lambda: read_money(cell, "元"),
        lambda: read_year(cell),
    ):
        try:
            found = read()
        except CellError as error:
            assert str(error).strip()
        else:
            assert not isinstance(found, int) or found >= 0
