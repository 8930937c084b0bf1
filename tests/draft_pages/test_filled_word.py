"""A filled Word document: its copy with a comment at each number, and the document issued."""

import datetime
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from branches.models import Meeting
from reports.drafting.deciding import decide
from reports.drafting.filled import FilledDraft
from reports.drafting.moving_year import MOVE, YEAR
from reports.drafts.word_file import WordDraft
from reports.issuing.freezing import is_unchanged
from reports.issuing.since import since
from reports.models import Draft, Report
from tests.draft_pages.conftest import choose, place, word_file
from tests.drafts.documents import paragraphs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


def uploaded_word(client: Client, cast: SimpleNamespace, office: SimpleNamespace, data: bytes) -> Draft:
    client.force_login(cast.administrator)
    sent = {"organization": office.bureau.pk, "year": 2023, "file": SimpleUploadedFile("总结.docx", data)}
    assert client.post(reverse("draft_upload"), sent).status_code == 302
    return Draft.objects.get()


@pytest.fixture
def draft(client: Client, cast: SimpleNamespace, office: SimpleNamespace) -> Draft:
    return uploaded_word(client, cast, office, word_file())


def fetched(client: Client, name: str, draft: Draft) -> bytes:
    answer: Any = client.get(reverse(name, args=[draft.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def commented(data: bytes) -> dict[str, str]:
    """What each comment stands at, and what it says."""
    document = Document(io.BytesIO(data))
    said = {str(comment.comment_id): comment.text for comment in document.comments}
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found: dict[str, str] = {}
    open_: list[str] = []
    texts: dict[str, str] = {}
    for element in document.element.body.iter():
        if element.tag == f"{w}commentRangeStart":
            open_.append(element.get(f"{w}id"))
        elif element.tag == f"{w}commentRangeEnd":
            open_.remove(element.get(f"{w}id"))
        elif element.tag == f"{w}t":
            for each in open_:
                texts[each] = texts.get(each, "") + (element.text or "")
    for number, text in texts.items():
        found[text] = said[number]
    return found


def test_each_number_says_what_was_counted(client: Client, draft: Draft) -> None:
    choose(client, draft, YEAR, MOVE)
    copy = fetched(client, "draft_review_copy", draft)
    assert paragraphs(copy) == paragraphs(fetched(client, "draft_download", draft))
    comments = commented(copy)
    assert set(comments) == {"70余次", "十二次", "３人次"}
    said = comments["70余次"]
    assert "指标：党组会次数" in said
    assert "数值：74次" in said
    assert "期间：2023年1月1日至2023年12月31日" in said
    assert "记录：共74条，前3条：" in said
    assert "2023-01-05" in said
    assert "明细" in comments["３人次"]  # rows about persons stay in the house
    assert "某" not in comments["３人次"]


def test_a_number_that_stays_by_choice_says_nothing(client: Client, draft: Draft) -> None:
    text = "\n".join(paragraphs(word_file()))
    choose(client, draft, place(text, "八"), "none")
    assert set(commented(fetched(client, "draft_review_copy", draft))) == {"70余次", "３人次"}


def test_the_filled_document_is_issued_with_what_it_states(
    client: Client, draft: Draft, office: SimpleNamespace
) -> None:
    page = client.get(reverse("draft", args=[draft.pk])).content.decode()
    address = reverse("draft_issue", args=[draft.pk])
    assert address in page
    for _ in range(2):  # a double click makes one
        answer = client.post(address, follow=True)
    assert "已定稿" not in answer.content.decode() or Report.objects.count() == 1
    report = Report.objects.get()
    assert (report.title, report.organization, report.made_by) == (
        "总结（2023年）",
        office.bureau,
        draft.owner,
    )
    assert (str(report.start), str(report.end)) == ("2023-01-01", "2023-12-31")
    assert is_unchanged(report, fetched(client, "draft_download", draft))
    frozen = {each.key: (each.value, len(each.records)) for each in report.figures.all()}
    assert frozen == {
        "meeting.leading_group.count": (74, 74),
        "meeting.central_group.count": (12, 12),
        "discipline.form1.person_times": (3, 3),
    }
    assert not any(each.moved for each in since(report))


def test_what_is_logged_while_it_is_issued_changes_no_number_of_it(office: SimpleNamespace) -> None:
    text = WordDraft(word_file())
    filled = FilledDraft(text, decide(text, office.bureau, 2023, {}), office.bureau, 2023)
    day = datetime.date(2023, 12, 31)
    Meeting.objects.create(organization=office.leading_group, kind="leading_group", title="又一次", date=day)
    assert {value.figure.key: value.value for value, _ in filled.stated()} == {
        "meeting.leading_group.count": 74,
        "meeting.central_group.count": 12,
        "discipline.form1.person_times": 3,
    }
    assert "数值：74次" in commented(filled.review_copy(timezone.localtime()))["70余次"]


def test_a_text_is_neither_reviewed_nor_issued(client: Client, upload: Any) -> None:
    draft = upload()
    page = client.get(reverse("draft", args=[draft.pk])).content.decode()
    for name, ask in (("draft_review_copy", client.get), ("draft_issue", client.post)):
        address = reverse(name, args=[draft.pk])
        assert address not in page
        assert ask(address).status_code == 404
    assert not Report.objects.exists()
