"""The one syntax of placeholders, and what is said when it is misspelt."""

import pytest

from reports.placeholders import (
    Placeholder,
    PlaceholderError,
    Style,
    change,
    scan,
    unknown_name,
    without_measure_word,
)


def only(text: str) -> Placeholder:
    (part,) = scan(text)
    assert isinstance(part, Placeholder)
    return part


def test_text_is_parted_at_placeholders() -> None:
    parts = scan("召开党组会【党组会次数】次、中心组学习【中心组次数|余】次。", line=7)
    assert parts == [
        "召开党组会",
        Placeholder("党组会次数", frozenset(), 7),
        "次、中心组学习",
        Placeholder("中心组次数", frozenset({Style.VAGUE}), 7),
        "次。",
    ]


def test_styles_may_be_combined_and_spelt_full_width() -> None:
    assert only("【 党课次数 ｜ 去年 | 余 】").styles == {Style.LAST_YEAR, Style.VAGUE}


def test_a_listing_says_how_many_titles() -> None:
    assert (only("【党课题目·列举5】").name, only("【党课题目·列举5】").limit) == ("党课题目", 5)
    assert only("【党课题目·列举】").limit == 3
    assert only("【党课次数】").limit is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("开【党课次数次", "第3行：“【”没有对应的“】”。"),
        ("开党课次数】次", "第3行：“】”没有对应的“【”。"),
        ("【】次", "第3行：“【】”里没有写名称。"),
        ("【党课次数|大写】次", "“大写”不认识，可用的有：余、汉字、去年、增减、无记录、有、无"),
        ("【党课次数|余|汉字】", "“余”与“汉字”只能选一个"),
        ("【党课次数|增减|去年】", "“增减”不能与"),
        ("【党课次数|有|余】", "“有”“无”“多”“单”不能与其他样式同用"),
        ("【党课题目·列举3|余】", "是列举，只能用"),
        ("【党课题目·列举0】", "应在1到99之间"),
    ],
)
def test_a_misspelt_placeholder_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(PlaceholderError) as caught:
        scan(text, line=3)
    assert message in str(caught.value)
    assert str(caught.value).startswith("第3行：")


@pytest.mark.parametrize("inside", ["{{ settings.SECRET_KEY }}", "__import__('os')", "{0.__class__}", "%s"])
def test_nothing_in_a_placeholder_is_evaluated(inside: str) -> None:
    assert only(f"【{inside}】").name == inside


def test_an_unknown_name_is_answered_with_likely_ones() -> None:
    problem = unknown_name(only("【党组会议次数】"), ["党组会次数", "党课次数", "谈话人次"])
    assert "没有名为“党组会议次数”的指标" in problem.message
    assert "党组会次数" in problem.message
    assert "清单" in unknown_name(only("【天气】"), ["党组会次数"]).message


def test_the_change_is_worded() -> None:
    assert [change(5, 3), change(3, 5), change(4, 4)] == ["增加2", "减少2", "持平"]


def test_the_measure_word_goes_where_it_has_no_place() -> None:
    assert without_measure_word("人次，其中") == "，其中"
    assert without_measure_word("次数不多") == "数不多"
    assert without_measure_word("，共") == "，共"
