"""Drafts in Word files: the characters of a quantity are changed inside its runs, and nothing else."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.drafts.draft import Change
from reports.drafts.package import Package
from reports.drafts.word_reading import read
from reports.drafts.word_text import Piece, TextParagraph

_TAG_NAME = re.compile(rb"<[^\s/>]+")


@dataclass(frozen=True, slots=True)
class _Splice:
    """Bytes from ``start`` to ``end`` of the XML, in that text element, are replaced by ``text``."""

    start: int
    end: int
    text: str
    element: int = -1


class WordDraft:
    """A .docx. Deleted and hidden runs and field codes are no text; headers and notes are not read."""

    def __init__(self, data: bytes) -> None:
        self.package = Package.opened(data)
        self._read = read(self.package.content)
        self.elements = self._read.elements
        self.text = self._read.text
        self._starts = []
        position = 0
        for paragraph in self._read.paragraphs:
            self._starts.append(position)
            position += len(paragraph.text) + 1

    def place(self, start: int, end: int) -> tuple[TextParagraph, int, int]:
        """The paragraph in which these characters stand, and from where to where in it."""
        index = bisect_right(self._starts, start) - 1
        begin = self._starts[index]
        return self._read.paragraphs[index], start - begin, end - begin

    def is_fixed(self, start: int, end: int) -> bool:
        paragraph, first, last = self.place(start, end)
        return (
            paragraph.fixed
            or last > len(paragraph.text)
            or any(piece.fixed for piece, _, _ in paragraph.spelling(first, last))
        )

    def with_changes(self, changes: Iterable[Change]) -> bytes:
        splices: list[_Splice] = []
        for change in changes:
            if self.is_fixed(change.start, change.end):
                raise ValueError(f"characters {change.start} to {change.end} cannot be changed")
            paragraph, first, last = self.place(change.start, change.end)
            for form in filter(None, (paragraph, paragraph.twin)):
                splices += _splices(form, first, last, change.text)
        if not splices:
            return self.package.data
        splices += self._kept_spaces(splices)
        return self.package.with_content(_spliced(self.package.content, splices))

    def _kept_spaces(self, splices: Sequence[_Splice]) -> list[_Splice]:
        """Where a text element now begins or ends with a space, its tag must say that spaces count."""
        content = self.package.content
        inside: dict[int, list[_Splice]] = defaultdict(list)
        for splice in splices:
            if not self.elements[splice.element].keeps_spaces:
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
            tag = _TAG_NAME.match(content, self.elements[element].start)
            if tag and after.strip() != after and before.strip() == before:
                found.append(_Splice(tag.end(), tag.end(), ' xml:space="preserve"', element))
        return found


def _splices(paragraph: TextParagraph, first: int, last: int, new: str) -> list[_Splice]:
    """Byte changes for one text change: what stays is untouched, the rest looks like its first character."""
    old = paragraph.text[first:last]
    kept = _common(old, new)
    ending = _common(old[kept:][::-1], new[kept:][::-1])
    text = new[kept : len(new) - ending]
    touched = paragraph.spelling(first + kept, last - ending)
    if not touched:
        if not text:
            return []
        # Nothing falls away: the new characters go behind the last one that stays, or before the first.
        if kept:
            piece, _, end = paragraph.spelling(first + kept - 1, first + kept)[0]
            position = _byte(piece, end)
        else:
            piece, begin, _ = paragraph.spelling(first, first + 1)[0]
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
