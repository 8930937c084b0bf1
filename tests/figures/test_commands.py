"""The commands ``figures`` and ``export_ledger``, as a scheduler and a person see them."""

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from branches.models import (
    AgendaItem,
    Attendance,
    Clue,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Meeting,
    Organization,
    WorkItem,
)
from reports.figures.registry import registry

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 3, 5)


def run(name: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def records(office: SimpleNamespace) -> SimpleNamespace:
    meeting = Meeting.objects.create(
        organization=office.first,
        date=DAY,
        kind="theme_day",
        title="=1+1",
        present=12,
        content="@主持",
        place="三楼\x0b会议室",
        start_time=datetime.time(9, 30),
    )
    Attendance.objects.create(meeting=meeting, name="程远山", status="present")
    Attendance.objects.create(meeting=meeting, name="林晓岚", status="leave", reason="出差")
    AgendaItem.objects.create(meeting=meeting, topic="学习条例", category="party_building")
    AgendaItem.objects.create(meeting=meeting, topic="缴纳党费", position=2)
    Meeting.objects.create(organization=office.second, date=DAY, kind="theme_day", title="植树", present=9)
    Meeting.objects.create(
        organization=office.second, date=datetime.date(2022, 3, 5), kind="theme_day", title="往年"
    )
    WorkItem.objects.create(
        organization=office.first, date=DAY, kind="condolence", title="慰问", amount=Decimal("3.5")
    )
    return SimpleNamespace(meeting=meeting)


def test_figures_for_a_machine(office: SimpleNamespace, records: SimpleNamespace) -> None:
    found = json.loads(run("figures", organization="机关党委", year="2023", json=True))["figures"]
    assert len(found) == len(registry)
    by_key = {each["key"]: each for each in found}
    assert by_key["meeting.theme_day.count"] == {
        "key": "meeting.theme_day.count",
        "name": "主题党日次数",
        "unit": "次",
        "value": 2,
    }
    assert by_key["meeting.theme_day.person_times"]["value"] == 21
    assert by_key["work.condolence.amount"]["value"] == 3.5
    assert by_key["meeting.general.count"]["value"] is None


def test_one_figure_by_key_or_by_name(office: SimpleNamespace, records: SimpleNamespace) -> None:
    for word in ("meeting.theme_day.count", "主题党日次数"):
        out = run("figures", organization=office.first.name, year="2023", figure=[word], json=True)
        assert [(each["key"], each["value"]) for each in json.loads(out)["figures"]] == [
            ("meeting.theme_day.count", 1)
        ]


def test_figures_for_people(office: SimpleNamespace, records: SimpleNamespace) -> None:
    out = run("figures", organization="机关党委", year="2023")
    lines = {line.split("  ")[0]: line for line in out.splitlines()}
    assert lines["主题党日次数"].endswith("2 次")
    assert lines["支部党员大会次数"].endswith("无记录")
    assert lines["走访慰问金额"].endswith("3.5 万元")
    assert "【会议活动】" in lines


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"organization": ""}, "请用 --organization 写明"),
        ({"organization": "没有的支部"}, "没有名为“没有的支部”的党组织"),
        ({"organization": "同名"}, "不止一个"),
        ({"year": ""}, "--year"),
        ({"year": "二〇二三"}, "“二〇二三”无法使用"),
        ({"year": "020231"}, "无法使用"),
        ({"year": "９"}, "无法使用"),
        ({"year": "1900"}, "无法使用"),
        ({"year": "9999"}, "无法使用"),
        ({"figure": ["没有的指标"]}, "没有代号或名称为“没有的指标”的指标"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(
    office: SimpleNamespace, given: dict[str, Any], reason: str
) -> None:
    for number in range(2):
        Organization.objects.create(name=f"重名支部{number}", short_name="同名", kind="branch")
    with pytest.raises(CommandError) as refused:
        run("figures", **{"organization": "机关党委", "year": "2023", **given})
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def exported(kind: str, target: Path) -> Any:
    run("export_ledger", kind=kind, organization="机关党委", year="2023", output=str(target))
    return load_workbook(target).active


def row_of(sheet: Any, number: int) -> dict[str, Any]:
    return {
        title.value: cell.value for title, cell in zip(sheet[3], sheet[number], strict=True) if title.value
    }


def test_a_ledger_holds_every_record_of_the_year_in_order(
    office: SimpleNamespace, records: SimpleNamespace, tmp_path: Path
) -> None:
    sheet = exported("meeting", tmp_path / "台账.xlsx")
    assert sheet["A1"].value == "青峰市档案发展局机关党委2023年会议活动台账"
    assert sheet["A2"].value.startswith("填报单位：青峰市档案发展局机关党委　汇总日期：")
    assert sheet.max_row == 5
    first, second = row_of(sheet, 4), row_of(sheet, 5)
    assert (first["序号"], first["党组织"]) == (1, office.first.name)
    assert first["日期"] == datetime.datetime(2023, 3, 5)
    assert first["开始时间"] == datetime.time(9, 30)
    assert first["实到人数"] == 12
    assert first["参加人员"] == "程远山"
    assert first["缺席人员及原因"] == "林晓岚（出差）"
    assert first["议题"] == "1. 学习条例（党建）\n2. 缴纳党费"
    assert first["地点"] == "三楼会议室"
    assert (second["序号"], second["名称（主题）"]) == (2, "植树")


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("", "林晓岚（出差）、周启明（缺席）"),
        ("林晓岚出差，周启明未到。", "林晓岚出差，周启明未到。"),
        ("另有两人迟到", "林晓岚（出差）、周启明（缺席）；另有两人迟到"),
    ],
)
def test_who_stayed_away_is_said_once(
    office: SimpleNamespace, records: SimpleNamespace, tmp_path: Path, note: str, cell: str
) -> None:
    Attendance.objects.create(meeting=records.meeting, name="周启明", status="absent")
    records.meeting.absentees_note = note
    records.meeting.save()
    assert row_of(exported("meeting", tmp_path / "台账.xlsx"), 4)["缺席人员及原因"] == cell


def test_no_text_of_a_ledger_becomes_a_formula(
    office: SimpleNamespace, records: SimpleNamespace, tmp_path: Path
) -> None:
    sheet = exported("meeting", tmp_path / "台账.xlsx")
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    for text in ("=1+1", "@主持"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix
    assert not [cell for cell in cells.values() if cell.data_type == "f"]


def test_a_ledger_is_ready_for_the_printer(
    office: SimpleNamespace, records: SimpleNamespace, tmp_path: Path
) -> None:
    sheet = exported("work", tmp_path / "台账.xlsx")
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:O4"
    assert not sheet.merged_cells.ranges
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"


def test_a_wide_ledger_is_printed_on_two_pages_side_by_side(
    office: SimpleNamespace, records: SimpleNamespace, tmp_path: Path
) -> None:
    sheet = exported("meeting", tmp_path / "台账.xlsx")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$A"


def test_every_kind_of_ledger(office: SimpleNamespace, tmp_path: Path) -> None:
    given = {"organization": office.first, "date": DAY}
    lecture = Lecture.objects.create(topic="党章", **given)
    Lecturer.objects.create(lecture=lecture, name="程远山", post="branch_secretary")
    DisciplinaryAction.objects.create(person="郑文博", form=1, measure="reminder", **given)
    Clue.objects.create(number="线索1", source="report", about="郑文博", **given)
    expected = {
        "lecture": {"党课题目": "党章", "授课人": "程远山", "授课人当日职务": "党支部书记"},
        "discipline": {"姓名": "郑文博", "运用形态": "第一种形态", "处理方式": "谈话提醒"},
        "clue": {"线索编号": "线索1", "已转立案": "否", "处置日期": None},
    }
    for kind, cells in expected.items():
        row = row_of(exported(kind, tmp_path / f"{kind}.xlsx"), 4)
        assert {title: row[title] for title in cells} == cells
    empty = exported("talk", tmp_path / "talk.xlsx")
    assert empty.max_row == 3
    assert run(
        "export_ledger",
        kind="问题线索",
        organization="第一支部",
        year="2023",
        output=str(tmp_path / "clue.xlsx"),
    ).startswith("已导出 1 条记录")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"kind": "没有"}, "请用 --kind 写明记录类型"),
        ({"output": ""}, "请用 --output 写明输出文件"),
        ({"output": "台账.docx"}, "应以 .xlsx 结尾"),
        ({"output": "/没有的文件夹/台账.xlsx"}, "不存在"),
    ],
)
def test_a_ledger_that_cannot_be_written_is_refused(
    office: SimpleNamespace, tmp_path: Path, given: dict[str, str], reason: str
) -> None:
    options = {"kind": "meeting", "organization": "机关党委", "year": "2023"}
    with pytest.raises(CommandError, match=reason):
        run("export_ledger", **{**options, "output": str(tmp_path / "台账.xlsx"), **given})
    assert list(tmp_path.iterdir()) == []
