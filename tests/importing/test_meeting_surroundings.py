"""What sheet name, title rows, file name and the person say around a ledger of meetings."""

import datetime

import pytest

from tests.importing.reading import read
from tests.importing.workbooks import xls, xlsx

FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")

YEARLESS = [["党支部", "时间", "类型", "主题"], ["第一支部", "3月5日", "支委会", "研究"]]


def test_title_rows_give_unit_and_year_and_the_day_of_the_file_gives_neither() -> None:
    found = read(
        xlsx(
            [
                ["2023年度三会一课开展情况台账", None, None, None],
                ["填报单位：第一支部", None, None, "汇总日期：2024.1.5"],
                ["序号", "时间", "类型", "主题"],
                [1, "3月5日", "支委会", "研究发展党员"],
                [2, "12.31", "党小组会", "学习"],
            ],
            ["A1:D1"],
        )
    )
    assert (found.sheet.header_row, found.sheet.year, found.sheet.organization) == (3, 2023, FIRST)
    first, second = found.values(4), found.values(5)
    assert (first["organization"], first["date"], first["kind"]) == (FIRST, "2023-03-05", "committee")
    assert (second["date"], second["kind"]) == ("2023-12-31", "group")


def test_a_label_and_its_value_in_two_cells_of_the_title_rows() -> None:
    rows = [
        ["2023年会议台账"],
        ["填报单位", "第二支部", "填报日期", "2024年1月5日"],
        ["时间", "会议类型", "会议主题", "主持人"],
        ["3月5日", "支委会", "研究工作", "程远山"],
    ]
    found = read(xlsx(rows))
    assert (found.sheet.header_row, found.sheet.year) == (3, 2023)
    assert found.values(4)["organization"] == SECOND


def test_the_sheets_name_says_the_kind_when_no_column_does() -> None:
    rows = [["党支部", "活动时间", "活动主题", "活动地点"], ["第一支部", DAY, "参观纪念馆", "市纪念馆"]]
    values = read(xlsx({"主题党日": rows})).values(2)
    assert (values["kind"], values["title"]) == ("theme_day", "参观纪念馆")


def test_the_file_name_says_kind_and_year_last() -> None:
    rows = [["党支部", "活动时间", "活动主题", "活动地点"], ["第一支部", "3月5日", "参观纪念馆", "市纪念馆"]]
    values = read(xlsx(rows), "2023年主题党日台账.xlsx").values(2)
    assert (values["kind"], values["date"]) == ("theme_day", "2023-03-05")


def test_without_any_kind_it_is_asked_for() -> None:
    rows = [["党支部", "时间", "会议主题", "主持人"], ["第一支部", DAY, "研究组织生活会有关事宜", "程远山"]]
    found = read(xlsx({"会议": rows}))
    assert "看不出是哪一种类型" in found.errors(2)[""]


def test_a_title_that_is_nothing_but_a_kind_says_it() -> None:
    rows = [["党支部", "时间", "会议名称", "主持人"], ["第一支部", DAY, "2023年第一次支部党员大会", "程远山"]]
    assert read(xlsx({"会议": rows})).values(2)["kind"] == "general"


def test_a_year_column_gives_the_year_of_its_row() -> None:
    rows = [
        ["党支部", "年度", "时间", "类型", "主题"],
        ["第一支部", 2022, "3月5日", "支委会", "研究"],
        ["第一支部", "2023年", "3月5日", "支委会", "研究"],
    ]
    found = read(xlsx(rows))
    assert [found.values(row)["date"] for row in (2, 3)] == ["2022-03-05", "2023-03-05"]


def test_a_day_without_year_takes_the_one_the_user_gives_or_is_asked_about() -> None:
    assert read(xlsx(YEARLESS), year=2022).values(2)["date"] == "2022-03-05"
    assert "没有年份" in read(xlsx(YEARLESS)).errors(2)["时间"]


@pytest.mark.parametrize("title", ["2022-2023年度会议台账", "2021年至2023年会议台账"])
def test_two_years_in_the_title_are_no_year(title: str) -> None:
    assert "没有年份" in read(xlsx([[title], *YEARLESS])).errors(3)["时间"]
    assert read(xlsx([[title], *YEARLESS]), year=2023).values(3)["date"] == "2023-03-05"


def test_a_year_that_contradicts_the_title_is_asked_about() -> None:
    found = read(xlsx([["2022年会议台账"], *YEARLESS]), year=2023)
    assert "2022年" in found.errors(3)["时间"]
    assert "2023年" in found.errors(3)["时间"]


def test_raw_serials_in_a_1904_workbook() -> None:
    rows = [["党支部", "时间", "类型", "主题"], ["第一支部", 43528, "支委会", "研究"]]
    assert read(xls({"台账": rows}, since_1904=True)).values(2)["date"] == "2023-03-05"


def test_a_day_of_another_year_than_the_title_is_remarked_on() -> None:
    rows = [
        ["2023年度台账"],
        ["党支部", "时间", "类型", "主题"],
        ["第一支部", datetime.date(2024, 3, 5), "主题党日", "植树"],
    ]
    found = read(xlsx(rows))
    assert found.one(3).outcome == "warned"
    assert "2023年" in found.one(3).findings[0].message
    assert found.values(3)["date"] == "2024-03-05"


def test_a_title_of_meetings_and_lectures_says_no_kind() -> None:
    rows = [
        ["党员大会、党课台账"],
        ["党支部", "时间", "会议主题", "主持人"],
        ["第一支部", DAY, "学习", "程远山"],
    ]
    assert "看不出是哪一种类型" in read(xlsx(rows)).errors(3)[""]


def test_the_department_that_leads_is_not_the_branch() -> None:
    rows = [["时间", "类型", "主题", "牵头部门"], [DAY, "主题党日", "植树", "办公室"]]
    found = read(xlsx({"第一支部": rows}))
    assert found.sheet.unknown == ["牵头部门"]
    assert found.values(2)["organization"] == FIRST


def test_a_department_nobody_knows_is_asked_about() -> None:
    rows = [["部门", "时间", "类型", "主题"], ["后勤科", DAY, "主题党日", "植树"]]
    assert "没有叫“后勤科”" in read(xlsx({"第一支部": rows})).errors(2)["部门"]
