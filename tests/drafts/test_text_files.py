"""Plain text drafts stay in the encoding and with the line ends they came with."""

import codecs

import pytest

from reports.drafts.draft import Change
from reports.drafts.errors import DraftError
from reports.drafts.files import opened

TEXT = "全年召开党组会**次。\r\n讲党课6次。\n\r完"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_encoding_bom_and_line_ends_are_kept(bom: bytes, encoding: str) -> None:
    draft = opened("draft.txt", bom + TEXT.encode(encoding))

    assert draft.text == TEXT
    result = draft.with_changes([Change(7, 9, "36"), Change(16, 17, "12")])
    assert result == bom + TEXT.replace("**", "36").replace("6次。\n", "12次。\n").encode(encoding)


def test_without_changes_every_byte_stays() -> None:
    data = "生僻字𠮷与😀，12次".encode("gb18030")
    assert opened("draft.txt", data).with_changes([]) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b" \n\n", "没有文字"),
        (b"\x00\x01\x02", "文本"),
        (b"\xff\xfe\x00", "文本"),
        (b"\x81", "文本"),
        (b"PK\x03\x04\x14\x00\x00\x00", "文本"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DraftError, match=reason):
        opened("draft.txt", data)
