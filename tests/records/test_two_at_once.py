"""Two people, one record: the second to save is told, and decides."""

import threading

from django.db import connection
from django.db.models import F
from django.test import Client

from branches.models import Change, Meeting
from tests.records.posting import fields_of, sentences


def test_the_second_to_save_sees_the_difference_and_decides(one_of_each, secretary, enter, cast) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    administrator = enter(cast.administrator)
    mine, theirs = fields_of(secretary.get(url)), fields_of(administrator.get(url))
    administrator.post(url, theirs | {"place": "三楼会议室", "agenda_items-0-topic": "学习新文件"})

    answer = secretary.post(url, mine | {"place": "一楼大厅", "content": "我写的长长的记录"})
    assert answer.status_code == 409
    page = sentences(answer)
    assert "administrator（" in page
    assert "三楼会议室" in page
    assert "学习新文件" in page
    kept = Meeting.objects.get(pk=meeting.pk)
    assert (kept.place, kept.content) == ("三楼会议室", "第一行\n第二行")

    again = fields_of(answer)
    assert (again["place"], again["content"]) == ("一楼大厅", "我写的长长的记录")
    assert secretary.post(url, again).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).content == "我写的长长的记录"


def test_a_page_without_version_overwrites_nothing(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    page = fields_of(secretary.get(url)) | {"version": "", "place": "别处"}
    assert secretary.post(url, page).status_code == 409
    assert Meeting.objects.get(pk=meeting.pk).place == "二楼会议室"


def test_a_change_in_a_rows_details_is_seen_too(one_of_each, secretary, enter, cast) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    mine, theirs = fields_of(secretary.get(url)), fields_of(enter(cast.administrator).get(url))
    enter(cast.administrator).post(url, theirs | {"agenda_items-0-decision": "改由二组负责", "tags": "甲"})
    answer = secretary.post(url, mine)
    assert answer.status_code == 409
    assert "改由二组负责" in sentences(answer)
    assert [row.label for row in answer.context["differences"]] == ["标签", "议题"]


def test_a_change_sent_twice_is_saved_once_and_not_called_a_conflict(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    page = fields_of(secretary.get(url)) | {"place": "一楼大厅", "nonvoting": "来宾甲"}
    assert secretary.post(url, page).status_code == 302
    changes = Change.objects.count()
    assert secretary.post(url, page).status_code == 302
    assert Change.objects.count() == changes
    assert Meeting.objects.get().place == "一楼大厅"


def test_a_conflict_leaves_no_trace_in_history(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    page = fields_of(secretary.get(url))
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    before = Change.objects.count()
    assert secretary.post(url, page | {"place": "别处"}).status_code == 409
    assert Change.objects.count() == before


def test_one_page_sent_twice_at_the_same_moment_makes_one_record(
    transactional_db, secretary, roster, enter, cast
) -> None:
    page = fields_of(secretary.get("/records/meeting/add/?kind=general&date=2024-05-10"))
    page["title"] = "同时到达的会议"
    start = threading.Barrier(4)
    answers: list[tuple[int, str]] = []

    def post() -> None:
        client = Client()
        client.cookies = secretary.cookies
        start.wait()
        answer = client.post("/records/meeting/add/", page)
        answers.append((answer.status_code, answer.get("Location", "")))
        connection.close()

    senders = [threading.Thread(target=post) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    meeting = Meeting.objects.get()
    assert answers == [(302, meeting.get_absolute_url())] * 4


def test_of_two_who_save_at_the_same_moment_one_is_told(
    transactional_db, one_of_each, secretary, enter, cast
) -> None:
    url = f"{one_of_each['meeting'].get_absolute_url()}edit/"
    both = [secretary, enter(cast.administrator)]
    pages = [fields_of(client.get(url)) | {"place": f"会议室{number}"} for number, client in enumerate(both)]
    start = threading.Barrier(2)
    answers: dict[int, int] = {}

    def post(number: int) -> None:
        start.wait()
        answers[number] = both[number].post(url, pages[number]).status_code
        connection.close()

    senders = [threading.Thread(target=post, args=(number,)) for number in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(answers.values()) == [302, 409]
    (first,) = [number for number, status in answers.items() if status == 302]
    assert Meeting.objects.get().place == f"会议室{first}"
