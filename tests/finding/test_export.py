"""The list as shown, as an Excel file, opened again: its rows, their order, cells that stay what they are."""

import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from branches.models import Job, Lecture, Lecturer, Meeting, Role, Tag, WorkItem
from branches.views import asked_list
from reports import background
from reports.views import record_list
from tests.finding.conftest import meeting, page_of, titles, words

LIST = "/records/meeting/"
EXPORT = f"{LIST}excel/"
DAY = datetime.date(2024, 3, 5)
FIRST_ROW = 4


def opened(answer: Any) -> Worksheet:
    assert answer.status_code == 200, answer.status_code
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return load_workbook(io.BytesIO(content)).active


def column(sheet: Worksheet, heading: str) -> list[Any]:
    headings = [cell.value for cell in sheet[FIRST_ROW - 1]]
    return [row[headings.index(heading)].value for row in sheet.iter_rows(min_row=FIRST_ROW)]


def test_the_file_holds_what_the_page_shows_in_its_order(office, administrator) -> None:
    tag = Tag.objects.create(name="主题教育")
    for number in range(70):
        each = meeting(
            office.first if number % 2 else office.second,
            f"2024-03-{number % 28 + 1:02}",
            title=f"会议{number:02}",
            present=number,
            expected=99,
            chair="程远山",
            kind="theme_day" if number % 7 else "general",
        )
        each.tags.add(tag)
    meeting(office.elsewhere, title="别处的会议")
    for query in (
        "",
        "kind=theme_day&sort=-present",
        f"organization={office.first.pk}&sort=title",
        "q=会议1",
    ):
        sheet = opened(administrator.get(f"{EXPORT}?{query}"))
        answer = administrator.get(f"{LIST}?{query}")
        shown = titles(answer)
        while following := page_of(answer).xpath("//a[@rel='next']/@href"):
            answer = administrator.get(LIST + following[0])
            shown += titles(answer)
        assert column(sheet, "名称") == shown, query
        assert column(sheet, "序号") == list(range(1, len(shown) + 1))
    assert column(sheet, "标签") == ["主题教育"] * len(shown)
    assert column(sheet, "日期")[0].date() == Meeting.objects.get(title=shown[0]).date
    assert set(column(sheet, "党组织")) <= {office.first.name, office.second.name}
    assert set(column(sheet, "类型")) == {"支部党员大会", "主题党日"}
    assert all(isinstance(value, int) for value in column(sheet, "实到") + column(sheet, "应到"))


def test_the_first_rows_say_what_was_asked_for(office, administrator) -> None:
    meeting(office.first, kind="theme_day", title="甲")
    query = (
        f"kind=theme_day&year=2024&part=q1&start=2024-03-01&organization={office.bureau.pk}&lacking=agenda"
    )
    sheet = opened(administrator.get(f"{EXPORT}?{query}"))
    assert sheet["A1"].value == "会议活动清单"
    for said in (
        "会议活动类型：主题党日",
        "年份：2024年",
        "时段：第一季度",
        "自：2024-03-01",
        "完整性：没有议题",
        "党组织：机关党委",
    ):
        assert said in sheet["A2"].value
    assert "导出日期：" in sheet["A2"].value
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    setup = sheet.page_setup
    assert (setup.orientation, str(setup.paperSize), sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        "9",
        True,
    )
    assert sheet.auto_filter.ref.startswith("A3:")


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(office, administrator, text: str) -> None:
    each = meeting(office.first, chair=text, title=text)
    each.tags.add(Tag.objects.create(name=text))
    row = next(opened(administrator.get(EXPORT)).iter_rows(min_row=FIRST_ROW))
    assert {cell.data_type for cell in row} <= {"s", "n", "d"}
    said = [cell.value for cell in row if cell.data_type == "s" and cell.value in {text, text.strip()}]
    assert len(said) == 3
    assert all(cell.quotePrefix for cell in row if cell.value == text)


def test_control_characters_and_long_texts_do_not_spoil_the_file(office, administrator) -> None:
    meeting(office.first, title="甲\x0b乙\ufffe😀", chair="长" * 50)
    assert column(opened(administrator.get(EXPORT)), "名称") == ["甲乙😀"]


def test_all_names_stand_in_the_file(office, administrator) -> None:
    lecture = Lecture.objects.create(organization=office.first, date=DAY, topic="党课")
    for name in ("甲", "乙", "丙", "丁"):
        Lecturer.objects.create(lecture=lecture, name=name)
    sheet = opened(administrator.get("/records/lecture/excel/"))
    assert column(sheet, "授课人") == ["甲、乙、丙、丁"]
    WorkItem.objects.create(
        organization=office.first, date=DAY, kind="other", title="慰问", quantity="3.50", unit="户"
    )
    sheet = opened(administrator.get("/records/work/excel/"))
    assert (column(sheet, "数量"), column(sheet, "单位")) == ([3.5], ["户"])


def test_everybody_gets_their_own_rows_and_no_others(office, cast, enter, one_of_each) -> None:
    Meeting.objects.create(organization=office.second, date=DAY, kind="general", title="邻支部的会")
    assert column(opened(enter(cast.secretary).get(EXPORT)), "名称") == ["二季度党员大会"]
    assert column(opened(enter(cast.neighbour).get(EXPORT)), "名称") == ["邻支部的会"]
    for who in ("secretary", "administrator", "viewer", "stranger"):
        client = enter(getattr(cast, who))
        for slug in ("discipline", "clue"):
            assert client.get(f"/records/{slug}/excel/").status_code == 404
            assert client.post(f"/records/{slug}/excel/").status_code == 404
    inspector = enter(cast.inspector)
    assert column(opened(inspector.get("/records/discipline/excel/")), "姓名") == ["郑文博"]
    assert inspector.get(EXPORT).status_code == 404
    assert not Job.objects.exists()


def test_longer_files_ask_no_more_for_each_row(office, administrator) -> None:
    asked = []
    for count in (2, 100):
        for number in range(count):
            meeting(office.first, title=str(number)).tags.add(Tag.objects.get_or_create(name="甲")[0])
        with CaptureQueriesContext(connection) as captured:
            opened(administrator.get(EXPORT))
        asked.append(len(captured))
    assert asked[1] <= asked[0]


def test_a_long_list_is_made_in_the_background(office, cast, administrator, monkeypatch) -> None:
    monkeypatch.setattr(asked_list, "AT_ONCE", 2)
    monkeypatch.setattr(asked_list, "CHUNK", 2)
    for number in range(5):
        meeting(office.first, f"2024-03-0{number + 1}", title=str(number))
    page = administrator.get(f"{LIST}?year=2024&sort=date")
    (form,) = page_of(page).xpath("//form[contains(@action, 'excel')]")
    assert form.get("method") == "post"
    refused = administrator.get(f"{EXPORT}?year=2024", follow=True)
    assert "在后台导出" in words(refused)
    work = administrator.post(form.get("action"), follow=True)
    job = Job.objects.get()
    assert "会议活动清单（年份：2024年）" in words(work)
    sheet = opened(administrator.get(f"/jobs/{job.pk}/file/"))
    assert column(sheet, "名称") == ["0", "1", "2", "3", "4"]


def test_in_the_background_the_right_to_see_is_asked_again(office, cast, administrator, monkeypatch) -> None:
    monkeypatch.setattr(asked_list, "AT_ONCE", 0)
    meeting(office.first)
    job = Job.objects.create(
        kind="record_list",
        title="清单",
        asked_by=cast.administrator,
        parameters={"slug": "meeting", "query": ""},
    )
    Role.objects.filter(user=cast.administrator).delete()
    with pytest.raises(background.JobError, match="没有查看这类记录的权限"):
        background.export_list(job, lambda *told: None)
    assert not job.file_path.exists()


def test_too_long_a_list_is_refused_with_a_reason(office, cast, administrator, monkeypatch) -> None:
    for number in range(4):
        meeting(office.first, title=str(number))
    monkeypatch.setattr(asked_list, "AT_ONCE", 1)
    for module in (record_list, background):
        monkeypatch.setattr(module, "MOST", 3)
    refused = administrator.post(EXPORT, follow=True)
    assert "请先缩小范围" in words(refused)
    assert not Job.objects.exists()
    administrator.post(f"{EXPORT}?q=1")  # one of them
    assert Job.objects.get().state == Job.State.DONE
    administrator.post(f"{EXPORT}?q=党")
    administrator.post(f"{EXPORT}?lacking=agenda")
    assert Job.objects.first().state == Job.State.FAILED
    assert "请先缩小范围" in Job.objects.first().reason
