"""What a list's filters let through: each alone, together, and only of what the person may see."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from branches import access
from branches.forms import filtering, lacking
from branches.models import AgendaItem, Attendance, Clue, Lecture, Meeting, Tag, Talk, User
from branches.quality.checking import check
from branches.quality.looking import findings_on
from tests.cast import make_user
from tests.files import attach
from tests.finding.conftest import meeting, page_of, titles, words

LIST = "/records/meeting/"


def found(client: Client, query: str, where: str = LIST) -> list[str]:
    return sorted(titles(client.get(f"{where}?{query}")))


def test_a_period_is_a_part_of_a_year_or_any_range_of_days(office, administrator) -> None:
    for day in ("2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01", "2024-06-30", "2024-07-01"):
        meeting(office.first, day, title=day)
    assert found(administrator, "year=2024&part=q1") == ["2024-01-01", "2024-03-31"]
    assert found(administrator, "year=2024&part=h1") == [
        "2024-01-01",
        "2024-03-31",
        "2024-04-01",
        "2024-06-30",
    ]
    assert found(administrator, "year=2024&part=m4") == ["2024-04-01"]
    assert found(administrator, "part=m12") == ["2023-12-31"]
    assert found(administrator, "start=2023-12-31&end=2024-01-01") == ["2023-12-31", "2024-01-01"]
    assert found(administrator, "start=2024-07-01") == ["2024-07-01"]
    assert found(administrator, "end=2023年12月31日") == ["2023-12-31"]
    assert found(administrator, "year=2024&start=2024-06-01") == ["2024-06-30", "2024-07-01"]
    assert found(administrator, "start=2024-07-02&end=2024-01-01") == []


def test_a_day_that_is_none_is_left_out(office, administrator) -> None:
    meeting(office.first, "2024-03-05")
    for query in ("start=2024-13-45", "end=x", "year=20", "part=q9", "lacking=x", "category=x", "tag=x"):
        assert found(administrator, query) == ["党员大会"], query


def test_records_without_minutes_agenda_or_attachments(office, administrator) -> None:
    bare = meeting(office.first, title="什么都没有")
    full = meeting(office.first, title="齐全", content="会议记录")
    scanned = meeting(office.first, title="记录是扫描件")
    with_photo = meeting(office.first, title="只有照片", decision="同意")
    AgendaItem.objects.create(meeting=full, topic="议题")
    attach(full)
    attach(scanned, "minutes")
    attach(with_photo)
    # An attachment of another record type with the same key is not this record's.
    attach(Lecture(pk=bare.pk), "minutes")
    # Nor is one in the recycle bin.
    attach(bare, "minutes").move_to_bin(None)
    assert found(administrator, "lacking=minutes") == ["什么都没有", "只有照片"]
    assert found(administrator, "lacking=agenda") == ["什么都没有", "只有照片", "记录是扫描件"]
    assert found(administrator, "lacking=attachments") == ["什么都没有"]


def test_lectures_and_talks_may_lack_minutes_too(office, administrator) -> None:
    Lecture.objects.create(organization=office.first, date=datetime.date(2024, 3, 5), topic="无记录")
    Lecture.objects.create(
        organization=office.first, date=datetime.date(2024, 3, 5), topic="有记录", content="讲了"
    )
    Talk.objects.create(organization=office.first, date=datetime.date(2024, 3, 5), talker="甲", matter="谈")
    assert found(administrator, "lacking=minutes", "/records/lecture/") == ["无记录"]
    assert found(administrator, "lacking=minutes", "/records/talk/") == ["谈"]
    assert found(administrator, "lacking=agenda", "/records/lecture/") == ["无记录", "有记录"]


def test_records_that_wait_to_be_looked_into(office, cast, administrator, enter) -> None:
    whole = {"content": "记录"}
    doubtful = meeting(office.first, title="人数不符", expected=10, present=3, leave=1, absent=1, **whole)
    looked_into = meeting(office.first, title="已核对", expected=10, present=3, leave=1, absent=1, **whole)
    elsewhere = meeting(office.elsewhere, title="别处的", expected=10, present=3, leave=1, absent=1, **whole)
    sound = meeting(office.second, title="没问题", expected=10, present=9, leave=1, absent=0, **whole)
    for each in (doubtful, looked_into, elsewhere, sound):  # as if logged on the day
        Meeting.objects.filter(pk=each.pk).update(
            created_at=datetime.datetime(2024, 3, 5, tzinfo=datetime.UTC)
        )
    for finding in findings_on(Meeting.objects.get(pk=looked_into.pk), cast.administrator):
        check(finding, cast.administrator, "核实过")
    assert found(administrator, "lacking=open") == ["人数不符"]
    assert found(enter(cast.neighbour), "lacking=open") == []
    # Who may not mend a record is not shown what is doubtful about it.
    assert found(enter(cast.viewer), "lacking=open") == []


def test_of_too_many_records_the_doubtful_are_not_worked_out(office, administrator, monkeypatch) -> None:
    monkeypatch.setattr(lacking, "MOST", 1)
    meeting(office.first, title="一")
    meeting(office.second, title="二")
    answer = administrator.get(f"{LIST}?lacking=open")
    assert titles(answer) == []
    assert "请先选择党组织或时段" in words(answer)
    assert "没有符合条件" not in words(answer)
    assert found(administrator, f"lacking=open&organization={office.first.pk}") == ["一"]


def test_filters_hold_together(office, administrator) -> None:
    tag = Tag.objects.create(name="主题教育")
    for number, (kind, day, tagged, name) in enumerate(
        [
            ("general", "2024-03-05", True, "程远山"),
            ("theme_day", "2024-03-05", True, "程远山"),
            ("general", "2023-03-05", True, "程远山"),
            ("general", "2024-03-05", False, "程远山"),
            ("general", "2024-03-05", True, "林晓岚"),
        ]
    ):
        each = meeting(office.first, day, title=str(number), kind=kind)
        Attendance.objects.create(meeting=each, name=name)
        if tagged:
            each.tags.add(tag)
    query = "kind=general&year=2024&tag=主题教育&q=程远山&lacking=agenda"
    assert found(administrator, f"{query}&organization={office.bureau.pk}") == ["0"]
    assert found(administrator, f"{query}&organization={office.bureau.pk}&own=on") == []


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two organisations are many here, one tagged record no longer rare, three records a long stretch."""
    monkeypatch.setattr(filtering, "MANY", 1)
    monkeypatch.setattr(access, "MANY", 1)
    monkeypatch.setattr(filtering, "RARE", 0)
    monkeypatch.setattr(filtering, "SEARCH_STRETCH", 3)


def every_title(client: Client, query: str) -> list[str]:
    """Of all pages, one after the other."""
    url, seen = f"{LIST}?{query}", []
    for _ in range(30):
        answer = client.get(url)
        page = words(answer)
        seen += titles(answer)
        following = [each for each in _links(answer) if each[0] in {"下一页", "继续查找"}]
        if not following:
            return sorted(seen)
        assert "已查到" in page or following[0][0] == "下一页"
        url = f"{LIST}{following[0][1]}"
    raise AssertionError("no end of pages")


def _links(answer: Any) -> list[tuple[str, str]]:
    return [(each.text_content().strip(), each.get("href")) for each in page_of(answer).xpath("//a[@href]")]


@pytest.mark.parametrize("large", [False, True])
def test_a_large_office_finds_the_same(
    office: SimpleNamespace, cast: SimpleNamespace, enter: Any, large: bool, request: pytest.FixtureRequest
) -> None:
    if large:
        request.getfixturevalue("as_if_large")
    tag = Tag.objects.create(name="党建联盟")
    places = [office.first, office.second, office.group, office.bureau, office.elsewhere]
    for number in range(40):
        each = meeting(
            places[number % 5],
            f"2024-03-{number % 9 + 1:02}",
            title=f"{number:02}",
            content="讨论了食堂" if number % 7 == 0 else "",
        )
        if number % 3 == 0:
            each.tags.add(tag)
    client = enter(cast.administrator)
    mine = [number for number in range(40) if number % 5 != 4]

    def numbers(*wanted: bool) -> list[str]:
        return [f"{number:02}" for number, fits in zip(mine, wanted, strict=True) if fits]

    assert every_title(client, "") == numbers(*(True for _ in mine))
    assert every_title(client, "q=食堂") == numbers(*(number % 7 == 0 for number in mine))
    assert every_title(client, "tag=党建联盟") == numbers(*(number % 3 == 0 for number in mine))
    assert every_title(client, f"organization={office.second.pk}&q=食堂") == numbers(
        *(number % 5 in {1, 2} and number % 7 == 0 for number in mine)
    )
    assert every_title(client, f"organization={office.bureau.pk}") == numbers(*(True for _ in mine))
    assert every_title(client, f"organization={office.elsewhere.pk}") == numbers(*(True for _ in mine))
    secretary = enter(cast.secretary)
    assert every_title(secretary, "") == numbers(*(number % 5 == 0 for number in mine))


def test_with_two_branches_far_apart_one_sees_both_and_nothing_between(office, enter) -> None:
    user: User = make_user("two", "secretary", office.first)
    user.roles.create(kind="viewer", organization=office.elsewhere)
    for place, title in ((office.first, "甲"), (office.second, "乙"), (office.elsewhere, "丙")):
        meeting(place, title=title)
    assert found(enter(user), "") == ["丙", "甲"]


@pytest.mark.usefixtures("as_if_large")
def test_in_a_large_office_too_the_tags_offered_are_those_of_visible_rows(office, cast, enter) -> None:
    for place, name in ((office.first, "一支部"), (office.elsewhere, "水务局"), (office.second, "删掉的")):
        each = meeting(place)
        each.tags.add(Tag.objects.create(name=name))
        if name == "删掉的":
            each.move_to_bin(None)
    clue = Clue.objects.create(
        organization=office.first, date=datetime.date(2024, 3, 5), number="1", source="report", about="某人"
    )
    clue.tags.add(Tag.objects.create(name="某人专案"))
    answer = enter(cast.administrator).get(LIST)
    offered = answer.context["filter"].fields["tag"].queryset
    assert [tag.name for tag in offered] == ["一支部"]
