"""Drafts as files, Word document or plain text: opened, and written again with some characters changed."""

import codecs
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from reports.drafts import word_text
from reports.drafts.errors import DraftError
from reports.drafts.package import Package
from reports.drafts.word_text import Piece, TextParagraph, WordText

MOST_TEXT_BYTES = 5 * 2**20
MOST_CHARACTERS = 1_000_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TAG_NAME = re.compile(rb"<[^\s/>]+")


@dataclass(frozen=True, slots=True)
class Change:
    """The characters from ``start`` to ``end`` of a draft's text are to read ``text``."""

    start: int
    end: int
    text: str


class Draft(Protocol):
    """``text`` is what offsets count in: paragraphs joined by line feeds, or the text of the file."""

    @property
    def text(self) -> str: ...

    def is_fixed(self, start: int, end: int) -> bool:
        """Whether those characters cannot be changed lastingly (the result of a Word field, say)."""
        ...

    def with_changes(self, changes: Iterable[Change]) -> bytes:
        """The file with those characters changed and nothing else."""
        ...


def opened(name: str, data: bytes) -> Draft:
    """The draft in a file of that name. Raises DraftError when it cannot be used."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docm":
        raise DraftError("文件含有宏（.docm），请另存为 .docx 后再试。")
    if suffix == ".doc":
        raise DraftError("这是旧版 .doc 文件，请用 Word 或 WPS 另存为 .docx 后再试。")
    if suffix not in {".docx", ".txt"}:
        raise DraftError("只能使用 .docx 或 .txt 文件。")
    if not data:
        raise DraftError("文件是空的。")
    draft: Draft = WordDraft(data) if suffix == ".docx" else TextDraft(data)
    if len(draft.text) > MOST_CHARACTERS:
        raise DraftError(f"文字超过 {MOST_CHARACTERS // 10_000} 万字，请分成几个文件。")
    if not draft.text.strip():
        raise DraftError("文件里没有文字。")
    return draft


class TextDraft:
    """A plain text in UTF-8, UTF-16 with BOM, or GB18030; it stays in what it came in."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_TEXT_BYTES:
            raise DraftError(f"文件超过 {MOST_TEXT_BYTES // 2**20} MB，请分成几个文件。")
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


@dataclass(frozen=True, slots=True)
class _Splice:
    """Bytes of the XML from ``start`` to ``end`` are replaced by ``text``; they stand in that text element."""

    start: int
    end: int
    text: str
    element: int = -1


class WordDraft:
    """A .docx. Deleted and hidden runs and field codes are no text; headers, notes and comments are not read."""

    def __init__(self, data: bytes) -> None:
        self._package = Package.opened(data)
        self._read: WordText = word_text.read(self._package.content)
        self.text = self._read.text
        self._starts = []
        position = 0
        for paragraph in self._read.paragraphs:
            self._starts.append(position)
            position += len(paragraph.text) + 1

    def _place(self, start: int, end: int) -> tuple[TextParagraph, int, int]:
        index = bisect_right(self._starts, start) - 1
        begin = self._starts[index]
        return self._read.paragraphs[index], start - begin, end - begin

    def is_fixed(self, start: int, end: int) -> bool:
        paragraph, first, last = self._place(start, end)
        return (
            paragraph.fixed
            or last > len(paragraph.text)
            or any(piece.fixed for piece, _, _ in _touched(paragraph, first, last))
        )

    def with_changes(self, changes: Iterable[Change]) -> bytes:
        splices: list[_Splice] = []
        for change in changes:
            if self.is_fixed(change.start, change.end):
                raise ValueError(f"characters {change.start} to {change.end} cannot be changed")
            paragraph, first, last = self._place(change.start, change.end)
            for form in filter(None, (paragraph, paragraph.twin)):
                splices += _splices(form, first, last, change.text)
        if not splices:
            return self._package.data
        splices += self._kept_spaces(splices)
        return self._package.with_content(_spliced(self._package.content, splices))

    def _kept_spaces(self, splices: Sequence[_Splice]) -> list[_Splice]:
        """Where a text element now begins or ends with a space, its tag must say that spaces count."""
        content = self._package.content
        inside: dict[int, list[_Splice]] = defaultdict(list)
        for splice in splices:
            if not self._read.elements[splice.element].keeps_spaces:
                inside[splice.element].append(splice)
        bounds: dict[int, tuple[int, int]] = {}
        for paragraph in self._read.paragraphs:
            for piece in (*paragraph.pieces, *(paragraph.twin.pieces if paragraph.twin else ())):
                if piece.element in inside:
                    start, _ = bounds.get(piece.element, (piece.start, 0))
                    bounds[piece.element] = (start, piece.end)
        found = []
        for element, (start, end) in bounds.items():
            before = content[start:end]
            after = _spliced(
                before,
                [
                    _Splice(splice.start - start, splice.end - start, splice.text)
                    for splice in inside[element]
                ],
            )
            tag = _TAG_NAME.match(content, self._read.elements[element].start)
            if tag and after.strip() != after and before.strip() == before:
                found.append(_Splice(tag.end(), tag.end(), ' xml:space="preserve"', element))
        return found


def _touched(paragraph: TextParagraph, first: int, last: int) -> list[tuple[Piece, int, int]]:
    """The pieces that spell the characters from ``first`` to ``last``, each with the part of it that does."""
    touched = []
    position = 0
    for piece in paragraph.pieces:
        begin, end = max(first, position), min(last, position + len(piece.text))
        if begin < end:
            touched.append((piece, begin - position, end - position))
        position += len(piece.text)
    return touched


def _splices(paragraph: TextParagraph, first: int, last: int, new: str) -> list[_Splice]:
    """Byte changes for one text change: what stays is not touched, the rest takes the look of its first
    character.
    """
    old = paragraph.text[first:last]
    kept = _common(old, new)
    ending = _common(old[kept:][::-1], new[kept:][::-1])
    text = new[kept : len(new) - ending]
    touched = _touched(paragraph, first + kept, last - ending)
    if not touched:
        if not text:
            return []
        # Nothing falls away: the new characters go behind the last one that stays, or before the first.
        if kept:
            piece, _, end = _touched(paragraph, first + kept - 1, first + kept)[0]
            position = _byte(piece, end)
        else:
            piece, begin, _ = _touched(paragraph, first, first + 1)[0]
            position = _byte(piece, begin)
        return [_Splice(position, position, text, piece.element)]
    return [
        _Splice(_byte(piece, begin), _byte(piece, end), "" if index else text, piece.element)
        for index, (piece, begin, end) in enumerate(touched)
    ]


def _byte(piece: Piece, offset: int) -> int:
    return piece.end if offset == len(piece.text) else piece.byte_at(offset)


def _common(left: str, right: str) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length


def _spliced(content: bytes, splices: Sequence[_Splice]) -> bytes:
    parts = []
    position = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        parts += [content[position : splice.start], splice.text.encode()]
        position = splice.end
    parts.append(content[position:])
    return b"".join(parts)
