"""Where the tables of a ledger of meetings stand: titles, headers, merged cells, several tables, sheets."""

import datetime
from collections.abc import Callable

import pytest

from tests.importing.reading import read
from tests.importing.workbooks import ods, xls, xlsx

FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")

MERGED = [
    ["党支部", "时间", "类型", "主题"],
    ["第一支部", DAY, "支委会", "研究一"],
    [None, DAY, "支委会", "研究二"],
    [None, DAY, "支委会", "研究三"],
    ["第二支部", DAY, "支委会", "研究四"],
]


def test_headers_over_two_merged_rows() -> None:
    found = read(
        xlsx(
            [
                ["党支部", "时间", "类型", "主题", "出席情况", None, None, None],
                [None, None, None, None, "应到", "实到", "请假", "缺席"],
                ["第一支部", DAY, "支委会", "研究工作", 5, 3, 1, 1],
            ],
            ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:H1"],
        )
    )
    assert (found.sheet.header_row, found.sheet.columns["应到"]) == (1, "expected")
    values = found.values(3)
    assert [values[name] for name in ("expected", "present", "leave", "absent")] == [5, 3, 1, 1]


def test_headers_over_two_rows_without_merged_cells() -> None:
    found = read(
        xlsx(
            [
                ["党支部", "时间", "类型", "主题", "人数", None],
                [None, None, None, None, "应到", "实到"],
                ["第一支部", DAY, "支委会", "研究工作", 5, 4],
            ]
        )
    )
    values = found.values(3)
    assert (values["expected"], values["present"]) == (5, 4)


def test_decorated_headers_are_read_and_told_as_they_are_spelled() -> None:
    found = read(
        xlsx(
            [
                [
                    "党 支 部\n（必填）",
                    "* 会议\n时间：",
                    "类  型（选填）",
                    "1.会议主题",
                    "应到\n人数",
                    "主持（召集）人",
                    "实到人数（人）",
                ],
                ["第一支部", DAY, "支委会", "研究工作", 5, "程远山", 4],
            ]
        )
    )
    assert found.sheet.columns == {
        "党 支 部\n（必填）": "organization",
        "* 会议\n时间：": "date",
        "类  型（选填）": "kind",
        "1.会议主题": "title",
        "应到\n人数": "expected",
        "主持（召集）人": "chair",
        "实到人数（人）": "present",
    }
    assert found.values(2)["present"] == 4


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_a_merged_branch_stands_for_all_its_rows(make: Callable[..., bytes]) -> None:
    found = read(make({"台账": MERGED}, {"台账": ["A2:A4"]}))
    assert [found.values(row)["organization"] for row in (2, 3, 4, 5)] == [FIRST, FIRST, FIRST, SECOND]


def test_a_blank_branch_that_is_not_merged_is_asked_about() -> None:
    found = read(xlsx(MERGED))
    assert found.outcomes() == {2: "warned", 3: "error", 4: "error", 5: "warned"}
    assert "没有写党组织" in found.errors(3)["党支部"]


def test_no_other_merged_value_is_carried_to_another_row() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "主持人"],
        ["第一支部", DAY, "支委会", "研究一", "程远山"],
        ["第一支部", DAY, "支委会", "研究二", None],
    ]
    found = read(xlsx(rows, ["E2:E3"]))
    assert "chair" not in found.values(3)


def test_one_branch_a_sheet_beside_empty_and_code_sheets() -> None:
    header = ["时间", "会议类型", "主题"]
    found = read(
        xlsx(
            {
                "第一支部": [header, [DAY, "支委会", "研究一"]],
                "第二支部": [header, [DAY, "支委会", "研究二"]],
                "Sheet3": [],
                "代码": [["代码", "类型"], ["01", "支部党员大会"], ["02", "支部委员会"]],
            }
        )
    )
    assert [found.values(2, "第一支部")["organization"], found.values(2, "第二支部")["organization"]] == [
        FIRST,
        SECOND,
    ]
    assert [sheet.problem != "" for sheet in found.sheets] == [False, False, True, True]
    assert len(found.rows) == 2


def test_hidden_sheets_are_left_alone_and_said_so() -> None:
    header = ["党支部", "时间", "会议类型", "主题"]
    rows = [header, ["第一支部", DAY, "支委会", "研究"]]
    found = read(xlsx({"今年": rows, "去年备份": rows}, hidden=["去年备份"]))
    assert [sheet for sheet, _ in found.rows] == ["今年"]
    assert "隐藏" in found.sheets[1].problem


def test_totals_notes_serials_and_repeated_headers_are_skipped_and_said_so() -> None:
    header = ["序号", "党支部", "时间", "会议类型", "主题", "实到"]
    found = read(
        xlsx(
            [
                header,
                [1, "第一支部", DAY, "主题党日", "研究一", 5],
                [None, "小计", None, None, None, 5],
                [],
                header,
                [2, "第一支部", datetime.date(2023, 4, 5), "主题党日", "合计支出情况讨论", 4],
                [3, None, None, None, None, None],
                ["合计", None, None, None, None, 9],
                ["注：本表每季度报送一次。", None, None, None, None, None],
                ["填表人：程远山", None, "审核人：林晓岚", None, None, None],
                [None, "第一支部", datetime.date(2023, 12, 31), "主题党日", "合计", 9],
            ]
        )
    )
    assert found.outcomes() == {
        2: "new",
        3: "skipped",
        5: "skipped",
        6: "new",
        7: "skipped",
        8: "skipped",
        9: "skipped",
        10: "skipped",
        11: "skipped",
    }
    assert all(row.findings for row in found.rows.values() if row.outcome == "skipped")


def test_two_ledgers_below_each_other_keep_their_own_columns_and_kinds() -> None:
    found = read(
        xlsx(
            {
                "第一支部": [
                    ["一、支部党员大会"],
                    ["时间", "地点", "主题"],
                    [DAY, "三楼", "选举"],
                    [],
                    ["二、主题党日"],
                    ["活动主题", "时间", "参加人数"],
                    ["义务植树", DAY, 14],
                ]
            }
        )
    )
    assert [(sheet.header_row, sheet.kind) for sheet in found.sheets] == [(2, "meeting"), (6, "meeting")]
    assert found.values(3) == {
        "organization": FIRST,
        "date": "2023-03-05",
        "kind": "general",
        "title": "选举",
        "place": "三楼",
    }
    assert found.values(7) == {
        "organization": FIRST,
        "date": "2023-03-05",
        "kind": "theme_day",
        "title": "义务植树",
        "present": 14,
    }


def test_a_record_over_several_rows_is_refused_on_all_of_them() -> None:
    header = ["党支部", "时间", "类型", "主题", "参加人员"]
    rows = [
        header,
        ["第一支部", DAY, "支委会", "研究", "程远山"],
        [None, None, None, None, "林晓岚"],
        ["第一支部", datetime.date(2023, 4, 5), "支委会", "研究", "程远山"],
    ]
    merged = read(xlsx(rows, ["A2:A3", "B2:B3", "C2:C3", "D2:D3"]))
    loose = read(xlsx(rows))
    for found in (merged, loose):
        assert found.outcomes() == {2: "error", 3: "error", 4: "warned"}
        assert "第 2 行和第 3 行" in found.errors(2)["参加人员"]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["时间", "主题", None, "时间", "主题"], [DAY, "a", None, DAY, "b"]], "并排"),
        ([["支部", *[f"{month}月" for month in range(1, 13)]], ["第一支部", *[1] * 12]], "按月份"),
        (
            [
                ["会议时间", DAY, "会议地点", "三楼"],
                ["主持人", "程远山", "记录人", "林晓岚"],
                ["会议内容", "研究"],
                ["参加人员", "程远山"],
            ],
            "一张表记一次活动",
        ),
        (
            [["党支部", "日期", "会议日期", "类型", "主题"], ["第一支部", DAY, DAY, "支委会", "研究"]],
            "两列都像日期",
        ),
        ([["党支部", "类型", "主题"], ["第一支部", "支委会", "研究"]], "看不出"),
    ],
)
def test_what_cannot_be_read_without_guessing_says_why(rows: list[list[object]], why: str) -> None:
    found = read(xlsx(rows))
    assert why in found.sheet.problem
    assert found.rows == {}


def test_unknown_columns_are_told_and_change_nothing() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "天气", "车辆"],
        ["第一支部", DAY, "支委会", "研究", "晴", "2辆"],
    ]
    found = read(xlsx(rows))
    assert found.sheet.unknown == ["天气", "车辆"]
    assert set(found.values(2)) == {"organization", "date", "kind", "title"}


def test_rows_with_content_in_unknown_columns_only_are_skipped() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "类别代码", "代码说明"],
        ["第一支部", DAY, "主题党日", "植树", 1, "大会"],
        [None, None, None, None, 2, "支委会"],
    ]
    found = read(xlsx(rows))
    assert found.outcomes() == {2: "new", 3: "skipped"}


def test_a_header_merged_over_day_and_clock() -> None:
    rows = [["党支部", "时间", None, "类型", "主题"], ["第一支部", DAY, "下午2:30", "主题党日", "植树"]]
    found = read(xlsx(rows, ["B1:C1"]))
    assert found.sheet.columns["时间"] == "date"
    assert found.values(2)["start_time"] == "14:30"


def test_two_short_ledgers_close_together_are_two() -> None:
    rows = [
        ["时间", "会议主题", "类型", "主持人"],
        [DAY, "选举", "支部党员大会", "程远山"],
        ["二、主题党日"],
        ["活动主题", "时间", "参加人数"],
        ["植树", DAY, 14],
    ]
    found = read(xlsx({"第一支部": rows}))
    assert [(sheet.header_row, sheet.kind) for sheet in found.sheets] == [(1, "meeting"), (4, "meeting")]
    assert (found.values(2)["title"], found.values(2)["kind"]) == ("选举", "general")
    assert (found.values(5)["title"], found.values(5)["kind"], found.values(5)["present"]) == (
        "植树",
        "theme_day",
        14,
    )


def test_a_filled_in_title_row_is_no_header() -> None:
    rows = [
        ["填报单位", "单位", "填报日期", "日期"],
        ["党支部", "时间", "类型", "主题", "主持人"],
        ["第一支部", DAY, "主题党日", "植树", None],
    ]
    assert read(xlsx(rows)).sheet.header_row == 2
