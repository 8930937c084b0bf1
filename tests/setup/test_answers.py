"""What every answer carries; and a request that cannot be served gets a page in Chinese, never details."""

import gzip
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from pytest_django.fixtures import Settings

from config import urls

SECRET = "table branches_meeting, column secret"


def broken(_request: HttpRequest) -> HttpResponse:
    raise ValueError(SECRET)


def forbidden(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(SECRET)


def suspicious(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


class Failing:
    """The site's addresses, and three that fail."""

    urlpatterns = [
        *urls.urlpatterns,
        path(
            "failing/",
            include([path("broken/", broken), path("forbidden/", forbidden), path("bad/", suspicious)]),
        ),
    ]


pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(client: Client, admin_client: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = Failing
    admin_client.raise_request_exception = False
    return admin_client


@pytest.mark.parametrize(
    ("address", "status"),
    [("broken/", 500), ("forbidden/", 403), ("bad/", 400), ("absent/", 404)],
)
def test_a_failure_is_told_in_chinese_without_details(failing: Client, address: str, status: int) -> None:
    answer = failing.get(f"/failing/{address}")
    said = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="zh' in said
    assert "branches_meeting" not in said
    assert "Traceback" not in said


def test_a_form_without_its_token_is_told_in_chinese() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("login"), {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert '<html lang="zh' in answer.content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("password_change"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


def test_a_page_runs_nothing_but_its_own_scripts_and_stands_in_no_frame(client: Client) -> None:
    answer = client.get(reverse("login"))
    directives = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_meeting_of_two_hundred_with_a_thousand_items_is_one_form(client: Client) -> None:
    """200 × 6 attendance fields and 1,000 × 8 agenda fields, with long texts."""
    fields = {f"attendance-{row}-{field}": "出席" for row in range(200) for field in range(6)}
    fields |= {
        f"agenda-{row}-{field}": "研究部署基层党建工作" * 20 for row in range(1000) for field in range(8)
    }
    assert client.post(reverse("login"), fields).status_code == 200


def test_a_form_beyond_all_measure_is_told_in_chinese(client: Client) -> None:
    answer = client.post(reverse("login"), {f"field-{number}": "" for number in range(20_001)})
    assert answer.status_code == 400
    assert '<html lang="zh' in answer.content.decode()


def test_pages_travel_compressed_and_files_as_they_are(admin_client: Client) -> None:
    page = admin_client.get("/accounts/password/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert "修改密码" in gzip.decompress(page.content).decode()
    assert "Content-Encoding" not in admin_client.get("/accounts/password/").headers
    script = admin_client.get("/admin/jsi18n/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in script.headers


PAGES = ("home", "member_list", "figures", "job_list")


def test_pages_are_kept_for_nobody_else_and_those_of_the_inspector_not_at_all(
    client: Client, cast: SimpleNamespace
) -> None:
    for who, told in (("administrator", "private, no-cache"), ("inspector", "private, no-store")):
        client.force_login(getattr(cast, who))
        answers = [client.get(reverse(name)) for name in PAGES]
        assert {answer["Cache-Control"] for answer in answers} == {told}
    client.force_login(cast.inspector)
    assert client.get(reverse("record_list", args=["clue"]))["Cache-Control"] == "private, no-store"
    client.logout()
    assert "no-store" in client.get(reverse("login"))["Cache-Control"]
