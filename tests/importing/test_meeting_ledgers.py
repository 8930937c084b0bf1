"""Ledgers of meetings in the shapes offices keep them, compared value by value."""

import datetime
from collections.abc import Callable

import pytest

from branches.models import Member
from tests.importing.reading import read
from tests.importing.workbooks import ods, xls, xlsx

FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"
DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


def test_a_plain_ledger() -> None:
    found = read(
        xlsx(
            [
                [
                    "党支部",
                    "会议时间",
                    "会议类型",
                    "会议名称",
                    "会议地点",
                    "主持人",
                    "记录人",
                    "应到人数",
                    "实到人数",
                    "会议内容",
                    "决议事项",
                    "备注",
                ],
                [
                    FIRST,
                    datetime.datetime(2023, 3, 5, 14, 30),
                    "支部党员大会",
                    "讨论年度计划",
                    "三楼会议室",
                    "程远山",
                    "林晓岚",
                    15,
                    13,
                    "讨论计划",
                    "一致通过",
                    "补记",
                ],
            ]
        )
    )
    assert (found.sheet.kind, found.sheet.header_row, found.sheet.unknown) == ("meeting", 1, [])
    assert found.sheet.columns == {
        "党支部": "organization",
        "会议时间": "date",
        "会议类型": "kind",
        "会议名称": "title",
        "会议地点": "place",
        "主持人": "chair",
        "记录人": "recorder",
        "应到人数": "expected",
        "实到人数": "present",
        "会议内容": "content",
        "决议事项": "decision",
        "备注": "remark",
    }
    assert found.values(2) == {
        "organization": FIRST,
        "date": "2023-03-05",
        "start_time": "14:30",
        "kind": "general",
        "title": "讨论年度计划",
        "place": "三楼会议室",
        "chair": ["程远山"],
        "recorder": ["林晓岚"],
        "expected": 15,
        "present": 13,
        "content": "讨论计划",
        "decision": "一致通过",
        "remark": "补记",
    }


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


MERGED = [
    ["党支部", "时间", "类型", "主题"],
    ["第一支部", DAY, "支委会", "研究一"],
    [None, DAY, "支委会", "研究二"],
    [None, DAY, "支委会", "研究三"],
    ["第二支部", DAY, "支委会", "研究四"],
]


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


def test_lectures_inside_a_ledger_of_meetings_become_lectures(roster: list[Member]) -> None:
    found = read(
        xlsx(
            {
                "三会一课": [
                    ["党支部", "时间", "类型", "主题", "主持人", "主讲人", "实到人数", "主要内容"],
                    ["第一支部", DAY, "支委会", "研究工作", "程远山", None, 5, "研究"],
                    ["第一支部", DAY, "党课", "学习党章", "林晓岚", "程远山", 12, "讲解党章"],
                ]
            }
        )
    )
    assert found.values(2)["kind"] == "committee"
    assert found.one(3).row.slug == "lecture"
    assert found.values(3) == {
        "organization": FIRST,
        "date": "2023-03-05",
        "kind": "ordinary",
        "topic": "学习党章",
        "lecturers": ["程远山"],
        "audience_count": 12,
        "content": "讲解党章",
    }
    [lecturer] = found.one(3).row.built.rows("lecturers")
    assert (lecturer.member, lecturer.post) == (roster[0], "branch_secretary")


def test_a_leading_groups_agenda_and_first_topic() -> None:
    found = read(
        xlsx(
            {
                "党组会": [
                    ["2023年党组会议台账"],
                    ["单位", "会议时间", "会议名称", "第一议题", "议题"],
                    [
                        "局党组",
                        DAY,
                        "第3次党组会",
                        "1.学习《关于调查研究的讲话》；2.学习《求实》杂志文章《论实干》",
                        "1.研究意识形态工作；2.研究干部任免事项；3.研究年度预算",
                    ],
                ]
            }
        )
    )
    values = found.values(3)
    assert (values["kind"], values["title"]) == ("leading_group", "第3次党组会")
    assert values["agenda"] == ["研究意识形态工作", "研究干部任免事项", "研究年度预算"]
    assert values["first_topic"] == ["关于调查研究的讲话", "求实", "论实干"]
    built = found.one(3).row.built
    items = built.rows("agenda_items")
    assert [(item.topic, item.category) for item in items] == [
        ("第一议题", "first_topic"),
        ("研究意识形态工作", "ideology"),
        ("研究干部任免事项", "personnel"),
        ("研究年度预算", ""),
    ]
    assert all(material.agenda_item is items[0] for material in built.rows("materials"))


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("参会情况", "应到15人，实到13人，请假2人"),
        ("出席情况", "应到15人、实到13人、请假2名"),
        ("实到人数", "应到15人，实到13人，请假2人"),
    ],
)
def test_several_counts_in_one_cell(header: str, cell: str) -> None:
    found = read(
        xlsx([["党支部", "时间", "类型", "主题", header], ["第一支部", DAY, "支委会", "研究", cell]])
    )
    values = found.values(2)
    assert (values["expected"], values["present"], values["leave"]) == (15, 13, 2)


def test_counts_in_the_order_of_the_header() -> None:
    found = read(
        xlsx([["党支部", "时间", "类型", "主题", "应到/实到"], ["第一支部", DAY, "支委会", "研究", "15/13"]])
    )
    values = found.values(2)
    assert (values["expected"], values["present"]) == (15, 13)


def test_columns_that_give_different_counts_are_asked_about() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到人数", "参会情况"],
        ["第一支部", DAY, "支委会", "研究", 15, "应到14人，实到13人"],
    ]
    found = read(xlsx(rows))
    assert "不一致" in found.errors(2)["应到人数"]


def test_people_present_away_and_listening(roster: list[Member]) -> None:
    found = read(
        xlsx(
            [
                ["党支部", "时间", "类型", "主题", "应到", "参加人员", "缺席人员及原因", "列席人员"],
                [
                    "第一支部",
                    DAY,
                    "支委会",
                    "研究",
                    5,
                    "程远山、林晓岚，周启明",
                    "吴静宜（出差）、郑文博",
                    "许安然",
                ],
            ]
        )
    )
    values = found.values(2)
    assert values["attendees"] == ["程远山", "林晓岚", "周启明"]
    assert values["absentees"] == ["吴静宜", "郑文博"]
    assert values["nonvoting"] == ["许安然"]
    built = found.one(2).row.built
    assert [(row.name, row.status, row.reason, row.member) for row in built.rows("attendances")] == [
        ("程远山", "present", "", roster[0]),
        ("林晓岚", "present", "", roster[1]),
        ("周启明", "present", "", roster[2]),
        ("吴静宜", "leave", "出差", roster[3]),
        ("郑文博", "absent", "", roster[4]),
        ("许安然", "nonvoting", "", roster[5]),
    ]
    meeting = built.record
    assert (meeting.present, meeting.leave, meeting.absent) == (3, 1, 1)
    assert meeting.absentees_note == "吴静宜（出差）、郑文博"


def test_names_that_are_not_all_count_nobody(roster: list[Member]) -> None:
    header = ["党支部", "时间", "类型", "主题", "参加人员"]
    found = read(
        xlsx(
            [
                header,
                ["第一支部", DAY, "支委会", "研究一", "程远山、林晓岚等12人"],
                ["第一支部", DAY, "支委会", "研究二", "程远山、林晓岚等"],
                ["第一支部", DAY, "支委会", "研究三", "全体党员"],
                ["第一支部", DAY, "支委会", "研究四", 9],
            ]
        )
    )
    assert found.sheet.columns["参加人员"] == "attendees"
    with_total, without, group = (found.one(row).row.built.record for row in (2, 3, 4))
    assert (with_total.present, without.present, group.present) == (12, None, None)
    assert found.values(2)["attendees"] == ["程远山", "林晓岚"]
    assert [row.member for row in found.one(3).row.built.rows("attendances")] == roster[:2]
    assert "全体党员" in group.remark
    assert found.one(2).findings == found.one(3).findings


def test_a_column_of_participants_that_holds_numbers_is_a_count() -> None:
    rows = [["党支部", "时间", "类型", "主题", "参加人员"]]
    rows += [
        ["第一支部", DAY + datetime.timedelta(days=7 * n), "支委会", "研究", f"{n + 5}人"] for n in range(3)
    ]
    found = read(xlsx(rows))
    assert found.sheet.columns["参加人员"] == "present"
    assert [found.values(row)["present"] for row in (2, 3, 4)] == [5, 6, 7]


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


def test_day_and_clock_in_columns_of_their_own() -> None:
    found = read(
        xlsx(
            [
                ["党支部", "日期", "时间", "类型", "主题"],
                ["第一支部", DAY, "14:30-16:00", "支委会", "研究一"],
                ["第一支部", DAY, "上午", "支委会", "研究二"],
                ["第一支部", DAY, datetime.time(9, 0), "支委会", "研究三"],
            ]
        )
    )
    assert (found.sheet.columns["日期"], found.sheet.columns["时间"]) == ("date", "start_time")
    first, second, third = (found.values(row) for row in (2, 3, 4))
    assert (first["start_time"], first["end_time"]) == ("14:30", "16:00")
    assert "start_time" not in second
    assert third["start_time"] == "09:00"


def test_beginning_and_end_in_columns_of_their_own() -> None:
    found = read(
        xlsx(
            {
                "读书班": [
                    ["党支部", "开始时间", "结束时间", "主题"],
                    ["第一支部", "2023-4-10 09:00", "2023-4-21 17:00", "专题读书班"],
                    ["第一支部", "2023年5月8日", "2023年5月12日", "第二期"],
                ]
            }
        )
    )
    assert found.sheet.columns["结束时间"] == "end"
    values = found.values(2)
    assert (values["kind"], values["date"], values["end_date"]) == (
        "reading_class",
        "2023-04-10",
        "2023-04-21",
    )
    assert (values["start_time"], values["end_time"]) == ("09:00", "17:00")
    assert found.values(3)["end_date"] == "2023-05-12"


def test_spans_of_days() -> None:
    rows = [
        ["党支部", "起止时间", "类型", "主题"],
        ["第一支部", "2023-10-12 00:00:00 - 2023-11-22 00:00:00", "读书班", "专题学习"],
    ]
    values = read(xlsx(rows)).values(2)
    assert (values["date"], values["end_date"], "start_time" in values) == ("2023-10-12", "2023-11-22", False)


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


YEARLESS = [["党支部", "时间", "类型", "主题"], ["第一支部", "3月5日", "支委会", "研究"]]


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


def test_votes_and_grades() -> None:
    found = read(
        xlsx(
            {
                "民主评议": [
                    ["党支部", "时间", "类型", "主题", "优秀", "合格", "基本合格", "不合格"],
                    ["第一支部", DAY, "民主评议党员", "年度评议", 3, 9, 1, 0],
                ],
                "选举": [
                    [
                        "党支部",
                        "时间",
                        "类型",
                        "主题",
                        "应到",
                        "实到",
                        "有表决权人数",
                        "赞成",
                        "反对",
                        "弃权",
                    ],
                    ["第一支部", DAY, "支部党员大会", "接收预备党员", 15, 14, 13, "12票", 0, 1],
                ],
            }
        )
    )
    graded = found.values(2, "民主评议")
    assert [graded[f"graded_{name}"] for name in ("excellent", "qualified", "basic", "unqualified")] == [
        3,
        9,
        1,
        0,
    ]
    voted = found.values(2, "选举")
    assert [voted[name] for name in ("entitled", "votes_for", "votes_against", "votes_abstained")] == [
        13,
        12,
        0,
        1,
    ]


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


def test_unreadable_cells_are_errors_at_their_column() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到", "实到", "主持人"],
        ["第九支部", "4月31日", "例会", "研究", "约15人", "=1+1", "待定"],
    ]
    errors = read(xlsx([["2023年"], *rows])).errors(3)
    assert set(errors) == {"党支部", "时间", "类型", "应到", "实到", "主持人"}
    assert all(message.endswith("。") for message in errors.values())


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


def test_rows_with_content_in_unknown_columns_only_are_skipped() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "类别代码", "代码说明"],
        ["第一支部", DAY, "主题党日", "植树", 1, "大会"],
        [None, None, None, None, 2, "支委会"],
    ]
    found = read(xlsx(rows))
    assert found.outcomes() == {2: "new", 3: "skipped"}


def test_a_title_of_meetings_and_lectures_says_no_kind() -> None:
    rows = [
        ["党员大会、党课台账"],
        ["党支部", "时间", "会议主题", "主持人"],
        ["第一支部", DAY, "学习", "程远山"],
    ]
    assert "看不出是哪一种类型" in read(xlsx(rows)).errors(3)[""]


def test_a_header_merged_over_day_and_clock() -> None:
    rows = [["党支部", "时间", None, "类型", "主题"], ["第一支部", DAY, "下午2:30", "主题党日", "植树"]]
    found = read(xlsx(rows, ["B1:C1"]))
    assert found.sheet.columns["时间"] == "date"
    assert found.values(2)["start_time"] == "14:30"


def test_without_a_title_column_the_first_topic_or_the_kind_is_the_title() -> None:
    rows = [
        ["党支部", "时间", "类型", "议题"],
        ["第一支部", DAY, "支委会", "1.研究甲；2.研究乙"],
        ["第二支部", DAY, "支委会", None],
    ]
    found = read(xlsx(rows))
    assert [found.values(row)["title"] for row in (2, 3)] == ["研究甲", "支部委员会"]


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


def test_day_and_place_in_one_cell() -> None:
    rows = [
        ["党支部", "会议时间、地点", "类型", "主题"],
        ["第一支部", "2023年3月5日14:30，三楼 会议室", "主题党日", "甲"],
        ["第一支部", "2023年3月6日", "主题党日", "乙"],
        ["第一支部", "三楼会议室", "主题党日", "丙"],
    ]
    found = read(xlsx(rows))
    first = found.values(2)
    assert (first["date"], first["start_time"], first["place"]) == ("2023-03-05", "14:30", "三楼 会议室")
    assert "place" not in found.values(3)
    assert "会议时间、地点" in found.errors(4)


def test_records_or_who_kept_them_by_the_values() -> None:
    def ledger(*cells: str) -> bytes:
        rows = [
            ["第一支部", DAY + datetime.timedelta(days=n), "主题党日", "甲", cell]
            for n, cell in enumerate(cells)
        ]
        return xlsx([["党支部", "时间", "类型", "主题", "记录"], *rows])

    assert read(ledger("林晓岚", "周明")).values(2)["recorder"] == ["林晓岚"]
    minutes = read(ledger("会议学习了有关文件，并讨论了下一步工作。", "会议研究了年度计划，形成三点意见。"))
    assert minutes.values(2)["content"].startswith("会议学习了")


def test_who_is_away_in_brackets_behind_the_number(roster: list[Member]) -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到", "实到", "请假"],
        ["第一支部", DAY, "主题党日", "甲", 9, "7人（含线上）", 2],
        ["第一支部", DAY, "主题党日", "乙", 9, "7人（线上）", "2人（林晓岚、周启明）"],
    ]
    found = read(xlsx(rows))
    assert "还有别的人数" in found.errors(2)["实到"]
    values = found.values(3)
    assert (values["leave"], values["absentees"], values["remark"]) == (2, ["林晓岚", "周启明"], "实到：线上")
    away = [row for row in found.one(3).row.built.rows("attendances") if row.status == "leave"]
    assert [row.member for row in away] == roster[1:3]


def test_the_department_that_leads_is_not_the_branch() -> None:
    rows = [["时间", "类型", "主题", "牵头部门"], [DAY, "主题党日", "植树", "办公室"]]
    found = read(xlsx({"第一支部": rows}))
    assert found.sheet.unknown == ["牵头部门"]
    assert found.values(2)["organization"] == FIRST


def test_a_department_nobody_knows_is_asked_about() -> None:
    rows = [["部门", "时间", "类型", "主题"], ["后勤科", DAY, "主题党日", "植树"]]
    assert "没有叫“后勤科”" in read(xlsx({"第一支部": rows})).errors(2)["部门"]
