"""An office with more organisations than a list can hold: one is written by its name, and looked up."""

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from branches.forms.choices import MOST_LISTED
from branches.models import Meeting, Member, Organization, Post, User
from tests.browser import look
from tests.records.posting import error_at, fields_of, send, sentences, summary

NEW = "/records/work/add/?date=2024-05-10"
ITEM = {"kind": "condolence", "title": "走访慰问"}


@pytest.fixture
def many(office: SimpleNamespace) -> list[Organization]:
    """Three bureaus below the committee, each with branches of the same short names."""
    made = []
    for bureau in ("水务局", "教育局", "林草局"):
        above = Organization.objects.create(
            name=f"青峰市{bureau}机关党委", short_name=bureau, kind="committee", parent=office.bureau
        )
        made += [
            Organization.objects.create(
                name=f"青峰市{bureau}第{number}党支部",
                short_name=f"第{number}支部",
                kind="branch",
                parent=above,
            )
            for number in range(1, MOST_LISTED // 3 + 1)
        ]
    return made


def looked_up(client: Client, **asked: object) -> str:
    answer = client.get(f"/organizations/look-up/?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200
    return sentences(answer)


def test_the_page_does_not_grow_with_the_office(administrator, many, office, roster) -> None:
    pages = ["/records/meeting/add/", "/records/meeting/", "/members/", f"/members/{roster[0].pk}/edit/"]
    pages += ["/accounts/manage/add/", "/duties/add/", "/organizations/add/", "/imports/upload/", "/figures/"]
    pages += ["/completion/", "/quality/"]
    for url in pages:
        answer = administrator.get(url)
        assert answer.status_code == 200
        assert "青峰市教育局第7党支部" not in sentences(answer), url
        assert (
            b"<select" not in answer.content or b"\xe7\xac\xac7\xe6\x94\xaf\xe9\x83\xa8" not in answer.content
        )


@pytest.mark.parametrize("written", ["青峰市教育局第7党支部", " 青峰市教育局第7党支部 ", "key", "第一支部"])
def test_full_name_key_or_a_short_name_of_its_own_is_enough(administrator, many, office, written) -> None:
    meant = (
        office.first if written == "第一支部" else next(o for o in many if o.name == "青峰市教育局第7党支部")
    )
    answer = send(administrator, NEW, **ITEM, organization=str(meant.pk) if written == "key" else written)
    assert answer.status_code == 302, summary(answer)
    assert meant.workitems.get().title == "走访慰问"


def test_a_short_name_of_several_is_asked_about(administrator, many) -> None:
    answer = send(administrator, NEW, **ITEM, organization="第7支部")
    said = error_at(answer, "organization")
    assert "叫“第7支部”的党组织不止一个，请填写全称" in said
    assert "青峰市水务局第7党支部、青峰市教育局第7党支部、青峰市林草局第7党支部" in said
    assert fields_of(answer)["organization"] == "第7支部"


def test_half_a_name_is_never_taken_for_one(administrator, many) -> None:
    answer = send(administrator, NEW, **ITEM, organization="教育局第17")
    assert "没有叫“教育局第17”的党组织，请填写全称，如：青峰市教育局第17党支部。" in error_at(
        answer, "organization"
    )
    answer = send(administrator, NEW, **ITEM, organization="不存在的")
    assert "没有找到党组织“不存在的”，请核对名称。" in error_at(answer, "organization")


def test_what_is_out_of_reach_is_not_found_by_any_name(administrator, many, office) -> None:
    for written in (office.elsewhere.name, office.elsewhere.short_name, str(office.elsewhere.pk), "水务机关"):
        answer = send(administrator, NEW, **ITEM, organization=written)
        assert office.elsewhere.name not in summary(answer)[0].replace(written, "")
        assert "没有找到" in summary(answer)[0]
    assert office.elsewhere.name not in looked_up(administrator, q="水务")


def test_the_look_up_keeps_to_what_the_field_accepts(administrator, secretary, many, office) -> None:
    gone = many[0]
    gone.dissolved_on = "2024-01-01"
    gone.save()
    assert gone.name in looked_up(administrator, q="水务局第1党")
    assert gone.name not in looked_up(administrator, q="水务局第1党", existing="yes")
    assert looked_up(administrator, q="水务 第3党").startswith("第3支部青峰市水务局第3党支部 上级：水务局")
    assert "还有更多，请再输入几个字。" in looked_up(administrator, q="支部")
    assert "没有找到" in looked_up(administrator, q="支部", kind="leading_group")
    assert office.group.name not in looked_up(administrator, q="小组", **{"not": "group"})
    assert "第二" not in looked_up(administrator, q="第二", outside=office.second.pk)
    assert "没有找到" in looked_up(secretary, q="教育局")
    assert secretary.get("/organizations/look-up/?for=manage").status_code == 404
    assert secretary.get("/organizations/look-up/?for=everything").status_code == 404


def test_a_list_narrowed_to_a_name_nobody_has_shows_nothing(administrator, many, roster) -> None:
    for url in ("/records/meeting/", "/members/", "/accounts/manage/"):
        said = sentences(administrator.get(url, {"organization": "第7支部"}))
        assert "叫“第7支部”的党组织不止一个" in said
        assert "程远山" not in said
    found = sentences(administrator.get("/members/", {"organization": "第一支部"}))
    assert "程远山" in found


def test_a_page_of_figures_says_that_a_typed_name_is_unknown(administrator, many, office) -> None:
    assert "没有找到" in sentences(administrator.get("/figures/?organization=不存在的&year=2024"))
    assert administrator.get(f"/figures/?organization={office.elsewhere.pk}&year=2024").status_code == 404


def test_a_member_keeps_the_posts_that_were_not_touched(administrator, many, roster) -> None:
    Post.objects.create(member=roster[1], organization=many[5], kind="publicity_commissioner")
    url = f"/members/{roster[1].pk}/edit/"
    assert fields_of(administrator.get(url))["posts-0-organization"] == many[5].name
    assert send(administrator, url, posts__0__organization=many[6].name).status_code == 302
    assert roster[1].posts.get().organization == many[6]


@pytest.mark.browser
def test_by_keyboard_and_by_finger(
    page: Page, phone: Page, sign_in: Callable[[Page, User], None], cast: SimpleNamespace, many, roster
) -> None:
    Member.objects.create(name="教育局的人", organization=many[26], joined_on="2015-01-01")
    sign_in(page, cast.administrator)
    page.goto("/records/meeting/add/?kind=general&date=2024-05-10")
    line = page.get_by_role("combobox", name="党组织")
    page.get_by_label("党组织").focus()
    page.keyboard.type("教育 第7")
    expect(page.locator("[data-names]").get_by_role("option")).to_have_count(1)
    expect(line).to_have_attribute("aria-expanded", "true")
    look(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line).to_have_value("青峰市教育局第7党支部")
    expect(page.locator(".roster")).to_contain_text("教育局的人")
    page.keyboard.press("Tab")
    page.keyboard.type("党员大会")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("党员大会")
    assert Meeting.objects.get().organization == many[26]

    sign_in(phone, cast.administrator)
    phone.goto("/members/")
    phone.get_by_label("党组织").tap()
    phone.keyboard.type("第一支部")
    phone.get_by_role("option", name="第一支部").tap()
    phone.get_by_role("button", name="筛选").tap()
    expect(phone.get_by_text("程远山")).to_be_visible()
    expect(phone.get_by_text("教育局的人")).not_to_be_visible()
