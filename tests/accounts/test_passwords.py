"""A one-time password opens one page: that for one's own. A reset and switching off end sessions at once."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from branches.accounts import set_one_time_password, switch_off, switch_on
from branches.models import User
from tests.cast import make_user

OWN = "my-own-long-password"


@pytest.fixture
def clerk(office: SimpleNamespace) -> User:
    return make_user("clerk", "secretary", office.first)


def sign_in(client: Client, user: User, password: str) -> bool:
    client.post(reverse("login"), {"username": user.username, "password": password})
    return "_auth_user_id" in client.session


def change(client: Client, old: str, new: str) -> int:
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return int(client.post(reverse("password_change"), data).status_code)


def test_until_it_is_changed_every_page_leads_to_the_password(client: Client, clerk: User) -> None:
    password = set_one_time_password(clerk)
    assert sign_in(client, clerk, password)
    for url in ("/", "/records/meeting/", "/records/meeting/add/", "/members/", "/admin/", "/admin/logout/"):
        for answer in (client.get(url), client.post(url, {})):
            assert (answer.status_code, answer.url) == (302, reverse("password_change")), url
    piece = client.post("/roster/", {}, headers={"HX-Request": "true"})
    assert piece["HX-Redirect"] == reverse("password_change")
    page = client.get(reverse("password_change")).content.decode()
    assert "一次性密码" in page
    assert reverse("record_list", args=["meeting"]) not in page
    assert client.post(reverse("logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_after_the_change_the_site_is_open_and_the_old_password_shut(client: Client, clerk: User) -> None:
    password = set_one_time_password(clerk)
    sign_in(client, clerk, password)
    assert change(client, password, password) == 200  # the one somebody else has seen
    assert User.objects.get(pk=clerk.pk).must_change_password
    assert change(client, "wrong", OWN) == 200
    assert change(client, password, OWN) == 302
    assert client.get("/").status_code == 200
    assert not sign_in(Client(), clerk, password)
    assert sign_in(Client(), clerk, OWN)


def test_a_reset_ends_the_sessions_there_are(client: Client, clerk: User, cast: SimpleNamespace) -> None:
    client.force_login(clerk)
    assert client.get("/").status_code == 200
    administrator = Client()
    administrator.force_login(cast.administrator)
    answer = administrator.post(reverse("account_reset", args=[clerk.pk]))
    assert client.get("/").status_code == 302
    assert client.get("/").url.startswith(reverse("login"))
    assert sign_in(client, clerk, answer.context["password"])


def test_switching_off_ends_sessions_for_good(client: Client, clerk: User, cast: SimpleNamespace) -> None:
    client.force_login(clerk)
    assert client.get("/").status_code == 200
    administrator = Client()
    administrator.force_login(cast.administrator)
    assert administrator.post(reverse("account_deactivate", args=[clerk.pk])).status_code == 302
    assert client.get("/").url.startswith(reverse("login"))
    assert not sign_in(Client(), clerk, "a-long-password-1")
    answer = administrator.post(reverse("account_activate", args=[clerk.pk]))
    assert client.get("/").url.startswith(reverse("login"))  # the old session does not come back
    assert not sign_in(Client(), clerk, "a-long-password-1")
    assert sign_in(Client(), clerk, answer.context["password"])


def test_a_password_changed_at_the_last_moment_does_not_switch_an_account_on(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form read the account before it was switched off and writes after."""
    client.force_login(clerk)
    set_password = User.set_password

    def while_it_is_switched_off(user: User, raw: str) -> None:
        monkeypatch.setattr(User, "set_password", set_password)
        switch_off(User.objects.get(pk=user.pk))
        set_password(user, raw)

    monkeypatch.setattr(User, "set_password", while_it_is_switched_off)
    change(client, "a-long-password-1", OWN)
    assert not User.objects.get(pk=clerk.pk).is_active
    assert client.get("/").url.startswith(reverse("login"))


def test_a_new_password_lifts_the_lock_after_wrong_ones(clerk: User, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    for _ in range(5):
        sign_in(Client(REMOTE_ADDR="10.0.0.7"), clerk, "wrong")
    assert not sign_in(Client(REMOTE_ADDR="10.0.0.7"), clerk, "a-long-password-1")
    password = set_one_time_password(clerk)
    assert sign_in(Client(REMOTE_ADDR="10.0.0.7"), clerk, password)


def test_switched_on_again_it_needs_a_new_password_too(clerk: User) -> None:
    switch_off(clerk)
    switch_on(clerk)
    assert User.objects.get(pk=clerk.pk).must_change_password
