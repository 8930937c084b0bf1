"""Members with their posts, the tree of organisations, the rule table."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from branches.forms.people import status_on
from branches.models import Change, Duty, Member, Organization, Post, User
from tests.records.posting import error_at, fields_of, send, sentences, summary


def with_post(number: int, kind: str, organization: int, start: str = "", end: str = "") -> dict[str, str]:
    prefix = f"posts-{number}-"
    return {
        f"{prefix}kind": kind,
        f"{prefix}organization": str(organization),
        f"{prefix}start_on": start,
        f"{prefix}end_on": end,
    }


def test_a_member_with_a_post(secretary, office) -> None:
    given = with_post(0, "organization_commissioner", office.first.pk, "2024-01-01")
    send(secretary, "/members/add/", name="秦 牧野", status="full", posts__TOTAL_FORMS="1", **given)
    member = Member.objects.get()
    assert (member.name, member.organization) == ("秦牧野", office.first)
    post = member.posts.get()
    assert (post.kind, post.organization, post.start_on) == (
        "organization_commissioner",
        office.first,
        datetime.date(2024, 1, 1),
    )
    page = sentences(secretary.get(f"/members/{member.pk}/"))
    assert "组织委员" in page
    assert "变更记录" in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": ""}, "name", "请填写姓名。"),
        ({"name": "长" * 51}, "name", "姓名最多 50 个字，现在有 51 个字，请缩短。"),
        ({"joined_on": "2020-01-01", "full_on": "2019-01-01"}, "full_on", "转正日期早于入党日期，请核对。"),
        ({"birth_date": "x"}, "birth_date", "出生日期不是有效的日期，请写成 2024-03-05 的样子。"),
        ({"organization": ""}, "organization", "请选择党组织。"),
    ],
)
def test_a_members_mistakes_stand_at_the_field(secretary, office, changes, field, sentence) -> None:
    answer = send(secretary, "/members/add/", **{"name": "秦牧野"} | changes)
    assert sentence in error_at(answer, field)
    assert not Member.objects.exists()
    assert send(secretary, "/members/add/", name="秦牧野").status_code == 302


def test_a_post_in_the_branch_needs_no_place(secretary, office) -> None:
    changes = {"name": "秦牧野", "organization": office.first.pk, "posts__TOTAL_FORMS": "2"}
    changes |= with_post(0, "publicity_commissioner", "", "2023-01-01", "2024-06-30")
    asked = with_post(1, "leading_group_member", "", "2024-07-01")
    answer = send(secretary, "/members/add/", **changes, **asked)
    assert "请选择任职党组织。" in error_at(answer, "posts-1-organization")
    assert error_at(answer, "posts-0-organization") == ""
    send(secretary, "/members/add/", **changes, **with_post(1, "branch_secretary", "", "2024-07-01"))
    assert [(post.kind, post.organization) for post in Member.objects.get().posts.order_by("start_on")] == [
        ("publicity_commissioner", office.first),
        ("branch_secretary", office.first),
    ]


@pytest.mark.parametrize(
    ("kind", "start", "end", "field", "sentence"),
    [
        ("branch_secretary", "2024-05-01", "2024-04-01", "end_on", "免职日期早于任职日期，请核对。"),
        ("leading_group_secretary", "", "", "organization", "“第一支部”是党支部，不设党组书记。"),
        ("", "2024-05-01", "", "kind", "请选择职务。"),
    ],
)
def test_a_posts_mistakes_stand_at_the_field(secretary, office, kind, start, end, field, sentence) -> None:
    given = with_post(0, kind, office.first.pk, start, end)
    answer = send(secretary, "/members/add/", name="秦牧野", posts__TOTAL_FORMS="1", **given)
    assert sentence in error_at(answer, f"posts-0-{field}")
    assert not Member.objects.exists()


def test_saving_a_member_untouched_changes_nothing(secretary, roster) -> None:
    changes = Change.objects.count()
    answer = send(secretary, f"/members/{roster[0].pk}/edit/")
    assert answer.status_code == 302, summary(answer)
    assert Change.objects.count() == changes


def test_a_post_elsewhere_is_seen_and_left_alone(secretary, roster, office) -> None:
    theirs = Post.objects.create(
        member=roster[0], organization=office.leading_group, kind="leading_group_member"
    )
    url = f"/members/{roster[0].pk}/edit/"
    assert "局党组 · 党组成员" in sentences(secretary.get(url))
    page = fields_of(secretary.get(url))
    secretary.post(url, page | {"posts-0-id": str(theirs.pk), "posts-0-kind": "branch_deputy"})
    theirs.refresh_from_db()
    assert (theirs.kind, theirs.organization) == ("leading_group_member", office.leading_group)


def test_a_secretary_cannot_give_a_post_elsewhere(secretary, roster, office) -> None:
    given = with_post(1, "leading_group_secretary", office.leading_group.pk)
    answer = send(secretary, f"/members/{roster[0].pk}/edit/", posts__TOTAL_FORMS="2", **given)
    assert "请从列表中选择任职党组织。" in error_at(answer, "posts-1-organization")
    assert not Post.objects.filter(organization=office.leading_group).exists()


def test_a_neighbours_member_does_not_exist(secretary, office) -> None:
    theirs = Member.objects.create(name="邻支部党员", organization=office.second)
    for page in ("", "edit/", "delete/"):
        assert secretary.get(f"/members/{theirs.pk}/{page}").status_code == 404
    assert secretary.post(f"/members/{theirs.pk}/delete/").status_code == 404
    assert "邻支部党员" not in sentences(secretary.get("/members/?q=邻支部"))


def test_who_left_is_listed_when_asked_for(secretary, roster) -> None:
    roster[1].left_on = datetime.date(2024, 1, 1)
    roster[1].save()
    assert "林晓岚" not in sentences(secretary.get("/members/"))
    assert "林晓岚" in sentences(secretary.get("/members/?with_left=on"))


def test_the_administrator_adds_an_organisation_with_former_names(enter, cast, office) -> None:
    client = enter(cast.administrator)
    send(
        client,
        "/organizations/add/",
        name="青峰市档案发展局第三党支部",
        short_name="第三支部",
        former_names="业务党支部、技术党支部",
        kind="branch",
        parent=str(office.bureau.pk),
    )
    third = Organization.objects.get(short_name="第三支部")
    assert third.former_names == ["业务党支部", "技术党支部"]
    assert third.path.startswith(office.bureau.path)
    assert "青峰市档案发展局第三党支部" in sentences(client.get("/organizations/"))


def test_an_organisation_goes_nowhere_out_of_reach(enter, cast, office) -> None:
    client = enter(cast.administrator)
    answer = send(client, f"/organizations/{office.first.pk}/edit/", parent=str(office.elsewhere.pk))
    assert "请从列表中选择上级党组织。" in error_at(answer, "parent")
    assert client.get(f"/organizations/{office.elsewhere.pk}/edit/").status_code == 404
    top = fields_of(client.get(f"/organizations/{office.bureau.pk}/edit/"))
    assert "parent" not in top
    client.post(f"/organizations/{office.bureau.pk}/edit/", top | {"parent": str(office.elsewhere.pk)})
    assert Organization.objects.get(pk=office.bureau.pk).parent is None


def test_a_second_organisation_of_one_name_is_refused(enter, cast, office) -> None:
    answer = send(
        enter(cast.administrator),
        "/organizations/add/",
        name=office.first.name,
        kind="branch",
        parent=str(office.bureau.pk),
    )
    assert "已有同名的党组织。" in " ".join(summary(answer))


def test_heads_are_counted_where_they_belong_and_lead_to_their_list(enter, cast, office, roster) -> None:
    client = enter(cast.administrator)
    roster[1].left_on = datetime.date(2024, 1, 1)
    roster[1].save()
    for name in ("组员甲", "组员乙"):
        Member.objects.create(name=name, organization=office.second, group=office.group)
    page = sentences(client.get("/organizations/"))
    assert f"{office.first.name} {office.first.short_name} 党支部 7 8" in page
    assert f"{office.group.name} 党小组 2 2" in page
    listed = sentences(client.get(f"/members/?organization={office.group.pk}"))
    assert "共 2 人符合条件" in listed


def test_a_secretary_sees_the_branch_but_manages_nothing(secretary, office) -> None:
    page = sentences(secretary.get("/organizations/"))
    assert office.first.name in page
    assert office.second.name not in page
    for url in ("/organizations/add/", f"/organizations/{office.first.pk}/edit/", "/duties/", "/duties/add/"):
        assert secretary.get(url).status_code == 404


def test_a_rule_of_ones_own(enter, cast, office) -> None:
    client = enter(cast.administrator)
    send(
        client,
        "/duties/add/",
        name="每季度党课",
        what="lecture:",
        applies_to="branch",
        organization=str(office.bureau.pk),
        condition="always",
        times="2",
        per="quarter",
    )
    duty = Duty.objects.get(name="每季度党课")
    assert (duty.activity, duty.kind, duty.times, duty.applies_to) == ("lecture", "", 2, ["branch"])
    before = Change.objects.count()
    assert send(client, f"/duties/{duty.pk}/edit/").status_code == 302
    assert Change.objects.count() == before
    client.post(f"/duties/{duty.pk}/delete/")
    assert not Duty.objects.filter(pk=duty.pk).exists()


def test_rules_for_everybody_are_for_those_who_manage_everybody(enter, cast, office) -> None:
    everybodys = Duty.objects.create(
        name="全单位规定", activity="meeting", kind="general", per="year", applies_to=["branch"]
    )
    client = enter(cast.administrator)
    assert "全单位规定" in sentences(client.get("/duties/"))
    assert client.get(f"/duties/{everybodys.pk}/edit/").status_code == 404
    office.elsewhere.delete()
    assert client.get(f"/duties/{everybodys.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"times": "0"}, "times", "次数至少为 1。"),
        ({"times": "99999999"}, "times", "次数的数值太大，请核对。"),
        ({"what": ""}, "what", "请选择活动。"),
        ({"what": "meeting:party"}, "what", "请从列表中选择活动。"),
        ({"name": ""}, "name", "请填写名称。"),
    ],
)
def test_a_rules_mistakes_stand_at_the_field(enter, cast, office, changes, field, sentence) -> None:
    good = {
        "name": "规定",
        "what": "meeting:general",
        "applies_to": "branch",
        "organization": str(office.bureau.pk),
        "condition": "always",
        "times": "1",
        "per": "year",
    }
    client = enter(cast.administrator)
    before = Duty.objects.count()
    answer = send(client, "/duties/add/", **good | changes)
    assert sentence in error_at(answer, field)
    assert Duty.objects.count() == before
    assert send(client, "/duties/add/", **good).status_code == 302


def test_the_second_to_save_an_organisation_sees_what_the_first_changed(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    url = reverse("organization_edit", args=[office.first.pk])
    opened = client.get(url).context["form"]
    values = {
        "name": office.first.name,
        "short_name": office.first.short_name,
        "kind": "branch",
        "parent": office.bureau.pk,
        "founded_on": "2015-01-01",
        "opened_as": opened["opened_as"].value(),
    }
    assert values["opened_as"]
    assert b'name="opened_as"' in client.get(url).content
    assert client.post(url, values | {"term_ends_on": "2028-01-01"}).status_code == 302
    answer = client.post(url, values | {"term_ends_on": "2027-09-15"})
    assert answer.status_code == 200
    assert "任期届满日期现为“2028-01-01”" in answer.content.decode()
    office.first.refresh_from_db()
    assert str(office.first.term_ends_on) == "2028-01-01"
    again = values | {"term_ends_on": "2027-09-15", "opened_as": answer.context["form"]["opened_as"].value()}
    assert client.post(url, again).status_code == 302
    office.first.refresh_from_db()
    assert str(office.first.term_ends_on) == "2027-09-15"


def test_the_second_to_save_a_member_sees_the_posts_the_first_gave(
    secretary: Client, enter: Callable[[User], Client], cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    member = Member.objects.create(name="秦牧野", organization=office.first)
    url = reverse("member_edit", args=[member.pk])
    mine, theirs = fields_of(secretary.get(url)), fields_of(enter(cast.administrator).get(url))
    theirs |= {"posts-TOTAL_FORMS": "1"}
    theirs |= with_post(0, "branch_deputy", office.first.pk, "2024-01-01")
    assert enter(cast.administrator).post(url, theirs).status_code == 302

    answer = secretary.post(url, mine | {"sex": "female"})
    assert "职务现为“第一支部 党支部副书记，2024年1月1日起”" in sentences(answer)
    assert member.posts.get().kind == "branch_deputy"
    again = fields_of(answer)
    assert again["sex"] == "female"
    assert secretary.post(url, again).status_code == 302
    assert not member.posts.exists()


def test_the_same_posts_given_by_two_are_no_difference(
    secretary: Client, enter: Callable[[User], Client], cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    member = Member.objects.create(name="秦牧野", organization=office.first)
    url = reverse("member_edit", args=[member.pk])
    page = fields_of(secretary.get(url)) | {"posts-TOTAL_FORMS": "1"}
    page |= with_post(0, "branch_deputy", office.first.pk)
    enter(cast.administrator).post(url, page)
    said = sentences(secretary.post(url, page))
    assert "别人已经修改并保存过" in said
    assert "职务现为" not in said
    assert member.posts.count() == 1


def test_a_month_stays_until_the_day_is_known(secretary, office) -> None:
    member = Member.objects.create(name="秦牧野", organization=office.first, joined_month="2024-07")
    address = f"/members/{member.pk}/edit/"
    send(secretary, address, sex="male")
    member.refresh_from_db()
    assert (member.sex, member.joined_on, member.joined_month) == ("male", None, "2024-07")
    send(secretary, address, joined_on="2024-07-05")
    member.refresh_from_db()
    assert (member.joined_on, member.joined_month) == (datetime.date(2024, 7, 5), "")


@pytest.mark.parametrize(
    ("month", "status"),
    [("2024-07", "activist"), ("2024-06", "full"), ("2025", "activist"), ("2024", "full")],
)
def test_who_joined_in_a_later_month_was_no_member_yet(office, month: str, status: str) -> None:
    member = Member(name="秦牧野", organization=office.first, status="full", joined_month=month)
    assert status_on(member, datetime.date(2024, 6, 30)) == status
