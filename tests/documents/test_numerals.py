"""How counted values are written."""

from decimal import Decimal

import pytest

from reports.numerals import arabic, chinese, counted, vague


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (12345, "一万二千三百四十五"),
        (100_005, "十万零五"),
        (1_000_000, "一百万"),
        (10_010_000, "一千零一万"),
        (100_010_001, "一亿零一万零一"),
        (100_000_001, "一亿零一"),
        (Decimal("3.50"), "三点五"),
    ],
)
def test_chinese_numerals_are_as_they_are_read(value: int | Decimal, text: str) -> None:
    assert chinese(value) == text


def test_two_of_something_is_liang() -> None:
    assert [counted(value) for value in (2, 12, 20)] == ["两", "十二", "二十"]


def test_a_negative_value_has_no_numeral() -> None:
    with pytest.raises(ValueError, match="-1"):
        chinese(-1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (67, "60余"),
        (104, "100余"),
        (119, "110余"),
        (1234, "1200余"),
        (23456, "23000余"),
        (11, "10余"),
        (Decimal("12.5"), "10余"),
        # exactly round, or too small for 余
        (60, "60"),
        (100, "100"),
        (110, "110"),
        (1200, "1200"),
        (9, "9"),
        (Decimal("3.2"), "3.2"),
        (Decimal("20.00"), "20"),
    ],
)
def test_yu_rounds_down_and_is_never_untrue(value: int | Decimal, text: str) -> None:
    assert vague(value) == text


def test_every_yu_is_below_its_value() -> None:
    for value in range(1, 20_000):
        text = vague(value)
        rounded = int(text.removesuffix("余"))
        assert rounded < value if text.endswith("余") else rounded == value


def test_money_loses_trailing_zeros_only() -> None:
    assert [arabic(Decimal(text)) for text in ("3.50", "100", "100.00", "0.05")] == [
        "3.5",
        "100",
        "100",
        "0.05",
    ]
