"""The pages of records in a real browser: at a desk and on a telephone, by hand and by keyboard."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from branches.attaching import LARGEST
from branches.models import DisciplinaryAction, Meeting, Member, Post, Record, User
from tests.browser import DESK, PHONE, OpenPage, look, wide
from tests.records.files import photo

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, User], None]


@pytest.mark.parametrize("name", ["administrator", "inspector"])
def test_a_record_with_everything_filled_in_fits_and_shuts_nobody_out(
    phone: Page, sign_in: SignIn, cast: SimpleNamespace, one_of_each: dict[str, Record], name: str
) -> None:
    sign_in(phone, getattr(cast, name))
    for slug in ("discipline", "clue") if name == "inspector" else ("meeting", "lecture", "talk", "work"):
        url = one_of_each[slug].get_absolute_url()
        for address in (url, f"{url}edit/"):
            phone.set_viewport_size(PHONE["viewport"])
            answer = phone.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            look(phone)
            phone.set_viewport_size(DESK["viewport"])
            assert wide(phone) <= 0, address


def test_the_pages_of_those_who_are_not_in(phone: Page, sign_in: SignIn, cast: SimpleNamespace) -> None:
    page = phone
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill("secretary")
    page.get_by_label("密码", exact=True).fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    look(page)
    sign_in(page, cast.stranger)
    page.goto("/")
    expect(page.get_by_text("您的账号还没有分配角色")).to_be_visible()
    look(page)
    page.goto("/records/meeting/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    look(page)


def test_the_drawer_on_a_telephone(phone: Page, sign_in: SignIn, cast: SimpleNamespace) -> None:
    sign_in(phone, cast.secretary)
    phone.goto("/")
    link = phone.locator("#navigation").get_by_role("link", name="党课")
    expect(link).not_to_be_visible()
    phone.get_by_role("button", name="打开导航").click()
    expect(link).to_be_visible()
    look(phone)
    link.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("党课")


def open_meeting_form(page: Page, sign_in: SignIn, user: User, query: str = "") -> None:
    sign_in(page, user)
    page.goto(f"/records/meeting/add/{query}")


def test_the_kind_decides_what_is_asked_and_who_is_on_the_roster(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, office: SimpleNamespace, roster: list[Member]
) -> None:
    Post.objects.create(member=roster[1], organization=office.first, kind="publicity_commissioner")
    open_meeting_form(page, sign_in, cast.secretary)
    expect(page.get_by_text("选好类型、党组织和日期后，这里显示名册")).to_be_visible()
    kind = page.get_by_label("会议活动类型")
    kind.select_option("general")
    expect(page.locator(".roster li")).to_have_count(9)
    expect(page.get_by_text("应到 9")).to_be_visible()
    expect(page.get_by_label("赞成")).to_be_visible()
    expect(page.get_by_label("优秀")).not_to_be_visible()
    kind.select_option("appraisal")
    expect(page.get_by_label("优秀")).to_be_visible()
    expect(page.get_by_label("赞成")).not_to_be_visible()
    kind.select_option("committee")
    expect(page.locator(".roster li")).to_have_count(2)
    expect(page.get_by_label("名称（主题）")).to_have_value(
        f"{datetime.date.today().year}年{datetime.date.today().month}月支部委员会"
    )


def test_marks_on_the_roster_stay_when_the_day_changes(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    roster[2].arrived_on = datetime.date(2024, 6, 1)
    roster[2].save()
    open_meeting_form(page, sign_in, cast.secretary, "?kind=general&date=2024-07-01")
    expect(page.locator(".roster li")).to_have_count(9)
    row = page.locator(".roster li", has_text="林晓岚")
    row.get_by_text("请假", exact=True).click()
    row.get_by_label("林晓岚未到的原因").fill("出差")
    page.get_by_label("日期", exact=False).first.fill("2024-05-10")
    expect(page.locator(".roster li")).to_have_count(8)
    expect(page.get_by_label("林晓岚未到的原因")).to_have_value("出差")
    expect(page.get_by_text("请假 1")).to_be_visible()


def test_agenda_items_and_their_materials_are_added_moved_and_taken_away(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    open_meeting_form(page, sign_in, cast.secretary, "?kind=general&date=2024-05-10")
    page.get_by_label("名称（主题）").fill("党员大会")
    part = page.locator("#part-agenda_items")
    part.get_by_label("议题", exact=True).fill("先研究的")
    part.get_by_role("button", name="添加学习材料").click()
    part.get_by_label("材料名称").fill("一篇文章")
    part.get_by_role("button", name="添加议题").click()
    part.get_by_label("议题", exact=True).nth(1).fill("后研究的")
    part.get_by_role("button", name="添加议题").click()
    part.get_by_label("议题", exact=True).nth(2).fill("不要的")
    part.get_by_role("button", name="去掉这个议题").nth(2).click()
    part.get_by_role("button", name="上移").nth(1).click()
    look(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("党员大会")
    meeting = Meeting.objects.get()
    assert [item.topic for item in meeting.agenda_items.all()] == ["后研究的", "先研究的"]
    assert meeting.materials.get().agenda_item.topic == "先研究的"


def test_a_mistake_is_pointed_out_where_it_is_and_nothing_typed_is_lost(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    open_meeting_form(page, sign_in, cast.secretary, "?kind=theme_day&date=2024-05-10")
    page.get_by_label("会议内容（记录）").fill("写了很久的记录")
    page.locator(".roster li", has_text="林晓岚").get_by_text("缺席", exact=True).click()
    page.get_by_role("button", name="保存").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("有 1 处需要修改")
    expect(alert).to_be_focused()
    look(page)
    alert.get_by_role("link", name="请填写名称（主题）。").click()
    expect(page.get_by_label("名称（主题）")).to_be_focused()
    expect(page.get_by_label("会议内容（记录）")).to_have_value("写了很久的记录")
    expect(page.get_by_text("缺席 1")).to_be_visible()
    page.keyboard.type("主题党日：植树")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("主题党日：植树")
    assert Meeting.objects.get().absent == 1


def test_a_double_click_on_save_makes_one_record(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    open_meeting_form(page, sign_in, cast.secretary, "?kind=general&date=2024-05-10")
    page.get_by_label("名称（主题）").fill("党员大会")
    page.get_by_role("button", name="保存").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("党员大会")
    assert Meeting.objects.count() == 1


def test_counts_without_a_roster(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, roster: list[Member]
) -> None:
    open_meeting_form(page, sign_in, cast.secretary, "?kind=general&date=2024-05-10")
    page.get_by_label("名称（主题）").fill("党员大会")
    expect(page.get_by_label("应到人数")).not_to_be_visible()
    page.get_by_label("只填人数").check()
    expect(page.locator(".roster")).not_to_be_visible()
    page.get_by_label("应到人数").fill("15")
    page.get_by_label("实到人数").fill("13")
    page.get_by_label("请假人数").fill("1")
    page.get_by_label("缺席人数").fill("0")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "实到 13 人 + 请假 1 人 + 缺席 0 人 ≠ 应到 15 人，请核对出席情况。"
    )
    page.get_by_label("缺席人数").fill("1")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("党员大会")
    assert not Meeting.objects.get().attendances.exists()


def test_two_people_at_one_record(
    open_page: OpenPage, sign_in: SignIn, cast: SimpleNamespace, one_of_each: dict[str, Record]
) -> None:
    url = f"{one_of_each['meeting'].get_absolute_url()}edit/"
    mine, theirs = open_page(**PHONE), open_page(**DESK)
    sign_in(mine, cast.secretary)
    sign_in(theirs, cast.administrator)
    mine.goto(url)
    theirs.goto(url)
    theirs.get_by_label("地点").fill("三楼会议室")
    theirs.get_by_role("button", name="保存").click()
    expect(theirs.get_by_text("已保存。")).to_be_visible()
    mine.get_by_label("地点").fill("一楼大厅")
    mine.get_by_role("button", name="保存").click()
    expect(mine.get_by_role("alert")).to_contain_text("administrator")
    expect(mine.get_by_role("row", name="地点")).to_contain_text("三楼会议室")
    look(mine)
    mine.get_by_role("button", name="保存").click()
    expect(mine.get_by_text("已保存。")).to_be_visible()
    assert Meeting.objects.get().place == "一楼大厅"


def test_the_usual_form_of_discipline_is_offered_and_a_choice_by_hand_stays(
    page: Page, sign_in: SignIn, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    sign_in(page, cast.inspector)
    page.goto("/records/discipline/add/?date=2024-05-10")
    form = page.get_by_label("运用形态")
    page.get_by_label("处理方式").select_option("reminder")
    expect(form).to_have_value("1")
    page.get_by_label("党纪处分").select_option("removal")
    expect(form).to_have_value("3")
    form.select_option("2")
    page.get_by_label("党纪处分").select_option("warning")
    expect(form).to_have_value("2")
    page.get_by_label("党组织").select_option(
        label=page.locator("#id_organization option").nth(1).inner_text()
    )
    page.get_by_label("姓名").fill("郑文博")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("2025年5月9日")).to_be_visible()
    assert DisciplinaryAction.objects.get().form == 2


def test_photos_are_sent_together_the_bad_one_is_named_and_each_is_shown_large(
    open_page: OpenPage,
    sign_in: SignIn,
    cast: SimpleNamespace,
    one_of_each: dict[str, Record],
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    desk, page = open_page(**DESK), open_page(**PHONE)
    for each in (desk, page):
        sign_in(each, cast.secretary)
        each.goto(one_of_each["meeting"].get_absolute_url())
        expect(each.get_by_text("拍照")).to_be_visible(visible=each is page)  # a desk has no camera at hand
    pictures = [photo(size=(900, 600), color=color) for color in ("navy", "olive", "maroon")]
    contents = {f"现场{number}.jpg": data for number, data in enumerate(pictures, start=1)}
    contents |= {"程序.jpg": b"MZ not a photo", "视频.jpg": pictures[0] + b"0" * LARGEST}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    page.get_by_label("添加文件").set_input_files([tmp_path / name for name in contents])
    expect(page.get_by_text("超过 20 MB，没有选上")).to_be_visible()
    page.get_by_role("button", name="上传").click()
    expect(page.locator("[data-outcome]")).to_be_focused()
    expect(page.get_by_text("已上传 3 个附件。")).to_be_visible()
    expect(page.get_by_text("没有上传：“程序.jpg”的类型不能识别")).to_be_visible()
    for small in page.locator(".thumb img").all():
        small.scroll_into_view_if_needed()
        expect(small).to_have_js_property("naturalWidth", 480)
    look(page)
    page.get_by_role("link", name="现场2.jpg").click()
    expect(page.get_by_text("第 2 张，共 3 张")).to_be_visible()
    expect(page.locator(".photo img")).to_have_js_property("naturalWidth", 900)
    look(page)
    page.get_by_role("link", name="下一张").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("现场3.jpg")
    page.get_by_role("link", name="修改", exact=True).click()
    look(page)
    page.go_back()
    page.get_by_role("link", name="删除", exact=True).click()
    look(page)
    page.get_by_role("button", name="移入回收站").click()
    expect(page.get_by_text("附件“现场3.jpg”已移入回收站")).to_be_visible()
    expect(page.locator(".thumb")).to_have_count(2)
