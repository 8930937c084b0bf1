"""An administrator opens an account, and its owner signs in with it: two browsers, no shell."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from branches.models import User
from tests.browser import PHONE, QUIET, OpenPage, look
from tests.tools import chromium

pytestmark = pytest.mark.browser


def test_from_opening_an_account_to_its_owners_first_page(
    open_page: OpenPage, sign_in: Callable[[Page, User], None], cast: SimpleNamespace
) -> None:
    page, owners = open_page(**PHONE), open_page(**PHONE)
    sign_in(page, cast.administrator)
    page.goto("/accounts/manage/")
    page.get_by_role("link", name="开设账号").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert").get_by_text("请至少选择一个角色。")).to_be_visible()
    look(page)
    page.get_by_label("用户名").fill("linxiaolan")
    page.get_by_label("姓名").fill("林晓岚")
    page.get_by_label("角色", exact=True).last.select_option("支部书记（填报）")
    page.get_by_label("党组织（含下级）").last.select_option(label="第一支部")
    page.get_by_role("button", name="添加角色").click()
    page.get_by_label("角色", exact=True).last.select_option("查看")
    page.get_by_label("党组织（含下级）").last.select_option(label="第二支部")
    page.get_by_role("button", name="保存").click()
    password = page.locator("#one-time-password").inner_text()
    look(page)

    owners.goto("/records/meeting/add/")
    owners.get_by_label("用户名").fill("linxiaolan")
    owners.get_by_label("密码", exact=True).fill(password)
    owners.get_by_role("button", name="登录").click()
    expect(owners.get_by_text("一次性密码")).to_be_visible()
    look(owners)
    owners.get_by_label("旧密码").fill(password)
    owners.get_by_label("新密码", exact=True).fill("my-own-long-password")
    owners.get_by_label("新密码确认").fill("my-own-long-password")
    owners.get_by_role("button", name="保存新密码").click()
    expect(owners.get_by_role("heading", name="今日待办")).to_be_visible()

    page.get_by_role("link", name="返回账号列表").click()
    page.get_by_role("link", name="林晓岚").click()
    page.get_by_role("link", name="停用").click()
    page.get_by_role("button", name="停用账号").click()
    page.wait_for_url("**/manage/")
    owners.goto("/")
    expect(owners.get_by_role("heading", name="登录")).to_be_visible()


def test_back_after_signing_out_shows_nothing_of_who_has_left(
    live: LiveServer,
    chromium_browser: Browser,
    sign_in: Callable[[Page, User], None],
    cast: SimpleNamespace,
) -> None:
    """In a browser that keeps pages whole while one looks at others, as people's own do."""
    keeping = chromium_browser.browser_type.launch(
        executable_path=chromium(), args=QUIET, ignore_default_args=["--disable-back-forward-cache"]
    )
    page = keeping.new_page(base_url=live.url)
    sign_in(page, cast.secretary)
    page.goto("/members/")
    expect(page.get_by_role("heading", name="党员", exact=True)).to_be_visible()
    page.evaluate("window.sameAsBefore = true")
    page.goto("/jobs/")
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", name="党员", exact=True)).to_be_visible()
    assert page.evaluate("window.sameAsBefore"), "this browser keeps no pages"
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page.get_by_label("用户名")).to_be_visible()
    expect(page.get_by_role("heading", name="党员", exact=True)).to_have_count(0)
    keeping.close()
