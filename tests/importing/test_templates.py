"""Blank workbooks: recognised when filled in, value by value, and their example left out."""

import datetime
import io
import zipfile
from random import Random
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from branches.importing.kinds import MODELS
from branches.importing.tables.templates import LISTS, NOTES
from branches.models import Member
from reports.excel.template_columns import BLANKS
from reports.excel.templates import EXAMPLE_ROW, HEADER_ROW, LAST_ROW, write_template
from tests.importing.known.catalogue import FIRST, GROUP, SECOND
from tests.importing.reading import read

BUREAU = "青峰市档案发展局机关党委"
PEOPLE = ["张明", "李华", "王强", "赵静", "钱进"]
ROWS = 12

pytestmark = pytest.mark.usefixtures("office")


def blank(slug: str) -> bytes:
    out = io.BytesIO()
    write_template(out, slug, [BUREAU, FIRST, SECOND])
    return out.getvalue()


def filled(slug: str, rows: list[dict[str, Any]]) -> bytes:
    """The template with these cells, by the title of their column, from the row below the example on."""
    book = openpyxl.load_workbook(io.BytesIO(blank(slug)))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
    for number, row in enumerate(rows, EXAMPLE_ROW + 1):
        for title, value in row.items():
            sheet.cell(number, columns[title], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def day_of(chance: Random, first: int = 2018) -> datetime.date:
    return datetime.date(first, 1, 1) + datetime.timedelta(days=chance.randrange(1500))


def written(chance: Random, day: datetime.date) -> Any:
    return chance.choice([day, day.isoformat(), f"{day.year}年{day.month}月{day.day}日"])


def choice_of(chance: Random, title: str, slug: str) -> tuple[str, Any]:
    """One of the words that a column offers, and the value it stands for."""
    offered = next(each.offered for each in BLANKS[slug] if each.title == title)
    words = chance.choice(list(offered))
    return words, words


Case = tuple[dict[str, Any], dict[str, Any]]


def of_any(chance: Random, number: int) -> Case:
    day, place = day_of(chance), chance.choice([FIRST, SECOND])
    return {"党组织": place, "日期": written(chance, day)}, {"organization": place, "date": day.isoformat()}


def meeting(chance: Random, number: int) -> Case:
    cells, values = of_any(chance, number)
    kind, title = choice_of(chance, "会议活动类型", "meeting")[0], f"活动{number}"
    leave = chance.randrange(3)
    cells |= {
        "会议活动类型": kind,
        "名称（主题）": title,
        "应到人数": 9,
        "实到人数": 9 - leave,
        "请假人数": leave,
    }
    cells |= {"缺席人数": 0, "地点": "三楼", "主持人": "张明", "记录人": "李华", "会议内容": f"内容{number}"}
    values |= {
        "title": title,
        "expected": 9,
        "present": 9 - leave,
        "leave": leave,
        "absent": 0,
        "place": "三楼",
    }
    values |= {"chair": ["张明"], "recorder": ["李华"], "content": f"内容{number}", "kind": kind}
    if chance.random() < 0.3:
        last = datetime.date.fromisoformat(values["date"]) + datetime.timedelta(days=2)
        cells |= {"结束日期": written(chance, last)}
        values |= {"end_date": last.isoformat()}
    if chance.random() < 0.5:
        cells |= {"开始时间": "14:30", "结束时间": "16:00", "参加人员": "张明、李华", "列席人员": "王强"}
        values |= {
            "start_time": "14:30",
            "end_time": "16:00",
            "attendees": ["张明", "李华"],
            "nonvoting": ["王强"],
        }
    return cells, values


def lecture(chance: Random, number: int) -> Case:
    cells, values = of_any(chance, number)
    kind, audience = (choice_of(chance, title, "lecture")[0] for title in ("党课类型", "授课对象"))
    names = chance.sample(PEOPLE, 2)
    cells |= {"党课题目": f"题目{number}", "党课类型": kind, "授课人": "、".join(names), "授课对象": audience}
    cells |= {"听课人数": 12, "学时": 1.5, "地点": "三楼", "主要内容": "讲解"}
    values |= {
        "topic": f"题目{number}",
        "kind": kind,
        "lecturers": names,
        "audience": audience,
        "place": "三楼",
    }
    values |= {"audience_count": 12, "hours": 1.5, "content": "讲解"}
    return cells, values


def talk(chance: Random, number: int) -> Case:
    cells, values = of_any(chance, number)
    kind = choice_of(chance, "谈话类型", "talk")[0]
    talker, *targets = chance.sample(PEOPLE, 3)
    cells |= {"谈话类型": kind, "谈话人": talker, "谈话对象": "、".join(targets), "谈话事由": f"事由{number}"}
    cells |= {"谈话人职务": "党支部书记", "地点": "办公室", "谈话内容": "了解", "跟进情况": "跟进"}
    values |= {"kind": kind, "talker": [talker], "targets": targets, "matter": f"事由{number}"}
    values |= {"talker_post": "党支部书记", "place": "办公室", "content": "了解", "follow_up": "跟进"}
    return cells, values


def discipline(chance: Random, number: int) -> Case:
    place, day = chance.choice([FIRST, SECOND]), day_of(chance)
    form, violation, sanction = (
        choice_of(chance, title, "discipline")[0] for title in ("运用形态", "违纪类型", "党纪处分")
    )
    person = chance.choice(PEOPLE)
    cells = {"党组织": place, "编号": f"2024-{number}", "姓名": person, "处分决定时间": written(chance, day)}
    cells |= {
        "运用形态": form,
        "违纪类型": violation,
        "党纪处分": sanction,
        "主要事实": "某事",
        "文号": "某文1号",
    }
    values = {"organization": place, "number": f"2024-{number}", "person": [person], "date": day.isoformat()}
    values |= {"form": form, "violation": violation, "party_sanction": sanction, "facts": "某事"}
    return cells, values | {"document_number": "某文1号", "measure": "党纪政务处分"}


def clue(chance: Random, number: int) -> Case:
    place, day = chance.choice([FIRST, SECOND]), day_of(chance)
    source, disposal = (choice_of(chance, title, "clue")[0] for title in ("线索来源", "处置方式"))
    cells = {"党组织": place, "线索编号": f"X{number}", "线索来源": source, "受理日期": written(chance, day)}
    cells |= {
        "反映对象": "某某",
        "主要问题": "某问题",
        "处置方式": disposal,
        "是否立案": chance.choice(["是", "否"]),
    }
    cells |= {"处置日期": written(chance, day)}
    values = {"organization": place, "number": f"X{number}", "source": source, "date": day.isoformat()}
    values |= {"about": "某某", "matter": "某问题", "disposal": disposal}
    return cells, values | {"became_case": cells["是否立案"] == "是", "disposed_on": day.isoformat()}


def work(chance: Random, number: int) -> Case:
    cells, values = of_any(chance, number)
    kind, status = (choice_of(chance, title, "work")[0] for title in ("事项类型", "进展"))
    cells |= {"事项类型": kind, "事项名称": f"事项{number}", "牵头人": "张明", "数量": 3, "计量单位": "项"}
    cells |= {"涉及人次": 120, "金额（万元）": 3.5, "进展": status, "说明": "说明"}
    values |= {"kind": kind, "title": f"事项{number}", "lead": "张明", "quantity": 3, "unit": "项"}
    return cells, values | {"persons": 120, "amount": 3.5, "status": status, "note": "说明"}


def member(chance: Random, number: int) -> Case:
    born, joined = day_of(chance, 1970), day_of(chance, 1998)
    full = joined + datetime.timedelta(days=365)
    place, name = chance.choice([FIRST, SECOND]), f"张{'一二三四五六七八九十甲乙丙'[number]}"
    sex, status = choice_of(chance, "性别", "member")[0], choice_of(chance, "政治面貌", "member")[0]
    cells = {
        "姓名": name,
        "性别": sex,
        "出生日期": written(chance, born),
        "入党日期": written(chance, joined),
    }
    cells |= {"转正日期": written(chance, full), "政治面貌": status, "所在党支部": place}
    values = {"name": name, "sex": sex, "birth_date": born.isoformat(), "joined_on": joined.isoformat()}
    values |= {"full_on": full.isoformat(), "status": status, "organization": place}
    if chance.random() < 0.5:
        short = "第一支部" if place == FIRST else "第二支部"
        cells |= {"党内职务": "党支部书记", "任职日期": "2021-03-01"}
        values |= {"posts": [f"{short} 党支部书记（2021年3月1日起）"]}
    return cells, values


def organization(chance: Random, number: int) -> Case:
    name, day = f"第{number + 10}党支部", day_of(chance)
    cells = {"党组织名称": name, "简称": f"{number + 10}支部", "类别": "党支部", "上级党组织": BUREAU}
    cells |= {
        "成立日期": written(chance, day),
        "任期（年）": 3,
        "任期届满日期": "2029-01-01",
        "曾用名": f"老{number}支部",
    }
    values = {"name": name, "short_name": f"{number + 10}支部", "kind": "党支部", "parent": BUREAU}
    values |= {"founded_on": day.isoformat(), "term_years": 3, "term_ends_on": "2029-01-01"}
    return cells, values | {"former_names": [f"老{number}支部"]}


MAKERS = {
    each.__name__: each for each in (meeting, lecture, talk, discipline, clue, work, member, organization)
}


def in_labels(slug: str, values: dict[str, Any]) -> dict[str, Any]:
    """Choices by their word, as people fill them in."""
    found = dict(values)
    for name, value in values.items():
        column = next((each for each in MODELS[slug]._meta.concrete_fields if each.name == name), None)
        if column is not None and column.choices and not isinstance(value, list):
            found[name] = str(dict(column.flatchoices)[value])
    return found


def test_there_is_one_for_all_that_can_be_imported() -> None:
    assert MAKERS.keys() == BLANKS.keys()


@pytest.mark.parametrize("slug", BLANKS)
def test_every_column_is_recognised_and_the_example_is_no_record(slug: str) -> None:
    found = read(blank(slug), f"{slug}.xlsx", kind=slug)
    table, *others = found.sheets
    assert (table.kind, table.header_row, table.unknown, table.problem) == (slug, HEADER_ROW, [], "")
    titles = {each.title for each in BLANKS[slug]}
    assert titles == set(table.columns)
    assert found.outcomes() == {EXAMPLE_ROW: "skipped"}
    assert [(sheet.name, sheet.empty) for sheet in others] == [(LISTS, True), (NOTES, True)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("slug", BLANKS)
def test_what_is_filled_in_is_what_is_understood(slug: str, seed: int, office: SimpleNamespace) -> None:
    chance = Random(f"{slug}:{seed}")  # noqa: S311 - to be repeated
    cases = [MAKERS[slug](chance, number) for number in range(ROWS)]
    found = read(filled(slug, [cells for cells, _ in cases]), "模板.xlsx")
    assert found.sheets[0].kind == slug
    for number, (_, values) in enumerate(cases, EXAMPLE_ROW + 1):
        assert in_labels(slug, found.values(number)) == values


def test_drop_downs_offer_choices_and_organisations_by_name() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank("meeting")))
    sheet, lists = book.worksheets[0], book[LISTS]
    assert lists.sheet_state == "hidden"
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        column = rule.formula1.split("$")[1]
        words = [cell.value for cell in lists[column] if cell.value is not None]
        offered[words[0]] = words[1:]
        assert str(rule.sqref).endswith(str(LAST_ROW))
    assert offered["党组织"] == [BUREAU, FIRST, SECOND]
    assert "支部党员大会" in offered["会议活动类型"]
    assert offered["是否扩大"] == ["是", "否"]


def test_it_prints_on_a4_landscape_one_page_wide() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank("talk")))
    setup = book.worksheets[0].page_setup
    assert (setup.orientation, int(setup.paperSize), int(setup.fitToWidth)) == ("landscape", 9, 1)


def test_nothing_of_a_name_becomes_a_formula() -> None:
    out = io.BytesIO()
    write_template(out, "meeting", ["=HYPERLINK(1)"])
    with zipfile.ZipFile(out) as package:
        assert b"<f>" not in b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize(
    ("who", "slugs"),
    [
        ("administrator", {"meeting", "lecture", "talk", "work", "member", "organization"}),
        ("inspector", {"discipline", "clue"}),
        ("secretary", set()),
        ("stranger", set()),
    ],
)
def test_whoever_may_import_a_kind_gets_its_template(
    who: str, slugs: set[str], client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(getattr(cast, who))
    for slug in [*BLANKS, "picnic"]:
        answer = client.get(reverse("import_template", args=[slug]))
        assert answer.status_code == (200 if slug in slugs else 404), slug
    if slugs:
        page = client.get(reverse("import_upload")).content.decode()
        assert {slug for slug in BLANKS if reverse("import_template", args=[slug]) in page} == slugs


def test_a_template_offers_no_organisation_out_of_reach(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.administrator)
    data = b"".join(client.get(reverse("import_template", args=["member"])).streaming_content)
    names = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data))[LISTS]["C"]]
    assert FIRST in names
    assert not {"云岭市水务局机关党委", GROUP} & set(names)
    assert not Member.objects.exists()
