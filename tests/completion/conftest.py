"""What the tests of completion share: a year with gaps, looked at from a day in the next one."""

import datetime
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.models import Duty, User
from tests.meetings import hold

TODAY = datetime.date(2024, 5, 20)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime.date:
    """The site believes it is 20 May 2024."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return TODAY


@pytest.fixture
def duties(office: SimpleNamespace) -> SimpleNamespace:
    """Instead of the standard rules: ``theme`` monthly, ``general`` quarterly, ``groups`` monthly."""
    Duty.objects.all().delete()

    def make(name: str, kind: str, per: str, **values: Any) -> Duty:
        return Duty.objects.create(
            name=name, activity="meeting", kind=kind, per=per, **{"applies_to": ["branch"], **values}
        )

    return SimpleNamespace(
        make=make,
        theme=make("主题党日", "theme_day", "month", source="支部工作条例第十六条"),
        general=make("支部党员大会", "general", "quarter"),
        groups=make("党小组会", "group", "month", condition="groups"),
    )


@pytest.fixture
def year(office: SimpleNamespace, duties: SimpleNamespace, today: datetime.date) -> SimpleNamespace:
    """The first branch misses its theme day in March and a general meeting in the first quarter; May is open.
    The second, with a group, has held everything but the group's meeting in February."""
    for month in (1, 2, 4):
        hold(office.first, f"2024-{month:02}-10", expected=10, present=9)
    for month in range(1, 6):
        hold(office.second, f"2024-{month:02}-10")
        if month != 2:
            hold(office.group, f"2024-{month:02}-12", "group")
    hold(office.second, "2024-02-01", "general")
    hold(office.second, "2024-04-01", "general")
    return office


class Visitor:
    """Somebody signed in, and what they read."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, name: str, *args: Any, **query: Any) -> Any:
        return self.client.get(reverse(name, args=args), query)

    def html(self, name: str, *args: Any, **query: Any) -> str:
        answer = self.get(name, *args, **query)
        assert answer.status_code == 200
        return str(answer.content.decode())

    def rows(self, name: str = "completion", **query: Any) -> dict[str, list[str]]:
        """The rows of every table: the text of the heading, and that of each cell."""
        found = {}
        for row in re.findall(r"<tr>(.*?)</tr>", self.html(name, **query), re.DOTALL):
            cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            head, *rest = (plain(cell) for cell in cells)
            found[head] = rest
        return found


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


@pytest.fixture
def visit() -> Callable[[User], Visitor]:
    return Visitor
