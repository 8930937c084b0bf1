"""The copy of a checked document with a comment at each disagreement, by page and by command."""

import datetime
import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from branches.models import Meeting, User
from reports.models import Draft, Report
from tests.drafts.documents import word_document

pytestmark = pytest.mark.django_db
TEXT = "2024年总结\n全年召开党组会5次，中心组学习2次，主题党日60余次。"


@pytest.fixture
def records(office: SimpleNamespace) -> None:
    for kind, times, place in (
        ("leading_group", 3, office.leading_group),
        ("central_group", 2, office.leading_group),
    ):
        for day in range(1, times + 1):
            Meeting.objects.create(
                organization=place, kind=kind, title="会议", date=datetime.date(2024, 3, day)
            )


def uploaded(client: Client, cast: SimpleNamespace, office: SimpleNamespace, name: str, data: bytes) -> Draft:
    client.force_login(cast.administrator)
    file = io.BytesIO(data)
    file.name = name
    answer = client.post(
        reverse("draft_upload"),
        {"organization": office.bureau.pk, "year": 2024, "file": file, "mode": "check"},
    )
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get()


def remarks(data: bytes) -> list[str]:
    return [comment.text for comment in Document(io.BytesIO(data)).comments]


@pytest.mark.usefixtures("records")
def test_each_disagreement_has_a_comment_and_nothing_else_has(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    draft = uploaded(client, cast, office, "总结.docx", word_document(TEXT))
    page = client.get(reverse("draft_check", args=[draft.pk])).content.decode()
    address = reverse("draft_checked_copy", args=[draft.pk])
    assert address in page
    answer = client.get(address)
    (remark,) = remarks(b"".join(answer))
    assert "文稿写“5次”，按记录是 3 次" in remark
    assert "指标：党组会次数" in remark
    assert "期间：2024年1月1日至2024年12月31日" in remark


@pytest.mark.usefixtures("records")
def test_a_text_has_no_copy_with_comments(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    draft = uploaded(client, cast, office, "总结.txt", TEXT.encode())
    address = reverse("draft_checked_copy", args=[draft.pk])
    assert address not in client.get(reverse("draft_check", args=[draft.pk])).content.decode()
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("records")
def test_the_command_writes_the_copy(office: SimpleNamespace, tmp_path: Path) -> None:
    source, target = tmp_path / "总结.docx", tmp_path / "批注.docx"
    source.write_bytes(word_document(TEXT))
    where = {"organization": "机关党委", "year": "2024"}
    call_command("check_draft", str(source), output=str(target), **where)
    assert len(remarks(target.read_bytes())) == 1
    (tmp_path / "总结.txt").write_text(TEXT)
    with pytest.raises(CommandError, match="只有 Word 文稿"):
        call_command("check_draft", str(tmp_path / "总结.txt"), output=str(target), **where)
    assert User.objects.count() == 0


def test_what_was_issued_otherwise_is_said_even_where_the_records_agree(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, records: None
) -> None:
    report = Report.objects.create(
        organization=office.bureau,
        title="2024年工作情况",
        start=datetime.date(2024, 1, 1),
        end=datetime.date(2024, 12, 31),
        counted_at=timezone.now(),
        made_by=cast.administrator,
        sha256="0" * 64,
    )
    for key, value in (("meeting.leading_group.count", 5), ("meeting.central_group.count", 4)):
        report.figures.create(key=key, name=key, unit="次", start=report.start, end=report.end, value=value)
    draft = uploaded(client, cast, office, "总结.docx", word_document(TEXT))
    page = client.get(reverse("draft_check", args=[draft.pk])).content.decode()
    assert page.count("《2024年工作情况》") == 1
    copy = b"".join(client.get(reverse("draft_checked_copy", args=[draft.pk])))
    first, second = remarks(copy)
    assert "与定稿不一致" not in first
    assert "《2024年工作情况》为 4 次" in second
    assert "与记录不一致" not in second
    report.withdrawn_at = timezone.now()
    report.save()
    copy = b"".join(client.get(reverse("draft_checked_copy", args=[draft.pk])))
    assert len(remarks(copy)) == 1
