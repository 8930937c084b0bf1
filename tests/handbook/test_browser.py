"""The handbook in a real browser, at a desk and on a telephone: chosen, written, fetched."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from branches.models import User
from tests.browser import look
from tests.handbook.test_word import every_word
from tests.printed.reading import opened

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, User], None]


def test_from_the_choice_to_the_file(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, year: SimpleNamespace
) -> None:
    page = phone
    sign_in(page, cast.administrator)
    page.goto("/handbook/?year=2024")
    look(page)
    page.get_by_role("link", name="第二支部").click()
    look(page)
    page.get_by_role("button", name="生成工作手册").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename == "青峰市档案发展局第二党支部2024年工作手册.docx"
    assert "第三季度大会" in every_word(opened(Path(download.value.path()).read_bytes()))
    page.go_back()
    page.get_by_text("支部党员大会 2 条").get_by_role("link").click()
    expect(page.get_by_text("第三季度大会").first).to_be_visible()
    expect(page.get_by_text("植树").first).not_to_be_visible()
