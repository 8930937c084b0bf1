"""The pages of record quality and of accounts in a real browser, at a desk and on a telephone."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from branches.models import User
from tests.browser import PHONE, OpenPage, look
from tests.quality.meetings import LONG, meeting

pytestmark = pytest.mark.browser


def test_from_the_home_page_to_a_finding_that_is_in_order(
    open_page: OpenPage,
    sign_in: Callable[[Page, User], None],
    cast: SimpleNamespace,
    office: SimpleNamespace,
) -> None:
    today = timezone.localdate()
    for place in (office.first, office.second):
        meeting(place, content=LONG, date=today)
    page = open_page(**PHONE)
    sign_in(page, cast.administrator)
    page.goto("/")
    page.get_by_role("link", name="1 处待核对").click()
    look(page)
    page.get_by_role("row", name="记录雷同").get_by_role("link", name="核对").click()
    look(page)
    page.get_by_role("button", name="记录属实").click()
    expect(page.get_by_text("请写明核对情况。")).to_be_visible()
    look(page)
    page.get_by_label("核对情况").fill("两个支部联合开展。")
    page.get_by_role("button", name="记录属实").click()
    expect(page.get_by_text("没有待核对的问题")).to_be_visible()
    page.get_by_label("看已核对的").check()
    page.get_by_role("button", name="筛选").click()
    look(page)
    page.locator("tbody a").first.click()
    expect(page.get_by_text("记录雷同，已核对。")).to_be_visible()
    look(page)
