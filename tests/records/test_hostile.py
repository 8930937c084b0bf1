"""Whatever is sent to a form, the answer is a page that says what is wrong; the data stay as they were."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from branches.models import AgendaItem, Change, Lecture, Meeting, Member, Organization
from tests.records.posting import fields_of, send, sentences, summary

SLUGS = ["meeting", "lecture", "talk", "discipline", "clue", "work"]

NASTY: list[Any] = [
    "\x00",
    "a\x00b",
    "\x07\x1b[31m",
    "😀👨‍👩‍👧" * 30,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "=HYPERLINK('x')",
    "长" * 100_001,
    "9" * 400,
    "-1",
    "1e9999",
    "NaN",
    "Infinity",
    "2024-13-45",
    "0000-00-00",
    "99999-01-01",
    "١٢٣",
    "²",
    "{{ 7*7 }}",
    "../../etc/passwd",
    "\ud800".encode("utf-8", "surrogatepass"),
    "\u202e\u2066",
]


def form_of(slug: str, one_of_each: Any, secretary: Client, inspector: Client) -> tuple[Client, str]:
    client = inspector if slug in {"discipline", "clue"} else secretary
    return client, f"{one_of_each[slug].get_absolute_url()}edit/"


def must_answer(client: Client, url: str, values: dict[str, Any]) -> None:
    answer = client.post(url, values)
    assert answer.status_code in {200, 302, 400, 409}, answer.status_code  # 400: more than 20 MB in all
    assert client.get(url.removesuffix("edit/")).status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_no_value_in_all_fields_at_once_breaks_the_form(slug, one_of_each, secretary, inspector) -> None:
    client, url = form_of(slug, one_of_each, secretary, inspector)
    for nasty in NASTY:
        page = fields_of(client.get(url))
        must_answer(client, url, {name: nasty for name in page if not name.endswith("_FORMS")})
    assert client.get(reverse("record_list", args=[slug])).status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_no_value_in_a_few_fields_breaks_the_form(slug, one_of_each, secretary, inspector) -> None:
    client, url = form_of(slug, one_of_each, secretary, inspector)
    page = fields_of(client.get(url))
    names = sorted(page)
    for start in range(0, len(names), 3):
        few = {
            name: NASTY[(start + place) % len(NASTY)] for place, name in enumerate(names[start : start + 3])
        }
        answer = client.post(url, page | few)
        assert answer.status_code in {200, 302, 409}, (few, answer.status_code)
        if answer.status_code == 302:  # some of it may have been kept: it must be shown again
            assert client.get(answer.url).status_code == 200
            page = fields_of(client.get(url))
    assert client.get(reverse("record_list", args=[slug])).status_code == 200


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 50])
def test_a_broken_count_of_rows_takes_no_row_away(one_of_each, secretary, total) -> None:
    meeting = one_of_each["meeting"]
    before = Change.objects.count()
    answer = send(secretary, f"{meeting.get_absolute_url()}edit/", agenda_items__TOTAL_FORMS=total)
    assert answer.status_code in {200, 302}
    assert AgendaItem.objects.filter(meeting=meeting).count() == 2
    assert Change.objects.count() == before


def test_a_page_without_its_rows_is_refused(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    page = fields_of(secretary.get(f"{meeting.get_absolute_url()}edit/"))
    values = {name: value for name, value in page.items() if not name.startswith("agenda_items")}
    answer = secretary.post(f"{meeting.get_absolute_url()}edit/", values)
    assert "议题没有完整送达，请刷新页面后重试。" in summary(answer)
    assert AgendaItem.objects.filter(meeting=meeting).count() == 2


def test_a_thousand_agenda_items_are_kept_and_one_more_is_refused(secretary, roster) -> None:
    url = "/records/meeting/add/?kind=general&date=2024-05-10"
    rows = {f"agenda_items__{number}__topic": f"议题{number}" for number in range(1001)}
    answer = send(secretary, url, title="超长会议", agenda_items__TOTAL_FORMS="1001", **rows)
    assert "议题最多 1000 项，现在有 1001 项，请分开登记。" in summary(answer)
    rows.popitem()
    answer = send(secretary, url, title="超长会议", agenda_items__TOTAL_FORMS="1000", **rows)
    assert answer.status_code == 302, summary(answer)
    assert Meeting.objects.get().agenda_items.count() == 1000


def test_a_hundred_thousand_characters_of_minutes(secretary, roster) -> None:
    url = "/records/meeting/add/?kind=general&date=2024-05-10"
    answer = send(secretary, url, title="会议", content="长" * 100_000)
    assert answer.status_code == 302
    assert len(Meeting.objects.get().content) == 100_000


def test_a_neighbours_branch_is_refused_like_one_that_does_not_exist(secretary, roster, office) -> None:
    url = "/records/meeting/add/?kind=general&date=2024-05-10"
    answers = [
        sentences(send(secretary, url, title="会议", organization=str(key)))
        for key in (office.second.pk, office.elsewhere.pk, 999_999)
    ]
    assert "请从列表中选择党组织。" in answers[0]
    assert len({answer.replace("999999", "") for answer in answers}) == 1
    assert not Meeting.objects.exists()


def test_a_record_cannot_be_moved_to_a_neighbours_branch(one_of_each, secretary, office) -> None:
    meeting = one_of_each["meeting"]
    answer = send(secretary, f"{meeting.get_absolute_url()}edit/", organization=str(office.second.pk))
    assert "请从列表中选择党组织。" in summary(answer)
    assert Meeting.objects.get(pk=meeting.pk).organization == office.first


def test_a_neighbours_member_cannot_be_put_on_the_roster(secretary, roster, office) -> None:
    stranger = Member.objects.create(name="邻支部党员", organization=office.second)
    answer = send(
        secretary,
        "/records/meeting/add/?kind=general&date=2024-05-10",
        title="会议",
        attendances__0__member=str(stranger.pk),
        attendances__0__name=stranger.name,
    )
    assert "名册中的“邻支部党员”已不在您可以登记的范围内，请刷新名册后重试。" in summary(answer)
    assert not Meeting.objects.exists()


def test_a_key_and_another_name_do_not_pass_for_one_person(secretary, roster) -> None:
    answer = send(
        secretary,
        "/records/meeting/add/?kind=general&date=2024-05-10",
        title="会议",
        attendances__0__name="冒名",
    )
    assert answer.status_code == 200
    assert not Meeting.objects.exists()


def test_a_row_of_another_record_is_left_alone(one_of_each, secretary, office) -> None:
    other = Meeting.objects.create(
        organization=office.second, date=datetime.date(2024, 1, 5), kind="general", title="别的会"
    )
    theirs = AgendaItem.objects.create(meeting=other, topic="别人的议题")
    meeting = one_of_each["meeting"]
    send(secretary, f"{meeting.get_absolute_url()}edit/", agenda_items__0__id=str(theirs.pk))
    theirs.refresh_from_db()
    assert (theirs.meeting, theirs.topic) == (other, "别人的议题")


def test_a_meeting_out_of_reach_cannot_be_linked(secretary, roster, office) -> None:
    other = Meeting.objects.create(
        organization=office.second, date=datetime.date(2024, 1, 5), kind="general", title="别的会"
    )
    answer = send(
        secretary,
        "/records/lecture/add/?date=2024-05-10",
        topic="学习党章",
        lecturers__0__name="程远山",
        meeting=str(other.pk),
    )
    assert "请从列表中选择会议活动。" in summary(answer)
    assert not Lecture.objects.exists()
    page = secretary.get(f"/records/lecture/add/?meeting={other.pk}")
    assert "别的会" not in sentences(page)


@pytest.mark.parametrize("key", ["2", "999999", "x", "-1", "²", "9" * 40])
def test_the_roster_of_another_branch_does_not_exist(secretary, office, key) -> None:
    wanted = str(office.second.pk) if key == "2" else key
    given = {"organization": wanted, "kind": "general", "date": "2024-05-10"}
    assert secretary.post(reverse("roster"), given).status_code == 404


@pytest.mark.parametrize("query", ["page=x", "page=-1", "page=99999", "year=abc", "year=9999", "kind=party"])
def test_a_senseless_query_shows_the_list(one_of_each, secretary, query) -> None:
    answer = secretary.get(f"/records/meeting/?{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize("nasty", NASTY[:-2], ids=lambda value: repr(value[:12]))
def test_any_search_word_is_only_a_word(one_of_each, secretary, nasty) -> None:
    for name in ("q", "kind", "year", "organization", "tag", "sort", "page"):
        assert secretary.get("/records/meeting/", {name: nasty}).status_code == 200
        assert secretary.get("/members/", {name: nasty}).status_code == 200
    for name in ("organization", "kind", "date", "meeting", "category"):
        assert secretary.get("/records/lecture/add/", {name: nasty}).status_code == 200


def test_script_in_a_name_is_text_on_every_page(secretary, roster, office) -> None:
    evil = '<img src=x onerror="alert(1)">'
    send(
        secretary,
        "/records/meeting/add/?kind=general&date=2024-05-10",
        title=evil,
        nonvoting=evil,
        tags=evil,
        agenda_items__0__topic=evil,
    )
    meeting = Meeting.objects.get()
    for url in (meeting.get_absolute_url(), f"{meeting.get_absolute_url()}edit/", "/records/meeting/", "/"):
        assert "<img src=x" not in secretary.get(url).content.decode()


def test_the_organisation_tree_does_not_swallow_itself(cast, enter, office) -> None:
    client = enter(cast.administrator)
    answer = send(client, f"/organizations/{office.second.pk}/edit/", parent=str(office.group.pk))
    assert answer.status_code == 200
    assert Organization.objects.get(pk=office.second.pk).parent == office.bureau


def test_what_is_visible_is_kept_and_what_is_not_is_left_out(secretary, roster) -> None:
    url = "/records/meeting/add/?kind=general&date=2024-05-10"
    answer = send(
        secretary,
        url,
        title="党员大会\x07😀",
        content="第一行\x00\r\n第二行 👨‍👩‍👧",
        nonvoting="名册上没有的人、😀来宾",
        agenda_items__0__topic="议\u200b题\x1b",
    )
    assert answer.status_code == 302, summary(answer)
    meeting = Meeting.objects.get()
    assert (meeting.title, meeting.content) == ("党员大会😀", "第一行\n第二行 👨‍👩‍👧")
    assert meeting.agenda_items.get().topic == "议题"
    guests = meeting.attendances.filter(status="nonvoting")
    assert [(row.name, row.member) for row in guests] == [("名册上没有的人", None), ("😀来宾", None)]


def test_too_long_minutes_are_told_and_given_back_whole(secretary, roster) -> None:
    url = "/records/meeting/add/?kind=general&date=2024-05-10"
    typed = "字" * 100_001
    answer = send(secretary, url, title="会议", content=typed, place="二楼会议室")
    assert "会议内容（记录）最多 100000 个字，现在有 100001 个字，请缩短。" in summary(answer)
    assert (fields_of(answer)["content"], fields_of(answer)["place"]) == (typed, "二楼会议室")
    assert not Meeting.objects.exists()
