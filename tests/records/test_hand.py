"""The form made for the hand: counted interactions, kinds that ask for what they need, rows moved by key.

What is counted is what the browser itself reports as done by a person: a press of the pointer, a field typed
into, a choice in a list, a key that is not text. To go to a field and type is one.
"""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from branches.models import Meeting, Member, Post, User
from tests.browser import DESK, OpenPage, look, wide
from tests.records.posting import fields_of, send, sentences, summary
from tests.records.test_copying import held

SignIn = Callable[[Page, User], None]

COUNTING = """
(() => {
  const read = () => JSON.parse(sessionStorage.getItem("done") ?? "[]");
  const note = (what) => sessionStorage.setItem("done", JSON.stringify([...read(), what]));
  const text = "textarea, input:not([type=radio]):not([type=checkbox])";
  document.addEventListener("pointerdown", (event) => {
    const pressed = event.target;
    if (event.isTrusted && !pressed.matches(text)) note(`press ${pressed.textContent.trim().slice(0, 20)}`);
  }, true);
  document.addEventListener("change", (event) => {
    const byHand = event.isTrusted || event.target.type === "time"; // Playwright sets the time itself
    if (byHand && event.target.matches(`${text}, select`)) note(`fill ${event.target.name}`);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.isTrusted && event.key.length > 1 && event.key !== "Process") note(`key ${event.key}`);
  }, true);
})();
"""


@pytest.fixture
def committee(office: SimpleNamespace, roster: list[Member]) -> list[Member]:
    """Five of the branch hold a post in it."""
    kinds = [
        "branch_deputy",
        "organization_commissioner",
        "publicity_commissioner",
        "discipline_commissioner",
    ]
    for member, kind in zip(roster[1:5], kinds, strict=True):
        Post.objects.create(
            member=member, organization=office.first, kind=kind, start_on=datetime.date(2020, 1, 1)
        )
    return roster[:5]


def absent(page: Page, name: str, status: str, reason: str) -> None:
    row = page.locator(".roster li", has_text=name)
    row.get_by_text(status, exact=True).click()
    expect(row.get_by_label(f"{name}未到的原因", exact=True)).to_be_focused()
    page.keyboard.type(reason)


def done(page: Page) -> list[str]:
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存：")).to_be_visible()
    found: list[str] = page.evaluate("JSON.parse(sessionStorage.getItem('done'))")
    return found


@pytest.mark.browser
def test_a_monthly_committee_meeting_takes_twelve_and_a_copy_six(
    open_page: OpenPage,
    sign_in: SignIn,
    cast: SimpleNamespace,
    office: SimpleNamespace,
    committee: list[Member],
) -> None:
    today = datetime.date.today()
    page = open_page(**DESK)
    page.add_init_script(COUNTING)
    sign_in(page, cast.secretary)
    page.goto("/records/meeting/add/?kind=committee")  # as the home page links to it
    page.get_by_label("开始时间").fill("09:00")
    page.get_by_label("地点").fill("二楼会议室")
    page.get_by_label("主持人").fill("程远山")
    page.get_by_label("记录人").fill("林晓岚")
    absent(page, "周启明", "请假", "出差")
    absent(page, "郑文博", "缺席", "原因不明")
    page.get_by_label("议题", exact=True).fill("研究支部工作")
    page.get_by_label("会议内容（记录）").fill("会议研究了支部工作。")
    counted = done(page)
    assert len(counted) <= 12, counted
    assert len(counted) >= 11, f"not everything was counted: {counted}"
    first = Meeting.objects.get()
    assert (first.expected, first.present, first.leave, first.absent) == (5, 3, 1, 1)
    assert first.title == f"{today.year}年{today.month}月支部委员会"
    assert (first.start_time, first.chair) == (datetime.time(9, 0), "程远山")

    held(office, "committee", "2024-05-10", "上一次", "研究支部工作")
    page.evaluate("sessionStorage.clear()")
    page.goto("/records/meeting/add/?kind=committee")
    page.get_by_role("link", name="照上次登记").click()
    expect(page.get_by_text("已照")).to_be_visible()
    absent(page, "吴静宜", "请假", "病假")
    absent(page, "郑文博", "请假", "事假")
    counted = done(page)
    assert len(counted) <= 6, counted
    assert len(counted) == 6, f"not everything was counted: {counted}"
    second = Meeting.objects.latest("pk")
    assert (second.place, second.chair, second.recorder) == ("二楼会议室", "程远山", "林晓岚")
    assert (second.expected, second.present, second.leave) == (5, 3, 2)
    assert second.attendances.get(name="吴静宜").reason == "病假"
    assert [item.topic for item in second.agenda_items.all()] == ["研究支部工作"]
    assert second.content == ""


@pytest.mark.browser
def test_by_finger_the_reason_is_a_tap(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, committee: list[Member]
) -> None:
    sign_in(phone, cast.secretary)
    phone.goto("/records/meeting/add/?kind=committee&date=2024-05-10")
    row = phone.locator(".roster li", has_text="周启明")
    row.get_by_text("请假", exact=True).tap()
    row.get_by_role("button", name="病假").tap()
    expect(row.get_by_label("周启明未到的原因", exact=True)).to_have_value("病假")
    look(phone)
    part = phone.locator("#part-agenda_items")
    part.get_by_label("议题", exact=True).fill("先")
    part.get_by_role("button", name="添加议题").tap()
    part.get_by_label("议题", exact=True).nth(1).fill("后")
    part.get_by_role("button", name="上移").nth(1).tap()
    phone.get_by_role("button", name="保存").tap()
    expect(phone.get_by_text("已保存：")).to_be_visible()
    meeting = Meeting.objects.get()
    assert meeting.attendances.get(status="leave").reason == "病假"
    assert [item.topic for item in meeting.agenda_items.all()] == ["后", "先"]


@pytest.mark.browser
def test_the_keyboard_goes_through_the_choices_and_moves_topics(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, committee: list[Member]
) -> None:
    sign_in(page, cast.secretary)
    page.goto("/records/meeting/add/?kind=committee&date=2024-05-10")
    page.locator(".roster li", has_text="周启明").locator("input[value=present]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("缺席 1")).to_be_visible()
    expect(page.get_by_text("请假 0")).to_be_visible()
    part = page.locator("#part-agenda_items")
    for number, topic in enumerate(("甲", "乙", "丙")):
        if number:
            part.get_by_role("button", name="添加议题").click()
        part.get_by_label("议题", exact=True).nth(number).fill(topic)
    part.get_by_role("button", name="上移").nth(2).focus()
    page.keyboard.press("Enter")
    expect(part.locator("[data-rows-said]")).to_have_text("已移到第 2 项")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # at the top already
    expect(part.locator("[data-rows-said]")).to_have_text("已移到第 1 项")
    values = [each.input_value() for each in part.get_by_label("议题", exact=True).all()]
    assert values == ["丙", "甲", "乙"]


@pytest.mark.browser
def test_no_roster_is_shown_rather_than_a_wrong_one(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    sign_in(page, cast.secretary)
    page.goto("/records/meeting/add/?kind=general&date=2024-05-10")
    row = page.locator(".roster li", has_text="林晓岚")
    row.get_by_text("缺席", exact=True).click()
    Session.objects.all().delete()
    page.get_by_label("日期", exact=False).first.fill("2024-05-11")
    expect(page.get_by_text("名册没有取到")).to_be_visible()
    expect(page.locator(".roster li")).to_have_count(0)
    expect(page.get_by_label("用户名")).to_have_count(0)  # the page of signing in is not put into the form
    sign_in(page, cast.secretary)  # in another window
    page.get_by_role("button", name="重新取名册").click()
    expect(page.locator(".roster li")).to_have_count(9)
    expect(page.get_by_text("缺席 1")).to_be_visible()


ASKED: dict[str, tuple[list[str], list[str]]] = {
    "general": (["赞成", "议题"], ["优秀", "批评意见条数", "学习形式"]),
    "committee": (["议题"], ["赞成", "优秀"]),
    "group": (["议题"], ["赞成"]),
    "theme_day": (["联建单位", "学时", "会议内容（记录）"], ["议题", "赞成"]),
    "leading_group": (["议题", "扩大会议"], ["赞成", "联建单位"]),
    "central_group": (["学习形式", "专题", "议题"], ["赞成"]),
    "organizational_life": (["批评意见条数", "结束日期"], ["优秀", "议题"]),
    "democratic_life": (["批评意见条数", "征求意见条数"], ["优秀"]),
    "appraisal": (["优秀", "不合格"], ["批评意见条数"]),
    "ideology": (["议题"], ["优秀"]),
    "integrity": (["议题"], ["优秀"]),
    "warning_education": (["学时"], ["议题"]),
    "training": (["学时", "结束日期"], ["议题"]),
    "reading_class": (["结束日期", "学时"], ["议题"]),
    "exchange": (["联建单位", "学时"], ["议题"]),
    "study": (["学时"], ["联建单位"]),
    "joint": (["联建单位"], ["议题"]),
    "visit": (["联建单位", "结束日期"], ["议题"]),
    "volunteer": (["联建单位"], ["议题"]),
    "other": (["议题", "结束日期"], ["赞成"]),
}


@pytest.mark.browser
def test_every_kind_asks_for_what_it_needs(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    assert ASKED.keys() == set(Meeting.Kind.values)
    page = phone
    sign_in(page, cast.secretary)
    page.goto("/records/meeting/add/?date=2024-05-10")
    for kind, (shown, hidden) in ASKED.items():
        page.get_by_label("会议活动类型").select_option(kind)
        for label in shown:
            expect(page.get_by_label(label, exact=True).first, f"{kind}: {label}").to_be_visible()
        for label in hidden:
            expect(page.get_by_label(label, exact=True).first, f"{kind}: {label}").not_to_be_visible()
        assert wide(page) <= 0, kind
        first = page.locator("#id_agenda_items-0-category")
        expect(first).to_have_value("first_topic" if kind == "leading_group" else "")
    page.get_by_label("会议活动类型").select_option("general")
    page.get_by_label("议题", exact=True).fill("已经写好的")
    page.get_by_label("会议活动类型").select_option("visit")
    expect(page.get_by_label("议题", exact=True)).to_be_visible()  # what was typed is not folded away


def test_a_category_without_a_topic_is_told_and_does_not_stand_in_the_way(secretary, roster, office) -> None:
    url = "/records/meeting/add/?kind=leading_group&date=2024-05-10"
    assert fields_of(secretary.get(url))["agenda_items-0-category"] == "first_topic"
    answer = send(secretary, url, follow=True, title="党组会", attendance_by="counts", content="传达")
    assert "有一个议题只选了类别，没有写议题，这一项没有保存。" in sentences(answer)
    meeting = Meeting.objects.get()
    assert not meeting.agenda_items.exists()


def test_a_saved_topic_is_not_dropped_by_clearing_its_words(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    answer = send(
        secretary,
        f"{meeting.get_absolute_url()}edit/",
        agenda_items__0__topic="",
        agenda_items__0__speaker="",
    )
    assert "第 1 项议题：请填写议题。" in summary(answer)
    assert meeting.agenda_items.count() == 2


def test_after_a_mistake_the_posts_still_stand_beside_the_names(secretary, roster) -> None:
    answer = send(secretary, "/records/meeting/add/?kind=general&date=2024-05-10", title="")
    assert "程远山 党支部书记" in sentences(answer).replace("程远山党", "程远山 党")


def test_talks_before_an_organizational_life_meeting_have_days_of_their_own(secretary, one_of_each) -> None:
    meeting = one_of_each["meeting"]
    page = fields_of(secretary.get(f"/records/talk/add/?meeting={meeting.pk}"))
    assert page["date"] == "2024-05-10"
    Meeting.objects.update(kind="organizational_life")
    page = fields_of(secretary.get(f"/records/talk/add/?meeting={meeting.pk}"))
    assert (page.get("date"), page["meeting"]) == (None, str(meeting.pk))
