"""Deleting asks with the record's name, moves to the recycle bin, and can be taken back."""

import copy

import pytest
from django.urls import reverse

from branches.models import RECORDS, Change, Member
from tests.records.posting import sentences

SLUGS = list(RECORDS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_deleted_record_is_gone_everywhere_and_comes_back_whole(
    slug, one_of_each, secretary, inspector, cast
) -> None:
    client = inspector if slug in {"discipline", "clue"} else secretary
    record = one_of_each[slug]
    url = record.get_absolute_url()
    assert f"删除“{record.headline()}”？" in sentences(client.get(f"{url}delete/"))
    answer = client.post(f"{url}delete/", follow=True)
    assert f"“{record.headline()}”已移入回收站，30 天内可以恢复。" in sentences(answer)
    assert client.get(url).status_code == 404
    assert client.get(f"{url}edit/").status_code == 404
    listed = sentences(client.get(reverse("record_list", args=[slug])))
    assert "还没有" in listed
    assert record.headline() in sentences(client.get("/bin/"))
    restored = client.post(reverse("record_restore", args=[slug, record.pk]), follow=True)
    assert f"已恢复：{record.headline()}" in sentences(restored)
    actions = Change.objects.filter(record_label=record._meta.label_lower, record_id=record.pk)
    assert [change.action for change in actions.order_by("pk")][-2:] == ["delete", "restore"]


def test_opening_the_question_deletes_nothing(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    secretary.get(f"{meeting.get_absolute_url()}delete/")
    assert type(meeting).objects.live().filter(pk=meeting.pk).exists()


def test_a_neighbour_can_neither_delete_nor_restore(one_of_each, secretary, enter, cast) -> None:
    meeting, neighbour = one_of_each["meeting"], enter(cast.neighbour)
    url = f"{meeting.get_absolute_url()}delete/"
    assert neighbour.post(url).status_code == 404
    assert secretary.post(url).status_code == 302
    restore = reverse("record_restore", args=["meeting", meeting.pk])
    assert neighbour.post(restore).status_code == 404
    assert meeting.headline() not in sentences(neighbour.get("/bin/"))
    assert secretary.post(restore).status_code == 302


def test_the_question_leads_back_to_the_record_and_its_list(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    asked = secretary.get(f"{meeting.get_absolute_url()}delete/").content.decode()
    where = asked.split('<p class="where">')[1].split("</p>")[0]
    assert '<a href="/records/meeting/">会议活动</a>' in where
    assert f'<a href="{meeting.get_absolute_url()}">' in where


def test_the_question_about_a_member_leads_back_too(roster, secretary) -> None:
    asked = secretary.get(f"/members/{roster[1].pk}/delete/").content.decode()
    where = asked.split('<p class="where">')[1].split("</p>")[0]
    assert '<a href="/members/">党员</a>' in where
    assert f'<a href="/members/{roster[1].pk}/">林晓岚</a>' in where


def test_a_viewer_may_look_but_not_delete(one_of_each, enter, cast) -> None:
    meeting, viewer = one_of_each["meeting"], enter(cast.viewer)
    page = viewer.get(meeting.get_absolute_url())
    assert page.status_code == 200
    assert "删除" not in sentences(page)
    assert viewer.post(f"{meeting.get_absolute_url()}delete/").status_code == 404


def test_a_member_goes_to_the_bin_and_back(roster, secretary, one_of_each) -> None:
    member = roster[1]
    answer = secretary.post(f"/members/{member.pk}/delete/", follow=True)
    assert "“林晓岚”已移入回收站" in sentences(answer)
    assert secretary.get(f"/members/{member.pk}/").status_code == 404
    assert "林晓岚" in sentences(secretary.get(one_of_each["meeting"].get_absolute_url()))
    secretary.post(f"/members/{member.pk}/restore/")
    assert Member.objects.live().filter(pk=member.pk).exists()


def test_a_record_restored_beside_its_like_is_remarked_on(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    secretary.post(f"{meeting.get_absolute_url()}delete/")
    again = copy.copy(meeting)
    again.pk = None
    again._state.adding = True
    again.save()
    restore = reverse("record_restore", args=["meeting", meeting.pk])
    assert "另有一条相同的记录" in sentences(secretary.post(restore, follow=True))
    secretary.post(f"{meeting.get_absolute_url()}delete/")
    again.move_to_bin(None)
    assert "另有一条相同的记录" not in sentences(secretary.post(restore, follow=True))
