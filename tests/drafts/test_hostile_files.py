"""Files that are none, or mean harm: a reason in Chinese, never another exception."""

import io
import random
import struct
import zipfile

import pytest
from docx import Document

from reports.drafts import package, plain_text, word_reading
from reports.drafts.errors import DraftError
from reports.drafts.files import opened
from reports.drafts.readings import read
from reports.figures.counting import figure_values  # noqa: F401  (declares the figures)
from reports.figures.registry import registry
from tests.drafts.documents import MAIN, part, saved, with_body, with_part

GOOD = with_body("<w:p><w:r><w:t>召开党组会**次。</w:t></w:r></w:p>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def without(data: bytes, name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info, source.read(info))
    return file.getvalue()


def main(xml: str) -> bytes:
    return with_part(GOOD, MAIN, xml.encode())


def encrypted() -> bytes:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        position = -1
        while (position := data.find(signature, position + 1)) >= 0:
            (flags,) = struct.unpack_from("<H", data, position + offset)
            struct.pack_into("<H", data, position + offset, flags | 1)
    return bytes(data)


TYPES = part(GOOD, "[Content_Types].xml")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HOSTILE = {
    "empty": (b"", "空的"),
    "text named docx": ("召开党组会12次".encode(), "有效"),
    "html named docx": (b"<html><body>12</body></html>", "有效"),
    "old doc": (OLE, "另存为 .docx"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "encrypted zip": (encrypted(), "密码"),
    "truncated": (GOOD[: len(GOOD) // 2], "损坏"),
    "only a zip": (without(GOOD, "[Content_Types].xml"), "有效"),
    "no relations": (without(GOOD, "_rels/.rels"), "有效"),
    "no main part": (without(GOOD, MAIN), "有效"),
    "macros": (
        with_part(
            GOOD,
            "[Content_Types].xml",
            TYPES.replace(b"wordprocessingml.document.main+xml", b"macroEnabled.main+xml"),
        ),
        "宏",
    ),
    "macro part": (with_part(GOOD, "word/vbaProject.bin", b"x"), "宏"),
    "signed": (with_part(GOOD, "_xmlsignatures/sig1.xml", b"<a/>"), "签名"),
    "broken xml": (main(f"<w:document {W}><w:body><w:p>"), "损坏"),
    "no xml": (main("PK"), "损坏"),
    "entity bomb": (
        main(
            f'<!DOCTYPE a [<!ENTITY b "12"><!ENTITY c "&b;&b;">]><w:document {W}><w:p>&c;</w:p></w:document>'
        ),
        "DOCTYPE",
    ),
    "external entity": (
        main(f'<!DOCTYPE a SYSTEM "file:///etc/passwd"><w:document {W}/>'),
        "DOCTYPE",
    ),
    "too deep": (main(f"<w:document {W}>" + "<w:p>" * 400 + "</w:p>" * 400 + "</w:document>"), "嵌套"),
    "utf-16": (
        with_part(GOOD, MAIN, f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}/>'.encode("utf-16")),
        "UTF-8",
    ),
    "other encoding": (
        main(f'<?xml version="1.0" encoding="GBK"?><w:document {W}/>'),
        "UTF-8",
    ),
    "without text": (main(f"<w:document {W}><w:body/></w:document>"), "没有文字"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_reason_is_given_in_chinese(name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(DraftError, match=reason) as caught:
        opened("draft.docx", data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a.docm", "宏"), ("a.doc", "旧版"), ("a.pdf", "只能"), ("a", "只能"), ("a.xlsx", "只能")],
)
def test_other_kinds_of_file_are_refused_by_name(name: str, reason: str) -> None:
    with pytest.raises(DraftError, match=reason):
        opened(name, GOOD)


def test_a_zip_bomb_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 2**20)
    with pytest.raises(DraftError, match="解开后超过"):
        opened("draft.docx", with_part(GOOD, "word/media/bomb.bin", bytes(2**21)))
    monkeypatch.setattr(package, "MOST_IN_PART", 1000)
    with pytest.raises(DraftError, match="超过"):
        opened("draft.docx", GOOD)


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    bomb = with_part(GOOD, MAIN, b"<a>" + b" " * 100_000 + b"</a>")
    size = struct.pack("<L", 100_007)
    assert bomb.count(size) >= 1
    with pytest.raises(DraftError):
        opened("draft.docx", bomb.replace(size, struct.pack("<L", 50)))


def test_a_document_of_too_many_pieces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_reading, "MOST_PIECES", 100)
    data = with_body("<w:p>" + "<w:r><w:t>次</w:t></w:r>" * 101 + "</w:p>")
    with pytest.raises(DraftError, match="零碎"):
        opened("draft.docx", data)


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MOST_BYTES", 100)
    with pytest.raises(DraftError, match="超过"):
        opened("draft.txt", "党组会12次。".encode() * 10)


def test_more_quantities_than_anybody_writes_are_refused() -> None:
    with pytest.raises(DraftError, match="超过"):
        read("12次，" * 6000, registry, 2023)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "*" * 500_000,
        "一" * 500_000,
        "（ " * 200_000,
        "9" * 500_000 + "次",
        "召开党组会12次" * 4_000,
        "召开党组会" * 100_000 + "12次",
        "，" * 300_000 + "召开党组会12次",
        "“" * 300_000,
        "《" * 300_000,
        "下一步\n" * 100_000,
        "每月" * 100_000 + "1次",
    ],
    ids=lambda text: text[:6],
)
def test_a_strange_text_is_read_in_good_time(text: str) -> None:
    read(text, registry, 2023)


def test_mutated_files_end_in_a_reason_or_a_draft() -> None:
    chance = random.Random(7)  # noqa: S311
    document = Document()
    document.add_paragraph("全年召开党组会**次，讲党课6人次。")
    data = saved(document)
    for _ in range(400):
        mutated = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        if chance.random() < 0.2:
            del mutated[chance.randrange(len(mutated)) :]
        try:
            draft = opened("draft.docx", bytes(mutated))
        except DraftError:
            continue
        draft.with_changes([])
