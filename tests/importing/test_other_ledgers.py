"""Ledgers of lectures, talks and work items, compared value by value."""

import datetime

import pytest

from branches.models import Member
from tests.importing.reading import read
from tests.importing.workbooks import xlsx

FIRST = "青峰市档案发展局第一党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


def test_lectures(roster: list[Member]) -> None:
    found = read(
        xlsx(
            {
                "党课": [
                    [
                        "序号",
                        "所在党支部",
                        "上课时间",
                        "授课地点",
                        "党课题目",
                        "授课人",
                        "授课人职务",
                        "党课类型",
                        "授课对象",
                        "听课人数",
                        "学时",
                    ],
                    [
                        1,
                        "第一支部",
                        DAY,
                        "三楼",
                        "学习党章",
                        "程远山",
                        "党支部书记",
                        "专题党课",
                        "本支部党员",
                        "１２人",
                        1.5,
                    ],
                    [
                        2,
                        "第一支部",
                        DAY,
                        "三楼",
                        "廉洁从政",
                        "外请讲师",
                        None,
                        "廉政党课",
                        "青年干部",
                        30,
                        "2学时",
                    ],
                ]
            }
        )
    )
    assert found.sheet.kind == "lecture"
    assert found.values(2) == {
        "organization": FIRST,
        "kind": "special",
        "date": "2023-03-05",
        "topic": "学习党章",
        "place": "三楼",
        "hours": 1.5,
        "lecturers": ["程远山"],
        "audience": "own_branch",
        "audience_count": 12,
    }
    [lecturer] = found.one(2).row.built.rows("lecturers")
    assert (lecturer.member, lecturer.post, lecturer.title) == (roster[0], "branch_secretary", "党支部书记")
    assert "授课人" in found.errors(3)


def test_a_post_that_the_roster_does_not_know_is_remarked_on(roster: list[Member]) -> None:
    rows = [
        ["党支部", "时间", "党课主题", "主讲人", "主讲人职务"],
        ["第一支部", DAY, "学习党章", "林晓岚", "党支部书记"],
    ]
    found = read(xlsx({"党课": rows}))
    assert found.one(2).outcome == "warned"
    assert "名册上" in found.one(2).findings[0].message
    [lecturer] = found.one(2).row.built.rows("lecturers")
    assert (lecturer.member, lecturer.post) == (roster[1], "branch_secretary")


def test_several_lecturers_and_an_audience_in_words() -> None:
    rows = [
        ["党支部", "时间", "党课主题", "主讲人", "参加人员"],
        ["第一支部", DAY, "学习党章", "程远山（书记）、林晓岚", "张明、李华等20人"],
    ]
    found = read(xlsx({"党课台账": rows}))
    values = found.values(2)
    assert (values["lecturers"], values["audience_count"]) == (["程远山", "林晓岚"], 20)
    assert "张明、李华等20人" in values["remark"]


def test_talks_with_headers_in_two_rows(roster: list[Member]) -> None:
    found = read(
        xlsx(
            [
                ["2023年谈心谈话登记表"],
                ["填报单位：第一支部"],
                ["谈话时间", "谈话人", None, "谈话对象", None, "谈话地点", "谈话事由", "谈话内容"],
                [None, "姓名", "职务", "姓名", "职务", None, None, None],
                ["3月5日", "程远山", "支部书记", "林晓岚", "科员", "办公室", "年度谈心", "了解思想"],
            ],
            ["A3:A4", "B3:C3", "D3:E3", "F3:F4", "G3:G4", "H3:H4"],
        )
    )
    assert (found.sheet.kind, found.sheet.header_row) == ("talk", 3)
    assert found.sheet.columns["谈话人/姓名"] == "talker"
    assert found.values(5) == {
        "organization": FIRST,
        "kind": "heart",
        "date": "2023-03-05",
        "talker": ["程远山"],
        "talker_post": "支部书记",
        "targets": ["林晓岚"],
        "place": "办公室",
        "matter": "年度谈心",
        "content": "了解思想",
    }
    talk = found.one(5).row.built
    assert talk.record.talker_member == roster[0]
    assert [(row.member, row.post) for row in talk.rows("targets")] == [(roster[1], "科员")]


def test_talks_with_several_targets() -> None:
    rows = [
        ["党支部", "谈话时间", "谈心人", "谈心对象", "对象职务", "谈话类型"],
        ["第一支部", DAY, "书记程远山", "林晓岚、周启明\n吴静宜", "科员、科长、主任", "廉政谈话"],
        ["第一支部", DAY, "程远山", "林晓岚等3人", None, "提醒谈话"],
        ["第一支部", DAY, "程远山、林晓岚", "周启明", None, "提醒谈话"],
    ]
    found = read(xlsx({"谈话": rows}))
    values = found.values(2)
    assert (values["kind"], values["talker"]) == ("integrity", ["程远山"])
    assert values["targets"] == ["林晓岚", "周启明", "吴静宜"]
    assert [row.post for row in found.one(2).row.built.rows("targets")] == ["科员", "科长", "主任"]
    assert "没有写全" in found.errors(3)["谈心对象"]
    assert "只能写一个人" in found.errors(4)["谈心人"]


def test_a_talk_of_no_stated_kind_is_remarked_on() -> None:
    rows = [["党支部", "谈话时间", "谈话人", "谈话对象"], ["第一支部", DAY, "程远山", "林晓岚"]]
    found = read(xlsx({"Sheet1": rows}))
    assert found.one(2).outcome == "warned"
    assert found.values(2)["kind"] == "heart"
    assert "没有写谈话类型" in found.one(2).findings[0].message


def test_work_items_with_money_and_periods() -> None:
    found = read(
        xlsx(
            {
                "走访慰问": [
                    ["2023年走访慰问情况表"],
                    ["单位", "事项名称", "时间", "慰问人次", "慰问金（元）", "责任人"],
                    ["第一支部", "慰问困难党员", "1月", "5人次", 5000, "程远山"],
                    ["第一支部", "慰问老党员", "7月1日", 12, "8,600元", "程远山"],
                ],
                "工作事项": [
                    [
                        "党支部",
                        "事项类型",
                        "事项名称",
                        "完成时间",
                        "数量",
                        "资金（万元）",
                        "进展情况",
                        "牵头人",
                    ],
                    [
                        "第一支部",
                        "调研课题",
                        "基层治理调研",
                        "2023年第二季度",
                        "3篇",
                        None,
                        "已完成",
                        "程远山",
                    ],
                    ["第一支部", "民生实事", "修缮档案馆", "2023.3.5-2023.9.1", 1, 3.5, "推进中", None],
                    ["第一支部", "制度建设", "印发考勤制度", DAY, "约3项", None, None, None],
                ],
            }
        )
    )
    assert [sheet.kind for sheet in found.sheets] == ["work", "work"]
    first = found.values(3, "走访慰问")
    assert (first["kind"], first["date"], first["end_date"]) == ("condolence", "2023-01-01", "2023-01-31")
    assert (first["persons"], first["amount"], first["lead"]) == (5, 0.5, "程远山")
    assert found.values(4, "走访慰问")["amount"] == 0.86
    assert found.values(2, "工作事项") == {
        "organization": FIRST,
        "kind": "research_topic",
        "title": "基层治理调研",
        "date": "2023-04-01",
        "end_date": "2023-06-30",
        "quantity": 3,
        "unit": "篇",
        "status": "done",
        "lead": "程远山",
    }
    second = found.values(3, "工作事项")
    assert (second["date"], second["end_date"], second["amount"]) == ("2023-03-05", "2023-09-01", 3.5)
    assert (second["quantity"], second["status"]) == (1, "under_way")
    assert "不是确切" in found.errors(4, "工作事项")["数量"]


def test_money_without_a_unit_is_asked_about() -> None:
    rows = [["党支部", "事项类型", "事项名称", "时间", "慰问金"], ["第一支部", "慰问", "慰问党员", DAY, 5]]
    assert "元还是万元" in read(xlsx({"慰问": rows})).errors(2)["慰问金"]


@pytest.mark.parametrize(("title", "amount"), [("单位：万元", 12), ("（金额单位：元）", 0.0012)])
def test_the_unit_of_money_above_the_table_is_no_organisation(title: str, amount: float) -> None:
    rows = [["2024年第一支部民生实事清单"], [title], ["项目名称", "时间", "投入资金"], ["修路", DAY, 12]]
    values = read(xlsx({"民生实事": rows})).values(4)
    assert (values["amount"], values["organization"]) == (amount, FIRST)


def test_the_rules_of_the_forms_hold_for_rows_too() -> None:
    rows = [
        ["党支部", "时间", "类型", "主题", "应到", "实到"],
        ["第一支部", datetime.date(2014, 1, 1), "主题党日", "太早", 5, 5],
        ["第一支部", datetime.date(2099, 1, 1), "主题党日", "未到", 5, 5],
        ["第一支部", DAY, "主题党日", "人多", 5, 6],
        ["第一支部", DAY, "主题党日", None, 5, 5],
        ["第一支部", DAY, "支部党员大会", "人少", 15, 5],
    ]
    found = read(xlsx(rows))
    assert "早于" in found.errors(2)["时间"]
    assert "还没有到" in found.errors(3)["时间"]
    assert "超过应到" in found.errors(4)["应到"]
    assert "请填写" in found.errors(5)["主题"]
    assert found.one(6).outcome == "warned"
    assert any("半数" in finding.message for finding in found.one(6).findings)


def test_people_with_their_posts_in_one_column() -> None:
    talks = [
        ["党支部", "谈话时间", "谈话人姓名及职务", "谈话对象姓名及职务"],
        ["第一支部", DAY, "程远山 支部书记", "林晓岚（科员）"],
    ]
    talk = read(xlsx({"谈心谈话": talks})).values(2)
    assert (talk["talker"], talk["talker_post"], talk["targets"]) == (["程远山"], "支部书记", ["林晓岚"])
    lectures = [
        ["党支部", "时间", "党课内容", "主讲人及职务"],
        ["第一支部", DAY, "学习党章", "程远山（支部书记）"],
    ]
    lecture = read(xlsx({"党课": lectures})).values(2)
    assert (lecture["topic"], lecture["lecturers"]) == ("学习党章", ["程远山"])
