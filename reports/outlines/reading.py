"""From the text of an outline to its parts (the format is described in ``reports.outlines``).

Parsing knows the shape only; whether a name means something is asked by ``writing``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from branches.models import Organization
from reports.document import Level
from reports.placeholders import Placeholder, PlaceholderError, Problem, scan

HEADER = re.compile(r"^(名称|说明|适用|标题|署名)[：:]\s*(.*)$")
_KINDS = {str(kind.label): kind for kind in Organization.Kind}
ANNEX = re.compile(r"^附件\s*\d*[：:]\s*(.+)$")
TABLE = re.compile(r"^【表[·・](.+)】$")
HEADINGS = {
    Level.FIRST: re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    Level.SECOND: re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    Level.THIRD: re.compile(r"^\d{1,2}[.．](?!\d)"),
    Level.FOURTH: re.compile(r"^[（(]\d{1,2}[）)]"),
}
POINT = re.compile(r"^[一二三四五六七八九十]{1,3}是")
SENTENCE_ENDS = "。！？"
POINT_ENDS = "；："
CLOSERS = "”’》）〕"
NEAR = 12
"""Characters by which the place of a problem is found again in its line."""
_BRACKETS = {"【": "】", "{": "}", "〖": "〗"}
_REPEAT = re.compile(r"^([^：:【】{}]+)[：:]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Part of a sentence that goes by itself when it has no records."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Part of a sentence written for each item of ``over``; ``point`` when each begins with 一是, 二是."""

    over: str
    parts: tuple["Part", ...]
    point: bool
    line: int


Part = str | Placeholder | Fragment | Repeat


@dataclass(frozen=True, slots=True)
class Sentence:
    """``point`` when it begins with 一是, which is not among ``parts``; ``source`` is all as written."""

    parts: tuple[Part, ...]
    point: bool
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or with a ``level`` a heading whose first sentence is the heading proper."""

    sentences: tuple[Sentence, ...]
    level: Level | None
    line: int


@dataclass(frozen=True, slots=True)
class TableCall:
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class AnnexText:
    title: tuple[Part, ...]
    blocks: tuple["Text | TableCall", ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """``kinds``: of which organisations it can be written; empty: of any."""

    slug: str
    name: str
    about: str
    kinds: frozenset[Organization.Kind]
    title: tuple[tuple[Part, ...], ...]
    signature: tuple[Part, ...]
    blocks: tuple[Text | TableCall, ...]
    annexes: tuple[AnnexText, ...]

    def placeholders(self) -> Iterator[tuple[Placeholder, Repeat | None]]:
        """Every placeholder, with the repeat it stands in."""
        for line in self.title:
            yield from placeholders_in(line)
        yield from placeholders_in(self.signature)
        for block in self.all_blocks():
            if isinstance(block, Text):
                for sentence in block.sentences:
                    yield from placeholders_in(sentence.parts)
        for annex in self.annexes:
            yield from placeholders_in(annex.title)

    def all_blocks(self) -> Iterator[Text | TableCall]:
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks


def placeholders_in(
    parts: tuple[Part, ...], repeat: Repeat | None = None
) -> Iterator[tuple[Placeholder, Repeat | None]]:
    """The placeholders of ``parts`` in the order of reading, each with the repeat it stands in."""
    for part in parts:
        if isinstance(part, Placeholder):
            yield part, repeat
        elif isinstance(part, Fragment):
            yield from placeholders_in(part.parts, repeat)
        elif isinstance(part, Repeat):
            yield from placeholders_in(part.parts, part)


def read(text: str, slug: str = "") -> Outline:
    """The outline written in ``text``. Raises PlaceholderError with every problem and its line."""
    outline, problems = parse(text, slug)
    if problems:
        raise PlaceholderError(problems)
    return outline


def parse(text: str, slug: str = "") -> tuple[Outline, list[Problem]]:
    """The outline, and every problem in the order of the lines; paragraphs with a problem are left out."""
    problems: list[Problem] = []
    header: dict[str, list[tuple[str, int]]] = {}
    blocks: list[Text | TableCall] = []
    annexes: list[tuple[str, int, list[Text | TableCall]]] = []
    in_header = True
    for line, content in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        stripped = content.strip()
        if not stripped:
            in_header = in_header and not header
        elif stripped.startswith("//"):
            continue
        elif in_header and (field := HEADER.match(stripped)):
            header.setdefault(field[1], []).append((field[2], line))
        elif annex := ANNEX.match(stripped):
            annexes.append((annex[1], line, []))
        else:
            in_header = False
            try:
                (annexes[-1][2] if annexes else blocks).append(_block(content.rstrip(), line))
            except PlaceholderError as error:
                problems += error.problems
    if "标题" not in header:
        problems.insert(0, Problem(1, "提纲开头缺少“标题：”一行。"))

    def head(key: str) -> tuple[tuple[Part, ...], ...]:
        return tuple(_collect(content, line, problems) for content, line in header.get(key, ()))

    def words(key: str) -> str:
        return "".join(content for content, _ in header.get(key, ()))

    kinds = {word: _KINDS.get(word) for word in re.split(r"[、，,\s]+", words("适用")) if word}
    problems += (
        Problem(header["适用"][0][1], f"“适用”里的“{word}”不是党组织类别，可用的有：{'、'.join(_KINDS)}。")
        for word, kind in kinds.items()
        if kind is None
    )
    outline = Outline(
        slug=slug,
        name=words("名称") or slug,
        about=words("说明"),
        kinds=frozenset(kind for kind in kinds.values() if kind),
        title=head("标题"),
        signature=tuple(part for parts in head("署名") for part in parts),
        blocks=tuple(blocks),
        annexes=tuple(
            AnnexText(_collect(title, line, problems), tuple(inside)) for title, line, inside in annexes
        ),
    )
    return outline, sorted(problems, key=lambda problem: problem.line)


def _collect(content: str, line: int, problems: list[Problem]) -> tuple[Part, ...]:
    try:
        return _parts(content, line)
    except PlaceholderError as error:
        problems += error.problems
        return ()


def _block(content: str, line: int) -> Text | TableCall:
    if table := TABLE.match(content.strip()):
        return TableCall(table[1].strip(), line)
    if not content.startswith("\u3000"):
        for level, numbering in HEADINGS.items():
            if label := numbering.match(content.lstrip()):
                if not (rest := content.lstrip()[label.end() :].strip()):
                    raise PlaceholderError([Problem(line, f"标题“{label[0]}”后面没有文字。")])
                return Text(tuple(_sentences(rest, line)), level, line)
    return Text(tuple(_sentences(content.strip(), line)), None, line)


def _sentences(content: str, line: int) -> Iterator[Sentence]:
    for source in _split(content, line):
        point = POINT.match(source)
        yield Sentence(_parts(source[point.end() :] if point else source, line), bool(point), line, source)


def _split(content: str, line: int) -> Iterator[str]:
    """Sentences with their closing mark; a ； or ： parts two of them when a point (一是) follows."""
    start = position = 0
    while position < len(content):
        character = content[position]
        position += 1
        if character in _BRACKETS:
            position = _closing(content, position - 1, line) + 1
        elif character in SENTENCE_ENDS or (character in POINT_ENDS and POINT.match(content[position:])):
            while position < len(content) and content[position] in CLOSERS:
                position += 1
            yield content[start:position]
            start = position
    if start < len(content):
        yield content[start:]


def _closing(content: str, start: int, line: int) -> int:
    """Where the bracket opened at ``start`` is closed again."""
    open_, close = content[start], _BRACKETS[content[start]]
    end = content.find(close, start)
    if end < 0:
        near = content[start : start + NEAR]
        raise PlaceholderError([Problem(line, f"“{open_}”没有对应的“{close}”。", near)])
    return end


def _parts(content: str, line: int, inside: str = "") -> tuple[Part, ...]:
    parts: list[Part] = []
    start = position = 0
    while position < len(content):
        character = content[position]
        if character in "}〗":
            near = content[max(position - NEAR, 0) : position + 1]
            raise PlaceholderError([Problem(line, f"多了一个“{character}”，前面没有与它成对的括号。", near)])
        if character in "{〖":
            if character == inside or (inside == "{" and character == "〖"):
                problem = f"“{inside}”里又出现“{character}”：前面可能少了“{_BRACKETS[inside]}”。"
                raise PlaceholderError([Problem(line, problem, content[:NEAR])])
            parts += scan(content[start:position], line)
            end = _closing(content, position, line)
            enclosed = content[position + 1 : end]
            parts.append(_fragment(enclosed, line) if character == "{" else _repeat(enclosed, line))
            start = position = end + 1
        else:
            position += 1
    parts += scan(content[start:], line)
    return tuple(parts)


def _fragment(content: str, line: int) -> Fragment:
    parts = _parts(content, line, inside="{")
    if not any(isinstance(part, Placeholder) for part in parts):
        problem = f"“{{{content}}}”里没有占位符，不知何时该省略。"
        raise PlaceholderError([Problem(line, problem, content[:NEAR])])
    return Fragment(parts)


def _repeat(content: str, line: int) -> Repeat:
    over = _REPEAT.match(content)
    if not over:
        problem = f"“〖{content}〗”应以“每项…：”开头。"
        raise PlaceholderError([Problem(line, problem, content[:NEAR])])
    body = content[over.end() :]
    point = POINT.match(body)
    return Repeat(over[1], _parts(body[point.end() :] if point else body, line, "〖"), bool(point), line)
