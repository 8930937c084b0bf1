"""Ledgers of lectures, talks, disciplinary actions, clues and work items, compared value by value."""

import datetime
from types import SimpleNamespace

import pytest

from branches.models import Member
from tests.importing.reading import read
from tests.importing.workbooks import xls, xlsx

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


def test_disciplinary_actions(roster: list[Member]) -> None:
    found = read(
        xlsx(
            [
                ["2023年处理处分情况台账"],
                [
                    "编号",
                    "姓名",
                    "单位",
                    "职务",
                    "职级",
                    "政治面貌",
                    "违纪事实",
                    "违纪类型",
                    "运用形态",
                    "处分种类",
                    "处分决定时间",
                    "文号",
                    "处分期满时间",
                ],
                [
                    "2023-1",
                    "程远山",
                    "第一支部",
                    "科员",
                    "四级主任科员",
                    "中共党员",
                    "迟报事项",
                    "违反工作纪律",
                    "第二种形态",
                    "党内警告",
                    DAY,
                    "青纪〔2023〕1号",
                    None,
                ],
                [
                    "2023-2",
                    "林 岚",
                    "第一支部",
                    "科员",
                    None,
                    "中共党员",
                    "迟到",
                    "工作纪律",
                    "第1种",
                    "诫勉谈话",
                    "2023.4.6",
                    None,
                    None,
                ],
                [
                    "2023-3",
                    "周启明",
                    "第一支部",
                    None,
                    None,
                    None,
                    "某事",
                    "廉洁纪律",
                    "三",
                    "党内严重警告、政务降级",
                    DAY,
                    None,
                    "2024年9月5日",
                ],
                [
                    "2023-4",
                    "吴静宜",
                    "第一支部",
                    None,
                    None,
                    None,
                    "某事",
                    "廉洁纪律",
                    "二",
                    "警告",
                    DAY,
                    None,
                    None,
                ],
            ],
        )
    )
    assert found.sheet.kind == "discipline"
    assert found.values(3) == {
        "organization": FIRST,
        "number": "2023-1",
        "person": ["程远山"],
        "post": "科员",
        "rank": "四级主任科员",
        "political_status": "中共党员",
        "facts": "迟报事项",
        "violation": "work",
        "form": 2,
        "party_sanction": "warning",
        "measure": "sanction",
        "date": "2023-03-05",
        "document_number": "青纪〔2023〕1号",
    }
    first = found.one(3).row.built.record
    assert (first.member, first.effective_until) == (roster[0], datetime.date(2024, 3, 4))
    assert (found.values(4)["form"], found.values(4)["measure"], found.values(4)["person"]) == (
        1,
        "admonition",
        ["林岚"],
    )
    third = found.values(5)
    assert (third["form"], third["party_sanction"], third["administrative_sanction"]) == (
        3,
        "serious_warning",
        "demotion",
    )
    assert third["effective_until"] == "2024-09-05"
    assert "党纪处分还是政务处分" in found.errors(6)["处分种类"]


def test_party_and_administrative_sanctions_in_columns_of_their_own() -> None:
    rows = [
        ["姓名", "党支部", "形态", "党纪处分", "政务处分", "决定日期"],
        ["程远山", "第一支部", "第二种形态", "警告", "警告", DAY],
        ["林晓岚", "第一支部", "第四种形态", "开除党籍", "开除", DAY],
        ["周启明", "第一支部", "第三种形态", "留党察看", None, DAY],
    ]
    found = read(xlsx({"处分": rows}))
    first, second = found.values(2), found.values(3)
    assert (first["party_sanction"], first["administrative_sanction"]) == ("warning", "warning")
    assert (second["party_sanction"], second["administrative_sanction"]) == ("expulsion", "discharge")
    assert "一年还是二年" in found.errors(4)["党纪处分"]


def test_long_numbers_that_excel_rounded_are_refused() -> None:
    rows = [
        ["编号", "姓名", "党支部", "形态", "决定日期"],
        [202303050000000001, "程远山", "第一支部", 1, DAY],
    ]
    assert "15 位" in read(xls({"处分": rows})).errors(2)["编号"]


def test_clues() -> None:
    rows = [
        [
            "线索编号",
            "线索来源",
            "收到时间",
            "反映对象",
            "反映的主要问题",
            "处置方式",
            "处置时间",
            "承办人",
            "是否立案",
            "党支部",
        ],
        ["X001", "群众举报", DAY, "程某", "某问题", "谈话函询", "2023.3.20", "林晓岚", "否", "第一支部"],
        ["X002", "审计", DAY, "李某", "某问题", None, None, None, None, "第一支部"],
    ]
    found = read(xlsx({"问题线索": rows}))
    assert found.sheet.kind == "clue"
    assert found.values(2) == {
        "organization": FIRST,
        "number": "X001",
        "source": "report",
        "date": "2023-03-05",
        "about": "程某",
        "matter": "某问题",
        "disposal": "inquiry",
        "disposed_on": "2023-03-20",
        "handled_by": "林晓岚",
        "became_case": False,
    }
    assert found.values(3)["source"] == "transfer"


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


def test_several_record_types_in_one_workbook() -> None:
    found = read(
        xlsx(
            {
                "支委会": [["党支部", "时间", "主题", "主持人"], ["第一支部", DAY, "研究", "程远山"]],
                "党课": [["党支部", "时间", "题目", "主讲人"], ["第一支部", DAY, "党章", "程远山"]],
                "谈心谈话": [["党支部", "时间", "谈话人", "谈话对象"], ["第一支部", DAY, "程远山", "林晓岚"]],
                "处分": [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "周启明", 1]],
                "民生实事": [["党支部", "时间", "项目名称", "责任人"], ["第一支部", DAY, "修路", "程远山"]],
            }
        )
    )
    assert [sheet.kind for sheet in found.sheets] == ["meeting", "lecture", "talk", "discipline", "work"]
    assert {str(row.outcome) for row in found.rows.values()} <= {"new", "warned"}


def test_the_user_may_name_the_record_type() -> None:
    rows = [["党支部", "时间", "名称", "说明"], ["第一支部", DAY, "修路", "已完成"]]
    assert (
        "看不出" in read(xlsx({"Sheet1": rows})).sheet.problem
        or "分不清" in read(xlsx({"Sheet1": rows})).sheet.problem
    )
    assert read(xlsx({"民生实事": rows}), kind="work").values(2)["title"] == "修路"
    theme_day = read(xlsx({"Sheet1": rows}), kind="theme_day")
    assert theme_day.values(2)["kind"] == "theme_day"
    assert (
        "缺少“授课人”列"
        in read(xlsx({"Sheet1": [["时间", "题目"], [DAY, "x"]]}), kind="lecture").sheet.problem
    )


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("青峰市档案发展局第一党支部", True),
        ("第一支部", True),
        ("第一党支部", True),
        ("第1支部", True),
        (" 第一 支部 ", True),
        ("老干部支部", True),
        ("一支部", False),
        ("云岭市水务局机关党委", False),
        ("党支部", False),
    ],
)
def test_organisations_by_full_short_and_former_name_within_reach(
    office: SimpleNamespace, cast: SimpleNamespace, written: str, known: bool
) -> None:
    office.first.former_names = ["老干部支部"]
    office.first.save()
    rows = [["党支部", "时间", "题目", "主讲人"], [written, DAY, "党章", "程远山"]]
    found = read(xlsx({"党课": rows}), user=cast.administrator)
    if known:
        assert found.values(2)["organization"] == FIRST
    else:
        assert "没有叫" in found.errors(2)["党支部"]


def test_a_name_that_fits_two_organisations_is_asked_about(office: SimpleNamespace) -> None:
    office.second.former_names = ["第一支部"]
    office.second.save()
    rows = [
        ["党支部", "时间", "题目", "主讲人"],
        ["第一支部", DAY, "党章", "程远山"],
        [FIRST, DAY, "党章", "程远山"],
    ]
    found = read(xlsx({"党课": rows}))
    assert "请写全称" in found.errors(2)["党支部"]
    assert found.values(3)["organization"] == FIRST


def test_two_people_of_one_name_are_left_as_text(roster: list[Member], office: SimpleNamespace) -> None:
    Member.objects.create(name="程远山", organization=office.first)
    rows = [["党支部", "时间", "谈话人", "谈话对象"], ["第一支部", DAY, "程远山", "林晓岚"]]
    talk = read(xlsx({"谈心谈话": rows})).one(2).row.built
    assert (talk.record.talker, talk.record.talker_member) == ("程远山", None)
    assert talk.rows("targets")[0].member == roster[1]


def test_rows_without_a_branch_column_belong_to_the_organisation_named(office: SimpleNamespace) -> None:
    rows = [["时间", "题目", "主讲人"], [DAY, "党章", "程远山"]]
    assert "请选择党组织" in read(xlsx({"党课": rows})).errors(2)[""]
    assert read(xlsx({"党课": rows}), organization=office.first).values(2)["organization"] == FIRST


def test_a_branch_outside_the_organisation_named_is_not_found(office: SimpleNamespace) -> None:
    rows = [["党支部", "时间", "题目", "主讲人"], ["第二支部", DAY, "党章", "程远山"]]
    assert "没有叫" in read(xlsx({"党课": rows}), organization=office.first).errors(2)["党支部"]


def test_sheet_and_title_that_name_different_branches_are_asked_about() -> None:
    rows = [["填报单位：第二支部"], ["时间", "题目", "主讲人"], [DAY, "党章", "程远山"]]
    found = read(xlsx({"第一支部": rows}), kind="lecture")
    assert "不同的党组织" in found.errors(3)[""]


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


@pytest.mark.parametrize(
    ("sheet", "header", "word"),
    [
        ("谈话", ["党支部", "时间", "谈话人", "谈话对象", "谈话类型"], "任前廉政谈话"),
        ("处分", ["党支部", "时间", "姓名", "形态", "处理方式"], "职务调整"),
    ],
)
def test_words_that_could_mean_two_things_are_asked_about(sheet: str, header: list[str], word: str) -> None:
    cells = ["第一支部", DAY, "程远山", "林晓岚" if sheet == "谈话" else 1, word]
    assert header[4] in read(xlsx({sheet: [header, cells]})).errors(2)
