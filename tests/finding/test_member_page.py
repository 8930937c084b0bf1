"""A member's page: what they took part in, counted by the rule, and only what the person looking may see."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml.html import tostring

from branches.models import (
    Attendance,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Member,
    Post,
    Talk,
    TalkTarget,
)
from branches.participation import Tally, participation
from tests.cast import make_user
from tests.finding.conftest import meeting, page_of, words

DAY = datetime.date(2024, 3, 5)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2024, 5, 20))


@pytest.fixture
def member(office: SimpleNamespace) -> Member:
    return Member.objects.create(name="程远山", organization=office.first)


def there(member: Member, place: Any, day: str, status: str = "present", **values: Any) -> Any:
    held = meeting(place, day, **values)
    Attendance.objects.create(meeting=held, member=member, name=member.name, status=status)
    return held


def test_the_rate_is_present_out_of_expected_and_nonvoting_counts_neither_way(office, cast, member) -> None:
    for month, status in enumerate(
        ["present", "present", "leave", "absent", "nonvoting", "nonvoting"], start=1
    ):
        there(member, office.first, f"2024-0{month}-05", status)
    total = participation(member, 2024, cast.secretary).total
    assert (total.expected, total.present, total.leave, total.absent, total.nonvoting) == (4, 2, 1, 1, 2)
    assert total.percent == 50


@pytest.mark.parametrize(
    ("tally", "percent"),
    [
        (Tally(), None),
        (Tally(nonvoting=3), None),
        (Tally(present=199, absent=1), 99),
        (Tally(present=5), 100),
    ],
)
def test_a_rate_is_cut_not_rounded_and_none_where_nothing_was_asked(
    tally: Tally, percent: int | None
) -> None:
    assert tally.percent == percent


def test_it_is_counted_by_year_and_kind(office, cast, enter, member) -> None:
    there(member, office.first, "2024-01-05", kind="theme_day", title="党日")
    there(member, office.first, "2024-02-05", "leave", kind="theme_day")
    there(member, office.first, "2024-12-31", kind="general", title="大会")
    there(member, office.first, "2023-12-31", "absent", kind="general", title="去年的会")
    there(member, office.first, "2024-03-05", title="删掉的会").move_to_bin(None)
    client = enter(cast.secretary)
    answer = client.get(f"/members/{member.pk}/")
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page_of(answer).xpath("//section[@aria-labelledby='attended']//tbody/tr")
    ]
    assert rows == [
        ["支部党员大会", "1", "1", "0", "0", "0", "100%"],
        ["主题党日", "2", "1", "1", "0", "0", "50%"],
    ]
    assert "66%" in words(answer)
    assert "去年的会" not in words(answer)
    assert "删掉的会" not in words(answer)
    last_year = client.get(f"/members/{member.pk}/?year=2023")
    assert "去年的会" in words(last_year)
    assert "党日" not in [link.text for link in page_of(last_year).xpath("//details//a")]
    assert page_of(answer).xpath("//nav[@aria-label='年份']//a/@href") == ["?year=2024", "?year=2023"]
    assert page_of(last_year).xpath("//nav[@aria-label='年份']//a[@aria-current]/@href") == ["?year=2023"]


@pytest.mark.parametrize("year", ["", "x", "20240", "99999999999999999999", "-1", "0"])
def test_a_year_that_is_none_is_this_year(cast, enter, member, year: str) -> None:
    assert "2024年参加会议活动" in words(enter(cast.secretary).get(f"/members/{member.pk}/?year={year}"))


def test_a_name_alone_is_not_this_member(office, cast, member) -> None:
    Attendance.objects.create(meeting=meeting(office.first), name=member.name)
    assert participation(member, 2024, cast.secretary).years == ()


def test_lectures_and_talks_of_both_sides_with_links(office, cast, enter, member) -> None:
    lecture = Lecture.objects.create(organization=office.first, date=DAY, topic="学党章")
    Lecturer.objects.create(lecture=lecture, member=member, name=member.name)
    Lecturer.objects.create(lecture=lecture, name="外请")
    led = Talk.objects.create(organization=office.first, date=DAY, talker="程远山", talker_member=member)
    TalkTarget.objects.create(talk=led, name="林晓岚")
    had = Talk.objects.create(organization=office.first, date=DAY, talker="顾书记")
    TalkTarget.objects.create(talk=had, name="程远山", member=member)
    answer = enter(cast.secretary).get(f"/members/{member.pk}/")
    for record in (lecture, led, had):
        assert page_of(answer).xpath(f"//main//a[@href='{record.get_absolute_url()}']")
    assert "与林晓岚" in words(answer)
    assert "谈话人 顾书记" in words(answer)
    assert words(answer).count("学党章") == 1


def test_what_happened_out_of_reach_is_neither_shown_nor_counted(office, cast, enter, member) -> None:
    there(member, office.first, "2024-01-05", title="本支部的会")
    there(member, office.second, "2024-02-05", "absent", title="邻支部的会")
    talk = Talk.objects.create(
        organization=office.second, date=DAY, talker="程远山", talker_member=member, matter="别处的谈话"
    )
    lecture = Lecture.objects.create(organization=office.second, date=DAY, topic="别处的党课")
    Lecturer.objects.create(lecture=lecture, member=member, name=member.name)
    there(member, office.second, "2022-02-05")
    mine = enter(cast.secretary).get(f"/members/{member.pk}/")
    page = words(mine)
    assert "100%" in page
    for hidden in ("邻支部的会", "别处的党课"):
        assert hidden not in page
    assert talk.get_absolute_url() not in mine.content.decode()
    assert "2022年" not in page
    whole = words(enter(cast.administrator).get(f"/members/{member.pk}/"))
    assert "50%" in whole
    assert "别处的党课" in whole
    assert enter(cast.neighbour).get(f"/members/{member.pk}/").status_code == 404


def test_disciplinary_actions_are_shown_to_inspectors_alone(office, cast, enter, member) -> None:
    action = DisciplinaryAction.objects.create(
        organization=office.first, date=DAY, person="程远山", member=member, form=2, facts="违规"
    )
    both = make_user("both", "viewer", office.bureau)
    both.roles.create(kind="inspector", organization=office.bureau)
    elsewhere = make_user("half", "viewer", office.bureau)
    elsewhere.roles.create(kind="inspector", organization=office.second)
    url = f"/members/{member.pk}/"
    assert action.get_absolute_url() in enter(both).get(url).content.decode()
    for user in (cast.secretary, cast.administrator, cast.viewer, elsewhere):
        (main,) = page_of(enter(user).get(url)).xpath("//main")
        page = tostring(main, encoding="unicode")
        for secret in (action.get_absolute_url(), "处理处分", "第二种形态"):
            assert secret not in page, (user, secret)
    assert enter(cast.inspector).get(url).status_code == 404


def test_posts_stand_with_the_latest_first_and_those_held_now_marked(office, cast, enter, member) -> None:
    for kind, start, end in (
        ("group_leader", datetime.date(2016, 1, 1), datetime.date(2020, 1, 1)),
        ("branch_secretary", datetime.date(2020, 1, 1), None),
    ):
        Post.objects.create(member=member, organization=office.first, kind=kind, start_on=start, end_on=end)
    page = page_of(enter(cast.viewer).get(f"/members/{member.pk}/"))
    rows = page.xpath("//table[caption='任职经历']/tbody/tr")
    said = [" ".join(row.text_content().split()) for row in rows]
    assert said[0].startswith("党支部书记 现任")
    assert said[1].startswith("党小组组长")
    assert "2016-01-01" in said[1]
    assert "现任" not in said[1]


def test_a_longer_life_asks_no_more_queries(office, cast, enter, member) -> None:
    client: Client = enter(cast.administrator)

    def live(count: int) -> int:
        for number in range(count):
            there(member, office.second, f"2024-03-{number % 28 + 1:02}", title=str(number))
            lecture = Lecture.objects.create(organization=office.second, date=DAY, topic=str(number))
            Lecturer.objects.create(lecture=lecture, member=member, name=member.name)
            talk = Talk.objects.create(
                organization=office.first, date=DAY, talker="程远山", talker_member=member
            )
            TalkTarget.objects.create(talk=talk, member=member, name=member.name)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/members/{member.pk}/")
        return len(captured)

    few = live(1)
    assert live(30) <= few <= 25
