"""The page of a list: sorting by its headings, the way to a record and back, what it says of its length."""

import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.forms import filtering
from branches.models import RECORDS, DisciplinaryAction, Lecture, Meeting, WorkItem
from branches.views import asked_list
from branches.views.columns import COLUMNS
from tests.finding.conftest import link, meeting, page_of, titles, words
from tests.records.posting import fields_of

LIST = "/records/meeting/"
DAY = datetime.date(2024, 3, 5)


def test_every_heading_that_sorts_sorts_both_ways(office, cast, enter, one_of_each) -> None:
    for slug in RECORDS:
        client = enter(cast.inspector if slug in {"discipline", "clue"} else cast.administrator)
        where = f"/records/{slug}/"
        for column in COLUMNS[slug]:
            if column.sort:
                for sort in (column.sort, f"-{column.sort}"):
                    answer = client.get(where, {"sort": sort})
                    (head,) = page_of(answer).xpath("//th[@aria-sort]")
                    assert head.get("aria-sort") == ("descending" if sort[0] == "-" else "ascending")
                    assert head.text_content().strip().startswith(column.label)
                    assert len(titles(answer)) == 1, (slug, sort)


def test_sorting_by_attendance_puts_the_unknown_last(office, administrator) -> None:
    for title, present in (("少", 3), ("不知道", None), ("多", 30), ("没人", 0)):
        meeting(office.first, title=title, present=present)
    assert titles(administrator.get(f"{LIST}?sort=-present")) == ["多", "少", "没人", "不知道"]
    assert titles(administrator.get(f"{LIST}?sort=present")) == ["不知道", "没人", "少", "多"]


def test_sorting_by_organisation_follows_the_tree(office, administrator) -> None:
    for place in (office.second, office.group, office.first, office.bureau):
        meeting(place, title=str(place))
    expected = [str(place) for place in (office.bureau, office.first, office.second, office.group)]
    assert titles(administrator.get(f"{LIST}?sort=organization__path")) == expected


@pytest.mark.parametrize(
    "sort", ["content", "deleted_at", "organization__name", "-", "--date", "pk", "x" * 999]
)
def test_only_what_the_list_shows_can_be_sorted_by(office, administrator, sort: str) -> None:
    meeting(office.first, "2024-03-05", title="早", content="a")
    meeting(office.first, "2024-03-06", title="晚", content="b")
    assert titles(administrator.get(LIST, {"sort": sort})) == ["晚", "早"]


def test_a_list_too_long_to_be_sorted_says_so_and_stays_by_day(office, administrator, monkeypatch) -> None:
    meeting(office.first, "2024-03-05", title="甲")
    meeting(office.first, "2024-03-06", title="乙")
    monkeypatch.setattr("branches.paging.COUNTED", 1)
    monkeypatch.setattr(asked_list, "COUNTED", 1)
    answer = administrator.get(f"{LIST}?sort=title")
    assert titles(answer) == ["乙", "甲"]
    assert "只能按日期排序" in words(answer)
    assert "只能按日期排序" not in words(administrator.get(f"{LIST}?sort=date"))
    assert not page_of(administrator.get(LIST)).xpath("//thead//a[contains(., '名称')]")


def test_a_length_is_said_exactly_or_as_more_than(office, administrator, monkeypatch) -> None:
    for number in range(3):
        meeting(office.first, title=str(number))
    assert "共 3 条" in words(administrator.get(LIST))
    assert "共 1 条符合条件" in words(administrator.get(f"{LIST}?q=1"))
    monkeypatch.setattr("branches.paging.COUNTED", 2)
    monkeypatch.setattr("branches.views.listing.COUNTED", 2)
    monkeypatch.setattr("branches.views.listing.PAGE", 2)
    assert "超过" in words(administrator.get(LIST))
    assert "共 3 条" not in words(administrator.get(LIST))


def test_from_a_record_the_way_back_leads_to_the_list_as_it_was(office, administrator, monkeypatch) -> None:
    monkeypatch.setattr("branches.views.listing.PAGE", 2)
    for day in range(1, 7):
        meeting(office.first, f"2024-03-{day:02}", title=f"{day}日", content="记录", kind="theme_day")
    first = f"{LIST}?kind=theme_day&q=记录"
    second = LIST + link(administrator.get(first), "下一页")
    shown = titles(administrator.get(second))
    assert shown == ["4日", "3日"]
    record = link(administrator.get(second), "4日")
    page = administrator.get(record)
    back = link(page, "会议活动")
    edit = link(page, "修改")
    for way in (record, edit):
        crumb = page_of(administrator.get(way)).xpath("//p[@class='where']/a/@href")[0]
        assert titles(administrator.get(crumb)) == shown, way
    assert back.startswith(LIST)
    saved = administrator.post(edit, fields_of(administrator.get(edit)) | {"title": "改过的"}, follow=True)
    crumb = page_of(saved).xpath("//p[@class='where']/a/@href")[0]
    assert titles(administrator.get(crumb)) == ["改过的", "3日"]


@pytest.mark.parametrize(
    "given",
    ["https://example.org/", "//example.org", "a=1&" * 2000, "%00", "\ud800".encode("utf-8", "replace")],
)
def test_the_way_back_leads_nowhere_else(office, administrator, given: Any) -> None:
    record = meeting(office.first)
    page = administrator.get(f"{record.get_absolute_url()}?list={quote(given)}")
    crumb = page_of(page).xpath("//p[@class='where']/a/@href")[0]
    assert crumb == LIST or crumb.startswith(f"{LIST}?")
    assert administrator.get(crumb).status_code == 200


def test_what_is_not_found_yet_is_looked_for_further_back(office, administrator, monkeypatch) -> None:
    monkeypatch.setattr(filtering, "SEARCH_STRETCH", 4)
    for day in range(1, 10):
        meeting(office.first, f"2024-03-{day:02}", title="找这个" if day in {1, 3} else "别的")
    first = administrator.get(f"{LIST}?q=找这个")
    assert titles(first) == []
    assert "已查到 2024年3月6日" in words(first)
    (further,) = page_of(first).xpath("//a[@hx-get]")
    assert further.get("hx-get") == further.get("href")  # goes on by itself where there is a script
    second = administrator.get(LIST + further.get("href"))
    assert titles(second) == ["找这个"]
    assert "已查到 2024年3月2日" in words(second)
    assert not page_of(second).xpath("//a[@hx-get]")
    third = administrator.get(LIST + link(second, "继续查找"))
    assert titles(third) == ["找这个"]
    assert not link(third, "继续查找")
    assert "没有符合条件的会议活动" in words(administrator.get(f"{LIST}?q=没有的词&year=2023"))


def test_no_filter_makes_the_page_ask_more_for_more_rows(office, administrator) -> None:
    asked = {}
    queries = (
        "",
        "q=a",
        "lacking=open",
        "lacking=minutes",
        "tag=x",
        "sort=present",
        "sort=organization__path",
    )
    for round_ in range(2):
        for number in range(1 if round_ == 0 else 20):
            meeting(office.first, title=f"a{number}", expected=9, present=1, leave=0, absent=0)
        for query in queries:
            with CaptureQueriesContext(connection) as captured:
                administrator.get(f"{LIST}?{query}")
            asked.setdefault(query, []).append(len(captured))
    assert all(many <= few for few, many in asked.values()), asked
    assert max(many for _, many in asked.values()) <= 20


def test_texts_that_a_list_does_not_show_are_not_fetched(office, administrator) -> None:
    meeting(office.first, content="很长的记录" * 1000)
    with CaptureQueriesContext(connection) as captured:
        administrator.get(LIST)
    assert not [each for each in captured if '"branches_meeting"."content"' in each["sql"]]


def test_lists_of_other_types_sort_by_their_own_columns(office, cast, administrator, enter) -> None:
    for topic, count in (("甲课", 5), ("乙课", 50)):
        Lecture.objects.create(organization=office.first, date=DAY, topic=topic, audience_count=count)
    assert titles(administrator.get("/records/lecture/?sort=-audience_count")) == ["乙课", "甲课"]
    for title, quantity in (("少", "1.5"), ("多", "20")):
        WorkItem.objects.create(
            organization=office.first, date=DAY, kind="other", title=title, quantity=quantity
        )
    assert titles(administrator.get("/records/work/?sort=quantity")) == ["少", "多"]
    for person, until in (("甲", None), ("乙", DAY)):
        DisciplinaryAction.objects.create(
            organization=office.first, date=DAY, person=person, form=1, effective_until=until
        )
    assert titles(enter(cast.inspector).get("/records/discipline/?sort=-effective_until")) == ["乙", "甲"]
    assert Meeting.objects.count() == 0
