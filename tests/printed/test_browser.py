"""From the record to the printer in a real browser, at a desk and on a telephone."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from branches.models import User
from tests.browser import look

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, User], None]


def test_a_record_is_printed_from_its_page(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    page = phone
    page.add_init_script("window.print = () => { document.title = 'printed'; };")
    sign_in(page, cast.secretary)
    page.goto(records.meeting.get_absolute_url())
    page.get_by_role("link", name="打印").click()
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").click()
    assert download.value.suggested_filename == "2024-03-05 支部党员大会记录.docx"
    page.get_by_role("button", name="打印").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).not_to_be_visible()
    expect(page.get_by_text("第一段记录。")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("支部党员大会：一季度支部党员大会")
