"""Files that cannot be used: one reason in Chinese at the field, nothing kept, no failure."""

import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.models import Draft
from tests.draft_pages.conftest import word_file
from tests.drafts.documents import with_body, with_part

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"word/{number}.xml", b"\0" * (100 * 2**20))
    return file.getvalue()


HOSTILE = {
    "no file": ("", b"", "请选择文稿文件，或在下面粘贴文字。"),
    "empty": ("总结.docx", b"", "这个文件是空的，请重新选择。"),
    "another kind": ("总结.pdf", b"%PDF-1.4", "只能使用 .docx 或 .txt 文件。"),
    "no document": ("总结.docx", "全年召开党组会12次。".encode(), "文件不是有效的 .docx 文档"),
    "old word": ("总结.doc", OLE, "旧版 .doc 文件"),
    "encrypted": ("总结.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码"),
    "macro by name": ("总结.docm", word_file(), "文件含有宏"),
    "macro inside": ("总结.docx", with_part(word_file(), "word/vbaProject.bin", b"x"), "文件含有宏"),
    "cut off": ("总结.docx", word_file()[:3000], "文件已损坏"),
    "broken body": ("总结.docx", with_part(word_file(), "word/document.xml", b"<w:p>"), "文件正文已损坏"),
    "million runs": (
        "总结.docx",
        with_body("<w:p>" + "<w:r><w:t>1</w:t></w:r>" * 1_000_000 + "</w:p>"),
        "过于零碎",
    ),
    "bomb": ("总结.docx", bomb(), "解开后超过"),
    "binary text": ("总结.txt", b"\x00\xff\xfe" * 100, "文件不是文本"),
    "five megabytes": ("总结.txt", ("党组会12次。" * 400_000).encode(), "文件超过 5 MB"),
    "long text": ("总结.txt", ("党组会会议，" * 40_000).encode(), "文字超过 10 万字"),
    "thousands of numbers": ("总结.txt", ("党组会12次。" * 6_000).encode(), "文稿里的数字超过 5000 处"),
    "blank": ("总结.txt", b" \n ", "文件里没有文字。"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_the_reason_stands_at_the_field(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, media: Path, case: str
) -> None:
    name, data, reason = HOSTILE[case]
    client.force_login(cast.administrator)
    file = {"file": SimpleUploadedFile(name, data)} if name else {}
    answer = client.post(reverse("draft_upload"), {"organization": office.bureau.pk, "year": 2023, **file})
    assert answer.status_code == 200
    (sentence,) = answer.context["form"].errors["file"]
    assert reason in sentence and "\n" not in sentence
    assert sentence in answer.content.decode()
    assert not Draft.objects.exists()
    assert not media.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [("党组会" * 100_000, "文字超过 10 万字"), ("  ", "请选择文稿文件"), ("会\x00议12次", "无法识别的字符")],
)
def test_pasted_text_is_judged_alike(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, text: str, reason: str
) -> None:
    client.force_login(cast.administrator)
    answer = client.post(
        reverse("draft_upload"), {"organization": office.bureau.pk, "year": 2023, "text": text}
    )
    assert reason in "".join(map(str, answer.context["form"].errors.values()))


def test_file_and_text_at_once_are_one_too_many(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    sent = {"file": SimpleUploadedFile("总结.docx", word_file()), "text": "党组会12次"}
    answer = client.post(reverse("draft_upload"), {"organization": office.bureau.pk, "year": 2023, **sent})
    assert answer.context["form"].errors["text"] == ["文件和文字只能选一样，请删去文字，或不选文件。"]


@pytest.mark.parametrize("year", ["", "abc", "1800", "2999"])
def test_a_year_that_cannot_be(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, year: str
) -> None:
    client.force_login(cast.administrator)
    answer = client.post(
        reverse("draft_upload"), {"organization": office.bureau.pk, "year": year, "text": "党组会12次"}
    )
    assert len(answer.context["form"].errors["year"]) == 1
