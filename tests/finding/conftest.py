"""What the tests of finding share: people signed in, meetings made quickly, pages as people read them."""

import datetime
from typing import Any

from lxml import html

from branches.models import Meeting, Organization
from tests.records.conftest import enter, one_of_each

__all__ = ["enter", "one_of_each"]


def meeting(organization: Organization, day: str = "2024-03-05", **values: Any) -> Meeting:
    return Meeting.objects.create(
        organization=organization,
        date=datetime.date.fromisoformat(day),
        **{"kind": "general", "title": "党员大会", **values},
    )


def page_of(answer: Any) -> Any:
    assert answer.status_code == 200, answer.status_code
    return html.fromstring(answer.content.decode())


def titles(answer: Any) -> list[str]:
    """The names by which the rows of a list lead to their records."""
    return [link.text_content().strip() for link in page_of(answer).xpath("//th[@scope='row']//a")]


def link(answer: Any, words: str) -> str:
    """Where the link with these words leads; "" without one."""
    found = page_of(answer).xpath(f"//main//a[contains(normalize-space(.), '{words}')]")
    return str(found[0].get("href")) if found else ""


def words(answer: Any) -> str:
    return " ".join(page_of(answer).text_content().split())
