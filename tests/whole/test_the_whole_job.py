"""The main job in a real browser: log, import, count, open a number, download the document."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from branches.models import Change, Duty, Meeting, Member
from branches.standard_duties import STANDARD

pytestmark = pytest.mark.browser

PASSWORD = "a-long-password-1"


def sign_in_by_the_form(page: Page, username: str) -> None:
    page.goto("/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今日待办")


def a_ledger(path: Path, year: int) -> Path:
    """A ledger as an office keeps it: title, unit row, header, rows; one branch written once for two rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "会议台账"
    sheet.append([f"{year}年度第二党支部会议活动台账"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填报单位：青峰市档案发展局机关党委"])
    sheet.append(["序号", "党支部", "会议类型", "会议主题", "会议时间", "会议地点", "应到人数", "实到人数"])
    rows = [
        ("第二支部", "支部党员大会", "讨论年度工作计划", f"{year}.1.5", 12, "11人"),
        ("第二支部", "主题党日", "参观档案陈列室", f"{year}年1月10日", 12, 10),
    ]
    for number, (branch, kind, title, day, expected, present) in enumerate(rows, 1):
        sheet.append([number, branch, kind, title, day, "三楼会议室", expected, present])
    book.save(path)
    return path


def test_from_the_first_meeting_to_the_word_file(
    open_page: Callable[..., Page],
    office: SimpleNamespace,
    cast: SimpleNamespace,
    roster: list[Member],
    tmp_path: Path,
) -> None:
    Duty.objects.all().delete()
    Duty.objects.bulk_create(Duty(**values) for values in STANDARD)
    today = timezone.localdate()
    year = today.year - 1
    day = datetime.date(year, 3, 5)

    # The secretary logs a general meeting with attendance and agenda.
    page = open_page(viewport={"width": 1366, "height": 768})
    sign_in_by_the_form(page, "secretary")
    page.get_by_role("link", name="登记会议活动").first.click()
    page.get_by_label("会议活动类型").select_option(label="支部党员大会")
    page.get_by_label("名称（主题）").fill("第一季度党员大会")
    page.get_by_label("日期", exact=False).first.fill(day.isoformat())
    page.get_by_label("地点").fill("二楼会议室")
    absentee = page.locator(".roster li", has_text="苏念慈")
    absentee.get_by_text("请假", exact=True).click()
    absentee.get_by_label("苏念慈未到的原因").fill("出差")
    agenda = page.locator("#part-agenda_items")
    agenda.get_by_label("议题", exact=True).first.fill("审议年度工作计划")
    agenda.get_by_label("类别").first.select_option(label="党建")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第一季度党员大会")
    meeting = Meeting.objects.get(title="第一季度党员大会")
    assert (meeting.organization, meeting.date) == (office.first, day)
    assert (meeting.expected, meeting.present, meeting.leave, meeting.absent) == (9, 8, 1, 0)
    assert meeting.attendances.get(name="苏念慈").reason == "出差"
    assert [item.category for item in meeting.agenda_items.all()] == ["party_building"]
    kept = Change.objects.filter(subject_label="branches.meeting", subject_id=meeting.pk)
    assert {change.user for change in kept} == {cast.secretary}

    # The administrator imports a past ledger.
    desk = open_page(viewport={"width": 1366, "height": 768})
    sign_in_by_the_form(desk, "administrator")
    desk.get_by_role("link", name="导入").first.click()
    desk.get_by_role("link", name="上传").first.click()
    desk.locator("input[type=file]").set_input_files(a_ledger(tmp_path / "会议台账.xlsx", year))
    desk.get_by_role("button", name="上传").click()
    desk.get_by_role("button", name="下一步：逐行预览").click()
    desk.get_by_role("button", name="确认导入 2 条").click()
    expect(desk.get_by_text("这一批现有记录 2 条")).to_be_visible()
    imported = Meeting.objects.get(title="讨论年度工作计划")
    assert (imported.organization, imported.expected, imported.present) == (office.second, 12, 11)

    # The summary of the year counts both, and a number opens its records.
    desk.goto(f"/reports/?organization={office.bureau.pk}&year={year}")
    number = desk.locator("a.counted[title^='支部党员大会次数']").first
    expect(number).to_contain_text("2")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="下载 Word").click()
    document = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "支部党员大会2次" in text.replace(" ", "")
    assert "【" not in text
    number.click()
    expect(desk.get_by_role("link", name="第一季度党员大会")).to_be_visible()
    expect(desk.get_by_role("link", name="讨论年度工作计划")).to_be_visible()
    desk.get_by_role("link", name="第一季度党员大会").click()
    expect(desk.get_by_text("苏念慈").first).to_be_visible()

    # The neighbour sees neither the meeting nor the import.
    other = open_page(viewport={"width": 360, "height": 740})
    sign_in_by_the_form(other, "neighbour")
    answer = other.goto(f"/records/meeting/{meeting.pk}/")
    assert answer is not None
    assert answer.status == 404
    answer = other.goto("/imports/")
    assert answer is not None
    assert answer.status == 404
