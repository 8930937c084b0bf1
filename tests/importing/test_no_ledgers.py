"""Sheets of months and forms of one record are not guessed at: the reason says what was seen."""

import datetime

import pytest

from tests.importing.reading import read
from tests.importing.workbooks import ods, xls, xlsx

DAY = datetime.date(2023, 3, 5)
MONTHS = [f"{number}月" for number in range(1, 13)]
IN_CHINESE = [
    f"{number}月" for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
]
QUARTERS = ["一季度", "二季度", "三季度", "四季度"]

pytestmark = pytest.mark.usefixtures("office")

SHEETS: dict[str, tuple[list[list[object]], str]] = {
    "branches by months": (
        [
            ["2023年主题党日开展情况统计表"],
            ["序号", "党支部", *IN_CHINESE, "合计"],
            [1, "第一支部", *[1] * 13],
        ],
        "第 2 行并排写着“一月”“二月”“三月”等",
    ),
    "months with words in them": (
        [["党支部", *MONTHS], ["第一支部", *["3月5日学习"] * 12]],
        "第 1 行并排写着“1月”“2月”“3月”等",
    ),
    "months under one header": (
        [["党支部", "月份", *[None] * 11], [None, *MONTHS], ["第一支部", *[1] * 12]],
        "列名是“1月”“2月”“3月”等",
    ),
    "half a year": (
        [["党支部", "会议类型", *MONTHS[:6]], ["第一支部", "主题党日", *[1] * 6]],
        "并排写着“1月”",
    ),
    "quarters": ([["党支部", *QUARTERS], ["第一支部", 1, 1, 1, 1]], "并排写着“一季度”"),
    "a month in each row": (
        [["月份", "支部党员大会", "支委会", "主题党日"], *[[month, 1, 1, 1] for month in MONTHS]],
        "每行是一个月份或季度（“1月”“2月”“3月”等）",
    ),
    "days of a month in each row": (
        [["时间", "支部党员大会", "支委会"], *[[month, "3月5日", "3月8日"] for month in MONTHS]],
        "每行是一个月份或季度",
    ),
    "a form in four columns": (
        [
            ["会议记录表"],
            ["会议名称", "一季度党员大会", "会议时间", DAY],
            ["地点", "三楼", "主持人", "程远山"],
            ["应到人数", 9, "实到人数", 8],
            ["会议内容", "学习讨论"],
        ],
        "“会议名称”“地点”“应到人数”等各占一格",
    ),
    "a form in two columns": (
        [["支部会议记录"], ["时间", DAY], ["地点", "三楼"], ["主持人", "程远山"], ["内容", "学习"]],
        "一张表记一次活动",
    ),
    "a form with its values behind colons": (
        [["时间：2023年3月5日", "地点：三楼会议室"], ["主持人：程远山", "记录人：梁素珍"], ["内容：学习"]],
        "“时间”“地点”“主持人”等各占一格",
    ),
}


@pytest.mark.parametrize("what", SHEETS)
def test_the_reason_says_what_was_seen(what: str) -> None:
    rows, reason = SHEETS[what]
    for make in (xlsx, xls, ods):
        found = read(make({"表": rows}))
        assert reason in found.sheet.problem
        assert "请改为一次活动一行的台账" in found.sheet.problem
        assert found.rows == {}


def test_a_ledger_with_a_column_of_months_is_one() -> None:
    rows = [["1月", "第一支部", "1月5日", "主题党日", "甲"], ["2月", "第一支部", "2月5日", "主题党日", "乙"]]
    rows += [["3月", "第一支部", "3月5日", "主题党日", "丙"], ["4月", "第一支部", "4月5日", "主题党日", "丁"]]
    found = read(xlsx({"2023年台账": [["月份", "党支部", "时间", "类型", "主题"], *rows]}))
    assert found.values(5)["date"] == "2023-04-05"
