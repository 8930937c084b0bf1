"""Ledgers of disciplinary actions and clues, compared value by value."""

import datetime

import pytest

from branches.models import Member
from tests.importing.reading import read
from tests.importing.workbooks import xls, xlsx

FIRST = "青峰市档案发展局第一党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


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


def test_the_effect_period_in_one_cell() -> None:
    header = ["姓名", "单位", "违纪事实", "形态", "党纪处分", "处分决定时间", "影响期"]
    rows = [
        ["程远山", "第一支部", "迟报", "第二种形态", "警告", DAY, "2023.3.6-2024.3.5"],
        ["林晓岚", "第一支部", "迟报", "第二种形态", "严重警告", DAY, "18个月"],
    ]
    found = read(xlsx({"处分": [header, *rows]}))
    span = found.values(2)
    assert (span["effective_from"], span["effective_until"]) == ("2023-03-06", "2024-03-05")
    assert found.values(3)["remark"] == "影响期：18个月"


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
