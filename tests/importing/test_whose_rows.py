"""Which organisation and which record type the rows of a ledger belong to, and what is asked."""

import datetime
from types import SimpleNamespace

import pytest

from branches.models import Member
from tests.importing.reading import read
from tests.importing.workbooks import xlsx

FIRST = "青峰市档案发展局第一党支部"

DAY = datetime.date(2023, 3, 5)

pytestmark = pytest.mark.usefixtures("office")


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
