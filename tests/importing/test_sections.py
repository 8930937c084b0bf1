"""Rows that head the rows below them: whose these are, or of which kind."""

import datetime

import pytest

from tests.importing.reading import read
from tests.importing.workbooks import xlsx

FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


def test_section_rows_inside_a_table_hold_for_the_rows_below() -> None:
    found = read(
        xlsx(
            {
                "会议": [
                    ["时间", "地点", "会议主题"],
                    ["第一支部", None, None],
                    [DAY, "三楼", "支委会"],
                    ["第二支部", None, None],
                    [DAY, "二楼", "支委会"],
                ]
            },
            {"会议": ["A2:C2", "A4:C4"]},
        )
    )
    assert found.outcomes() == {2: "skipped", 3: "warned", 4: "skipped", 5: "warned"}
    assert [found.values(row)["organization"] for row in (3, 5)] == [FIRST, SECOND]


NUMBERED_SECTIONS = [
    ["序号", "时间", "会议类型", "会议主题"],
    ["一、第一支部", None, None, None],
    [1, DAY, "支委会", "研究一"],
    ["二、第二支部", None, None, None],
    [1, DAY, "支委会", "研究二"],
]


def test_section_rows_in_the_column_of_serial_numbers() -> None:
    found = read(xlsx(NUMBERED_SECTIONS))
    assert [found.values(row)["organization"] for row in (3, 5)] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("section", "why"),
    [("二、江北支部", "没有叫“江北支部”的党组织"), ("二、外聘人员", "看不出是哪个党组织")],
)
def test_below_an_unknown_section_rows_are_nobodys(section: str, why: str) -> None:
    found = read(xlsx([*NUMBERED_SECTIONS[:3], [section, None, None, None], NUMBERED_SECTIONS[4]]))
    assert found.values(3)["organization"] == FIRST
    assert why in found.errors(5)[""]


@pytest.mark.parametrize("section", ["二、第二支部（3次）", "二、第二支部：", "（二）第二支部（补报）"])
def test_what_stands_behind_the_name_of_a_section(section: str) -> None:
    header = ["时间", "会议类型", "会议主题"]
    rows = [header, ["一、第一支部（1次）"], [DAY, "支委会", "研究一"], [section], [DAY, "支委会", "研究二"]]
    found = read(xlsx(rows))
    assert [found.values(row)["organization"] for row in (3, 5)] == [FIRST, SECOND]
    unknown = read(xlsx([*rows[:3], ["二、江北支部（补报）"], rows[4]]))
    assert "没有叫“江北支部”的党组织" in unknown.errors(5)[""]


def test_below_a_section_of_an_unknown_kind_rows_are_not_of_the_kind_before() -> None:
    rows = [
        ["序号", "党支部", "时间", "活动主题"],
        ["一、主题党日", None, None, None],
        [1, "第一支部", DAY, "植树"],
        ["二、读书沙龙", None, None, None],
        [1, "第一支部", DAY, "读书"],
    ]
    found = read(xlsx({"会议": rows}))
    assert found.values(3)["kind"] == "theme_day"
    assert "看不出是哪一种类型" in found.errors(5)[""]


@pytest.mark.parametrize("time", ["（一）一季度", "1、3月份", "（二）下半年活动（2次）"])
def test_a_section_that_says_when_leaves_whose_the_rows_are(time: str) -> None:
    found = read(xlsx([*NUMBERED_SECTIONS[:2], [time, None, None, None], NUMBERED_SECTIONS[4]]))
    assert found.outcomes()[3] == "skipped"
    assert found.values(4)["organization"] == FIRST
