"""``load_demo`` as an administrator meets it."""

import json
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from branches.access import Permission, may
from branches.models import Change, Member, Organization, Role, User

pytestmark = pytest.mark.django_db

DAY = "2023-02-10"


def load_demo(*arguments: str) -> str:
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def test_tells_the_accounts_once_with_passwords_that_work() -> None:
    told: dict[str, Any] = json.loads(load_demo("--json", "--today", DAY))
    assert told["loaded"] is True
    assert told["organizations"] == Organization.objects.count()
    assert told["members"] == Member.objects.count()
    assert told["records"]["meeting"] > 30
    roles = {account["username"]: account["role"] for account in told["accounts"]}
    assert len(roles) == 6
    for account in told["accounts"]:
        user = authenticate(username=account["username"], password=account["password"])
        assert user is not None and str(user) == account["display_name"]
        validate_password(account["password"], user)
    passwords = {account["password"] for account in told["accounts"]}
    assert len(passwords) == 6
    assert not any(user.password in passwords for user in User.objects.all())
    again = json.loads(load_demo("--json"))
    assert again == {"loaded": False, "organization": told["organization"]}


def test_each_account_has_the_reach_of_its_role() -> None:
    load_demo("--today", DAY)
    root = Organization.objects.get(parent=None)
    first = Organization.objects.get(short_name="第一党支部")
    third = Organization.objects.get(short_name="第三党支部")
    user = {user.username: user for user in User.objects.all()}
    assert may(user["admin"], Permission.MANAGE, root)
    assert may(user["secretary1"], Permission.WRITE, first) and not may(
        user["secretary1"], Permission.VIEW, third
    )
    assert may(user["secretary3"], Permission.WRITE, third) and not may(
        user["secretary3"], Permission.VIEW, root
    )
    assert may(user["inspector"], Permission.VIEW_DISCIPLINE, root)
    assert may(user["viewer"], Permission.VIEW, root) and not may(user["viewer"], Permission.WRITE, root)
    assert user["sysadmin"].is_superuser and not user["sysadmin"].roles.exists()
    assert [one.username for one in User.objects.filter(is_staff=True)] == ["sysadmin"]
    assert Role.objects.count() == 5


def test_passwords_differ_from_load_to_load(django_user_model: type[User]) -> None:
    from django.db import transaction  # noqa: PLC0415

    drawn = []
    for _ in range(2):
        with transaction.atomic():
            drawn.append(json.loads(load_demo("--json", "--today", "2023-01-02"))["accounts"][0]["password"])
            transaction.set_rollback(True)
    assert drawn[0] != drawn[1]


def test_prints_for_people_too() -> None:
    text = load_demo("--today", DAY)
    assert "全部为虚构" in text and "只显示这一次" in text
    assert text.count("sysadmin") == 1


def test_a_second_load_changes_nothing() -> None:
    load_demo("--today", DAY)
    before = Change.objects.count(), User.objects.get(username="admin").password
    assert "没有改动" in load_demo()
    assert (Change.objects.count(), User.objects.get(username="admin").password) == before


def test_refuses_another_offices_database(office: SimpleNamespace) -> None:
    before = Organization.objects.count()
    with pytest.raises(CommandError, match="已有其他单位的数据"):
        load_demo()
    assert (Organization.objects.count(), User.objects.count()) == (before, 0)


def test_refuses_when_an_account_of_its_names_is_taken() -> None:
    User.objects.create_user("admin")
    with pytest.raises(CommandError, match="已有用户 admin"):
        load_demo()
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2023-01-01", "换一个更晚的日期"),
        ("9999-01-01", "不能晚于今天"),
        ("昨天", "应写成 YYYY-MM-DD"),
        ("2023-02-30", "应写成"),
    ],
)
def test_refuses_a_day_that_cannot_be(day: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        load_demo("--today", day)
    assert not Organization.objects.exists()
