"""From the text of a manuscript to its lines, each in pieces that know where in the text they stand.

Whether a name means something is asked by ``composing``; here the shape only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from reports.document import Level
from reports.outlines.reading import (
    ANNEX,
    CLOSERS,
    HEADER,
    HEADINGS,
    POINT,
    POINT_ENDS,
    SENTENCE_ENDS,
    TABLE,
)
from reports.placeholders import CONDITIONS, Placeholder, PlaceholderError, Problem, scan

TITLE_HEADER, SIGNATURE_HEADER = "标题", "署名"
PLAIN = "\u3000"
"""A line that begins with it is a paragraph, whatever follows."""
NOTE = "//"
_TOKEN = re.compile("【【|】】|【([^【】]*)】|[【】]")
_QUOTED = {"“": "”", "《": "》"}
_AROUND = 8


class Kind(Enum):
    TITLE = auto()
    SIGNATURE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    TABLE = auto()
    ANNEX = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of the manuscript: plain text, which prints as ``plain``, or a ``placeholder``."""

    start: int
    end: int
    plain: str
    placeholder: Placeholder | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, with its ``number`` from 1. Of a heading the first ``heading`` pieces are
    the heading proper, what follows runs on; ``table`` names the table that a line calls."""

    kind: Kind
    number: int
    pieces: tuple[Piece, ...] = ()
    level: Level | None = None
    heading: int = 0
    table: str = ""


@dataclass(slots=True)
class Taken:
    """The lines of a text, and what is wrong with their form."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def placeholders(self) -> Iterator[Placeholder]:
        return (piece.placeholder for line in self.lines for piece in line.pieces if piece.placeholder)


def take_apart(text: str) -> Taken:
    """Every line that says something; what cannot be read stands in it as plain text."""
    taken = Taken()
    position, in_header = 0, True
    for number, content in enumerate(text.split("\n"), start=1):
        stripped = content.strip()
        if not stripped:
            in_header = in_header and not taken.lines
        elif content.startswith(PLAIN) or not stripped.startswith(NOTE):
            header = HEADER.match(stripped) if in_header else None
            in_header = header is not None and header[1] in {TITLE_HEADER, SIGNATURE_HEADER}
            taken.lines.append(_line(content, number, position, in_header, taken.problems))
        position += len(content) + 1
    return taken


def _line(content: str, number: int, position: int, in_header: bool, problems: list[Problem]) -> Line:
    start = len(content) - len(content.lstrip())
    stripped = content.strip()

    def inside(offset: int) -> tuple[Piece, ...]:
        """The pieces of the line from there on."""
        rest = stripped[offset:]
        offset += len(rest) - len(rest.lstrip())
        return tuple(_pieces(stripped[offset:], position + start + offset, number, problems))

    if in_header and (header := HEADER.match(stripped)):
        kind = Kind.TITLE if header[1] == TITLE_HEADER else Kind.SIGNATURE
        return Line(kind, number, inside(header.start(2)))
    if content.startswith(PLAIN):
        return Line(Kind.PARAGRAPH, number, inside(0))
    if annex := ANNEX.match(stripped):
        return Line(Kind.ANNEX, number, inside(annex.start(1)))
    if table := TABLE.match(stripped):
        return Line(Kind.TABLE, number, table=table[1].strip())
    for level, numbering in HEADINGS.items():
        label = numbering.match(stripped)
        if label and stripped[label.end() :].strip(f" {PLAIN}{SENTENCE_ENDS}"):
            return _heading(Line(Kind.HEADING, number, inside(label.end()), level))
    return Line(Kind.PARAGRAPH, number, inside(0))


def _pieces(content: str, start: int, number: int, problems: list[Problem]) -> Iterator[Piece]:
    position = 0
    for token in _TOKEN.finditer(content):
        if token.start() > position:
            yield Piece(start + position, start + token.start(), content[position : token.start()])
        position = token.end()
        at = start + token.start(), start + position
        if token[0] in {"【【", "】】"}:
            yield Piece(*at, token[0][0])
        elif token[1] is None:
            near = content[max(token.start() - _AROUND, 0) : position + _AROUND]
            partner = "】" if token[0] == "【" else "【"
            problems.append(Problem(number, f"“{token[0]}”没有对应的“{partner}”。", near))
            yield Piece(*at, token[0])
        else:
            yield Piece(*at, token[0], _placeholder(token[0], number, problems))
    if position < len(content):
        yield Piece(start + position, start + len(content), content[position:])


def _placeholder(token: str, number: int, problems: list[Problem]) -> Placeholder | None:
    try:
        (found,) = scan(token, number)
    except PlaceholderError as error:
        problems += error.problems
        return None
    assert isinstance(found, Placeholder)  # noqa: S101 - a token is one placeholder and nothing else
    if found.styles & CONDITIONS:
        message = f"“{token}”中的“有”“无”“多”“单”只用于提纲，正文里写什么就是什么，请删去这一处。"
        problems.append(Problem(number, message, token))
        return None
    return found


def _heading(line: Line) -> Line:
    """The line with its pieces parted where the heading proper ends."""
    shape = "".join("\0" if piece.placeholder else piece.plain for piece in line.pieces)
    end = _end_of_sentence(shape)
    pieces: list[Piece] = []
    heading, position = 0, 0
    for piece in line.pieces:
        length = 1 if piece.placeholder else len(piece.plain)
        cut = end - position
        if 0 < cut < length:  # never within a doubled bracket: that prints as one character
            middle = piece.start + cut
            pieces += [
                replace(piece, end=middle, plain=piece.plain[:cut]),
                replace(piece, start=middle, plain=piece.plain[cut:]),
            ]
            heading = len(pieces) - 1
        else:
            pieces.append(piece)
            heading = len(pieces) if cut >= length else heading
        position += length
    return replace(line, pieces=tuple(pieces), heading=heading)


def _end_of_sentence(shape: str) -> int:
    """Where the first sentence ends; what stands in quotation or book marks does not end it."""
    position = 0
    while position < len(shape):
        character = shape[position]
        position += 1
        if character in _QUOTED and (closing := shape.find(_QUOTED[character], position)) >= 0:
            position = closing + 1
        elif character in SENTENCE_ENDS or (character in POINT_ENDS and POINT.match(shape[position:])):
            while position < len(shape) and shape[position] in CLOSERS:
                position += 1
            return position
    return len(shape)
