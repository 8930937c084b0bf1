"""A copy of a Word draft with comments at some of its characters.

The text stays as it is. A run that holds such characters is parted before and behind them, with the look it
has; the comments go into the part of comments, a new one where the document has none. A comment can stand at
the text of the document only, not inside a text box.
"""

import datetime
import io
import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from reports.drafts.errors import DraftError
from reports.drafts.package import damage_refused, part_of
from reports.drafts.word_file import WordDraft
from reports.drafts.word_text import Piece, TextElement

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
UNUSUAL = "这份文件的写法比较特殊，不能加批注，请用 Word 或 WPS 重新另存后再试。"
ELSEWHERE = "文本框、图形等处不能加批注，一并写在这里："
COPIED_AT_ONCE = 1024 * 1024
_ROOT = re.compile(rb"<(?:([\w.-]+):)?(document|comments)\b[^<>]*?(/?)>")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\b[^<>]*>")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"'<>]+)[\"']")
_ID = re.compile(rb"\bId\s*=\s*[\"']([^\"']+)[\"']")
_COMMENT_ID = re.compile(rb"<(?:[\w.-]+:)?comment\s[^<>]*?:id\s*=\s*[\"'](-?\d+)[\"']")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of the characters from ``start`` to ``end`` of the text, a paragraph for each line."""

    start: int
    end: int
    lines: tuple[str, ...]


def with_comments(draft: WordDraft, comments: Sequence[Comment], author: str, at: datetime.datetime) -> bytes:
    """The file with these comments by ``author``; where they cannot stand, a first one says them together.

    Raises DraftError for a document in which no comment can stand.
    """
    package = draft.package
    main = _Root(package.content, b"document")
    placed = _gathered(draft, sorted(comments, key=lambda comment: comment.start))
    with damage_refused(), zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        name, parts = _with_part(archive, package.main, RELATIONS[main.namespace], main.namespace)
    first = max((int(found) for found in _COMMENT_ID.findall(parts[name])), default=-1) + 1
    numbered = list(enumerate(placed, start=first))
    parts[package.main] = _marked(draft, numbered, main.prefix)
    parts[name] = _filled(parts[name], numbered, author, at)
    return _packed(package.data, parts)


class _Root:
    """The root of a part: its prefix and namespace. Attributes need a prefix, so a document without is none
    that a comment can be put into."""

    def __init__(self, content: bytes, tag: bytes) -> None:
        found = _ROOT.search(content)
        if not found or found[2] != tag or not found[1]:
            raise DraftError(UNUSUAL)
        self.prefix = found[1].decode()
        self.empty = bool(found[3])
        self.end = found.end()
        declared = re.search(rb"xmlns:" + re.escape(found[1]) + rb"\s*=\s*[\"']([^\"']+)[\"']", found[0])
        self.namespace = declared[1].decode() if declared else ""
        if self.namespace not in RELATIONS:
            raise DraftError(UNUSUAL)


def _gathered(draft: WordDraft, comments: Sequence[Comment]) -> list[Comment]:
    """The comments that can stand where they belong, before them one that says the others."""
    standing: list[Comment] = []
    others: list[Comment] = []
    for comment in comments:
        (standing if _can_stand(draft, comment.start, comment.end) else others).append(comment)
    if others:
        place = next((at for at in range(len(draft.text)) if _can_stand(draft, at, at + 1)), None)
        if place is None:
            raise DraftError(UNUSUAL)
        said = [line for comment in others for line in comment.lines]
        standing.insert(0, Comment(place, place + 1, (ELSEWHERE, *said)))
    return standing


def _can_stand(draft: WordDraft, start: int, end: int) -> bool:
    paragraph, first, last = draft.place(start, end)
    if paragraph.inner or paragraph.twin or last > len(paragraph.text):
        return False
    touched = paragraph.spelling(first, last)
    return bool(touched) and touched[0][0].element >= 0 and touched[-1][0].element >= 0


def _marked(draft: WordDraft, numbered: Iterable[tuple[int, Comment]], w: str) -> bytes:
    """The main part with the comments' marks in it."""
    content = draft.package.content
    splices: list[tuple[int, bytes]] = []
    kept: dict[int, bytes] = {}
    for number, comment in numbered:
        paragraph, first, last = draft.place(comment.start, comment.end)
        touched = paragraph.spelling(first, last)
        for (piece, begin, end), is_start in ((touched[0], True), (touched[-1], False)):
            element = draft.elements[piece.element]
            position = _byte(piece, begin if is_start else end)
            splices.append((position, _parting(content, element, number, w, is_start=is_start)))
            if not element.keeps_spaces:
                tag_end = content.index(b"<", element.start) + len(f"<{w}:t")
                kept[tag_end] = b' xml:space="preserve"'
    everything = [*splices, *kept.items()]
    parts, done = [], 0
    for position, inserted in sorted(everything, key=lambda splice: splice[0]):
        parts += [content[done:position], inserted]
        done = position
    return b"".join([*parts, content[done:]])


def _byte(piece: Piece, offset: int) -> int:
    return piece.end if offset == len(piece.text) else piece.byte_at(offset)


def _parting(content: bytes, element: TextElement, number: int, w: str, *, is_start: bool) -> bytes:
    """Ends the run, puts the mark, and begins the run again with the same look."""
    if not content.startswith(f"<{w}:t".encode(), element.start):
        raise DraftError(UNUSUAL)
    if is_start:
        mark = f'<{w}:commentRangeStart {w}:id="{number}"/>'
    else:
        sign = f'<{w}:r><{w}:commentReference {w}:id="{number}"/></{w}:r>'
        mark = f'<{w}:commentRangeEnd {w}:id="{number}"/>{sign}'
    look = content[slice(*element.look)]
    return f"</{w}:t></{w}:r>{mark}<{w}:r>".encode() + look + f'<{w}:t xml:space="preserve">'.encode()


def _with_part(
    archive: zipfile.ZipFile, main: str, relation: str, namespace: str
) -> tuple[str, dict[str, bytes]]:
    """The name of the part of comments, and the parts that are new or changed when it is there: the part
    itself, where it is missing made and made known."""
    names = set(archive.namelist())
    folder, file = posixpath.split(main)
    relations = f"{folder}/_rels/{file}.rels"
    known = part_of(archive, relations) if relations in names else _empty_relations()
    for found in _RELATION.findall(known):
        if relation.encode() in found and (target := _TARGET.search(found)):
            name = posixpath.normpath(posixpath.join(folder, target[1].decode())).lstrip("/")
            if name not in names:
                raise DraftError(UNUSUAL)
            return name, {name: part_of(archive, name)}
    name = next(
        each for number in ("", *range(1, 100)) if (each := f"{folder}/comments{number}.xml") not in names
    )
    ids = {found.decode("utf-8", "replace") for found in _ID.findall(known)}
    new_id = next(each for number in range(1, len(ids) + 2) if (each := f"rIdComments{number}") not in ids)
    entry = f'<Relationship Id="{new_id}" Type="{relation}" Target="{posixpath.basename(name)}"/>'
    override = f'<Override PartName="/{name}" ContentType="{CONTENT_TYPE}"/>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return name, {
        relations: _before_end(known, entry, "Relationships"),
        "[Content_Types].xml": _before_end(part_of(archive, "[Content_Types].xml"), override, "Types"),
        name: f'{head}<w:comments xmlns:w="{namespace}"></w:comments>'.encode(),
    }


def _empty_relations() -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}\n<Relationships xmlns="{namespace}"></Relationships>'.encode()


def _before_end(content: bytes, entry: str, root: str) -> bytes:
    """With the entry as the last of the root. These parts are always spelt without a prefix."""
    if b"</" + root.encode() + b">" in content:
        return content.replace(f"</{root}>".encode(), f"{entry}</{root}>".encode())
    raise DraftError(UNUSUAL)


def _filled(
    content: bytes, numbered: Iterable[tuple[int, Comment]], author: str, at: datetime.datetime
) -> bytes:
    root = _Root(content, b"comments")
    written = "".join(_written(number, comment, author, at, root.prefix) for number, comment in numbered)
    closing = f"</{root.prefix}:comments>".encode()
    if root.empty:
        return content[: root.end].removesuffix(b"/>") + b">" + written.encode() + closing
    if closing not in content:
        raise DraftError(UNUSUAL)
    return content.replace(closing, written.encode() + closing)


def _written(number: int, comment: Comment, author: str, at: datetime.datetime, w: str) -> str:
    moment = at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    who = f"{w}:author={quoteattr(author)} {w}:initials={quoteattr(author[:2])}"
    lines = "".join(
        f'<{w}:p><{w}:r><{w}:t xml:space="preserve">{escape(said)}</{w}:t></{w}:r></{w}:p>'
        for said in (_NOT_IN_XML.sub("", line) for line in comment.lines)
    )
    return f'<{w}:comment {w}:id="{number}" {who} {w}:date="{moment}">{lines}</{w}:comment>'


def _packed(original: bytes, changed: dict[str, bytes]) -> bytes:
    """The parts as a package, those of the original in its order and packed as they were. What is not
    changed goes through memory piece by piece: unpacked, a small file may be huge."""
    file = io.BytesIO()
    with (
        damage_refused(),
        zipfile.ZipFile(io.BytesIO(original)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        known = set(source.namelist())
        for part in source.infolist():
            if part.filename in changed:
                target.writestr(part, changed[part.filename])
            else:
                with source.open(part) as packed, target.open(copy(part), "w") as unpacked:
                    shutil.copyfileobj(packed, unpacked, COPIED_AT_ONCE)
        for name in changed:
            if name not in known:
                target.writestr(name, changed[name])
    return file.getvalue()
