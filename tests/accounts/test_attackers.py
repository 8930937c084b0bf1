"""Nobody grants what they do not hold, and nobody reaches an account that is not wholly theirs."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from branches.accounts import accounts_for, may_grant, set_one_time_password
from branches.models import Change, Role, User
from tests.accounts.posting import roles_of, sent
from tests.cast import make_user

PASSWORD = "a-long-password-1"
ACTIONS = ("account_edit", "account_reset", "account_deactivate", "account_activate")


@pytest.fixture
def branch_administrator(office: SimpleNamespace) -> User:
    """An administrator of the second branch and its group only."""
    return make_user("deputy", "administrator", office.second)


def stored(account: User) -> tuple[str, bool, str, set[tuple[str, int]]]:
    fresh = User.objects.get(pk=account.pk)
    return fresh.password, fresh.is_active, fresh.display_name, roles_of(fresh)


def assert_out_of_reach(client: Client, account: User) -> None:
    before = stored(account)
    for name in ACTIONS:
        url = reverse(name, args=[account.pk])
        assert client.get(url).status_code == 404, name
        assert client.post(url, sent(account=account)).status_code == 404, name
    assert stored(account) == before
    assert account not in client.get(reverse("account_list")).context["object_list"]


def test_an_account_with_one_role_elsewhere_is_nobodys_but_of_who_reaches_both(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, branch_administrator: User
) -> None:
    clerk = make_user("clerk", "secretary", office.group)
    assert clerk in accounts_for(branch_administrator)
    Role.objects.create(user=clerk, kind="viewer", organization=office.first)
    client.force_login(branch_administrator)
    assert_out_of_reach(client, clerk)
    client.force_login(cast.administrator)
    assert client.get(reverse("account_edit", args=[clerk.pk])).status_code == 200


@pytest.mark.parametrize("who", ["inspector", "stranger", "root", "staff", "elsewhere", "above", "both"])
def test_what_is_not_an_administrators_does_not_exist_for_them(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, branch_administrator: User, who: str
) -> None:
    both = make_user("both", "secretary", office.second)
    Role.objects.create(user=both, kind="inspector", organization=office.second)
    staff = make_user("staff", "secretary", office.second)
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    accounts = {
        "inspector": cast.inspector,
        "stranger": cast.stranger,
        "root": User.objects.create_superuser("root", password=PASSWORD),
        "staff": staff,
        "elsewhere": make_user("elsewhere", "secretary", office.elsewhere),
        "above": cast.administrator,
        "both": both,
    }
    client.force_login(branch_administrator if who == "above" else cast.administrator)
    assert_out_of_reach(client, accounts[who])


def test_nobody_touches_their_own_account_here(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.administrator)
    before = stored(cast.administrator)
    for name in ACTIONS:
        assert client.get(reverse(name, args=[cast.administrator.pk])).status_code == 404
        assert client.post(reverse(name, args=[cast.administrator.pk]), {}).status_code == 404
    assert stored(cast.administrator) == before


@pytest.mark.parametrize(
    ("kind", "where", "granted"),
    [
        ("secretary", "group", True),
        ("administrator", "second", True),
        ("viewer", "second", True),
        ("inspector", "second", False),
        ("secretary", "first", False),
        ("administrator", "bureau", False),
        ("viewer", "elsewhere", False),
        ("superuser", "second", False),
    ],
)
def test_roles_are_granted_within_reach_and_never_that_of_an_inspector(
    client: Client, office: SimpleNamespace, branch_administrator: User, kind: str, where: str, granted: bool
) -> None:
    organization = getattr(office, where)
    client.force_login(branch_administrator)
    answer = client.post(reverse("account_add"), sent((kind, organization)))
    assert answer.status_code == 200
    account = User.objects.filter(username="linxiaolan").first()
    if granted:
        assert account is not None
        assert roles_of(account) == {(kind, organization.pk)}
    else:
        assert account is None
    clerk = make_user("clerk", "viewer", office.second)
    before = roles_of(clerk)
    both = ("viewer", office.second), (kind, organization)
    if both[0] != both[1]:
        client.post(reverse("account_edit", args=[clerk.pk]), sent(*both, account=clerk))
        assert (roles_of(clerk) == before) is not granted


def test_who_is_inspector_and_administrator_at_one_place_may_make_inspectors_there(
    office: SimpleNamespace,
) -> None:
    chief = make_user("chief", "administrator", office.bureau)
    Role.objects.create(user=chief, kind="inspector", organization=office.second)
    chief = User.objects.get(pk=chief.pk)
    assert may_grant(chief, "inspector", office.group)
    assert not may_grant(chief, "inspector", office.first)
    below, beside = (make_user(n, "inspector", o) for n, o in (("x", office.group), ("y", office.first)))
    assert below in accounts_for(chief)
    assert beside not in accounts_for(chief)


@pytest.mark.parametrize("who", ["secretary", "viewer", "inspector", "stranger"])
def test_only_administrators_keep_accounts(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, who: str
) -> None:
    client.force_login(getattr(cast, who))
    assert not accounts_for(getattr(cast, who)).exists()
    assert client.get(reverse("account_list")).status_code == 404
    assert client.post(reverse("account_add"), sent(("viewer", office.first))).status_code == 404
    assert not User.objects.filter(username="linxiaolan").exists()


def test_fields_that_are_not_on_the_page_change_nothing(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    extra = {"is_superuser": "on", "is_staff": "on", "is_active": "", "password": "x", "username": "root"}
    clerk = make_user("clerk", "viewer", office.first)
    password = clerk.password
    answer = client.post(
        reverse("account_edit", args=[clerk.pk]), sent(("viewer", office.first), account=clerk, **extra)
    )
    assert answer.status_code == 302, answer.context["mistakes"]
    clerk.refresh_from_db()
    assert (clerk.username, clerk.display_name, clerk.password) == ("clerk", "林晓岚", password)
    assert (clerk.is_superuser, clerk.is_staff, clerk.is_active) == (False, False, True)


def test_roles_a_colleague_granted_meanwhile_are_not_taken(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    clerk = make_user("clerk", "viewer", office.first)
    page = sent(("viewer", office.first), account=clerk)
    Role.objects.create(user=clerk, kind="secretary", organization=office.second)
    answer = client.post(reverse("account_edit", args=[clerk.pk]), page)
    assert "别的管理员刚修改过" in answer.content.decode()
    assert len(roles_of(clerk)) == 2


def test_the_one_time_password_is_shown_once_and_kept_nowhere(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    clerk = make_user("clerk", "viewer", office.first)
    answer = client.post(reverse("account_reset", args=[clerk.pk]))
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert password not in str(dict(client.session)) + str(answer.cookies)
    assert password not in client.get(reverse("account_edit", args=[clerk.pk])).content.decode()
    assert not [change for change in Change.objects.all() if password in f"{change.before}{change.after}"]
    assert User.objects.get(pk=clerk.pk).check_password(password)


def test_one_time_passwords_differ(office: SimpleNamespace) -> None:
    clerk = make_user("clerk", "viewer", office.first)
    assert len({set_one_time_password(clerk) for _ in range(20)}) == 20
