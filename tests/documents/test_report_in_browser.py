"""年度报告 in a real browser: read, open a number, download; on a desk and on a telephone."""

from collections.abc import Callable
from types import SimpleNamespace

import docx
import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from tests.browser import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, AbstractBaseUser], None]


def test_from_the_number_to_its_records_and_back_to_the_word_file(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    sign_in(page, cast.administrator)
    page.goto("/reports/")
    page.get_by_label("年份").fill("2023")
    page.get_by_role("button", name="预览").click()
    sheet = page.locator("article")
    expect(sheet).to_contain_text("召开党组会2次")
    sheet.get_by_title("党组会次数（2023年）").first.click()
    expect(page.locator("main")).to_contain_text("党组会第1次会议")
    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").click()
    assert download.value.suggested_filename == "青峰市档案发展局机关党委2023年度党建工作总结.docx"
    word = docx.Document(str(download.value.path()))
    assert any("召开党组会2次" in paragraph.text for paragraph in word.paragraphs)


def test_the_page_can_be_read_by_everyone(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    sign_in(phone, cast.administrator)
    phone.goto("/reports/?year=2023")
    look(phone)
