"""What several people do at the same moment: each is answered, nothing is there twice or in the wrong place.

On PostgreSQL they really meet; on SQLite one waits for the other before anything is read.
"""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from branches.models import Change, Member, Organization, Tag, User
from reports.models import CustomFigure
from tests.accounts.posting import sent
from tests.cast import make_user
from tests.records.posting import fields_of, sentences

pytestmark = pytest.mark.django_db(transaction=True)

LONG_ENOUGH = 1.0
"""Seconds after which one who waits for a lock is taken to wait."""


@pytest.fixture
def administrators(transactional_db: None, office: SimpleNamespace) -> list[Client]:
    clients = []
    for number in range(4):
        client = Client()
        client.force_login(make_user(f"administrator{number}", "administrator", office.bureau))
        clients.append(client)
    return clients


def all_at_once(*posts: Callable[[], HttpResponse]) -> list[HttpResponse]:
    start = threading.Barrier(len(posts))
    answers: dict[int, HttpResponse] = {}

    def send(number: int) -> None:
        start.wait()
        try:
            answers[number] = posts[number]()
        finally:
            connection.close()

    senders = [threading.Thread(target=send, args=(number,)) for number in range(len(posts))]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return [answers[number] for number in range(len(posts))]


def statuses(answers: list[HttpResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def posting(client: Client, url: str, page: dict[str, str]) -> Callable[[], HttpResponse]:
    return lambda: client.post(url, page)


def test_new_tags_of_one_name_are_made_once(administrators: list[Client], office: SimpleNamespace) -> None:
    url, words = reverse("record_add", args=["work"]), ["甲", "乙", "丙", "丁", "戊"]
    posts = []
    for number, client in enumerate(administrators):
        page = fields_of(client.get(url)) | {
            "kind": "condolence",
            "title": f"第 {number} 次走访",
            "date": "2024-03-05",
            "organization": str(office.first.pk),
            "tags": "、".join(words[number:] + words[:number]),
        }
        posts.append(posting(client, url, page))
    assert statuses(all_at_once(*posts)) == [302, 302, 302, 302]
    assert Tag.objects.count() == len(words)


def test_of_several_who_take_one_name_all_but_one_are_told(
    administrators: list[Client], office: SimpleNamespace
) -> None:
    url = reverse("account_add")
    answers = all_at_once(*(posting(each, url, sent(("viewer", office.first))) for each in administrators))
    assert User.objects.filter(username="linxiaolan").count() == 1
    assert sum('id="mistakes"' in answer.content.decode() for answer in answers) == 3
    url = reverse("organization_add")
    page = fields_of(administrators[0].get(url))
    page |= {"name": "第三党支部", "kind": "branch", "parent": str(office.bureau.pk)}
    answers = all_at_once(*(posting(each, url, page) for each in administrators))
    assert statuses(answers) == [200, 200, 200, 302]
    assert sum("已有同名的党组织" in sentences(each) for each in answers if each.status_code == 200) == 3
    url = reverse("own_figure_add")
    page = fields_of(administrators[0].get(url)) | {"name": "慰问户数", "counted": "work.items"}
    answers = all_at_once(*(posting(each, url, page) for each in administrators))
    assert statuses(answers) == [200, 200, 200, 302]
    assert CustomFigure.objects.count() == 1


def test_who_moves_below_what_is_being_moved_gets_the_new_place(
    administrators: list[Client], office: SimpleNamespace
) -> None:
    """Paths decide who may see what: one from before would hand the branch to the wrong administrators."""
    url = reverse("organization_edit", args=[office.group.pk])
    page = fields_of(administrators[0].get(url))
    office.first.kind = "general_branch"
    office.first.save()
    page["parent"] = str(office.first.pk)

    def move() -> None:
        administrators[0].post(url, page)
        connection.close()

    second = threading.Thread(target=move)
    with transaction.atomic():
        office.first.parent = office.second
        office.first.save()
        second.start()
        second.join(LONG_ENOUGH)
    second.join()
    office.group.refresh_from_db()
    assert office.group.parent == office.first
    assert office.group.path.startswith(Organization.objects.get(pk=office.first.pk).path)


def test_two_that_are_put_below_each_other_do_not_make_a_circle(
    administrators: list[Client], office: SimpleNamespace
) -> None:
    both = [(office.first, office.second), (office.second, office.first)]
    posts = []
    for client, (moved, below) in zip(administrators, both, strict=False):
        url = reverse("organization_edit", args=[moved.pk])
        posts.append(posting(client, url, fields_of(client.get(url)) | {"parent": str(below.pk)}))
    assert statuses(all_at_once(*posts)) == [200, 302]


def test_a_record_that_was_moved_meanwhile_is_still_compared(
    administrators: list[Client], office: SimpleNamespace, one_of_each: dict[str, object]
) -> None:
    url = f"{one_of_each['meeting'].get_absolute_url()}edit/"
    page = fields_of(administrators[0].get(url))
    places = [office.first, office.second, office.bureau, office.leading_group]
    posts = [
        posting(client, url, page | {"organization": str(place.pk), "place": f"会议室{place.pk}"})
        for client, place in zip(administrators, places, strict=True)
    ]
    assert statuses(all_at_once(*posts)) == [302, 409, 409, 409]


def test_a_member_is_deleted_once(administrators: list[Client], office: SimpleNamespace) -> None:
    member = Member.objects.create(name="程远山", organization=office.first)
    url = reverse("member_delete", args=[member.pk])
    assert statuses(all_at_once(*(posting(each, url, {}) for each in administrators))) == [302, 404, 404, 404]
    assert Change.objects.filter(record_label="branches.member", action="delete").count() == 1
