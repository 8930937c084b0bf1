"""Numbers and blanks with their measure words: where they stand, how they are meant, and what is none."""

from decimal import Decimal
from itertools import pairwise

import pytest

from reports.drafts.quantities import find
from reports.drafts.spelling import Form, Style

SPELLINGS = [
    ("召开12次", "12", "次", 12, Style.ARABIC, Form.EXACT),
    ("召开１２次", "１２", "次", 12, Style.FULL_WIDTH, Form.EXACT),
    ("召开十二次", "十二", "次", 12, Style.CHINESE, Form.EXACT),
    ("召开两次", "两", "次", 2, Style.CHINESE, Form.EXACT),
    ("召开一百零五次", "一百零五", "次", 105, Style.CHINESE, Form.EXACT),
    ("参加1,200人次", "1,200", "人次", 1200, Style.ARABIC, Form.EXACT),
    ("慰问金3.5万元", "3.5", "万元", Decimal("3.5"), Style.ARABIC, Form.EXACT),
    ("召开60余次", "60余", "次", 60, Style.ARABIC, Form.OVER),
    ("召开六十余次", "六十余", "次", 60, Style.CHINESE, Form.OVER),
    ("召开百余次", "百余", "次", 100, Style.CHINESE, Form.OVER),
    ("撰写300多篇", "300多", "篇", 300, Style.ARABIC, Form.OVER),
    ("召开近60次", "近60", "次", 60, Style.ARABIC, Form.NEAR),
    ("召开约60次", "约60", "次", 60, Style.ARABIC, Form.ABOUT),
    ("召开60次左右", "60", "次", 60, Style.ARABIC, Form.ABOUT),
    ("召开不少于12次", "不少于12", "次", 12, Style.ARABIC, Form.AT_LEAST),
    ("召开12次以上", "12", "次", 12, Style.ARABIC, Form.AT_LEAST),
    ("召开超过60次", "超过60", "次", 60, Style.ARABIC, Form.ABOVE),
    ("召开 12 次", "12", "次", 12, Style.ARABIC, Form.EXACT),
    ("召开60 余次", "60 余", "次", 60, Style.ARABIC, Form.OVER),
    *[
        (f"召开{blank}次", blank, "次", None, Style.BLANK, Form.EXACT)
        for blank in (
            "*",
            "**",
            "＊＊",
            "×",
            "××",
            "XX",
            "xx",
            "Ｘ",
            "__",
            "（ ）",
            "（）",
            "( )",
            "…",
            "……",
            "○○",
        )
    ],
    ("召开X余次", "X余", "次", None, Style.BLANK, Form.OVER),
    ("召开**余次", "**余", "次", None, Style.BLANK, Form.OVER),
]


@pytest.mark.parametrize(("text", "stretch", "unit", "value", "style", "form"), SPELLINGS)
def test_every_spelling_is_read(
    text: str, stretch: str, unit: str, value: int | None, style: Style, form: Form
) -> None:
    (quantity,) = find(text)

    assert text[quantity.start : quantity.end] == quantity.text == stretch
    assert (quantity.unit, quantity.number.value, quantity.number.style) == (unit, value, style)
    assert quantity.form is form


def test_offsets_count_characters_of_the_whole_text() -> None:
    text = "标题\n\n一是召开党组会**次，\n二是参加９人次 / 14 人次。"
    assert [(quantity.text, text[quantity.start : quantity.unit_end]) for quantity in find(text)] == [
        ("**", "**次"),
        ("９", "９人次"),
        ("14", "14 人次"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月5日",
        "二〇二三年三月五日",
        "*年*月*日",
        "XX年XX月",
        "*局",
        "推进*事业发展",
        "第12次会议",
        "第３期",
        "前3名",
        "八项规定",
        "六次全会",
        "二次创业",
        "四个方面",
        "3个维度",
        "每月至少1次",
        "每季度召开1次",
        "每名党员每年参加4次",
        "召开4次/月",
        "人均12次",
        "中央明确的12个重点",
        "《意见》明确的5项任务",
        "观看《榜样5》",
        "“七一”前夕",
        "打造“5个一”工程",
        "〔2021〕31号",
        "成立100周年",
        "覆盖率98%",
        "三分之二",
        "百分之八十",
        "为期两周",
        "历时3个月",
        "35岁",
        "24小时",
        "数十次",
        "几百人次",
        "多次",
        "统一部署",
        "逐一",
        "14:30分",
        "**条例",
        "XX项目",
        "××条件",
        "XX名单",
        "**次要矛盾",
        "**期间",
        "XX个人",
        "xx人民政府",
        "MAXX次",
        "3*4次",
        "* 位于市区",
        "……人人参与",
        "1，200人次",
        "1 2次",
        "公众号下载素材1000多篇，会员扫码进群",
    ],
)
def test_what_is_no_quantity_is_left_out(text: str) -> None:
    assert find(text) == []


def test_words_that_end_like_a_vague_prefix_stay_words() -> None:
    assert [quantity.text for quantity in find("赶超12次，附近3家，签约5个，至少5次")] == [
        "12",
        "3",
        "5",
        "至少5",
    ]


def test_a_range_is_seen_as_one_quantity_that_no_number_can_replace() -> None:
    (quantity,) = find("培养3至5名骨干")
    assert (quantity.text, quantity.unclear) == ("3至5", True)
    for text in ("召开党组会3次至5次", "召开党组会三次到五次", "召开党组会3次—**次"):
        assert all(quantity.unclear for quantity in find(text)), text
    spans = [(quantity.start, quantity.end) for quantity in find("召开党组会3次至5次、支委会12次")]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_number_in_ten_thousands_is_no_number_to_replace() -> None:
    (quantity,) = find("参加1.2万人次")
    assert (quantity.text, quantity.unclear) == ("1.2万", True)
