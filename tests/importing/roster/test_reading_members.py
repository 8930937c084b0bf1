"""党员名册 read value by value; what could be read in two ways is asked about."""

from types import SimpleNamespace

import pytest

from branches.importing.batch.committing import commit
from branches.importing.batch.intake import preview
from branches.importing.scope import Scope
from branches.models import (
    Change,
)
from tests.importing.reading import read
from tests.importing.roster.rosters import FIRST, LI, SECOND, ZHANG, D, one, roster_file
from tests.importing.workbooks import xlsx

pytestmark = pytest.mark.usefixtures("office")


def test_a_roster_is_known_by_its_columns_and_read_value_by_value() -> None:
    found = read(roster_file(ZHANG, LI))
    assert (found.sheet.kind, found.sheet.header_row) == ("member", 2)
    assert found.values(3) == {
        "name": "张明",
        "sex": "male",
        "birth_date": "1975-08-03",
        "joined_on": "1998-07-01",
        "full_on": "1999-07-01",
        "status": "full",
        "organization": FIRST,
        "posts": ["第一支部 党支部书记"],
    }
    assert found.values(4)["organization"] == SECOND


def test_columns_without_a_place_are_named_and_identity_cards_kept_nowhere() -> None:
    numbers = ["110101197508031234", 110101197508031234, "11010119750803123X", 110101750803123]
    rows = [
        [n, f"张{word}", "男", "汉", D(1975, 8, n), card, None, D(1999, 7, 1), "第一支部", None, None]
        for n, (word, card) in enumerate(zip("乙丙丁戊", numbers, strict=True), 1)
    ]
    batch = preview(roster_file(*rows), "名册.xlsx", Scope())
    [note] = batch.understood["sheets"][0]["notes"]
    assert "民族、身份证号、电话" in note
    assert "不保存身份证号码" in note
    assert set(batch.rows.values_list("outcome", flat=True)) == {"new"}
    commit(batch, None)
    kept = str(
        [batch.understood, *batch.rows.values_list("values", "errors"), *Change.objects.values_list("after")]
    )
    assert not any(str(number)[:15] in kept for number in numbers)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("98年7月", "年份只写了两位"),
        ("98.7.15", "年份只写了两位"),
        ("7月15日", "没有年份"),
        ("1998年七一", "看不懂"),
        ("1998.13", "没有13月"),
        ("1998-07-01至1998-07-05", "一段时间"),
        ("1998年上半年", "看不懂"),
    ],
)
def test_a_day_of_joining_that_cannot_be_told_is_asked_about(written: object, why: str) -> None:
    header = ["姓名", "入党时间", "政治面貌", "党支部"]
    found = one("张明", written, "正式党员", "第一支部", header=header)
    assert why in found.errors(2)["入党时间"]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("1998.07", "1998-07"),
        ("1998年7月", "1998-07"),
        ("一九九八年七月", "1998-07"),
        ("199807", "1998-07"),
        (199807, "1998-07"),
        (1998.07, "1998-07"),
        (1998.7, "1998-07"),
        ("1998-7", "1998-07"),
        ("1998年", "1998"),
        (1998, "1998"),
        (1998.1, "1998"),
    ],
)
def test_of_a_day_of_joining_only_what_is_written_is_kept(written: object, known: str) -> None:
    header = ["姓名", "入党时间", "政治面貌", "党支部"]
    found = one("张明", written, "正式党员", "第一支部", header=header)
    assert found.values(2)["joined_on"] == known
    assert "不补日期" in "".join(each.message for each in found.one(2).findings)


def test_the_year_of_the_sheet_is_no_year_of_joining() -> None:
    rows = [
        ["2023年党员名册"],
        ["姓名", "入党时间", "政治面貌", "党支部"],
        ["张明", "7月1日", "正式党员", "第一支部"],
    ]
    assert "没有年份" in read(xlsx({"2023年": rows}), year=2023).errors(3)["入党时间"]


def test_a_month_of_becoming_full_says_the_status() -> None:
    header = ["姓名", "入党时间", "转正时间", "党支部"]
    assert one("张明", "1998.07", "1999.07", "第一支部", header=header).values(2)["status"] == "full"
    wrong = one("张明", "1999.08", "1999.07", "第一支部", header=header)
    assert "早于入党日期" in wrong.errors(2)["转正时间"]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("正式党员", "full"),
        ("中共党员", "full"),
        ("预备", "probationary"),
        ("中共预备党员", "probationary"),
        ("发展对象", "development"),
        ("积极分子", "activist"),
        ("群众", "masses"),
    ],
)
def test_the_status_in_all_its_words(written: str, status: str) -> None:
    found = one("张明", "男", written, "第一支部", header=["姓名", "性别", "政治面貌", "党支部"])
    assert found.values(2)["status"] == status


def test_a_status_that_nothing_says_is_asked_about() -> None:
    found = one("张明", "男", "2021-06-30", "第一支部", header=["姓名", "性别", "入党时间", "党支部"])
    assert "正式党员还是预备党员" in found.errors(2)[""]
    rows = [["姓名", "性别", "入党时间", "党支部"], ["张明", "男", "2021-06-30", "第一支部"]]
    assert read(xlsx({"预备党员名册": rows})).values(2)["status"] == "probationary"


@pytest.mark.parametrize(
    ("written", "posts"),
    [
        ("支部书记", ["第一支部 党支部书记"]),
        ("书记", ["第一支部 党支部书记"]),
        ("党支部副书记兼组织委员", ["第一支部 党支部副书记", "第一支部 组织委员"]),
        ("纪律检查委员、宣传委员", ["第一支部 纪检委员", "第一支部 宣传委员"]),
        ("机关党委委员，第一党支部书记", ["机关党委 党委委员", "第一支部 党支部书记"]),
        ("党组成员", ["局党组 党组成员"]),
        ("无", None),
        ("普通党员", None),
    ],
)
def test_posts_in_the_words_of_rosters(written: str, posts: list[str] | None) -> None:
    found = one("张明", "正式党员", "第一支部", written, header=["姓名", "政治面貌", "党支部", "党内职务"])
    assert found.values(2).get("posts") == posts


@pytest.mark.parametrize("written", ["支部委员", "党总支书记", "第九支部书记", "科长", "党小组成员"])
def test_posts_that_could_be_read_in_two_ways_are_asked_about(written: str) -> None:
    found = one("张明", "正式党员", "第一支部", written, header=["姓名", "政治面貌", "党支部", "党内职务"])
    assert "党内职务" in found.errors(2)


def test_a_column_of_any_posts_gives_those_of_the_party_only() -> None:
    header = ["姓名", "政治面貌", "党支部", "职务"]
    posts = ["科长", "党支部书记", "办公室主任、支部组织委员", "团委书记、支部书记", "组长"]
    rows = [[name, "正式党员", "第一支部", post] for name, post in zip("甲乙丙丁戊", posts, strict=True)]
    found = read(xlsx({"党员名册": [header, *([f"张{row[0]}", *row[1:]] for row in rows)]}))
    assert [found.values(row).get("posts") for row in range(2, 7)] == [
        None,
        ["第一支部 党支部书记"],
        ["第一支部 组织委员"],
        ["第一支部 党支部书记"],
        None,
    ]
    assert "“团委书记”没有记作党内职务" in found.one(5).findings[0].message


def test_the_term_belongs_to_a_post_that_stands_alone() -> None:
    header = ["姓名", "政治面貌", "党支部", "党内职务", "任职时间"]
    rows = [
        header,
        ["张明", "正式党员", "第一支部", "支部书记", D(2021, 3, 1)],
        ["李华", "正式党员", "第一支部", "支部副书记、组织委员", D(2021, 3, 1)],
    ]
    found = read(xlsx({"党员名册": rows}))
    assert found.values(2)["posts"] == ["第一支部 党支部书记（2021年3月1日起）"]
    assert found.one(3).outcome == "warned"
    assert found.values(3)["posts"] == ["第一支部 党支部副书记", "第一支部 组织委员"]


def test_a_group_is_the_one_of_that_branch(office: SimpleNamespace) -> None:
    header = ["姓名", "政治面貌", "党支部", "党小组"]
    rows = [
        header,
        ["张明", "正式党员", "第二支部", "第一党小组"],
        ["李华", "正式党员", "第一支部", "第一党小组"],
        ["王强", "正式党员", "第二党支部第一党小组", None],
    ]
    found = read(xlsx({"党员名册": rows}))
    assert found.values(2)["group"] == office.group.name
    assert "没有叫“第一党小组”的党小组" in found.errors(3)["党小组"]
    assert (found.values(4)["organization"], found.values(4)["group"]) == (SECOND, office.group.name)
