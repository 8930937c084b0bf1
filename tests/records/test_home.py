"""The first page says what this person should do next."""

import datetime

import pytest
from django.utils import timezone

from branches.models import Clue, DisciplinaryAction, Duty, Meeting
from branches.views import home
from tests.records.posting import fields_of, sentences

TODAY = datetime.date(2024, 5, 20)


@pytest.fixture(autouse=True)
def a_day_in_may(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """20 May 2024, and one rule: a general meeting every month."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    Duty.objects.all().delete()
    Duty.objects.create(
        name="支部党员大会", activity="meeting", kind="general", per="month", applies_to=["branch"]
    )


def test_the_secretary_sees_what_is_due_and_overdue_with_a_button(secretary, office) -> None:
    for month in (1, 2, 4):
        Meeting.objects.create(
            organization=office.first, date=datetime.date(2024, month, 9), kind="general", title="大会"
        )
    page = secretary.get("/")
    words = sentences(page)
    assert "待完成 支部党员大会 2024年5月还缺 1 次" in words
    assert "未完成 支部党员大会 2024年3月还缺 1 次" in words
    assert "2024年2月还缺" not in words
    due, overdue = page.context["due"]
    assert (due.overdue, overdue.overdue) == (False, True)
    form = fields_of(secretary.get(due.add_url))
    assert (form["kind"], form["organization"], form["date"]) == (
        "general",
        str(office.first.pk),
        TODAY.isoformat(),
    )
    assert fields_of(secretary.get(overdue.add_url)).get("date", "") == ""


def test_the_secretary_sees_nothing_of_the_neighbour(secretary, office) -> None:
    Meeting.objects.create(
        organization=office.second, date=datetime.date(2024, 5, 9), kind="general", title="邻支部大会"
    )
    assert "邻支部大会" not in sentences(secretary.get("/"))


def test_when_all_is_done_it_says_so(secretary, office) -> None:
    for month in range(1, 6):
        Meeting.objects.create(
            organization=office.first, date=datetime.date(2024, month, 9), kind="general", title="大会"
        )
    assert "今年到目前为止应开展的活动都已登记。" in sentences(secretary.get("/"))


def test_of_many_months_gone_by_the_older_ones_are_folded_away(secretary, office) -> None:
    Duty.objects.create(
        name="主题党日", activity="meeting", kind="theme_day", per="month", applies_to=["branch"]
    )
    Duty.objects.create(name="学习", activity="meeting", kind="study", per="month", applies_to=["branch"])
    page = secretary.get("/")
    assert [due.overdue for due in page.context["due"]] == [False] * 3 + [True] * home.OVERDUE_SHOWN
    assert "更早的还有 4 项未完成" in sentences(page)
    assert "主题党日 2024年1月还缺 1 次" in sentences(page)


def test_the_inspector_sees_late_clues_and_periods_that_end(inspector, office, enter, cast) -> None:
    clue = {"organization": office.first, "source": "report", "about": "某人"}
    Clue.objects.create(number="旧线索", date=datetime.date(2024, 4, 1), **clue)
    Clue.objects.create(number="新线索", date=datetime.date(2024, 5, 1), **clue)
    Clue.objects.create(
        number="已处置",
        date=datetime.date(2024, 3, 1),
        disposal="closed",
        disposed_on=datetime.date(2024, 3, 9),
        **clue,
    )
    for person, until in (
        ("快到期的人", (2024, 7, 1)),
        ("早到期的人", (2024, 4, 1)),
        ("刚到期的人", (2024, 5, 1)),
        ("还早的人", (2024, 9, 1)),
    ):
        DisciplinaryAction.objects.create(
            organization=office.first,
            date=datetime.date(2023, 7, 2),
            person=person,
            form=2,
            effective_until=datetime.date(*until),
        )
    page = sentences(inspector.get("/"))
    assert "旧线索" in page
    assert "新线索" not in page
    assert "已处置" not in page
    assert "快到期的人" in page
    assert "2024年5月1日已届满刚到期的人" in page
    assert "早到期的人" not in page
    assert "还早的人" not in page
    assert "旧线索" not in sentences(enter(cast.administrator).get("/"))


def test_the_viewer_sees_recent_records_and_no_buttons(enter, cast, office) -> None:
    Meeting.objects.create(
        organization=office.second, date=datetime.date(2024, 5, 9), kind="general", title="五月大会"
    )
    page = sentences(enter(cast.viewer).get("/"))
    assert "五月大会" in page
    assert "登记会议活动" not in page


def test_a_stranger_is_told_whom_to_ask(enter, cast) -> None:
    page = sentences(enter(cast.stranger).get("/"))
    assert "您的账号还没有分配角色" in page
    assert "stranger" in page


def test_nobody_signed_in_is_asked_to(client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_a_wrong_password_says_what_happens_next(client, cast) -> None:
    answer = client.post("/accounts/login/", {"username": "secretary", "password": "wrong"})
    assert "用户名或密码不对，请重新填写。连续填错 5 次，要等 15 分钟才能再试。" in sentences(answer)


def test_changing_ones_own_password(secretary, cast, client) -> None:
    cast.secretary.must_change_password = True
    cast.secretary.save()
    new = "another-long-password-2"
    bad = secretary.post(
        "/accounts/password/", {"old_password": "wrong", "new_password1": new, "new_password2": new}
    )
    assert bad.status_code == 200 and "旧密码不对，请重新填写。" in sentences(bad)
    good = {"old_password": "a-long-password-1", "new_password1": new, "new_password2": new}
    assert "密码已修改。" in sentences(secretary.post("/accounts/password/", good, follow=True))
    cast.secretary.refresh_from_db()
    assert cast.secretary.check_password(new)
    assert not cast.secretary.must_change_password
