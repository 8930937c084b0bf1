"""Cells of meetings as offices write them: each read as it is meant, or told why not."""

import datetime

import pytest

from branches.importing.tables.organizations import canonical
from tests.importing.reading import read
from tests.importing.workbooks import xlsx

FIRST = "青峰市档案发展局第一党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


def test_two_counts_in_the_order_that_the_brackets_of_the_header_say() -> None:
    header = ["党支部", "时间", "类型", "主题", "参会人数（实到/应到）"]
    rows = [header, ["第一支部", DAY, "支委会", "研究", "4/5"], ["第一支部", DAY, "支委会", "学习", "4人"]]
    found = read(xlsx(rows))
    assert [found.values(2)[name] for name in ("present", "expected")] == [4, 5]
    assert "要写 2 个数" in found.errors(3)["参会人数（实到/应到）"]


def test_a_row_of_an_unknown_kind_is_told_that_only() -> None:
    header = ["党支部", "时间", "类型", "内容"]
    known = [["第一支部", datetime.date(2023, month, 5), "支委会", "研究"] for month in range(1, 8)]
    found = read(xlsx({"会议": [header, *known, ["第一支部", DAY, "读书沙龙", "读书"]]}))
    assert tuple(found.errors(9)) == ("类型",)


def test_a_lecture_in_a_ledger_without_lecturers_is_told_that_only() -> None:
    header = ["党支部", "时间", "类型", "主题"]
    found = read(xlsx([header, ["第一支部", DAY, "支委会", "研究"], ["第一支部", DAY, "党课", "初心"]]))
    assert list(found.errors(3).values()) == ["这一行是党课，但表中没有授课人一列。请补上后再导入。"]


def test_a_reason_alone_names_nobody_and_is_kept() -> None:
    header = ["党支部", "时间", "类型", "主题", "缺席人数", "缺席原因"]
    found = read(xlsx([header, ["第一支部", DAY, "支委会", "研究", 1, "出差"]]))
    values = found.values(2)
    assert (values["absent"], values["absentees_note"], "absentees" in values) == (1, "出差", False)
    assert any("没有认作姓名" in each.message for each in found.one(2).findings)


def test_a_ledger_of_life_meetings_is_known_by_its_counts() -> None:
    header = ["党支部", "召开时间", "参加人数", "征求意见数", "批评意见数", "整改措施数", "优秀", "合格"]
    rows = [header, ["第一支部", "2024.1.15", 30, "12条", 45, 8, 9, 21]]
    values = read(xlsx({"组织生活会": rows})).values(2)
    names = ("kind", "opinions_count", "criticisms_count", "measures_count", "graded_excellent")
    assert [values[name] for name in names] == ["organizational_life", 12, 45, 8, 9]


def test_three_oclock_in_a_column_of_its_own_is_remarked_on() -> None:
    header = ["党支部", "日期", "时间", "类型", "主题"]
    rows = [["第一支部", DAY, clock, "支委会", f"研究{clock}"] for clock in ("3点", "下午3点")]
    found = read(xlsx([header, *rows]))
    said = [[each.message for each in found.one(row).findings if "凌晨" in each.message] for row in (2, 3)]
    assert [len(each) for each in said] == [1, 0]


def test_hours_that_do_not_fit_into_a_day_are_remarked_on() -> None:
    header = ["党支部", "时间", "类型", "主题", "学时"]
    found = read(
        xlsx([header, ["第一支部", DAY, "支委会", "研究", 120], ["第一支部", DAY, "支委会", "学", 2]])
    )
    said = [any("分钟" in each.message for each in found.one(row).findings) for row in (2, 3)]
    assert said == [True, False]


@pytest.mark.parametrize(
    ("header", "cell"), [("党支部", "第一"), ("所在支部名称", "第一"), ("党支部", "第一支部")]
)
def test_a_column_of_branches_says_what_the_name_leaves_out(header: str, cell: str) -> None:
    found = read(xlsx([[header, "时间", "类型", "主题"], [cell, DAY, "支委会", "研究"]]))
    assert found.values(2)["organization"] == FIRST
    of_units = read(xlsx([["单位", "时间", "类型", "主题"], ["第一", DAY, "支委会", "研究"]]))
    assert "没有叫“第一”的党组织" in of_units.errors(2)["单位"]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("中共江城市第三中学委员会", True),
        ("中国共产党江城市第三中学委员会", True),
        ("江城市第三中学委员会", False),
    ],
)
def test_a_committee_by_its_whole_name(written: str, same: bool) -> None:
    assert (canonical(written) == canonical("江城市第三中学党委")) is same
    assert canonical("中共江城市纪律检查委员会") != canonical("江城市纪律检查党委")
    assert canonical("中共江城市第三中学行政支部委员会") == canonical("江城市第三中学行政党支部")


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("一是传达精神；二是研究值班；三是听取汇报", ["传达精神", "研究值班", "听取汇报"]),
        ("第一，传达精神；第二，研究值班", ["传达精神", "研究值班"]),
        ("1. 学习《条例》 2. 研究1.5亿元项目 3. 通报", ["学习《条例》", "研究1.5亿元项目", "通报"]),
        ("①传达精神②研究值班", ["传达精神", "研究值班"]),
        ("议题一：传达精神 议题二：研究值班", ["传达精神", "研究值班"]),
        ("1.学习《条例》；2.研究值班 3.通报", ["学习《条例》", "研究值班", "通报"]),
        ("研究第2、3号楼和二、三期工程", ["研究第2、3号楼和二、三期工程"]),
    ],
)
def test_topics_are_parted_where_their_numbers_run(cell: str, topics: list[str]) -> None:
    rows = [["党支部", "时间", "类型", "议题"], ["第一支部", DAY, "支委会", cell]]
    found = read(xlsx(rows))
    assert found.values(2)["agenda"] == topics
    assert not [each for each in found.one(2).findings if "编号" in each.message]


def test_topics_whose_numbers_do_not_run_stay_one_and_are_remarked_on() -> None:
    cell = "1.传达精神 2.3项制度修订 3.其他"
    found = read(xlsx([["党支部", "时间", "类型", "议题"], ["第一支部", DAY, "支委会", cell]]))
    assert found.values(2)["agenda"] == ["传达精神 2.3项制度修订 3.其他"]
    assert any("还有编号" in each.message for each in found.one(2).findings)


def test_numbers_in_brackets_belong_to_the_topic_they_stand_in() -> None:
    cell = "1.学习：（1）《条例》（2）《准则》 2.研究值班"
    found = read(xlsx([["党支部", "时间", "类型", "议题"], ["第一支部", DAY, "支委会", cell]]))
    assert found.values(2)["agenda"] == ["学习：（1）《条例》（2）《准则》", "研究值班"]


def test_a_name_that_one_column_completes_is_unknown_in_another() -> None:
    header = ["时间", "类型", "主题"]
    sheets = {
        "一": [["党支部", *header], ["第一", DAY, "支委会", "研究"]],
        "二": [["单位", *header], ["第一", DAY, "支委会", "学习"]],
    }
    found = read(xlsx(sheets))
    assert "没有叫“第一”的党组织" in found.one(2, "二").findings[0].message


@pytest.mark.parametrize(
    ("cell", "away"),
    [
        ("2人请假", {"leave": 2}),
        ("未到3人", {"absent": 3}),
        ("程远山、林晓岚2人请假", {"absentees": ["程远山", "林晓岚"]}),
        ("程远山未到", {"absentees": ["程远山"]}),
    ],
)
def test_those_away_are_not_present_though_told_among_the_attendees(cell: str, away: object) -> None:
    rows = [["党支部", "时间", "类型", "主题", "参会人员"], ["第一支部", DAY, "支委会", "研究", cell]]
    values = read(xlsx(rows)).values(2)
    assert {name: values[name] for name in ("leave", "absent", "absentees") if name in values} == away
    assert "present" not in values and "attendees" not in values


@pytest.mark.parametrize(
    ("cell", "absentees"),
    [("请假：程远山、林晓岚", ["程远山", "林晓岚"]), ("请假：程远山；缺席：林晓岚", ["程远山", "林晓岚"])],
)
def test_names_behind_a_reason_are_names(cell: str, absentees: list[str]) -> None:
    header = ["党支部", "时间", "类型", "主题", "缺席人员及原因"]
    found = read(xlsx([header, ["第一支部", DAY, "支委会", "研究", cell]]))
    assert found.values(2)["absentees"] == absentees


def test_a_name_right_behind_a_reason_is_refused() -> None:
    header = ["党支部", "时间", "类型", "主题", "缺席人员及原因"]
    found = read(xlsx([header, ["第一支部", DAY, "支委会", "研究", "请假程远山、林晓岚"]]))
    assert "缺席人员及原因" in found.errors(2)
