"""Cells as nobody should write them: each is understood as a person would, or refused, or remarked on.

A value of ``REFUSED`` must be an error at its cell; anything else is what must have been understood. None of
these may be read as something else in silence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.importing.reading import Read, read
from tests.importing.workbooks import xlsx

REFUSED = "refused"

pytestmark = pytest.mark.usefixtures("office")


def ledger(header: Sequence[str], cells: Sequence[object], others: Mapping[str, object], sheet: str) -> Read:
    """One row for each cell, in the last column; titles tell the rows apart."""
    rows = [
        [*(f"{value}{number}" if value == "第" else value for value in others.values()), cell]
        for number, cell in enumerate(cells)
    ]
    return read(xlsx({sheet: [[*others, *header], *rows]}))


def check(found: Read, expected: Mapping[Any, Any], names: Sequence[str], column: str) -> None:
    wrong = []
    for number, (cell, wanted) in enumerate(expected.items(), 2):
        row = found.one(number)
        if wanted == REFUSED:
            if row.outcome != "error" or not any(each.column == column for each in row.findings):
                wrong.append((cell, row.outcome, row.row.values))
            continue
        got = tuple(row.row.values.get(name) for name in names)
        if row.outcome == "error" or got != (wanted if isinstance(wanted, tuple) else (wanted,)):
            wrong.append((cell, row.outcome, got, [each.message for each in row.findings]))
    assert not wrong


MEETING = {"党支部": "第一支部", "类型": "主题党日", "主题": "第"}


def test_days() -> None:
    expected = {
        "2023年12月30日-1月2日": REFUSED,
        "2023年9月第二周": REFUSED,
        "9月上旬": REFUSED,
        "每月10日": REFUSED,
        "去年9月9日": REFUSED,
        "次年1月9日": REFUSED,
        "9/10/2023": REFUSED,
        "2O23.9.9": REFUSED,
        202309: REFUSED,
        2023: REFUSED,
        2023.9: REFUSED,
        9.1: REFUSED,
        "约9月9日": REFUSED,
        "9月9日前后": REFUSED,
        "9月9日、10日": REFUSED,
        "9月9日和12日": REFUSED,
        "230909": REFUSED,
        "2023年9月31日": REFUSED,
        "农历八月十五": REFUSED,
        "中秋节": REFUSED,
        "9-11月": REFUSED,
        "2023年9月9日 25:00": REFUSED,
        "2023年9月9日晚上12点": REFUSED,
        "2023年9月9日晚12:30": REFUSED,
        "2023年9月9日晚上8点": ("2023-09-09", None, "20:00"),
        "2023年9月9日中午12点": ("2023-09-09", None, "12:00"),
        "2023年9月9日下午3:05": ("2023-09-09", None, "15:05"),
        "九月九日": ("2023-09-09", None, None),
        "2023. 9. 9": ("2023-09-09", None, None),
        "２０２３．９．９": ("2023-09-09", None, None),
        "2023年9月9号-11号": ("2023-09-09", "2023-09-11", None),
        "20230909": ("2023-09-09", None, None),
        45178: ("2023-09-09", None, None),
        45178.625: ("2023-09-09", None, "15:00"),
    }
    found = ledger(["时间"], list(expected), MEETING, "2023年三会一课台账")
    check(found, expected, ["date", "end_date", "start_time"], "时间")


def test_counts() -> None:
    expected = {
        "21/24": REFUSED,
        "21～24": REFUSED,
        "约21人": REFUSED,
        "21余人": REFUSED,
        "二十几人": REFUSED,
        "七八个人": REFUSED,
        "21+3": REFUSED,
        "21人（含列席2人）": REFUSED,
        "21人，其中党员18人": REFUSED,
        "党员18人，群众3人": REFUSED,
        "全体党员": REFUSED,
        "见签到表": REFUSED,
        "21²": REFUSED,
        "㉑": REFUSED,
        "2 1": REFUSED,
        "2l": REFUSED,
        21.5: REFUSED,
        -21: REFUSED,
        True: REFUSED,
        210_000_000: REFUSED,
        123_456_789_012_345_678: REFUSED,
        "#REF!": REFUSED,
        "同上": REFUSED,
        "50%": REFUSED,
        "二十一人": (21, None),
        "廿一": (21, None),
        "２１名": (21, None),
        "共21人": (21, None),
        "1,021": (1021, None),
        "应到24人，实到21人": (21, 24),
        "应到24实到21": (21, 24),
        "缺3人": (None, None),
        "无": (None, None),
        "—": (None, None),
    }
    others = {**MEETING, "时间": "2023-9-9"}
    check(ledger(["实到人数"], list(expected), others, "台账"), expected, ["present", "expected"], "实到人数")


def test_people_talked_to() -> None:
    expected = {
        "梁素珍、贺云飞、邓小满三人": ["梁素珍", "贺云飞", "邓小满"],
        "梁素珍、贺云飞、邓小满等3人": ["梁素珍", "贺云飞", "邓小满"],
        "梁素珍、贺云飞等两名同志": ["梁素珍", "贺云飞"],
        "梁素珍、邓小满2人": ["梁素珍", "邓小满"],
        "2人（贺云飞、邓小满）": ["贺云飞", "邓小满"],
        "贺云飞（科长）": ["贺云飞"],
        "支部书记邓小满": ["邓小满"],
        "梁素珍、贺云飞、邓小满五人": REFUSED,
        "梁素珍等3人": REFUSED,
        "梁素珍等": REFUSED,
        "3人（贺云飞、邓小满）": REFUSED,
        "邓小满三人": REFUSED,
        "新提任干部3人": REFUSED,
        "各科室负责人": REFUSED,
        "全体党员": REFUSED,
        "梁素珍及支委": REFUSED,
        "梁素珍和家属": REFUSED,
        "本人": REFUSED,
        "梁××": REFUSED,
        "梁 素 珍 贺": REFUSED,
        "梁素珍、梁素珍": REFUSED,
        "梁素珍13900000000": REFUSED,
    }
    others = {
        "党支部": "第一支部",
        "时间": "2023-9-9",
        "谈话人": "程远山",
        "谈话事由": "第",
        "类型": "谈心谈话",
    }
    found = ledger(["谈话对象"], list(expected), others, "谈心谈话台账")
    wanted = {cell: value if value == REFUSED else (value,) for cell, value in expected.items()}
    check(found, wanted, ["targets"], "谈话对象")


def test_people_away() -> None:
    expected = {
        "请假：梁素珍、贺云飞；缺席：邓小满": (["梁素珍", "贺云飞", "邓小满"], ["leave", "leave", "absent"]),
        "病假：梁素珍；缺席：无": (["梁素珍"], ["leave"]),
        "2人（梁素珍、贺云飞因公出差）": (["梁素珍", "贺云飞"], ["absent", "leave"]),
        "梁素珍（事假），贺云飞（无故）": (["梁素珍", "贺云飞"], ["leave", "absent"]),
        "无": (None, None),
        "全部到齐": (None, None),
        "梁素珍、贺云飞（均出差）": REFUSED,
        "3人（梁素珍、贺云飞）": REFUSED,
        "梁素珍（列席）": REFUSED,
        "梁素珍贺云飞邓小满": REFUSED,
    }
    others = {**MEETING, "时间": "2023-9-9"}
    found = ledger(["缺席人员及原因"], list(expected), others, "台账")
    for row in found.rows.values():
        notes = row.row.values.get("absentee_notes")
        row.row.values["statuses"] = [status for status, _ in notes] if notes else None
    check(found, expected, ["absentees", "statuses"], "缺席人员及原因")


@pytest.mark.parametrize("cell", ["梁素珍等5人", "梁素珍等", "各支部委员、梁素珍"])
def test_who_is_away_is_not_counted_from_names_that_are_not_all(cell: str) -> None:
    found = ledger(["缺席人员"], [cell], {**MEETING, "时间": "2023-9-9"}, "台账")
    row = found.one(2)
    assert row.outcome == "warned"
    assert any("没有写全" in each.message for each in row.findings)
    record = row.row.built.record
    assert (record.leave, record.absent) == (None, None)
    assert [each.name for each in row.row.built.rows("attendances")] == ["梁素珍"]


def test_somebody_late_is_remarked_on_among_those_away() -> None:
    found = ledger(["缺席人员"], ["梁素珍（迟到）"], {**MEETING, "时间": "2023-9-9"}, "台账")
    assert any("按未到登记" in each.message for each in found.one(2).findings)


@pytest.mark.parametrize("name", ["梁素主持", "学习强国"])
def test_four_signs_that_are_no_usual_name_are_remarked_on(name: str) -> None:
    found = ledger(["参加人员"], [name], {**MEETING, "时间": "2023-9-9"}, "台账")
    assert (found.one(2).outcome, "请核对" in found.one(2).findings[0].message) == ("warned", True)


def test_money_and_quantities() -> None:
    money = {
        "3.5万元": 3.5,
        "7,800元": 0.78,
        "￥7800元": 0.78,
        "共计7800元": 0.78,
        "7800": REFUSED,
        7800: REFUSED,
        "7800.5元": REFUSED,
        "1000元×7人": REFUSED,
        "7800余元": REFUSED,
        "7800元、米面油": REFUSED,
        "-7800元": REFUSED,
        "无": None,
    }
    others = {"党支部": "第一支部", "时间": "2023-9-9", "事项类型": "走访慰问", "事项名称": "第"}
    check(ledger(["慰问金"], list(money), others, "慰问台账"), money, ["amount"], "慰问金")
    quantities = {
        "18条": (18, "条"),
        "十八项": (18, "项"),
        "18万": (180_000, None),
        "1.8万字": (18_000, "字"),
        "2千份": (2_000, "份"),
        "18余条": REFUSED,
        "18/20": REFUSED,
        "完成80%": REFUSED,
        "3篇、5条": REFUSED,
        "第18期": REFUSED,
        "若干": REFUSED,
    }
    others["事项类型"] = "整改措施"
    found = ledger(["数量"], list(quantities), others, "整改台账")
    check(found, quantities, ["quantity", "unit"], "数量")


def test_organizations_by_number(office) -> None:
    office.second.name, office.second.short_name = "青峰市档案发展局第十二党支部", "第十二支部"
    office.second.save()
    others = {"类型": "主题党日", "主题": "第", "时间": "2023-9-9"}
    expected = {
        "第12支部": office.second.name,
        "第１２党支部": office.second.name,
        "第十二支部": office.second.name,
        "第1支部": office.first.name,
        "第2支部": REFUSED,
        "第一、十二支部": REFUSED,
        "第一支部、第十二支部": REFUSED,
        "各支部": REFUSED,
        "同上": REFUSED,
    }
    check(ledger(["党支部"], list(expected), others, "台账"), expected, ["organization"], "党支部")


@pytest.mark.parametrize(
    ("file_name", "year"),
    [
        ("导出2021年台账.xlsx", 2021),
        ("2021年台账_导出20220105.xlsx", 2021),
        ("2021年台账 打印日期2022-01-05.xlsx", 2021),
        ("2021年度台账（2022年1月汇总）.xlsx", 2021),
        ("上报2021年台账.xlsx", 2021),
        ("台账-更新2022.1.5.xlsx", None),
        ("20220105导出.xlsx", None),
        ("2022年报送2021年台账.xlsx", None),
        ("更新于2022年的2021年台账.xlsx", None),
    ],
)
def test_the_year_a_file_is_about_is_not_the_day_it_was_made(file_name: str, year: int | None) -> None:
    header = ["党支部", "时间", "类型", "主题"]
    found = read(xlsx({"Sheet1": [header, ["第一支部", "9月9日", "主题党日", "植树"]]}), file_name)
    if year is None:
        assert "没有年份" in found.errors(2)["时间"]
    else:
        assert found.values(2)["date"] == f"{year}-09-09"
