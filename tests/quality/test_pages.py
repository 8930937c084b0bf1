"""The list of doubts, marking one as checked, and where else it is shown."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.models import Change, Meeting, QualityCheck
from branches.views import quality
from tests.quality.meetings import DAY, LONG, found, meeting


def address(record: Meeting, kind: str) -> str:
    return reverse("quality_check", args=["meeting", record.pk, kind])


def listed(client: Client, **query: Any) -> list[tuple[str, tuple[int, ...]]]:
    answer = client.get(reverse("quality_list"), {"year": 2024} | query)
    assert answer.status_code == 200
    return [(finding.kind, finding.keys) for finding, _ in answer.context["rows"]]


def test_a_finding_is_checked_with_a_reason_and_reopened(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    record = meeting(office.first, content="")
    client.force_login(cast.secretary)
    assert listed(client) == [("empty", (record.pk,))]
    assert client.post(address(record, "empty"), {"reason": " \u3000 "}).status_code == 200
    assert client.post(address(record, "empty"), {"reason": "长" * 201}).status_code == 200
    assert not QualityCheck.objects.exists()
    assert client.post(address(record, "empty"), {"reason": "记录在纸质记录本上。"}).status_code == 302
    assert listed(client) == []
    assert listed(client, checked="on") == [("empty", (record.pk,))]
    page = client.get(record.get_absolute_url()).content.decode()
    assert "已核对" in page
    assert "记录在纸质记录本上。" in page
    change = Change.objects.get(record_label="branches.qualitycheck")
    assert (change.user, change.subject_label, change.subject_id) == (
        cast.secretary,
        "branches.meeting",
        record.pk,
    )
    client.post(address(record, "empty"), {"reopen": "1"})
    assert listed(client) == [("empty", (record.pk,))]


def test_a_check_holds_only_for_what_was_found(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    record = meeting(office.first, present=8)
    client.force_login(cast.secretary)
    client.post(address(record, "counts"), {"reason": "两人借调在外。"})
    assert listed(client) == []
    record.title = "改了名称"
    record.save()
    assert listed(client) == []
    record.present = 7
    record.save()
    assert listed(client) == [("counts", (record.pk,))]
    client.post(address(record, "counts"), {"reason": "三人借调在外。"})
    assert listed(client) == []
    assert QualityCheck.objects.get().reason == "三人借调在外。"


def test_checking_several_records_is_one_step_and_a_further_one_opens_it_again(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    pair = [meeting(place, content=LONG) for place in (office.first, office.second)]
    client.force_login(cast.administrator)
    client.post(address(pair[0], "copied"), {"reason": "两个支部联合开展。"})
    assert QualityCheck.objects.count() == 2
    assert listed(client) == []
    third = meeting(office.group, content=LONG)
    assert listed(client) == [("copied", (third.pk, pair[1].pk, pair[0].pk))]


def test_who_may_not_mend_it_cannot_check_it(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    record = meeting(office.first, content="")
    for who in (cast.neighbour, cast.viewer, cast.inspector, cast.stranger):
        client.force_login(who)
        assert client.get(address(record, "empty")).status_code == 404
        assert client.post(address(record, "empty"), {"reason": "没有问题"}).status_code == 404
    client.force_login(cast.viewer)
    assert "没有议题和记录" not in client.get(record.get_absolute_url()).content.decode()
    client.force_login(cast.secretary)
    for slug, kind in (("meeting", "copied"), ("meeting", "x"), ("discipline", "late"), ("x", "empty")):
        assert (
            client.post(reverse("quality_check", args=[slug, record.pk, kind]), {"reason": "x"}).status_code
            == 404
        )
    assert not QualityCheck.objects.exists()


def test_a_copy_out_of_reach_is_not_given_away(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    mine = meeting(office.first, content=LONG)
    meeting(office.second, content=LONG)
    client.force_login(cast.secretary)
    assert client.get(address(mine, "copied")).status_code == 404
    assert "雷同" not in client.get(mine.get_absolute_url()).content.decode()


def test_year_organisation_and_kind_narrow_the_list(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    one = meeting(office.first, content="")
    two = meeting(office.group, present=8)
    old = meeting(office.first, content="", date=DAY.replace(year=2023))
    client.force_login(cast.administrator)
    assert set(listed(client)) == {("empty", (one.pk,)), ("counts", (two.pk,))}
    assert listed(client, year=2023) == [("empty", (old.pk,))]
    assert listed(client, organization=office.second.pk) == [("counts", (two.pk,))]
    assert listed(client, organization=office.elsewhere.pk) == listed(client)
    assert listed(client, kind="empty") == [("empty", (one.pk,))]
    assert listed(client, kind="nonsense", page="-7") == listed(client)
    assert listed(client, year="1066") == []


def test_the_list_has_pages_and_asks_no_more_for_more(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    def look(page: int = 1) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            rows = listed(client, page=page)
        return len(rows), len(queries)

    def spoil(number: int) -> None:
        for _ in range(number):
            meeting(office.first, content="", present=8)
            meeting(office.second, content=LONG, start_time=datetime.time(9))
            meeting(office.second, content=LONG + "。", start_time=datetime.time(9), kind="study")

    client.force_login(cast.administrator)
    spoil(1)
    _, few = look()
    spoil(quality.PAGE)
    assert look() == (quality.PAGE, few)
    assert look(2) == (quality.PAGE, few)


def test_a_record_and_the_home_page_tell_of_it(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    today = timezone.localdate()
    record = meeting(office.first, kind="committee", content="", date=today)
    client.force_login(cast.secretary)
    page = client.get(record.get_absolute_url()).content.decode()
    assert page.count("没有填写议题，也没有会议内容。") == 1
    assert address(record, "empty") in page
    assert client.get("/").context["doubtful"] == 1
    assert "1 处待核对" in client.get("/").content.decode()
    client.post(address(record, "empty"), {"reason": "记录在纸质记录本上。"})
    assert "待核对</a>。" not in client.get("/").content.decode()
    client.force_login(cast.viewer)
    assert "处待核对" not in client.get("/").content.decode()


def test_who_looks_after_very_many_chooses_one_first(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = meeting(office.first, content="")
    monkeypatch.setattr(quality, "LOOKED_THROUGH", 3)
    monkeypatch.setattr(quality, "COUNTED_AT_HOME", 3)
    client.force_login(cast.administrator)
    assert listed(client) == []
    assert "请先在上面选择一个党组织" in client.get(reverse("quality_list")).content.decode()
    assert listed(client, organization=office.first.pk) == [("empty", (record.pk,))]
    assert client.get("/").context["doubtful"] is None
    assert len(found(cast.administrator)) == 1
