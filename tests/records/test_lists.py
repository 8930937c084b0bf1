"""Lists: what they find, how they sort and page, and that they ask the database no more for more rows."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from branches.forms import People, build_record, save_all
from branches.models import RECORDS, Meeting, Member, Tag
from tests.records.posting import sentences

VALUES: dict[str, dict[str, Any]] = {
    "meeting": {"kind": "general", "title": "会议", "agenda_items": ["议题"], "attendances": ["来宾"]},
    "lecture": {"topic": "党课", "lecturers": ["某甲", "某乙"]},
    "talk": {"talker": "某甲", "targets": ["某乙", "某丙"], "matter": "谈心"},
    "discipline": {"person": "某甲", "form": 1},
    "clue": {"number": "1", "source": "report", "about": "某甲"},
    "work": {"kind": "condolence", "title": "慰问"},
}
FIRST_DAY = datetime.date(2023, 1, 1)


def named(response: Any) -> list[str]:
    """The names by which the rows of a list lead to their records."""
    page = html.fromstring(response.content.decode())
    return [link.text_content().strip() for link in page.xpath("//th[@scope='row']//a")]


def make(office: Any, cast: Any, slug: str, count: int = 1, **more: Any) -> None:
    built = []
    for number in range(count):
        values = VALUES[slug] | {"organization": office.first, "tags": ["标签"]}
        values["date"] = FIRST_DAY + datetime.timedelta(number)
        built.append(build_record(slug, values | more, people=People()))
    assert all(each.ok for each in built), built[0].errors
    save_all(built, user=cast.administrator)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("slug", list(RECORDS))
def test_more_rows_ask_no_more_queries(slug, office, cast, enter) -> None:
    client = enter(cast.inspector if slug in {"discipline", "clue"} else cast.administrator)
    url = reverse("record_list", args=[slug])
    make(office, cast, slug)
    client.get(url)
    few = queries(client, url)
    make(office, cast, slug, 30)
    assert queries(client, url) == few <= 12


def test_more_members_and_organisations_ask_no_more_queries(office, cast, enter, roster) -> None:
    client = enter(cast.administrator)
    for url in ("/members/", "/organizations/", "/bin/", "/duties/"):
        client.get(url)
    few = {url: queries(client, url) for url in ("/members/", "/organizations/")}
    for number in range(20):
        Member.objects.create(name=f"党员{number}", organization=office.second, group=office.group)
    assert {url: queries(client, url) for url in few} == few


def test_a_records_page_asks_no_more_for_more_parts(office, cast, enter) -> None:
    client = enter(cast.administrator)
    make(office, cast, "meeting", title="小会", agenda_items=["一"], attendances=["甲"])
    make(
        office,
        cast,
        "meeting",
        title="大会",
        agenda_items=[str(number) for number in range(20)],
        materials=[{"title": str(number), "agenda_item": number} for number in range(20)],
        attendances=[f"来宾{number}" for number in range(50)],
    )
    small, big = (Meeting.objects.get(title=title).get_absolute_url() for title in ("小会", "大会"))
    client.get(small)
    assert queries(client, big) <= queries(client, small) + 1  # one more kind of part


def test_words_are_found_in_titles_people_and_minutes(office, cast, secretary) -> None:
    make(office, cast, "meeting", title="读书分享")
    make(office, cast, "meeting", title="甲", content="讨论了食堂改造")
    make(office, cast, "meeting", title="乙", agenda_items=["食堂招标"])
    make(office, cast, "meeting", title="丙", attendances=["司徒远"])
    search = "/records/meeting/?q="
    assert named(secretary.get(f"{search}读书")) == ["读书分享"]
    assert sorted(named(secretary.get(f"{search}食堂"))) == ["乙", "甲"]
    assert named(secretary.get(f"{search}司徒远")) == ["丙"]
    assert named(secretary.get(f"{search}食堂 讨论")) == ["甲"]
    nothing = secretary.get(f"{search}没有的词")
    assert named(nothing) == []
    assert "没有符合条件的会议活动。" in sentences(nothing)


def test_filters_narrow_by_kind_year_organisation_and_tag(office, cast, enter) -> None:
    make(office, cast, "meeting", title="大会")
    make(office, cast, "meeting", title="党日", kind="theme_day", date=datetime.date(2024, 2, 1))
    make(office, cast, "meeting", title="组会", kind="group", organization=office.group, tags=["专题"])
    client = enter(cast.administrator)

    def found(query: str) -> list[str]:
        return sorted(named(client.get(f"/records/meeting/?{query}")))

    assert found("kind=theme_day") == ["党日"]
    assert found("year=2023") == ["大会", "组会"]
    assert found(f"organization={office.second.pk}") == ["组会"]
    assert found("tag=专题") == ["组会"]
    assert found("year=2024&kind=general") == []
    assert found("") == ["党日", "大会", "组会"] or len(found("")) == 3
    assert Tag.objects.count() == 2


def test_an_organisation_out_of_reach_in_the_query_shows_nothing_of_it(office, cast, secretary) -> None:
    make(office, cast, "meeting", title="邻支部的会", organization=office.second)
    make(office, cast, "meeting", title="自己的会")
    answer = secretary.get(f"/records/meeting/?organization={office.second.pk}")
    assert "邻支部的会" not in sentences(answer)


def test_pages_hold_fifty_and_none_twice(office, cast, secretary) -> None:
    make(office, cast, "meeting", 120, date=datetime.date(2023, 6, 1))
    url, sizes = "/records/meeting/", []
    seen: set[str] = set()
    while url:
        page = html.fromstring(secretary.get(url).content.decode())
        shown = [link.get("href").split("?")[0] for link in page.xpath("//th[@scope='row']//a")]
        sizes.append(len(shown))
        seen |= set(shown)
        following = page.xpath("//a[@rel='next']/@href")
        url = f"/records/meeting/{following[0]}" if following else ""
    assert sizes == [50, 50, 20]
    assert len(seen) == 120


def test_days_sort_both_ways(office, cast, secretary) -> None:
    for day, title in ((1, "早"), (3, "晚"), (2, "中")):
        make(office, cast, "meeting", title=title, date=datetime.date(2023, 6, day))
    assert named(secretary.get("/records/meeting/")) == ["晚", "中", "早"]
    assert named(secretary.get("/records/meeting/?sort=date")) == ["早", "中", "晚"]


def test_nothing_of_discipline_shows_where_it_must_not(office, cast, enter, one_of_each) -> None:
    secret = ("郑文博", "违规收受礼品", "线索1", "处理处分", "问题线索")
    for name in ("secretary", "administrator", "viewer", "stranger"):
        client = enter(getattr(cast, name))
        for url in ("/", "/records/meeting/", "/bin/", one_of_each["meeting"].get_absolute_url()):
            page = sentences(client.get(url)) if client.get(url).status_code == 200 else ""
            for word in secret[1:]:
                assert word not in page, (name, url, word)
        for slug in ("discipline", "clue"):
            for url in (f"/records/{slug}/", one_of_each[slug].get_absolute_url()):
                assert client.get(url).status_code == 404, (name, url)


def test_the_inspector_sees_nothing_but_discipline(cast, enter, one_of_each) -> None:
    client = enter(cast.inspector)
    assert "郑文博" in sentences(client.get("/records/discipline/"))
    for slug in ("meeting", "lecture", "talk", "work"):
        assert client.get(f"/records/{slug}/").status_code == 404
        assert client.get(one_of_each[slug].get_absolute_url()).status_code == 404


def test_the_tags_offered_are_those_of_rows_the_reader_sees(office, cast, enter) -> None:
    make(office, cast, "clue", tags=["某甲专案"])
    make(office, cast, "meeting", tags=["主题教育"])
    make(office, cast, "meeting", tags=["二支部的事"], organization=office.second)

    def offered(client: Client, slug: str) -> list[str]:
        page = html.fromstring(client.get(reverse("record_list", args=[slug])).content.decode())
        return [
            option.get("value")
            for option in page.xpath("//select[@name='tag']/option")
            if option.get("value")
        ]

    assert offered(enter(cast.secretary), "meeting") == ["主题教育"]
    assert sorted(offered(enter(cast.administrator), "meeting")) == ["主题教育", "二支部的事"]
    assert offered(enter(cast.inspector), "clue") == ["某甲专案"]
