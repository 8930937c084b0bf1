"""The editor in a real browser: written, counted, saved, had back, downloaded; at a desk and by touch."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from branches.models import User
from reports.models import Manuscript
from tests.browser import DESK, OpenPage, kept
from tests.cast import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, User], None]


def begun(page: Page) -> str:
    """Begin to edit the document of 2023; the address of the editor."""
    page.goto("/reports/?year=2023")
    page.get_by_role("button", name="编辑正文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("年度党建工作总结")
    return page.url


def at_the_end(page: Page) -> None:
    page.get_by_label("正文", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")


def is_saved(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_text(re.compile(r"^已保存 \d\d:\d\d$"))


def test_write_count_save_go_back_and_download(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    sign_in(page, cast.administrator)
    url = begun(page)
    live = page.locator("#live")
    at_the_end(page)
    page.keyboard.type("主题党日办了【主题党日")
    listed = page.get_by_role("option")
    expect(listed.first).to_contain_text("主题党日次数")
    expect(listed.first).to_contain_text("3 次")
    expect(listed.nth(1)).to_contain_text("26 人次")
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("次，参加【主题党日参加人次|")
    expect(page.get_by_role("option").first).to_contain_text("20余")
    page.keyboard.press("Enter")
    page.keyboard.type("人次；又开会【党组会次")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("数】次，全年召开党组会9次。")
    is_saved(page)
    expect(live).to_contain_text("主题党日办了3次，参加20余人次；又开会2次，全年召开党组会9次。")
    expect(live.get_by_title("主题党日次数（2023年）").last).to_have_attribute(
        "href", re.compile("/figures/meeting.theme_day.count/records/")
    )
    expect(page.get_by_role("link", name="1 处请核对")).to_be_visible()
    live.get_by_role("button", name="换成【党组会次数】").click()
    expect(live).to_contain_text("又开会2次，全年召开党组会2次。")
    expect(page.get_by_role("link", name="处请核对")).to_have_count(0)

    page.goto("/")
    page.goto(url)
    expect(page.get_by_label("正文", exact=True)).to_have_value(re.compile("召开党组会【党组会次数】次。$"))
    assert kept(page) == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").click()
    lines = [paragraph.text for paragraph in docx.Document(str(download.value.path())).paragraphs]
    assert "主题党日办了3次，参加20余人次；又开会2次，全年召开党组会2次。" in lines

    page.get_by_role("link", name="以往版本").click()
    page.get_by_role("link", name="打开").last.click()
    expect(page.locator("main")).to_contain_text("按提纲生成")
    page.get_by_role("button", name="恢复为这一版").click()
    expect(page.get_by_label("正文", exact=True)).not_to_have_value(re.compile("主题党日办了"))
    assert Manuscript.objects.get().versions.count() == 3


def test_what_could_not_be_saved_stays_in_the_browser(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    sign_in(page, cast.administrator)
    url = begun(page)
    on_their_way: list[Route] = []
    page.route(f"{url}save/", lambda route: on_their_way.append(route))
    with page.expect_request(f"{url}save/"):
        at_the_end(page)
        page.keyboard.type("网络很慢时写的。")
    expect(page.locator("[data-state]")).to_have_text("有改动，稍停即自动保存")
    on_their_way[0].continue_()
    page.unroute(f"{url}save/")
    is_saved(page)

    page.context.set_offline(True)
    page.keyboard.type("断网时写的。")
    expect(page.locator("[data-state]")).to_contain_text("没有网络，还没有保存，内容已暂存在这台电脑上")
    page.context.set_offline(False)
    is_saved(page)
    assert "断网时写的。" in Manuscript.objects.get().text

    Session.objects.all().delete()
    page.keyboard.type("登录过期后写的😀。")
    expect(page.locator("[data-state]")).to_contain_text("登录已过期，没有保存")
    sign_in(page, cast.administrator)
    page.get_by_role("link", name="重新登录，接着写").click()
    expect(page).to_have_url(url)
    is_saved(page)
    assert Manuscript.objects.get().text.endswith("断网时写的。登录过期后写的😀。")
    assert kept(page) == 0


def test_the_second_of_two_chooses(
    open_page: OpenPage,
    sign_in: SignIn,
    cast: SimpleNamespace,
    office: SimpleNamespace,
    records: SimpleNamespace,
) -> None:
    one, other = open_page(**DESK), open_page(**DESK)
    sign_in(one, cast.administrator)
    sign_in(other, make_user("colleague", "administrator", office.bureau))
    other.goto(begun(one))
    at_the_end(other)
    other.keyboard.type("同事写的。")
    is_saved(other)
    for choice, words in (("用我写的", "我写的。"), ("用对方的", "同事又写的。")):
        at_the_end(one)
        one.keyboard.type("我写的。")
        told = one.locator("[data-conflict]")
        expect(told).to_contain_text("colleague在别处保存了不同的正文")
        found = Axe().run(one)
        assert not found.response["violations"], found.generate_report()
        told.get_by_role("button", name=choice).click()
        expect(told).to_be_empty()
        expect(one.locator("[data-state]")).to_contain_text("已")
        expect(one.locator("#live")).to_contain_text(words)
        assert Manuscript.objects.get().text.endswith(words)
        other.reload()
        at_the_end(other)
        other.keyboard.type("同事又写的。")
        is_saved(other)
    texts = [version.text for version in Manuscript.objects.get().versions.all()]
    for words in ("同事写的。", "\n我写的。", "同事又写的。"):
        assert any(text.endswith(words) for text in texts), words


def test_by_touch_on_a_telephone(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    sign_in(phone, cast.administrator)
    begun(phone)
    at_the_end(phone)
    phone.get_by_role("button", name="插入数字").tap()
    phone.keyboard.type("谈心谈话人")
    phone.get_by_role("option", name="谈心谈话人次").tap()
    is_saved(phone)
    assert Manuscript.objects.get().text.endswith("\n【谈心谈话人次】")
    expect(phone.locator("#live")).to_contain_text("2")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
