"""Drafts in plain text files."""

import codecs
from collections.abc import Iterable

from reports.drafts.draft import Change
from reports.drafts.errors import DraftError

MOST_BYTES = 5 * 2**20

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class TextDraft:
    """A plain text in UTF-8, UTF-16 with BOM, or GB18030; it stays in what it came in."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise DraftError(f"文件超过 {MOST_BYTES // 2**20} MB，请分成几个文件。")
        self.bom, self.encoding = next(
            ((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "utf-8")
        )
        body = data[len(self.bom) :]
        decoded = _decoded(body, self.encoding)
        if decoded is None and not self.bom:
            self.encoding = "gb18030"
            decoded = _decoded(body, self.encoding)
        if decoded is None or "\x00" in decoded:
            raise DraftError("文件不是文本，或编码无法识别，请用记事本另存为 UTF-8 后再试。")
        self.text = decoded

    def is_fixed(self, start: int, end: int) -> bool:
        return False

    def with_changes(self, changes: Iterable[Change]) -> bytes:
        parts = []
        position = 0
        for change in sorted(changes, key=lambda change: change.start):
            parts += [self.text[position : change.start], change.text]
            position = change.end
        parts.append(self.text[position:])
        return self.bom + "".join(parts).encode(self.encoding)


def _decoded(body: bytes, encoding: str) -> str | None:
    """The text; None when the bytes are not in that encoding, or would not come back the same."""
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if text.encode(encoding) == body else None
