"""A year of records behind the drafts, and what the pages are asked."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from branches.models import DisciplinaryAction, Meeting, Talk
from reports.models import Draft

TITLE = "青峰市档案发展局2022年度党建工作总结"
LAST_YEAR = (
    TITLE,
    "一、强化理论武装",
    "2022年，全年召开党组会60余次，开展理论学习中心组学习八次。",
    "各支部开展各类学习活动18场次，形成心得体会30篇。",
    "二、严肃监督执纪",
    "运用第一种形态处理２人次。",
    "三、下一步打算",
    "2023年计划召开党组会50次，每月至少学习1次。",
)
"""What it says of 2022; the records are those of 2023."""


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def records(office: SimpleNamespace) -> None:
    """2023: 74 党组会, 12 中心组学习, 7 主题党日 and 3 处理 of the first form; nothing else."""

    def meetings(organization: Any, kind: str, count: int) -> None:
        Meeting.objects.bulk_create(
            Meeting(
                organization=organization,
                kind=kind,
                title=f"第{number + 1}次",
                date=datetime.date(2023, 1 + number % 12, 5 + number // 12),
            )
            for number in range(count)
        )

    meetings(office.leading_group, "leading_group", 74)
    meetings(office.leading_group, "central_group", 12)
    meetings(office.first, "theme_day", 7)
    for _ in range(3):
        DisciplinaryAction.objects.create(
            organization=office.first, date=datetime.date(2023, 6, 1), person="某", form=1, measure="reminder"
        )
    Talk.objects.create(
        organization=office.first, date=datetime.date(2022, 6, 1), kind="heart", talker="程远山"
    )


def word_file(lines: tuple[str, ...] = LAST_YEAR) -> bytes:
    """Each line a paragraph, every third run bold, so that numbers are torn apart between runs."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for index in range(0, len(line), 5):
            paragraph.add_run(line[index : index + 5]).bold = index % 3 == 0
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


Upload = Callable[..., Draft]


@pytest.fixture
def upload(client: Client, cast: SimpleNamespace, office: SimpleNamespace) -> Upload:
    """Signed in as the administrator: upload a text (or lines), and get the draft that is kept."""

    def uploaded(text: str | tuple[str, ...] = LAST_YEAR, year: int = 2023, **more: Any) -> Draft:
        client.force_login(cast.administrator)
        answer = client.post(
            reverse("draft_upload"),
            {
                "organization": more.get("organization", office.bureau).pk,
                "year": year,
                "file": SimpleUploadedFile(
                    more.get("name", "2022年总结.txt"),
                    (text if isinstance(text, str) else "\n".join(text)).encode(),
                ),
            },
        )
        assert answer.status_code == 302, answer.context["form"].errors
        return Draft.objects.latest("pk")

    return uploaded


def choose(client: Client, draft: Draft, place: str, choice: str, mode: str = "fill") -> Any:
    address = reverse("draft_choose", args=[draft.pk])
    return client.post(address, {"at": place, "choice": choice, "mode": mode}, follow=True)


def filled(client: Client, draft: Draft) -> str:
    """The text of the download."""
    answer = client.get(reverse("draft_download", args=[draft.pk]))
    return b"".join(answer.streaming_content).decode()


def place(draft_text: str, number: str) -> str:
    """Where a number stands in the text, as the page names it."""
    start = draft_text.index(number)
    return f"{start}-{start + len(number)}"
