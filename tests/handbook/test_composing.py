"""What stands in a handbook, and what must not."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.duties import completion
from branches.models import Duty, Member, Organization, Post
from branches.periods import Period
from reports.figures.counting import figure_values
from reports.printed.composing import compose_handbook
from reports.printed.handbook import Handbook, Register
from tests.handbook.conftest import SECRETS, YEAR, day, hold, join

PERIOD = Period.year(YEAR)
NOW = datetime.datetime(2025, 2, 3, 4, 5, tzinfo=datetime.UTC)


def composed(branch: Organization, user: Any = None, now: datetime.datetime = NOW) -> Handbook:
    return compose_handbook(Organization.objects.get(pk=branch.pk), PERIOD, user, now)


def register(handbook: Handbook, title: str) -> list[list[str]]:
    """The rows of a register; KeyError when the handbook has none of that title."""
    for chapter in handbook.chapters:
        for part in chapter.parts:
            if isinstance(part, Register) and part.title == title:
                return [[cell.text for cell in row] for row in part.rows]
    raise KeyError(title)


def every_text(handbook: Handbook) -> str:
    said = [handbook.title, *handbook.secretaries]
    for chapter in handbook.chapters:
        said.append(chapter.title)
        for part in chapter.parts:
            if isinstance(part, Register):
                said += [part.title, *part.notes, *(cell.text for row in part.rows for cell in row)]
            else:
                said += [part.title, part.listed, *(entry.text for entry in part.entries())]
    return "\n".join(said)


def test_chapters_by_kind_and_records_by_day(year: SimpleNamespace) -> None:
    handbook = composed(year.branch)
    assert [
        (chapter.title, [(str(record.date)[5:], record.listed) for record in chapter.records()])
        for chapter in handbook.chapters
    ] == [
        ("支部基本情况", []),
        ("应开展事项完成情况", []),
        ("支部党员大会", [("02-10", "第一季度大会"), ("08-10", "第三季度大会")]),
        ("党小组会", [("04-10", "第二党支部第一党小组 小组学习")]),
        ("主题党日", [("03-10", "植树")]),
        ("党课", [("07-10", "讲党章")]),
        ("组织生活会", [("12-20", "年度组织生活会")]),
        ("谈话", [(f"{month:02}-10", "赵清和与钱若水") for month in (9, 10, 11)]),
        ("其他会议活动", [("05-10", "座谈")]),
        ("工作事项", [("01-10", "慰问")]),
        ("本年度工作统计", []),
    ]


@pytest.mark.parametrize("who", [None, "administrator", "neighbour", "viewer"])
def test_nothing_of_discipline_and_nothing_from_elsewhere(
    cast: SimpleNamespace, year: SimpleNamespace, who: str | None
) -> None:
    text = every_text(composed(year.branch, getattr(cast, who) if who else None))
    assert "第一季度大会" in text
    for secret in (*SECRETS, "上年大会", "下年大会", "外支部", "误录", "周旧人", "吴后来"):
        assert secret not in text


def test_even_the_inspector_finds_nothing_of_discipline(cast: SimpleNamespace, year: SimpleNamespace) -> None:
    handbook = composed(year.branch, cast.inspector)
    assert not list(handbook.records())
    assert not [secret for secret in SECRETS if secret in every_text(handbook)]
    assert "赵清和" not in every_text(handbook)


def test_who_was_secretary_when(year: SimpleNamespace) -> None:
    handbook = composed(year.branch)
    assert handbook.secretaries == ("赵清和（至6月12日）", "钱若水（6月12日起）")
    assert register(handbook, "书记、委员任职情况") == [
        ["党支部书记", "赵清和", "2020-01-10", "2024-06-12"],
        ["党支部书记", "钱若水", "2024-06-12", ""],
        ["组织委员", "钱若水", "2020-01-10", "2024-06-12"],
    ]
    whole = composed(year.branch).chapters[0]
    assert "赵清和（至6月12日）、钱若水（6月12日起）" in str(whole)


def test_a_post_for_the_whole_year_needs_no_days(year: SimpleNamespace) -> None:
    Post.objects.filter(kind="branch_secretary").delete()
    Post.objects.create(
        member=year.people.new_secretary,
        organization=year.branch,
        kind="branch_secretary",
        start_on=day(1, 1),
    )
    assert composed(year.branch).secretaries == ("钱若水",)


def test_members_of_the_year_as_they_were(year: SimpleNamespace) -> None:
    handbook = composed(year.branch)
    rows = register(handbook, "党员名册")
    assert [(row[1], row[4], row[7]) for row in rows] == [
        ("赵清和", "正式党员", "党支部书记"),
        ("钱若水", "正式党员", "党支部书记、组织委员、党小组组长"),
        ("李远帆", "正式党员", "2024-04-10 转出"),
        ("孙知行", "预备党员", ""),
    ]
    assert rows[0][:7] == ["1", "赵清和", "男", "1970-05", "正式党员", "2010-07-10", "2011-07-10"]
    assert [row[1] for row in register(handbook, "发展对象和入党积极分子")] == ["郑积极"]
    assert ["党员人数", "正式党员 2 名，预备党员 1 名（截至2024年12月31日）"] in register(
        handbook, "基本情况"
    )
    assert register(handbook, "党小组") == [["第二党支部第一党小组", "钱若水", "钱若水"]]


def test_who_joined_in_a_month_stands_among_those_of_that_year(year: SimpleNamespace) -> None:
    join("何年月", year.branch, joined_on=None, joined_month="2009-06")
    rows = register(composed(year.branch), "党员名册")
    assert [row[1] for row in rows][1:4] == ["钱若水", "何年月", "李远帆"]


def test_in_a_year_under_way_today_counts(year: SimpleNamespace) -> None:
    early = composed(year.branch, now=datetime.datetime(2024, 3, 20, tzinfo=datetime.UTC))
    facts = dict(register(early, "基本情况"))
    assert facts["党员人数"] == "正式党员 3 名（截至2024年3月20日）"
    assert [row[1] for row in register(early, "发展对象和入党积极分子")] == ["孙知行", "郑积极"]


def test_completion_is_that_of_the_duties(year: SimpleNamespace) -> None:
    handbook = composed(year.branch)
    rows = {row[0].split("\n")[0]: row[1:] for row in register(handbook, "完成情况")}
    found = [each for each in completion([year.branch], PERIOD, NOW.date()) if each.applies]
    assert set(rows) == {each.duty.name for each in found}
    for each in found:
        *slots, required, done, missing = rows[each.duty.name]
        assert (required, done, missing) == (str(each.required), str(each.done), str(each.missing))
        assert [slot == str(cell.done) for slot, cell in zip(slots, each.slots, strict=True)] == [
            cell.done >= cell.required for cell in each.slots
        ]
    by_month = rows[Duty.objects.get(kind="theme_day").name][:12]
    assert by_month == ["缺", "缺", "1", *["缺"] * 9]
    (completion_chapter,) = [each for each in handbook.chapters if each.title == "应开展事项完成情况"]
    (part,) = completion_chapter.parts
    assert isinstance(part, Register)
    assert any("正式党员" in note and "支部委员会" in note for note in part.notes)


def test_figures_are_those_of_the_register(year: SimpleNamespace) -> None:
    handbook = composed(year.branch)
    chapter = handbook.chapters[-1]
    shown = dict(
        pair
        for part in chapter.parts
        if isinstance(part, Register)
        for row in part.rows
        for pair in ((row[0].text, row[1].text), (row[2].text, row[3].text))
        if pair[0]
    )
    values = figure_values(year.branch, PERIOD, today=NOW.date()).values()
    expected = {
        value.figure.name: f"{value.value} {value.figure.unit}"
        for value in values
        if value.records
        and value.figure.key.split(".")[0] not in {"discipline", "clue"}
        and value.figure.name not in {"党支部个数", "党小组个数"}
    }
    assert shown == expected
    assert shown["支部党员大会次数"] == "2 次"


def test_texts_of_many_lines_stay_in_their_line(year: SimpleNamespace) -> None:
    Member.objects.filter(name="赵清和").update(name="赵\n清\x01和")
    rows = register(composed(year.branch), "党员名册")
    assert rows[0][1] == "赵 清和"


def test_the_questions_do_not_grow_with_the_year(cast: SimpleNamespace, year: SimpleNamespace) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            composed(year.branch, cast.administrator)
        return len(found)

    asked()  # the person's roles are read once
    before = asked()
    for month in range(1, 13):
        hold(year.branch, "committee", day(month), f"{month}月支委会")
        hold(year.branch, "general", day(month, 11), f"{month}月大会")
    assert asked() == before


@pytest.mark.parametrize(
    ("founded", "dissolved", "there"),
    [
        (None, None, True),
        (day(12, 31), None, True),
        (day(1, 1, 2025), None, False),
        (None, day(1, 1), False),
        (None, day(1, 2), True),
    ],
)
def test_a_branch_has_a_handbook_of_the_years_it_was_there(
    year: SimpleNamespace, founded: Any, dissolved: Any, there: bool
) -> None:
    year.branch.founded_on, year.branch.dissolved_on = founded, dissolved
    assert year.branch.existed_in(PERIOD) is there
