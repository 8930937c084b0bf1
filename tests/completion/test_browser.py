"""The page of completion in a real browser, at a desk and on a telephone."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from branches.models import User
from tests.browser import look

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, User], None]


def test_from_the_office_to_the_branch_to_the_month_to_the_record(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    year.first.term_ends_on = datetime.date(2024, 6, 1)
    year.first.save()
    page = phone
    sign_in(page, cast.administrator)
    page.goto("/completion/?year=2024")
    look(page)
    expect(page.locator("svg.chart")).to_have_count(2)
    page.get_by_role("link", name="第一支部", exact=True).click()
    expect(page.get_by_text("每月 1 次").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="4月主题党日已完成，查看记录").click()
    expect(page.get_by_text("共 1 条符合条件")).to_be_visible()
    look(page)
    page.go_back()
    page.get_by_role("link", name="机关党委").click()
    expect(page.get_by_role("link", name="第二支部", exact=True)).to_be_visible()


def test_a_secretary_logs_what_is_missing_from_the_month_itself(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    page = phone
    sign_in(page, cast.secretary)
    page.goto("/completion/?year=2024")
    look(page)
    target = page.get_by_role("link", name="3月主题党日，未完成")
    box = target.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= 44
    target.click()
    page.wait_for_url("**/records/meeting/add/**")


def test_the_signs_are_printed_too(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    """Browsers leave backgrounds out when printing; the signs are drawings and stay."""
    sign_in(page, cast.administrator)
    page.goto("/completion/?year=2024")
    page.emulate_media(media="print")
    expect(page.locator("svg.marks use").first).to_be_visible()
    expect(page.get_by_role("navigation", name="主导航")).not_to_be_visible()
    fill = page.evaluate("getComputedStyle(document.querySelector('#sign-overdue rect')).fill")
    assert fill == "rgb(168, 56, 10)"


def test_only_those_behind_is_two_clicks(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    sign_in(page, cast.administrator)
    page.goto("/completion/?year=2024")
    page.get_by_label("只看有欠缺的").check()
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("link", name="第一支部", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel").click()
    assert download.value.suggested_filename == "机关党委2024年完成情况.xlsx"
