"""What is being typed survives a closed page, an ended session, a lost network and a deleted record.

And it is nobody else's.
"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Dialog, Page, expect

from branches.models import Change, DisciplinaryAction, Meeting, Member, Record, User
from tests.browser import DESK, OpenPage, kept, look
from tests.records.posting import fields_of, sentences, summary

SignIn = Callable[[Page, User], None]
NEW = "/records/meeting/add/?kind=general&date=2024-05-10"


def write(page: Page) -> None:
    """Some of everything that a meeting's form can hold."""
    page.get_by_label("名称（主题）").fill("五月党员大会")
    page.get_by_label("会议内容（记录）").fill("第一段\n第二段，写了很久 😀")
    absentee = page.locator(".roster li", has_text="林晓岚")
    absentee.get_by_text("请假", exact=True).click()
    absentee.get_by_label("林晓岚未到的原因").fill("出差")
    agenda = page.locator("#part-agenda_items")
    agenda.get_by_label("议题", exact=True).fill("先研究的")
    agenda.get_by_role("button", name="添加学习材料").click()
    agenda.get_by_label("材料名称").fill("一篇文章")
    agenda.get_by_role("button", name="添加议题").click()
    agenda.get_by_label("议题", exact=True).nth(1).fill("后研究的")
    page.get_by_label("列席人员").fill("来宾甲")


def is_all_there(page: Page) -> None:
    expect(page.get_by_label("名称（主题）")).to_have_value("五月党员大会")
    expect(page.get_by_label("会议内容（记录）")).to_have_value("第一段\n第二段，写了很久 😀")
    expect(page.get_by_label("林晓岚未到的原因")).to_have_value("出差")
    expect(page.get_by_text("请假 1")).to_be_visible()
    topics = page.locator("#part-agenda_items").get_by_label("议题", exact=True)
    expect(topics.nth(0)).to_have_value("先研究的")
    expect(topics.nth(1)).to_have_value("后研究的")
    expect(page.get_by_label("材料名称")).to_have_value("一篇文章")
    expect(page.get_by_label("列席人员")).to_have_value("来宾甲")
    expect(page.get_by_role("alert")).to_have_count(0)


def save_it(page: Page) -> Meeting:
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("五月党员大会")
    meeting = Meeting.objects.live().get()
    assert [item.topic for item in meeting.agenda_items.all()] == ["先研究的", "后研究的"]
    assert meeting.attendances.get(status="leave").reason == "出差"
    assert kept(page) == 0
    return meeting


def sign_in_by_the_form(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill("a-long-password-1")
    page.get_by_role("button", name="登录").click()


@pytest.mark.browser
def test_a_closed_page_is_offered_back_to_its_person_alone(
    open_page: OpenPage, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    page = open_page(**DESK)
    sign_in(page, cast.secretary)
    page.goto(NEW)
    page.get_by_label("会议活动类型").select_option("committee")
    page.goto(NEW)
    expect(page.locator("[data-keep-offers] .notice")).to_have_count(0)  # nothing was typed

    write(page)
    page.goto("/")  # without saving
    sign_in(page, cast.administrator)
    page.goto(NEW)
    expect(page.locator("[data-keep-offers] .notice")).to_have_count(0)
    sign_in(page, cast.secretary)
    page.goto("/records/meeting/add/")
    offer = page.locator("[data-keep-offers]")
    expect(offer).to_contain_text("有未保存的内容“五月党员大会”")
    look(page)
    page.goto("/records/lecture/add/")
    expect(page.locator("[data-keep-offers] .notice")).to_have_count(0)  # another form
    page.goto("/records/meeting/add/")
    offer.get_by_role("button", name="恢复").click()
    expect(page.get_by_text("还没有保存", exact=True)).to_be_visible()
    is_all_there(page)
    assert not Meeting.objects.exists()
    page.get_by_label("列席人员").fill("来宾乙")
    page.goto("/records/meeting/add/")
    offer.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("列席人员")).to_have_value("来宾乙")
    save_it(page)

    page.goto(NEW)
    page.get_by_label("会议内容（记录）").fill("不要的")
    page.goto(NEW)
    offer.get_by_role("button", name="丢弃").click()
    page.goto(NEW)
    expect(page.locator("[data-keep-offers] .notice")).to_have_count(0)

    page.get_by_label("会议内容（记录）").fill("八天以前写的")
    page.goto("/")
    page.evaluate(
        """() => { const key = Object.keys(localStorage).find((each) => each.startsWith("kept/"));
        const entry = JSON.parse(localStorage[key]); entry.at -= 8 * 86400000;
        localStorage[key] = JSON.stringify(entry); }"""
    )
    page.goto("/")
    assert kept(page) == 0

    page.goto(NEW)
    page.get_by_label("会议内容（记录）").fill("退出前写的")
    page.goto("/")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    page.get_by_role("button", name="退出登录").click()
    assert kept(page) == 1
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    assert kept(page) == 0
    assert len(asked) == 2
    assert "您有 1 份没有保存的内容" in asked[0]


@pytest.mark.browser
def test_a_session_that_ends_while_writing_loses_nothing(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    sign_in(page, cast.secretary)
    page.goto(NEW)
    write(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("登录后自动恢复")).to_be_visible()
    sign_in_by_the_form(page, "secretary")
    expect(page.get_by_text("还没有保存", exact=True)).to_be_visible()
    is_all_there(page)

    # The token that guards the form is another one since somebody signed in again in another window.
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("页面已过期")
    assert (
        "会议内容（记录）：第一段\n第二段，写了很久 😀"
        in page.get_by_label("也可以从这里复制文字").input_value()
    )
    look(page)
    page.get_by_role("link", name="回到填写的页面").click()
    is_all_there(page)
    assert not Meeting.objects.exists()
    save_it(page)


@pytest.mark.browser
def test_another_person_who_signs_in_meanwhile_gets_nothing_of_it(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    sign_in(page, cast.secretary)
    page.goto(NEW)
    page.get_by_label("会议内容（记录）").fill("别人不该看到")
    Session.objects.all().delete()
    page.get_by_role("button", name="保存").click()
    sign_in_by_the_form(page, "administrator")
    expect(page.get_by_label("会议内容（记录）")).to_have_value("")
    page.goto("/records/meeting/999999/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    expect(page.get_by_text("您填写的内容还在")).not_to_be_visible()


@pytest.mark.browser
def test_without_network_nothing_is_lost_and_nothing_saved_twice(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    sign_in(page, cast.secretary)
    page.goto(NEW)
    write(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("网络没有连接，还没有保存")).to_be_visible()
    page.context.set_offline(False)

    page.route("**/records/meeting/add/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="保存").click()
    page.unroute("**/records/meeting/add/**")
    page.goto(NEW)
    is_all_there(page)

    # The server saves, and its answer gets lost on the way.
    page.route("**/records/meeting/add/**", lambda route: (route.fetch(max_redirects=0), route.abort()))
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="保存").click()
    page.unroute("**/records/meeting/add/**")
    for cookie in ("page_saved", "messages"):  # they came with the answer
        page.context.clear_cookies(name=cookie)
    assert Meeting.objects.count() == 1
    page.goto(NEW)
    expect(page.get_by_text("您上次填写的内容已经保存过了")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("五月党员大会")
    assert Meeting.objects.count() == 1
    assert kept(page) == 0


@pytest.mark.browser
def test_a_change_is_kept_too_and_still_compared_with_what_others_saved(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, one_of_each: dict[str, Record]
) -> None:
    meeting = one_of_each["meeting"]
    sign_in(page, cast.secretary)
    page.goto(f"{meeting.get_absolute_url()}edit/")
    page.get_by_label("决议事项").fill("改过的决议")
    page.goto("/")
    theirs = Meeting.objects.get(pk=meeting.pk)
    theirs.place = "三楼会议室"
    theirs.save()
    page.goto(f"{meeting.get_absolute_url()}edit/")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("决议事项")).to_have_value("改过的决议")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("row", name="地点")).to_contain_text("三楼会议室")
    page.get_by_label("地点").fill("三楼会议室")
    Meeting.objects.get(pk=meeting.pk).move_to_bin(cast.administrator)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("administrator在")
    expect(page.get_by_role("alert")).to_contain_text("删除了这条记录")
    look(page)
    page.get_by_role("button", name="保存为新记录").click()
    expect(page.get_by_text("已保存：支部党员大会：二季度党员大会")).to_be_visible()
    again = Meeting.objects.live().get()
    assert (again.decision, again.place, again.attendances.count()) == ("改过的决议", "三楼会议室", 10)
    assert kept(page) == 0


@pytest.mark.browser
def test_of_discipline_nothing_stays_on_the_machine(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    sign_in(page, cast.inspector)
    page.goto("/records/discipline/add/")
    page.get_by_label("姓名").fill("郑文博")
    page.goto("/")
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    page.goto("/records/discipline/add/")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("姓名")).to_have_value("郑文博")
    assert not DisciplinaryAction.objects.exists()


def test_what_is_restored_is_neither_checked_nor_saved(one_of_each, secretary) -> None:
    url = f"{one_of_each['meeting'].get_absolute_url()}edit/"
    page = fields_of(secretary.get(url)) | {"title": "", "date": "昨天", "restore": "yes"}
    changes = Change.objects.count()
    answer = secretary.post(url, page)
    assert answer.status_code == 200
    assert summary(answer) == []
    assert (fields_of(answer).get("title"), fields_of(answer)["date"]) == (None, "昨天")
    assert Change.objects.count() == changes


def test_a_record_deleted_meanwhile_gives_back_what_was_typed(
    one_of_each: dict[str, Record], secretary: Client, enter: Callable[[User], Client], cast: SimpleNamespace
) -> None:
    for slug in ("meeting", "lecture", "talk", "work"):
        record = one_of_each[slug]
        url = f"{record.get_absolute_url()}edit/"
        page = fields_of(secretary.get(url)) | {"remark": "我写的备注"}
        type(record).objects.get(pk=record.pk).move_to_bin(cast.administrator)
        for client in (enter(cast.neighbour), enter(cast.viewer)):
            assert client.post(url, page).status_code == 404
        answer = secretary.post(url, page)
        assert answer.status_code == 409
        assert "administrator在" in sentences(answer)
        kept = fields_of(answer)
        assert kept["remark"] == "我写的备注"
        assert b'action="/records/%s/add/"' % slug.encode() in answer.content
        saved = secretary.post(f"/records/{slug}/add/", kept)
        assert saved.status_code == 302, summary(saved)
        again = type(record).objects.live().get(remark="我写的备注")
        assert again.fingerprint == record.fingerprint
        assert again.pk != record.pk


def test_what_is_gone_for_good_is_not_found(one_of_each, secretary) -> None:
    url = f"{one_of_each['work'].get_absolute_url()}edit/"
    page = fields_of(secretary.get(url))
    one_of_each["work"].delete()
    assert secretary.post(url, page).status_code == 404


def test_only_a_saving_tells_the_browser_to_forget(secretary, roster) -> None:
    page = fields_of(secretary.get(NEW))
    refused = secretary.post(NEW, page | {"title": ""})
    assert "page_saved" not in refused.cookies
    saved = secretary.post(NEW, page | {"title": "党员大会"})
    assert saved.cookies["page_saved"].value == page["token"]
