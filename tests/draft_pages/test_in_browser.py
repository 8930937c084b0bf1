"""Last year's document becomes this year's, in a real browser: at a desk and on a telephone."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from branches.models import User
from tests.browser import DESK, PHONE, OpenPage, look
from tests.draft_pages.conftest import LAST_YEAR, word_file
from tests.draft_pages.test_filled_word import commented
from tests.drafts.documents import paragraphs, shape

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("records")]

SignIn = Callable[[Page, User], None]


@pytest.mark.parametrize(
    ("device", "script"), [(PHONE, True), (DESK, False)], ids=["phone", "desk, no script"]
)
def test_last_years_document_becomes_this_years(
    open_page: OpenPage,
    sign_in: SignIn,
    cast: SimpleNamespace,
    tmp_path: Path,
    device: dict[str, Any],
    script: bool,
) -> None:
    before = word_file()
    (tmp_path / "总结.docx").write_bytes(before)
    page = open_page(**device, java_script_enabled=script)
    sign_in(page, cast.administrator)
    page.goto("/drafts/")
    if script:
        look(page)
    page.get_by_label("文稿文件").set_input_files(tmp_path / "总结.docx")
    page.get_by_label("年份").fill("2023")
    page.get_by_role("button", name="填写旧稿").click()
    text = page.get_by_role("article")
    expect(text).to_contain_text("60余改为70余次")
    if script:
        look(page)
    page.get_by_role("link", name="从第一处待定开始").click()
    panel = page.get_by_role("complementary", name="选择指标")
    expect(panel).to_contain_text("18场次")
    if script:
        look(page)
    panel.get_by_label("其他指标").select_option(label="主题党日次数（7 次）")
    panel.get_by_role("button", name="选用").click()
    expect(page.get_by_role("status")).to_contain_text("已选“主题党日次数”。")
    expect(text).to_contain_text("18改为7场次")
    page.get_by_role("link", name="第一种").or_(text.get_by_title("第一种形态处理人次", exact=False)).click()
    panel.get_by_role("button", name="不是指标").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载填好的文稿").click()
    assert download.value.suggested_filename == "总结（2023年）.docx"
    after = Path(download.value.path()).read_bytes()
    expected = "\n".join(LAST_YEAR).replace("60余次", "70余次").replace("八次", "十二次")
    assert "\n".join(paragraphs(after)) == expected.replace("18场次", "7场次")
    assert shape(after) == shape(before)
    with page.expect_download() as copy:
        page.get_by_role("link", name="下载核对稿").click()
    assert set(commented(Path(copy.value.path()).read_bytes())) == {"70余次", "十二次", "7场次"}
    page.get_by_text("定稿存档").click()
    page.get_by_role("button", name="确认定稿").click()
    expect(page.get_by_role("status")).to_contain_text("已定稿：总结（2023年）")
    with page.expect_download() as final:
        page.get_by_role("link", name="下载定稿").click()
    assert Path(final.value.path()).read_bytes() == after


@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
def test_a_check_leads_from_the_disagreement_to_its_place(
    open_page: OpenPage, sign_in: SignIn, cast: SimpleNamespace, device: dict[str, Any]
) -> None:
    page = open_page(**device)
    sign_in(page, cast.administrator)
    page.goto("/drafts/")
    page.get_by_label("或粘贴文字").fill("2023年总结\n全年召开党组会74次，开展理论学习中心组学习8次。")
    page.get_by_label("年份").fill("2023")
    page.get_by_role("button", name="核对文稿").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("不一致 1 处，一致 1 处")
    look(page)
    page.locator("table tbody tr").first.get_by_role("link").click()
    current = page.locator("a.quantity[aria-current]")
    expect(current).to_have_text(re.compile(r"^8次✗"))
    expect(current).to_be_visible()
    page.wait_for_load_state()
    box, height = current.bounding_box(), page.evaluate("window.innerHeight")
    assert box and 0 < box["y"] < height
    panel = page.get_by_role("complementary", name="选择指标")
    expect(panel).to_contain_text("理论学习中心组学习次数")
    covered = panel.bounding_box()
    assert covered and not (
        covered["x"] < box["x"] < covered["x"] + covered["width"] and covered["y"] < box["y"]
    )
    look(page)
