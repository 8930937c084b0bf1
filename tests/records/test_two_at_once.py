"""Two people, one record: the second to save is told, and decides."""

from django.db.models import F

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
    assert "administrator 在" in page
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


def test_a_record_deleted_meanwhile_is_not_found(one_of_each, secretary, cast) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    page = fields_of(secretary.get(url))
    Meeting.objects.get(pk=meeting.pk).move_to_bin(cast.administrator)
    assert secretary.post(url, page | {"place": "别处"}).status_code == 404


def test_a_conflict_leaves_no_trace_in_history(one_of_each, secretary) -> None:
    meeting = one_of_each["meeting"]
    url = f"{meeting.get_absolute_url()}edit/"
    page = fields_of(secretary.get(url))
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    before = Change.objects.count()
    assert secretary.post(url, page | {"place": "别处"}).status_code == 409
    assert Change.objects.count() == before
