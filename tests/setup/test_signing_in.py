"""Passwords cannot be guessed one after the other, and a session left alone ends."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from branches.models import User
from branches.signing_in import COOKIE, MOST_NAMES
from tests.cast import make_user

PASSWORD = "a-long-password-1"


@pytest.fixture
def guarded(settings: Settings) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def clerk(db: None) -> User:
    return make_user("clerk")


def sign_in(name: str, password: str, address: str = "10.0.0.7") -> tuple[int, bool]:
    """The answer's status and whether the person is signed in afterwards."""
    client = Client(REMOTE_ADDR=address)
    answer = client.post(reverse("login"), {"username": name, "password": password})
    return answer.status_code, "_auth_user_id" in client.session


@pytest.mark.usefixtures("guarded", "clerk")
def test_after_five_wrong_passwords_even_the_right_one_has_to_wait() -> None:
    for _ in range(4):
        assert sign_in("clerk", "wrong") == (200, False)
    assert sign_in("clerk", "wrong") == (429, False)
    assert sign_in("clerk", PASSWORD) == (429, False)


@pytest.mark.usefixtures("guarded", "clerk")
def test_colleagues_behind_the_same_address_are_not_locked_out_with_one() -> None:
    make_user("colleague")
    for _ in range(6):
        sign_in("clerk", "wrong")
    assert sign_in("colleague", PASSWORD) == (302, True)
    assert sign_in("clerk", PASSWORD, address="10.0.0.8") == (302, True)


@pytest.mark.usefixtures("guarded", "clerk")
def test_the_right_password_in_time_wipes_the_slate() -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in("clerk", "wrong")
        assert sign_in("clerk", PASSWORD) == (302, True)


@pytest.mark.usefixtures("guarded", "clerk")
def test_who_is_locked_out_reads_why_in_chinese() -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(5):
        answer = client.post(reverse("login"), {"username": "clerk", "password": "wrong"})
    assert answer.status_code == 429
    assert "15" in answer.content.decode()
    assert "分钟" in answer.content.decode()


def spray(address: str = "10.0.0.7", names: int = MOST_NAMES) -> None:
    """One wrong password for each of many user names, from one address."""
    for number in range(names):
        assert sign_in(f"name{number}", "wrong", address) == (200, False)


@pytest.mark.usefixtures("guarded", "clerk")
def test_one_password_cannot_be_tried_on_every_name() -> None:
    spray(names=MOST_NAMES - 1)
    assert sign_in("clerk", PASSWORD) == (302, True)
    spray()
    assert sign_in("another", "wrong") == (429, False)
    assert sign_in("clerk", PASSWORD) == (429, False)
    assert sign_in("clerk", PASSWORD, address="10.0.0.8") == (302, True)


@pytest.mark.usefixtures("guarded", "clerk")
def test_who_has_signed_in_on_this_browser_before_is_let_through() -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    client.post(reverse("logout"))
    make_user("colleague")
    spray()
    answer = client.post(reverse("login"), {"username": "colleague", "password": PASSWORD})
    assert answer.status_code == 429
    assert "许多用户名" in answer.content.decode()
    for _ in range(4):
        answer = client.post(reverse("login"), {"username": "clerk", "password": "wrong"})
        assert answer.status_code == 200
    answer = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.usefixtures("guarded", "clerk")
def test_a_made_up_cookie_lets_nobody_through() -> None:
    spray()
    for made_up in ("clerk", "", ".", "0" * 32, "é" * 32):
        client = Client(REMOTE_ADDR="10.0.0.7")
        client.cookies[COOKIE] = made_up
        answer = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
        assert answer.status_code == 429, made_up


@pytest.mark.usefixtures("guarded", "clerk")
def test_mistakes_of_people_who_got_in_do_not_count() -> None:
    for number in range(MOST_NAMES):
        make_user(f"colleague{number}")
        sign_in(f"colleague{number}", "wrong")
        assert sign_in(f"colleague{number}", PASSWORD) == (302, True)
    assert sign_in("clerk", PASSWORD) == (302, True)


@pytest.mark.usefixtures("guarded", "clerk")
def test_the_address_is_not_what_somebody_writes_into_a_header() -> None:
    for number in range(MOST_NAMES + 1):
        client = Client(REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        answer = client.post(reverse("login"), {"username": f"name{number}", "password": "wrong"})
    assert answer.status_code == 429


@pytest.mark.usefixtures("guarded", "clerk")
def test_all_addresses_of_one_ipv6_network_are_one() -> None:
    for number in range(MOST_NAMES):
        sign_in(f"name{number}", "wrong", address=f"2001:db8:0:1::{number:x}")
    assert sign_in("clerk", PASSWORD, address="2001:db8:0:1:ffff::1") == (429, False)
    assert sign_in("clerk", PASSWORD, address="2001:db8:0:2::1") == (302, True)


@pytest.mark.usefixtures("guarded", "clerk")
@pytest.mark.parametrize("address", ["login", "admin:login"])
def test_a_name_without_end_is_a_wrong_name_and_not_kept(client: Client, address: str) -> None:
    answer = client.post(reverse(address), {"username": "a" * 100_000, "password": "wrong"})
    assert answer.status_code == 200
    assert {len(each.username) for each in AccessAttempt.objects.all()} == {
        User._meta.get_field("username").max_length
    }


def left_alone(client: Client, idle: timedelta) -> None:
    """Make the session as old as if nothing had been asked for that long."""
    age = timedelta(seconds=site.SESSION_COOKIE_AGE)
    Session.objects.filter(session_key=client.session.session_key).update(
        expire_date=timezone.now() + age - idle
    )


def rest(client: Client) -> timedelta:
    return Session.objects.get(session_key=client.session.session_key).expire_date - timezone.now()


def is_signed_in(client: Client) -> bool:
    """Asks for a page that only the signed-in get."""
    return client.get(reverse("password_change")).status_code == 200


def test_eight_idle_hours_end_a_session(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    left_alone(client, timedelta(hours=7, minutes=59))
    assert is_signed_in(client)
    left_alone(client, timedelta(hours=8, seconds=1))
    assert not is_signed_in(client)


def test_working_keeps_a_session(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    left_alone(client, timedelta(hours=4))
    assert is_signed_in(client)
    assert rest(client) > timedelta(hours=7, minutes=59)


@pytest.mark.parametrize(("minutes", "writes"), [(10, 0), (20, 1)])
def test_a_page_soon_after_the_last_writes_nothing(
    client: Client, clerk: User, minutes: int, writes: int
) -> None:
    client.force_login(clerk)
    left_alone(client, timedelta(minutes=minutes))
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(client)
    written = [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert len(written) == writes, written


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client, clerk: User) -> None:
    answer = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    for name in (site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME, COOKIE):
        assert answer.cookies[name]["httponly"]
        assert answer.cookies[name]["samesite"] == "Lax"
