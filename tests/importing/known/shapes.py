"""How a table lies in its sheet: titles, headers, merged cells, totals, notes, several tables."""

import datetime

from tests.importing.known.catalogue import FIRST, GROUP, SECOND, SKIPPED, Known, Wrong, ledger

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "会议时间", "会议类型", "会议主题"]


def _committee(title: str, organization: str = FIRST, **more: object) -> dict[str, object]:
    return {"organization": organization, "date": "2023-03-05", "kind": "committee", "title": title, **more}


@ledger
def plain() -> Known:
    header = [*HEADER, "会议地点", "主持人", "记录人", "应到人数", "实到人数", "会议内容", "决议事项", "备注"]
    row = [FIRST, DAY, "支委会", "研究工作", "三楼", "程远山", "林晓岚", 5, 4, "研究计划", "通过", "补记"]
    values = _committee(
        "研究工作",
        place="三楼",
        chair=["程远山"],
        recorder=["林晓岚"],
        expected=5,
        present=4,
        content="研究计划",
        decision="通过",
        remark="补记",
    )
    return Known({"台账": [header, row]}, {"台账": {2: values}})


@ledger
def title_and_unit_rows() -> Known:
    rows = [
        ["2023年度三会一课开展情况台账", None, None, None],
        ["填报单位：第一支部", None, None, "汇总日期：2024.1.5"],
        ["序号", "时间", "类型", "主题"],
        [1, "3月5日", "支委会", "研究发展党员"],
        [2, "12.31", "党小组会", "学习"],
    ]
    second = {"organization": FIRST, "date": "2023-12-31", "kind": "group", "title": "学习"}
    expected = {4: _committee("研究发展党员"), 5: second}
    return Known({"Sheet1": rows}, {"Sheet1": expected}, {"Sheet1": ["A1:D1"]})


@ledger
def unit_and_label_in_cells_of_their_own() -> Known:
    rows = [
        ["2023年会议台账"],
        ["填报单位", "第二支部", "填报日期", "2024年1月5日"],
        ["时间", "会议类型", "会议主题", "主持人"],
        ["3月5日", "支委会", "研究工作", "程远山"],
    ]
    return Known({"Sheet1": rows}, {"Sheet1": {4: _committee("研究工作", SECOND, chair=["程远山"])}})


@ledger
def header_of_two_merged_rows() -> Known:
    rows = [
        ["党支部", "时间", "类型", "主题", "出席情况", None, None, None],
        [None, None, None, None, "应到", "实到", "请假", "缺席"],
        ["第一支部", DAY, "支委会", "研究工作", 5, 3, 1, 1],
    ]
    values = _committee("研究工作", expected=5, present=3, leave=1, absent=1)
    return Known(
        {"台账": rows}, {"台账": {3: values}}, {"台账": ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:H1"]}
    )


@ledger
def header_of_two_rows_without_merged_cells() -> Known:
    rows = [
        ["党支部", "时间", "类型", "主题", "人数", None],
        [None, None, None, None, "应到", "实到"],
        ["第一支部", DAY, "支委会", "研究工作", 5, 4],
    ]
    return Known({"台账": rows}, {"台账": {3: _committee("研究工作", expected=5, present=4)}})


@ledger
def decorated_headers() -> Known:
    header = [
        "党 支 部\n（必填）",
        "* 会议\n时间：",
        "类  型（选填）",
        "1.会议主题",
        "应到\n人数",
        "主持（召集）人",
        "实到人数（人）",
    ]
    row = ["第一支部", DAY, "支委会", "研究工作", 5, "程远山", 4]
    values = _committee("研究工作", expected=5, present=4, chair=["程远山"])
    return Known({"台账": [header, row]}, {"台账": {2: values}})


@ledger
def merged_branch_stands_for_its_rows() -> Known:
    rows = [
        HEADER,
        ["第一支部", DAY, "支委会", "研究一"],
        [None, DAY, "支委会", "研究二"],
        [None, DAY, "支委会", "研究三"],
        ["第二支部", DAY, "支委会", "研究四"],
    ]
    expected = {n: _committee(f"研究{word}") for n, word in ((2, "一"), (3, "二"), (4, "三"))}
    return Known({"台账": rows}, {"台账": expected | {5: _committee("研究四", SECOND)}}, {"台账": ["A2:A4"]})


@ledger
def blank_branch_is_asked_about() -> Known:
    rows = [HEADER, ["第一支部", DAY, "支委会", "研究一"], [None, DAY, "支委会", "研究二"]]
    return Known({"台账": rows}, {"台账": {2: _committee("研究一"), 3: Wrong("党支部")}})


@ledger
def no_other_merged_value_is_carried() -> Known:
    rows = [
        [*HEADER, "主持人"],
        ["第一支部", DAY, "支委会", "研究一", "程远山"],
        ["第一支部", DAY, "支委会", "研究二", None],
    ]
    expected = {2: _committee("研究一", chair=["程远山"]), 3: _committee("研究二")}
    return Known({"台账": rows}, {"台账": expected}, {"台账": ["E2:E3"]})


@ledger
def one_branch_a_sheet() -> Known:
    header = ["时间", "会议类型", "主题"]
    sheets = {
        "第一支部": [header, [DAY, "支委会", "研究一"]],
        "第二支部": [header, [DAY, "支委会", "研究二"]],
        "Sheet3": [],
        "代码": [["代码", "类型"], ["01", "支部党员大会"], ["02", "支部委员会"]],
        "填表说明": [["请各支部每季度报送一次。"]],
    }
    expected = {"第一支部": {2: _committee("研究一")}, "第二支部": {2: _committee("研究二", SECOND)}}
    return Known(sheets, expected, problems={"Sheet3": "空表", "代码": "找不到表头", "填表说明": "没有表格"})


@ledger
def totals_notes_and_headers_again() -> Known:
    header = ["序号", "党支部", "时间", "会议类型", "主题", "实到"]
    theme = {"organization": FIRST, "kind": "theme_day"}
    rows = [
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
    ]
    expected = {
        2: theme | {"date": "2023-03-05", "title": "研究一", "present": 5},
        3: SKIPPED,
        5: SKIPPED,
        6: theme | {"date": "2023-04-05", "title": "合计支出情况讨论", "present": 4},
        **dict.fromkeys(range(7, 11), SKIPPED),
    }
    return Known({"台账": rows}, {"台账": expected})


@ledger
def two_ledgers_below_each_other() -> Known:
    rows = [
        ["一、支部党员大会"],
        ["时间", "地点", "主题"],
        [DAY, "三楼", "选举"],
        [],
        ["二、主题党日"],
        ["活动主题", "时间", "参加人数"],
        ["义务植树", DAY, 14],
    ]
    whose = {"organization": FIRST, "date": "2023-03-05"}
    expected = {
        3: whose | {"kind": "general", "title": "选举", "place": "三楼"},
        7: whose | {"kind": "theme_day", "title": "义务植树", "present": 14},
    }
    return Known({"第一支部": rows}, {"第一支部": expected})


@ledger
def section_rows_inside_a_table() -> Known:
    rows = [
        ["时间", "地点", "会议主题"],
        ["第一支部", None, None],
        [DAY, "三楼", "支委会"],
        ["第二支部", None, None],
        [DAY, "二楼", "支委会"],
    ]
    expected = {
        2: SKIPPED,
        3: _committee("支委会", place="三楼"),
        4: SKIPPED,
        5: _committee("支委会", SECOND, place="二楼"),
    }
    return Known({"会议": rows}, {"会议": expected}, {"会议": ["A2:C2", "A4:C4"]})


@ledger
def table_that_begins_far_from_the_corner() -> Known:
    rows = [
        [],
        [],
        [None, None, "党支部", None, "会议时间", "会议类型", "会议主题"],
        [],
        [None, None, "第一支部", None, DAY, "支委会", "研究一"],
        [],
        [None, None, "第二支部", None, DAY, "支委会", "研究二"],
    ]
    return Known({"台账": rows}, {"台账": {5: _committee("研究一"), 7: _committee("研究二", SECOND)}})


@ledger
def record_over_several_rows() -> Known:
    rows = [
        [*HEADER, "参加人员"],
        ["第一支部", DAY, "支委会", "研究", "程远山"],
        [None, None, None, None, "林晓岚"],
    ]
    return Known(
        {"台账": rows},
        {"台账": {2: Wrong("参加人员"), 3: Wrong("参加人员")}},
        {"台账": ["A2:A3", "B2:B3", "C2:C3", "D2:D3"]},
    )


@ledger
def branch_of_a_group_by_its_former_spelling() -> Known:
    rows = [
        HEADER,
        ["中共青峰市档案发展局第一支部委员会", DAY, "支委会", "研究一"],
        ["第1支部", DAY, "支委会", "研究二"],
        ["第二党支部第一党小组", DAY, "党小组会", "学习"],
    ]
    group = {"organization": GROUP, "date": "2023-03-05", "kind": "group", "title": "学习"}
    return Known({"台账": rows}, {"台账": {2: _committee("研究一"), 3: _committee("研究二"), 4: group}})


@ledger
def what_is_no_ledger() -> Known:
    sheets = {
        "并排": [["时间", "主题", None, "时间", "主题"], [DAY, "a", None, DAY, "b"]],
        "十二个月": [["支部", *[f"{month}月" for month in range(1, 13)]], ["第一支部", *[1] * 12]],
        "记录表": [
            ["会议时间", DAY, "会议地点", "三楼"],
            ["主持人", "程远山", "记录人", "林晓岚"],
            ["会议内容", "研究"],
            ["参加人员", "程远山"],
        ],
        "两个日期": [
            ["党支部", "日期", "会议日期", "类型", "主题"],
            ["第一支部", DAY, DAY, "支委会", "研究"],
        ],
        "没有日期": [["党支部", "类型", "主题"], ["第一支部", "支委会", "研究"]],
    }
    problems = {
        "并排": "并排",
        "十二个月": "按月份",
        "记录表": "一张表记一次活动",
        "两个日期": "两列都像日期",
        "没有日期": "看不出",
    }
    return Known(sheets, problems=problems)
