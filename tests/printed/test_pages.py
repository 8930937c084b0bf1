"""The print view and the download: the same content, and only for who may see the record."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Attendance, Clue, DisciplinaryAction
from branches.models.record import Record
from tests.files import attach
from tests.printed.conftest import DAY, hold
from tests.printed.reading import fields, opened, page_fields, printed, word_fields

SLUGS = ("meeting", "lecture", "talk", "work")


def at(name: str, record: Record) -> str:
    return reverse(name, args=[record.slug, record.pk])


def word_file(client: Client, record: Record) -> Any:
    answer = client.get(at("record_word", record))
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("slug", SLUGS)
def test_page_and_file_say_the_same(
    client: Client, cast: SimpleNamespace, records: SimpleNamespace, slug: str
) -> None:
    client.force_login(cast.secretary)
    record = getattr(records, slug)
    page = client.get(at("record_print", record))
    assert page.status_code == 200
    answer = word_file(client, record)
    (in_word,) = word_fields(opened(b"".join(answer.streaming_content)))
    assert page_fields(page.content) == in_word == fields(printed(record, cast.secretary))
    name = unquote(answer["Content-Disposition"])
    assert name.startswith("attachment")
    assert f"2024-03-05 {printed(record).title}.docx" in name


@pytest.mark.parametrize("name", ["record_print", "record_word"])
def test_only_who_may_see_the_record(
    client: Client, cast: SimpleNamespace, records: SimpleNamespace, name: str
) -> None:
    seen = {}
    for who, user in vars(cast).items():
        client.force_login(user)
        seen[who] = client.get(at(name, records.meeting)).status_code
    refused = dict.fromkeys(("neighbour", "inspector", "stranger"), 404)
    assert seen == {"secretary": 200, "administrator": 200, "viewer": 200, **refused}
    records.meeting.move_to_bin(None)
    client.force_login(cast.secretary)
    assert client.get(at(name, records.meeting)).status_code == 404


@pytest.mark.parametrize("name", ["record_print", "record_word"])
def test_records_of_discipline_are_printed_for_nobody(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, name: str
) -> None:
    client.force_login(cast.inspector)
    for record in (
        DisciplinaryAction.objects.create(organization=office.first, person="吴某", form=1, date=DAY),
        Clue.objects.create(organization=office.first, number="1", source="report", about="某人", date=DAY),
    ):
        assert client.get(record.get_absolute_url()).status_code == 200
        assert client.get(at(name, record)).status_code == 404
        assert "/print/" not in client.get(record.get_absolute_url()).content.decode()


def test_what_comes_out_of_records_is_escaped(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    meeting = hold(office.first, title="<script>alert(1)</script>", content="<b>粗</b>")
    client.force_login(cast.secretary)
    html = client.get(at("record_print", meeting)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;b&gt;粗" in html


def test_the_questions_do_not_grow_with_what_is_in_the_record(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    few, many = hold(office.first), hold(office.first)
    for number in range(30):
        Attendance.objects.create(meeting=many, name=f"党员{number}")
        attach(many, "photo", f"{number}.jpg")
    attach(few, "photo", "1.jpg")
    client.force_login(cast.secretary)
    counts = []
    for meeting in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(at("record_print", meeting))
        counts.append(len(asked))
    assert counts[0] == counts[1]
