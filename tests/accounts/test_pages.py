"""Making, changing and listing accounts, and what their history says."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Change, Role, User
from tests.accounts.posting import roles_of, sent
from tests.cast import make_user


@pytest.fixture
def desk(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.administrator)
    return client


def test_an_account_is_made_with_its_roles_and_a_password_for_once(
    desk: Client, office: SimpleNamespace
) -> None:
    answer = desk.post(
        reverse("account_add"),
        sent(("secretary", office.first), ("viewer", office.second), email="lin@example.org"),
    )
    account = User.objects.get(username="linxiaolan")
    assert (account.display_name, account.email) == ("林晓岚", "lin@example.org")
    assert roles_of(account) == {("secretary", office.first.pk), ("viewer", office.second.pk)}
    assert account.check_password(answer.context["password"])
    assert account.must_change_password


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"username": ""}, "请填写用户名。"),
        ({"username": "Secretary"}, "已有人使用"),
        ({"username": "ｓｅｃｒｅｔａｒｙ"}, "已有人使用"),
        ({"username": "a b/c"}, "用户名"),
        ({"username": "字" * 151}, "最多 150 个字"),
        ({"display_name": " \u200b "}, "请填写姓名。"),
        ({"display_name": "长" * 51}, "最多 50 个字"),
        ({"email": "nowhere"}, "请填写有效的电子邮箱"),
        ({"roles-0-kind": "", "roles-0-organization": ""}, "请至少选择一个角色。"),
        ({"roles-0-organization": ""}, "请选择党组织。"),
        ({"roles-0-kind": ""}, "请选择角色。"),
        ({"roles-TOTAL_FORMS": "x"}, "角色没有完整送达"),
        ({"roles-TOTAL_FORMS": "2", "roles-1-kind": "secretary"}, "请选择党组织。"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: Client, office: SimpleNamespace, values: dict[str, Any], sentence: str
) -> None:
    before = User.objects.count()
    answer = desk.post(reverse("account_add"), sent(("secretary", office.first), **values))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "处需要修改" in page
    if "display_name" not in values:
        assert 'value="林晓岚"' in page
    assert User.objects.count() == before


def test_the_same_role_twice_is_refused(desk: Client, office: SimpleNamespace) -> None:
    answer = desk.post(reverse("account_add"), sent(("viewer", office.first), ("viewer", office.first)))
    assert "这个角色登记了两次" in answer.content.decode()
    assert not User.objects.filter(username="linxiaolan").exists()


def test_the_last_role_stays(desk: Client, office: SimpleNamespace) -> None:
    clerk = make_user("clerk", "viewer", office.first)
    answer = desk.post(reverse("account_edit", args=[clerk.pk]), sent(account=clerk))
    assert "请至少保留一个角色" in answer.content.decode()
    assert roles_of(clerk) == {("viewer", office.first.pk)}


def test_roles_are_granted_and_taken_and_the_history_says_by_whom(
    desk: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    clerk = make_user("clerk", "viewer", office.first)
    desk.post(
        reverse("account_edit", args=[clerk.pk]),
        sent(("secretary", office.first), ("viewer", office.second), account=clerk, display_name="clerk"),
    )
    assert roles_of(clerk) == {("secretary", office.first.pk), ("viewer", office.second.pk)}
    desk.post(reverse("account_reset", args=[clerk.pk]))
    desk.post(reverse("account_reset", args=[clerk.pk]))
    desk.post(reverse("account_deactivate", args=[clerk.pk]))
    changes = Change.objects.filter(
        subject_label="branches.user", subject_id=clerk.pk, user=cast.administrator
    )
    said = [(change.record_label, change.action, change.after) for change in changes.order_by("pk")]
    assert [(label, action) for label, action, _ in said[:3]] == [
        ("branches.role", "purge"),
        ("branches.role", "create"),
        ("branches.role", "create"),
    ]
    assert [after for label, _, after in said if label == "branches.user"] == [
        {"must_change_password": True, "password": "已更改"},
        {"password": "已更改"},  # the second reset is told from the first
        {"is_active": False},
    ]
    page = desk.get(reverse("account_edit", args=[clerk.pk])).content.decode()
    for word in ("第二支部", "支部书记（填报）", "下次登录须改密码", "已更改", "administrator"):
        assert word in page
    assert not Change.objects.filter(after__password__startswith="md5").exists()


def test_what_did_not_change_leaves_nothing(desk: Client, office: SimpleNamespace) -> None:
    clerk = make_user("clerk", "viewer", office.first)
    before = Change.objects.count()
    answer = desk.post(
        reverse("account_edit", args=[clerk.pk]),
        sent(("viewer", office.first), account=clerk, display_name="clerk"),
    )
    assert answer.status_code == 302
    Client().post(reverse("login"), {"username": "clerk", "password": "a-long-password-1"})
    assert User.objects.get(pk=clerk.pk).last_login
    assert Change.objects.count() == before


def test_the_django_admin_leaves_history_too(client: Client, office: SimpleNamespace) -> None:
    client.force_login(User.objects.create_superuser("root", password="a-long-password-1"))
    clerk = make_user("clerk", "viewer", office.first)
    data = {"usable_password": "true", "password1": "an-other-long-1", "password2": "an-other-long-1"}
    client.post(f"/admin/branches/user/{clerk.pk}/password/", data)
    change = Change.objects.filter(record_label="branches.user", record_id=clerk.pk).latest("pk")
    assert (change.source, change.after) == ("admin", {"password": "已更改"})


def test_the_list_is_filtered(desk: Client, cast: SimpleNamespace, office: SimpleNamespace) -> None:
    off = make_user("gone", "viewer", office.first)
    desk.post(reverse("account_deactivate", args=[off.pk]))

    def listed(**query: Any) -> set[str]:
        return {user.username for user in desk.get(reverse("account_list"), query).context["object_list"]}

    assert listed() == {"secretary", "neighbour", "administrator", "viewer"}
    assert listed(q="SECRET") == {"secretary"}
    assert listed(kind="secretary") == {"secretary", "neighbour"}
    assert listed(organization=office.second.pk) == {"neighbour"}
    assert listed(organization=office.first.pk, kind="viewer") == set()
    assert listed(off="on") == {"gone"}
    assert listed(kind="nonsense", organization="x", page="9") == listed()


def test_a_longer_list_asks_no_more(desk: Client, office: SimpleNamespace) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(reverse("account_list")).status_code == 200
        return len(found)

    few = queries()
    for number in range(12):
        clerk = make_user(f"clerk{number}", "viewer", office.first)
        Role.objects.create(user=clerk, kind="secretary", organization=office.second)
    assert queries() == few
