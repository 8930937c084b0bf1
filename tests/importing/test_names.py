"""Names in one cell: everybody, nobody twice, and never somebody who is not there."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from branches.importing.cells.names import Names, read_names, read_one_name
from branches.importing.cells.person import Person
from branches.importing.cells.text import CellError
from branches.importing.workbook.sheets import Unreadable

THREE = ["程远山", "林晓岚", "周明"]


@pytest.mark.parametrize(
    "cell",
    [
        "程远山、林晓岚、周明",
        "程远山，林晓岚，周明",
        "程远山,林晓岚, 周明",
        "程远山;林晓岚；周明",
        "程远山/林晓岚／周明",
        "程远山 林晓岚 周明",
        "程远山　林晓岚　周　明",
        "程远山\n林晓岚\r\n周明",
        "程远山、林晓岚、周  明",
        "程 远 山、林晓岚、周明",
        "程远山 、 林晓岚、周明。",
        "1.程远山 2.林晓岚 3.周明",
        "1、程远山；2、林晓岚；3、周明",
        "（1）程远山（2）林晓岚（3）周明",
        "程远山、林晓岚、周明共3人",
        "程远山、林晓岚、周明（共3人）",
        "书记程远山、组织委员林晓岚、周明同志",
        "支部书记：程远山、林晓岚、周明",
        "程远山（书记）、林晓岚（组织委员）、周明",
        "程远山、、林晓岚、周明、",
    ],
)
def test_three_people_in_all_separations(cell: str) -> None:
    found = read_names(cell)
    assert (found.names, found.complete) == (THREE, True)


def test_what_stands_in_brackets_is_kept() -> None:
    found = read_names(
        "程远山（请假）、林晓岚（病假）、周明（列席）、吴静（无故缺席）、郑文（书记）、许安（二科）"
    )
    assert [(each.name, each.status, each.note, each.post) for each in found.people] == [
        ("程远山", "leave", "请假", ""),
        ("林晓岚", "leave", "病假", ""),
        ("周明", "nonvoting", "列席", ""),
        ("吴静", "absent", "无故缺席", ""),
        ("郑文", "", "", "书记"),
        ("许安", "", "二科", ""),
    ]


def test_reasons_without_brackets() -> None:
    found = read_names("程远山因公出差，林晓岚病假、周明：事假")
    assert [(each.name, each.status) for each in found.people] == [
        ("程远山", "leave"),
        ("林晓岚", "leave"),
        ("周明", "leave"),
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("程远山，公出", [("程远山", "公出")]),
        ("程远山，因病", [("程远山", "因病")]),
        ("程远山（病假）、林晓岚，公出", [("程远山", "病假"), ("林晓岚", "公出")]),
        ("程远山 出差", [("程远山", "出差")]),
        ("程远山-培训", [("程远山", "培训")]),
        ("程远山：手术、林晓岚：夜班", [("程远山", "手术"), ("林晓岚", "夜班")]),
        ("程远山、林晓岚2人请假", [("程远山", "请假"), ("林晓岚", "请假")]),
        ("程远山外出务工、林晓岚陪护", [("程远山", "外出务工"), ("林晓岚", "陪护")]),
        ("程远山同志因身体不适请假", [("程远山", "因身体不适请假")]),
        ("书记：程远山 委员：林晓岚、周明 党员：吴静", [(name, "") for name in (*THREE, "吴静")]),
    ],
)
def test_a_reason_behind_a_name_is_nobody(cell: str, said: list[tuple[str, str]]) -> None:
    assert [(person.name, person.note) for person in read_names(cell).people] == said


@pytest.mark.parametrize(
    ("cell", "total", "status"),
    [
        ("1人请假", 1, "leave"),
        ("缺席2人", 2, "absent"),
        (2, 2, ""),
        ("2", 2, ""),
        ("0", None, ""),
        (0, None, ""),
    ],
)
def test_a_number_in_place_of_names(cell: object, total: int | None, status: str) -> None:
    found = read_names(cell, groups_allowed=True)
    assert (found.people, found.total, found.status) == ((), total, status)


def test_a_number_is_nobody_who_chairs() -> None:
    with pytest.raises(CellError, match="不像姓名"):
        read_names(18)


def test_separators_inside_brackets_do_not_part() -> None:
    found = read_names("程远山（出差、公务）、林晓岚")
    assert found.names == ["程远山", "林晓岚"]
    assert found.people[0].status == "leave"


@pytest.mark.parametrize(
    ("cell", "names", "total"),
    [
        ("程远山、林晓岚等12人", ["程远山", "林晓岚"], 12),
        ("程远山、林晓岚 等 12 人", ["程远山", "林晓岚"], 12),
        ("程远山等十二名党员", ["程远山"], 12),
        ("程远山等", ["程远山"], None),
        ("程远山等同志", ["程远山"], None),
        ("程远山等10余人", ["程远山"], None),
        ("12人", [], 12),
        ("程远山、林晓岚共12人", ["程远山", "林晓岚"], 12),
    ],
)
def test_names_that_are_not_all(cell: str, names: list[str], total: int | None) -> None:
    found = read_names(cell)
    assert (found.names, found.total, found.complete) == (names, total, False)


def test_groups_name_nobody() -> None:
    found = read_names("程远山、全体党员15人", groups_allowed=True)
    assert (found.names, found.groups, found.total, found.complete) == (
        ["程远山"],
        ("全体党员15人",),
        15,
        False,
    )
    with pytest.raises(CellError, match="全体党员"):
        read_names("全体党员")


def test_a_list_kept_elsewhere_names_nobody() -> None:
    found = read_names("见签到表", groups_allowed=True)
    assert (found.names, found.groups, found.complete) == ([], ("见签到表",), False)
    with pytest.raises(CellError):
        read_names("见签到表")


def test_two_names_grown_together_are_remarked_on() -> None:
    [remark] = read_names("周明吴静").remarks
    assert "“周明”“吴静”两个人" in remark
    assert read_names("欧阳明月").remarks == ()


def test_about_so_many_is_no_total() -> None:
    assert read_names("程远山等七八人").total is None


@pytest.mark.parametrize("cell", [None, "", "无", "-", "/", "全勤", "无人缺席", "全部到齐"])
def test_nobody(cell: object) -> None:
    assert read_names(cell) == Names()


@pytest.mark.parametrize(
    "name",
    ["阿依古丽·买买提", "欧阳锋", "司马相如", "李小因", "王学习", "于公", "Anna Berg", "㭎生"],
)
def test_uncommon_names_are_names(name: str) -> None:
    assert read_names(name).names == [name]
    assert read_names(f"{name}、程远山").names == [name, "程远山"]


def test_a_surname_with_a_title_is_kept_and_remarked_on() -> None:
    found = read_names("张局长、程远山")
    assert found.names == ["张局长", "程远山"]
    assert "没有写全名" in found.remarks[0]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("程 远 山 林", "分不清是几个人"),
        ("程 远山", "分不清是几个人"),
        ("程远山和林晓岚", "不像姓名"),
        ("程远山、程远山", "写了两次"),
        ("程远山、林晓岚、周明共2人", "共 2 人"),
        ("各支部书记", "不像姓名"),
        ("待定", "不像姓名"),
        ("支委", "不像姓名"),
        ("（程远山请假）", "看不懂是谁"),
        ("程远山13800000000", "不像姓名"),
        ("程远山、林晓岚、周明五人", "对不上"),
        ("周明三人", "对不上"),
        ("2人（程远山、林晓岚、周明）", "对不上"),
        ("新任干部三人", "不像姓名"),
        ("程远山及支委", "不像姓名"),
        ("程远山、林晓岚（均出差）", "说的是几个人"),
        ("程远山、林晓岚（以上请假）", "说的是几个人"),
        ("程远山、林晓岚，公出", "说的是谁"),
        ("程远山 林晓岚 公出", "说的是谁"),
        ("程远山、林晓岚均因公出差", "“均”分不清是不是姓名"),
        ("程远山：林晓岚", "不像姓名"),
        ("同上", "写全"),
        ("〃", "写全"),
        (Unreadable("#N/A"), "#N/A"),
        (12.5, "不像姓名"),
    ],
)
def test_what_is_no_name_is_refused(cell: object, why: str) -> None:
    with pytest.raises(CellError, match=why):
        read_names(cell)


def test_two_of_one_name_are_two_when_the_cell_tells_them_apart() -> None:
    assert read_names("张三（一支部）、张三（二支部）").names == ["张三", "张三"]


def test_one_name_only() -> None:
    assert read_one_name("支部书记 程远山").people == (Person("程远山", post="支部书记"),)
    with pytest.raises(CellError, match="一个人"):
        read_one_name("程远山、林晓岚")
    with pytest.raises(CellError, match="一个人"):
        read_one_name("程远山等3人")


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = "明华建国秀英伟芳娜敏静丽强磊军洋艳勇杰娟涛超平刚桂兰文辉玲斌宇浩轩梓涵"
NAME = st.builds(
    lambda surname, given: surname + given, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2)
)


@given(
    st.lists(NAME, min_size=1, max_size=12, unique=True),
    st.sampled_from(["、", "，", ",", "; ", "；", "/", "\n", " 、", "、　", "|"]),
    st.booleans(),
)
def test_any_list_of_names_is_that_list(names: list[str], between: str, padded: bool) -> None:
    written = [" ".join(name) if padded and len(name) == 2 else name for name in names]
    found = read_names(between.join(written))
    assert (found.names, found.complete, found.total) == (names, True, None)


@given(st.lists(NAME, min_size=1, max_size=6, unique=True), st.integers(1, 99))
def test_any_list_with_a_total_is_all_or_not_all_or_refused(names: list[str], total: int) -> None:
    cell = f"{'、'.join(names)}等{total}人"
    if total < len(names):
        with pytest.raises(CellError):
            read_names(cell)
    else:
        found = read_names(cell)
        assert (found.names, found.total, found.complete) == (names, total, total == len(names))


@given(st.lists(NAME, min_size=2, max_size=5, unique=True))
def test_names_parted_by_spaces(names: list[str]) -> None:
    assume(all(len(name) > 1 for name in names))
    assert read_names(" ".join(names)).names == names


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.datetimes(),
        st.text(),
        st.text("张三李四等共人0123、，（）() \n书记同志全体党员", max_size=25),
    ),
    st.booleans(),
)
def test_anything_is_names_or_a_reason(cell: object, groups: bool) -> None:
    try:
        found = read_names(cell, groups_allowed=groups)
    except CellError as error:
        assert str(error).strip()
    else:
        assert all(name.strip() == name and name for name in found.names)


@pytest.mark.parametrize("text", ["程远山出差林晓岚病假", "周启明请假吴静宜因公出差"])
def test_two_people_written_as_one_with_a_reason_are_refused(text: str) -> None:
    with pytest.raises(CellError, match="几个人连在一起"):
        read_names(text)


@pytest.mark.parametrize("text", ["程远山出差参加培训", "程远山因公出差学习", "程远山外出开会"])
def test_a_reason_of_several_words_is_one_reason(text: str) -> None:
    assert [(person.name, person.note) for person in read_names(text).people] == [("程远山", text[3:])]
