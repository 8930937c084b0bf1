"""The calendar: what was held on which day, for those who may see it, and what is due in a month."""

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from branches.models import Clue, DisciplinaryAction, Duty, Lecture, Talk, WorkItem
from tests.cast import make_user
from tests.finding.conftest import meeting, page_of, titles, words
from tests.records.posting import fields_of

TODAY = datetime.date(2024, 3, 20)
MARCH = "/calendar/2024/3/"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """20 March 2024, a Wednesday; no rules."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def cells(answer: Any) -> dict[str, Any]:
    """The days of a month by their number, in the order they stand."""
    return {
        cell.xpath(".//span[@class='day-number']")[0].text: cell
        for cell in page_of(answer).xpath("//table[@class='calendar']//td[.//time]")
    }


def on(answer: Any, day: int) -> list[str]:
    """What the page names on a day."""
    return [link.text_content().strip() for link in cells(answer)[str(day)].xpath(".//ul//a")]


def test_a_month_begins_on_monday_and_holds_each_day_once(secretary_page) -> None:
    page = page_of(secretary_page(MARCH))
    heads = [head.text_content().strip() for head in page.xpath("//table[@class='calendar']//th")]
    assert heads == [f"星期{name}" for name in "一二三四五六日"]
    assert list(cells(secretary_page(MARCH))) == [str(day) for day in range(1, 32)]
    rows = page.xpath("//table[@class='calendar']/tbody/tr")
    assert all(len(row.xpath("./td")) == 7 for row in rows)
    first = rows[0].xpath("./td")
    assert [bool(cell.xpath(".//time")) for cell in first] == [False] * 4 + [True] * 3  # 1 March was a Friday
    (now,) = page.xpath("//td[@aria-current='date']//time/@datetime")
    assert now == "2024-03-20"


@pytest.fixture
def secretary_page(cast: SimpleNamespace, enter: Any) -> Any:
    return enter(cast.secretary).get


def test_records_of_every_kind_stand_on_their_days(office, administrator) -> None:
    meeting(office.first, "2024-03-05", kind="theme_day", title="清明祭扫")
    day = datetime.date(2024, 3, 5)
    Lecture.objects.create(organization=office.first, date=day, topic="学党章")
    Talk.objects.create(
        organization=office.first, date=day + datetime.timedelta(1), talker="甲", kind="heart"
    )
    WorkItem.objects.create(
        organization=office.second, date=datetime.date(2024, 3, 31), kind="other", title="慰问"
    )
    meeting(office.first, "2024-02-29", title="二月的")
    meeting(office.first, "2024-04-01", title="四月的")
    answer = administrator.get(MARCH)
    assert on(answer, 5) == ["主题党日", "党课：学党章"]
    assert on(answer, 6) == ["谈心谈话"]
    assert on(answer, 31) == ["慰问"]
    assert sum(len(on(answer, day)) for day in range(1, 32)) == 4
    assert on(administrator.get("/calendar/2024/2/"), 29) == ["支部党员大会"]


def test_nobody_sees_what_is_not_theirs(office, cast, administrator, enter) -> None:
    meeting(office.first, title="甲")
    meeting(office.second, title="乙")
    meeting(office.elsewhere, title="丙")
    meeting(office.first, title="删掉的").move_to_bin(None)
    places = f"{MARCH}?organization={office.second.pk}"
    assert len(on(administrator.get(MARCH), 5)) == 2
    assert len(on(administrator.get(places), 5)) == 1
    assert "乙" in str(cells(administrator.get(places))["5"].xpath(".//a/@title"))
    assert len(on(enter(cast.secretary).get(MARCH), 5)) == 1
    # Another branch in the address is left out, as in lists.
    (title,) = cells(enter(cast.secretary).get(places))["5"].xpath(".//ul//a/@title")
    assert title.endswith("甲")
    for who in ("inspector", "stranger"):
        for url in (MARCH, "/calendar/", "/calendar/2024/"):
            assert enter(getattr(cast, who)).get(url).status_code == 404


def test_nothing_of_discipline_is_on_it_even_for_those_who_may_see_it(office, enter) -> None:
    both = make_user("both", "viewer", office.bureau)
    both.roles.create(kind="inspector", organization=office.bureau)
    day = datetime.date(2024, 3, 5)
    DisciplinaryAction.objects.create(organization=office.first, date=day, person="郑某", form=1)
    Clue.objects.create(organization=office.first, date=day, number="线索9", source="report", about="郑某")
    for url in (MARCH, "/calendar/2024/"):
        page = words(enter(both).get(url))
        for word in ("郑某", "线索9", "1 条"):
            assert word not in page, (url, word)


def test_a_day_with_more_than_it_names_leads_to_the_lists_of_that_day(office, administrator) -> None:
    for number in range(5):
        meeting(office.first, title=str(number))
    meeting(office.first, "2024-03-06")
    Talk.objects.create(organization=office.first, date=datetime.date(2024, 3, 5), talker="甲")
    answer = administrator.get(f"{MARCH}?organization={office.first.pk}")
    cell = cells(answer)["5"]
    assert len(cell.xpath(".//ul/li")) == 3
    more = {" ".join(link.text_content().split()): link.get("href") for link in cell.xpath(".//p/a")}
    assert list(more) == ["会议活动 5", "谈话 1"]
    assert sorted(titles(administrator.get(more["会议活动 5"]))) == list("01234")
    assert not cells(answer)["6"].xpath(".//p")


def test_a_day_offers_the_form_with_its_date_until_today(office, cast, enter) -> None:
    client = enter(cast.secretary)
    answer = client.get(MARCH)
    days = cells(answer)
    assert days["20"].xpath(".//a[@class='day-add no-print']")
    assert not days["21"].xpath(".//a[contains(@class, 'day-add')]")
    (url,) = days["7"].xpath(".//a[contains(@class, 'day-add')]/@href")
    assert fields_of(client.get(url))["date"] == "2024-03-07"
    chosen = cells(client.get(f"{MARCH}?organization={office.first.pk}"))["7"]
    (url,) = chosen.xpath(".//a[contains(@class, 'day-add')]/@href")
    assert fields_of(client.get(url))["organization"] == str(office.first.pk)
    assert "day-add" not in enter(cast.viewer).get(MARCH).content.decode()


def test_what_is_due_in_the_month_stands_above_it(office, cast, enter) -> None:
    Duty.objects.all().delete()
    rule = {"activity": "meeting", "applies_to": ["branch"]}
    Duty.objects.create(name="每月党日", kind="theme_day", per="month", **rule)
    Duty.objects.create(name="每季大会", kind="general", per="quarter", **rule)
    meeting(office.first, "2024-02-05", kind="theme_day")
    client = enter(cast.secretary)
    march, february, january = (words(client.get(f"/calendar/2024/{month}/")) for month in (3, 2, 1))
    assert re.search("待完成 每月党日.*待完成 每季大会", march)
    assert "到期" not in february
    assert "未完成 每月党日" in january
    assert "每季大会" not in january
    assert "到期" not in words(client.get("/calendar/2024/4/"))
    assert "到期" not in words(enter(cast.viewer).get(MARCH))


def test_a_year_counts_each_month_and_leads_on(office, administrator) -> None:
    for day in ("2024-01-01", "2024-03-05", "2024-03-05", "2024-12-31", "2023-12-31", "2025-01-01"):
        meeting(office.first, day, title=day)
    Lecture.objects.create(organization=office.second, date=datetime.date(2024, 3, 9), topic="课")
    meeting(office.elsewhere, "2024-03-05")
    answer = administrator.get("/calendar/2024/")
    months = page_of(answer).xpath("//section[contains(@class, 'month')]")
    said = [" ".join(month.xpath("./h2")[0].text_content().split()) for month in months]
    assert said == ["1月1 条", "2月0 条", "3月3 条", *(f"{n}月0 条" for n in range(4, 12)), "12月1 条"]
    march = months[2]
    (url,) = march.xpath("./h2/a/@href")
    assert url == MARCH
    lists = march.xpath("./p/a")
    assert [" ".join(each.text_content().split()) for each in lists] == ["会议活动 2", "党课 1"]
    assert titles(administrator.get(lists[0].get("href"))) == ["2024-03-05"] * 2
    levels = {cell.text: cell.get("class") for cell in march.xpath(".//td") if cell.text}
    assert (levels["5"], levels["9"], levels["10"]) == ("level-3", "level-2", "level-0")
    only = administrator.get(f"/calendar/2024/?organization={office.second.pk}")
    assert page_of(only).xpath("//section[contains(@class, 'month')]/h2/a/@href")[2] == (
        f"{MARCH}?organization={office.second.pk}"
    )


def test_the_calendar_turns_from_month_to_month_over_the_year(administrator, office) -> None:
    page = page_of(administrator.get(f"/calendar/2024/1/?organization={office.first.pk}"))
    assert page.xpath("//a[@rel='prev']/@href") == [f"/calendar/2023/12/?organization={office.first.pk}"]
    assert page.xpath("//a[@rel='next']/@href") == [f"/calendar/2024/2/?organization={office.first.pk}"]
    assert not page_of(administrator.get("/calendar/1921/1/")).xpath("//a[@rel='prev']")
    for wrong in (
        "/calendar/2024/13/",
        "/calendar/2024/0/",
        "/calendar/1/1/",
        "/calendar/9999/",
        "/calendar/99999/1/",
    ):
        assert administrator.get(wrong).status_code == 404, wrong
    assert administrator.get("/calendar/").context["period"].name == "2024年3月"


def test_more_records_ask_no_more_queries(office, administrator) -> None:
    asked: dict[str, list[int]] = {}
    for round_ in range(2):
        for number in range(1 if not round_ else 40):
            place = office.first if number % 2 else office.second
            meeting(place, f"2024-03-{number % 28 + 1:02}", title=str(number))
            Lecture.objects.create(
                organization=place, date=datetime.date(2024, 3, number % 28 + 1), topic="课"
            )
        for url in (MARCH, "/calendar/2024/"):
            with CaptureQueriesContext(connection) as captured:
                administrator.get(url)
            asked.setdefault(url, []).append(len(captured))
    assert all(many <= few for few, many in asked.values()), asked
    assert asked[MARCH][1] <= 30
