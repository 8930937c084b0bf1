"""The browser fixtures themselves: the right screen, and complaints that fail a test."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_desk_and_the_phone_have_their_sizes(page: Page, phone: Page) -> None:
    assert page.evaluate("[innerWidth, innerHeight]") == [1366, 768]
    assert phone.evaluate("screen.width") == 360


def test_the_site_answers(page: Page) -> None:
    answer = page.goto(reverse("login"))
    assert answer is not None
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
