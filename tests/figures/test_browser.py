"""The page of figures in a real browser, at a desk and on a telephone."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from branches.models import DisciplinaryAction, Lecture, Meeting, User
from tests.browser import PHONE, OpenPage, look

pytestmark = pytest.mark.browser


@pytest.fixture
def records(office: SimpleNamespace) -> None:
    for month in range(1, 13):
        Meeting.objects.create(
            organization=office.first,
            date=datetime.date(2023, month, 5),
            kind="theme_day",
            title="学习贯彻条例、重温入党誓词并缴纳党费的主题党日活动",
            present=12,
            expected=13,
        )
    Lecture.objects.create(organization=office.second, date=datetime.date(2023, 6, 1), topic="学党章")
    DisciplinaryAction.objects.create(
        organization=office.first, date=datetime.date(2023, 6, 1), person="某", form=1, measure="reminder"
    )


def test_from_a_number_to_its_records_and_on_to_one_of_them(
    open_page: OpenPage,
    sign_in: Callable[[Page, User], None],
    cast: SimpleNamespace,
    records: None,
) -> None:
    page = open_page(**PHONE)
    sign_in(page, cast.administrator)
    page.goto("/figures/?year=2023")
    look(page)
    row = page.get_by_role("row", name="主题党日次数")
    expect(row).to_contain_text("12 次")
    row.get_by_role("link", name="12 次").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("主题党日次数：12 次")
    look(page)
    links = page.locator("table a")
    expect(links).to_have_count(12)
    links.first.click()
    page.wait_for_url("**/records/meeting/**")


def test_another_year_is_two_steps_away_and_a_ledger_is_a_file(
    page: Page, sign_in: Callable[[Page, User], None], cast: SimpleNamespace, records: None
) -> None:
    sign_in(page, cast.administrator)
    page.goto("/figures/")
    page.get_by_label("年份").fill("2023")
    page.get_by_role("button", name="统计").click()
    expect(page.get_by_role("row", name="党课次数").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="会议活动", exact=True).last.click()
    assert download.value.suggested_filename == "机关党委2023年会议活动台账.xlsx"
