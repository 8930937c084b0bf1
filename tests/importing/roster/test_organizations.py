"""党组织名录: whichever way the list says what stands below what."""

import datetime
from types import SimpleNamespace

import pytest

from branches.importing.batch.committing import commit
from branches.importing.batch.failing import BatchError
from branches.importing.batch.intake import preview
from branches.importing.batch.undoing import undo
from branches.importing.scope import Scope
from branches.models import Change, Member, Organization
from branches.paths import step
from tests.importing.reading import Read, read
from tests.importing.workbooks import xlsx

D = datetime.date
BUREAU = "青峰市档案发展局机关党委"
HEADER = ["党组织名称", "类别", "上级党组织", "成立时间", "任期", "任期届满时间", "书记", "党员人数"]

pytestmark = pytest.mark.usefixtures("office")


def listed(
    *rows: list[object], header: list[str] = HEADER, merges: tuple[str, ...] = (), **said: object
) -> Read:
    return read(xlsx({"党组织名录": [header, *rows]}, {"党组织名录": merges}), **said)


def parents(found: Read) -> dict[str, str]:
    return {row.row.values["name"]: row.row.values.get("parent", "") for row in found.rows.values()}


def branch(name: str, above: str | None = "机关党委", kind: str | None = "党支部") -> list[object]:
    return [name, kind, above, D(2020, 1, 1), "3年", "2026.1.1", "某人", 12]


def test_a_list_is_known_by_its_columns_and_read_value_by_value() -> None:
    found = listed(branch("第三党支部"))
    assert (found.sheet.kind, found.sheet.unknown) == ("organization", [])
    assert "书记、党员人数" in found.sheet.notes[0]
    assert found.values(2) == {
        "name": "第三党支部",
        "kind": "branch",
        "parent": BUREAU,
        "founded_on": "2020-01-01",
        "term_years": 3,
        "term_ends_on": "2026-01-01",
    }


def test_a_month_of_founding_is_no_day_and_keeps_nothing_out() -> None:
    found = listed([*branch("第三党支部")[:3], "2019.07", "3年", "2025年7月", "某人", 12])
    values = found.values(2)
    assert ("founded_on" in values, "term_ends_on" in values, values["term_years"]) == (False, False, 3)
    assert "只写到2019年7月，没有记入" in "".join(each.message for each in found.one(2).findings)


def test_one_above_may_come_further_down() -> None:
    found = listed(
        branch("第三党支部第一小组", "第三党支部", None),
        branch("第三党支部", "第一党总支"),
        branch("第一党总支", kind=None),
    )
    assert set(found.outcomes().values()) == {"new"}
    assert parents(found) == {
        "第三党支部第一小组": "第三党支部",
        "第三党支部": "第一党总支",
        "第一党总支": BUREAU,
    }
    assert found.values(4)["kind"] == "general_branch"


def test_the_paths_are_right_as_soon_as_it_is_written(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    data = xlsx(
        {"党组织名录": [HEADER, branch("第三党支部", "第一党总支"), branch("第一党总支", kind="党总支")]}
    )
    batch = preview(data, "x.xlsx", Scope(user=cast.administrator))
    assert commit(batch, cast.administrator).created == 2
    above, below = Organization.objects.get(name="第一党总支"), Organization.objects.get(name="第三党支部")
    assert above.path == office.bureau.path + step(above.pk)
    assert below.path == above.path + step(below.pk)
    assert (below.founded_on, below.term_years) == (D(2020, 1, 1), 3)
    assert set(Organization.objects.under(office.bureau)) >= {above, below}
    changes = Change.objects.filter(subject_label="branches.organization", subject_id=below.pk)
    assert [(change.source, change.user, change.batch_id) for change in changes] == [
        ("import", cast.administrator, batch.pk)
    ]


def test_names_set_in_say_what_stands_below_what() -> None:
    rows = [
        [BUREAU, "2019-01-01"],
        ["　第一党总支", "2019-01-01"],
        ["　　第三党支部", "2019-01-01"],
        ["　　第四党支部", "2019-01-01"],
        ["　第五党支部", "2019-01-01"],
    ]
    found = listed(*rows, header=["党组织名称", "成立时间"])
    assert parents(found) == {
        BUREAU: "",
        "第一党总支": BUREAU,
        "第三党支部": "第一党总支",
        "第四党支部": "第一党总支",
        "第五党支部": BUREAU,
    }
    rows[3][0] = " 第四党支部"
    assert "层次看不清" in listed(*rows, header=["党组织名称", "成立时间"]).errors(5)["党组织名称"]


def test_levels_as_numbers() -> None:
    rows = [
        [BUREAU, "一级", None],
        ["第一党总支", "二级", None],
        ["第三党支部", "第三级", None],
        ["第五党支部", 2, None],
        ["第六党支部", 4, None],
    ]
    found = listed(*rows, header=["党组织名称", "级别", "成立时间"])
    assert parents(found) | {"第六党支部": ""} == {
        BUREAU: "",
        "第一党总支": BUREAU,
        "第三党支部": "第一党总支",
        "第五党支部": BUREAU,
        "第六党支部": "",
    }
    assert "上一级在前面的行里没有" in found.errors(6)["级别"]


def test_a_column_for_each_level_with_merged_cells() -> None:
    rows = [
        ["机关党委", "第一党总支", None, "2019-1-1"],
        [None, None, "第三党支部", "2019-1-1"],
        [None, None, "第四党支部", "2019-1-1"],
        [None, None, "第五党支部", "2019-1-1"],
    ]
    found = listed(*rows, header=["党委", "党总支", "党支部", "成立时间"], merges=("A2:A5", "B2:B4"))
    assert parents(found) == {
        "第一党总支": BUREAU,
        "第三党支部": "第一党总支",
        "第四党支部": "第一党总支",
        "第五党支部": BUREAU,
    }
    assert [found.values(row)["kind"] for row in (2, 3)] == ["general_branch", "branch"]


def test_without_anything_above_the_organisation_named_for_the_file_is_it_or_it_is_asked_for(
    office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    rows = [["第三党支部", "党支部", "2020-1-1"]]
    header = ["党组织名称", "类别", "成立时间"]
    assert "没有写上级党组织" in listed(*rows, header=header, user=cast.administrator).errors(2)[""]
    chosen = listed(*rows, header=header, user=cast.administrator, organization=office.bureau)
    assert chosen.values(2)["parent"] == BUREAU


def test_circles_strangers_and_what_stands_below_an_error_are_refused(cast: SimpleNamespace) -> None:
    found = listed(
        branch("甲党支部", "乙党支部"),
        branch("乙党支部", "甲党支部"),
        branch("丙党支部", "没有的党委"),
        branch("丁小组", "丙党支部", None),
        branch("戊党支部", "云岭市水务局机关党委"),
        branch("己小组", "机关党委", None),
        branch("庚党支部", "第二党支部第一党小组"),
        branch("辛", kind=None),
        user=cast.administrator,
    )
    assert "绕了一圈" in found.errors(2)["上级党组织"]
    assert "绕了一圈" in found.errors(3)["上级党组织"]
    assert "没有叫“没有的党委”" in found.errors(4)["上级党组织"]
    assert "第 4 行）有误" in found.errors(5)["上级党组织"]
    assert "没有叫“云岭" in found.errors(6)["上级党组织"]
    assert "党小组的上级应是党支部" in found.errors(7)["上级党组织"]
    assert "党小组没有下级" in found.errors(8)["上级党组织"]
    assert "看不出“辛”" in found.errors(9)["类别"]


def test_one_that_is_there_is_known_by_any_of_its_names_and_made_once(office: SimpleNamespace) -> None:
    office.first.former_names = ["老干部支部"]
    office.first.save()
    found = listed(*(["第一支部", None, above, None] for above in (None, "机关党委")), header=HEADER[:4])
    assert set(found.outcomes().values()) == {"duplicate"}
    assert listed(["老干部支部", None, None, None], header=HEADER[:4]).one(2).outcome == "duplicate"
    other = listed(["第一支部", None, "第二支部", None], header=HEADER[:4])
    assert "如是另一个党组织，请写全称" in other.errors(2)["党组织名称"]
    kept = listed([office.first.name, None, "第二支部", None], header=HEADER[:4])
    assert kept.one(2).outcome == "duplicate"
    assert any("没有改动" in finding.message for finding in kept.one(2).findings)


def test_one_name_twice_in_the_file() -> None:
    found = listed(branch("第三党支部"), branch("第三党支部"), branch("第3支部", "第二支部"))
    assert found.outcomes() == {2: "new", 3: "duplicate", 4: "error"}


def test_a_name_that_somebody_else_bears_is_refused(cast: SimpleNamespace) -> None:
    found = listed(branch("云岭市水务局机关党委", kind="党委"), user=cast.administrator)
    assert "已有同名的党组织" in found.errors(2)["党组织名称"]


def test_what_a_row_says_otherwise_is_put_in_by_choice(office: SimpleNamespace) -> None:
    data = xlsx({"党组织名录": [[*HEADER, "简称"], [*branch(office.first.name), "一支部"]]})
    batch = preview(data, "x.xlsx", Scope())
    assert batch.rows.get().outcome == "changed"
    assert commit(batch, None, update_changed=True).updated == 1
    office.first.refresh_from_db()
    assert (office.first.short_name, office.first.term_years, office.first.founded_on) == (
        "一支部",
        3,
        D(2020, 1, 1),
    )
    assert undo(batch, None).restored == 1
    office.first.refresh_from_db()
    assert (office.first.short_name, office.first.term_years) == ("第一支部", None)


def test_a_branch_and_its_members_from_one_workbook(office: SimpleNamespace) -> None:
    members = [
        ["姓名", "性别", "政治面貌", "所在党支部", "党内职务"],
        ["张明", "男", "正式党员", "第三党支部", "支部书记"],
        ["李华", "女", "正式党员", "第一支部", None],
    ]
    data = xlsx({"党员名册": members, "党组织名录": [HEADER, branch("第三党支部")]})
    batch = preview(data, "x.xlsx", Scope())
    assert commit(batch, None).created == 3
    third = Organization.objects.get(name="第三党支部")
    assert Member.objects.get(name="张明").posts.get().organization == third
    assert undo(batch, None).removed == 3
    assert not Organization.objects.filter(name="第三党支部").exists()
    assert not Member.objects.filter(name="张明").exists()


def test_undo_waits_until_nothing_stands_below(office: SimpleNamespace) -> None:
    data = xlsx({"党组织名录": [HEADER, branch("第三党支部")]})
    batch = preview(data, "x.xlsx", Scope())
    commit(batch, None)
    third = Organization.objects.get(name="第三党支部")
    group = Organization.objects.create(name="第三支部第一小组", kind="group", parent=third)
    member = Member.objects.create(name="张明", organization=third)
    with pytest.raises(BatchError, match="第三党支部"):
        undo(batch, None)
    assert Organization.objects.filter(pk=third.pk).exists()
    member.delete()
    group.delete()
    assert undo(batch, None).removed == 1
    assert commit(preview(data, "x.xlsx", Scope()), None).created == 1


def test_who_only_writes_does_not_bring_organisations(cast: SimpleNamespace) -> None:
    assert listed(branch("第三党支部"), user=cast.secretary).sheet.problem
