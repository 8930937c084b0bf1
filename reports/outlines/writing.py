"""From an outline and its words to a document: what has no records behind it is left out, the rest is
numbered anew.

The rules are stated in ``reports.outlines``. Nothing here touches the database: ``Words`` is asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reports.document import (
    Annex,
    Block,
    Document,
    Heading,
    Level,
    Omission,
    Paragraph,
    Span,
    text_of,
)
from reports.numerals import ordinal
from reports.outlines.filling import Words, fill, names_figures, names_work
from reports.outlines.reading import Outline, Part, Repeat, Sentence, TableCall, Text
from reports.periods import Period
from reports.placeholders import PlaceholderError, Problem, unknown_name

_LABELS: dict[Level, Callable[[int], str]] = {
    Level.FIRST: lambda position: f"{ordinal(position)}、",
    Level.SECOND: lambda position: f"（{ordinal(position)}）",
    Level.THIRD: lambda position: f"{position}.",
    Level.FOURTH: lambda position: f"（{position}）",
}


class NothingToReport(ValueError):
    """No sentence about work done has a record behind it; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Whose document it is, when it was counted and when it is issued."""

    organization: str
    period: Period
    counted_at: datetime
    issued_on: date


@dataclass(slots=True)
class _Tally:
    """Of the sentences that name figures: how many there were, how many have records, how many state work."""

    named: int = 0
    kept: int = 0
    work: int = 0

    def add(self, other: "_Tally") -> None:
        self.named += other.named
        self.kept += other.kept
        self.work += other.work

    @property
    def lost(self) -> bool:
        return self.named > 0 and self.kept == 0


@dataclass(slots=True)
class _Point:
    """Sentences from one 一是 to the next (``numbered``), or those before the first."""

    numbered: bool
    spans: list[Span] = field(default_factory=list)
    tally: _Tally = field(default_factory=_Tally)


@dataclass(slots=True)
class _Draft:
    """A block on its way into the document. ``doomed``: a heading whose own sentence has no records."""

    level: Level | None = None
    heading: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    table: str = ""
    tally: _Tally = field(default_factory=_Tally)
    doomed: bool = False

    @property
    def empty(self) -> bool:
        return not (self.body or self.table)


def check(outline: Outline, words: Words) -> None:
    """Raise PlaceholderError when the outline names what ``words`` does not know, with every such place."""
    repeats = words.repeats()
    problems = [
        unknown_name(placeholder, names)
        for placeholder, repeat in outline.placeholders()
        if placeholder.name
        not in (names := {*words.names(), *(repeats.get(repeat.over, ()) if repeat else ())})
    ]
    for block in outline.all_blocks():
        if isinstance(block, TableCall):
            if block.name not in words.tables():
                problems.append(_unknown("表", block.name, block.line, words.tables()))
        else:
            problems += (
                _unknown("逐项", part.over, part.line, repeats)
                for sentence in block.sentences
                for part in sentence.parts
                if isinstance(part, Repeat) and part.over not in repeats
            )
    if problems:
        raise PlaceholderError(sorted(problems, key=lambda problem: problem.line))


def _unknown(what: str, name: str, line: int, known: Iterable[str]) -> Problem:
    return Problem(line, f"没有名为“{name}”的{what}内容，可用的有：{'、'.join(known)}。")


def write(outline: Outline, words: Words, imprint: Imprint) -> Document:
    """The document. Raises PlaceholderError for unknown names, NothingToReport for want of records."""
    check(outline, words)
    omitted: list[Omission] = []
    drafts = [_draft(block, words, omitted) for block in outline.blocks]
    asked = any(words.is_work(placeholder.name) for placeholder, _ in outline.placeholders())
    if asked and not any(draft.tally.work for draft in drafts):
        raise NothingToReport(
            f"“{imprint.organization}”{imprint.period.name}没有可以写入文稿的记录，请先登记或导入记录。"
        )
    kept = _pruned(drafts)
    stated = [span for draft in kept for span in (*draft.heading, *draft.body)]
    annexes = []
    for annex in outline.annexes:
        inside = _pruned([_draft(block, words, omitted) for block in annex.blocks])
        if blocks := _blocks(inside, words, stated):
            annexes.append(Annex(_line(annex.title, words), blocks))
    return Document(
        title_lines=tuple(line for parts in outline.title if (line := _line(parts, words))),
        organization=imprint.organization,
        period=imprint.period,
        counted_at=imprint.counted_at,
        blocks=_blocks(kept, words, stated),
        signature=_line(outline.signature, words) or imprint.organization,
        issued_on=imprint.issued_on,
        annexes=tuple(annexes),
        omitted=tuple(omitted),
    )


def _line(parts: tuple[Part, ...], words: Words) -> str:
    return text_of(fill(parts, words, []) or ())


def _draft(block: Text | TableCall, words: Words, omitted: list[Omission]) -> _Draft:
    if isinstance(block, TableCall):
        return _Draft(table=block.name)
    draft = _Draft(level=block.level)
    sentences = block.sentences
    if block.level:
        first = _Point(numbered=False)
        _add(first, sentences[0], words, omitted)
        draft.heading, draft.doomed = tuple(first.spans), first.tally.lost
        draft.tally.add(first.tally)
        sentences = sentences[1:]
    body, tally = _body(sentences, words, omitted)
    draft.tally.add(tally)
    draft.body = () if tally.lost else body
    return draft


def _body(
    sentences: Sequence[Sentence], words: Words, omitted: list[Omission]
) -> tuple[tuple[Span, ...], _Tally]:
    points = [_Point(numbered=False)]
    for sentence in sentences:
        if sentence.point:
            points.append(_Point(numbered=True))
        _add(points[-1], sentence, words, omitted)
    tally = _Tally()
    for point in points:
        tally.add(point.tally)
    kept = [point for point in points if point.spans and not point.tally.lost]
    count = sum(point.numbered for point in kept)
    spans: list[Span] = []
    position = 0
    for point in kept:
        if point.numbered:
            position += 1
            if count > 1:
                spans.append(f"{ordinal(position)}是")
        spans += point.spans
    return tuple(_ended(spans)), tally


def _add(point: _Point, sentence: Sentence, words: Words, omitted: list[Omission]) -> None:
    missing: list[str] = []
    spans = fill(sentence.parts, words, missing)
    if names_figures(sentence.parts, words):
        kept = int(spans is not None)
        point.tally.add(_Tally(1, kept, int(kept and names_work(sentence.parts, words))))
    if spans is not None:
        point.spans += spans
    if missing:
        omitted.append(Omission(sentence.line, sentence.source, tuple(dict.fromkeys(missing))))


def _ended(spans: list[Span]) -> list[Span]:
    """A paragraph whose last point went away must not end in ； or ：."""
    if spans and isinstance(spans[-1], str) and spans[-1][-1] in "；：":
        return [*spans[:-1], spans[-1][:-1] + "。"]
    return spans


def _pruned(drafts: list[_Draft]) -> list[_Draft]:
    """Without what has no records: paragraphs, and headings with all that stands under them."""
    dead = [draft.tally.lost or (draft.level is None and draft.empty) for draft in drafts]
    for position in reversed(range(len(drafts))):
        draft = drafts[position]
        if draft.level is None:
            continue
        below = _below(drafts, position)
        tally = _Tally()
        for index in (position, *below):
            tally.add(drafts[index].tally)
        if draft.doomed or tally.lost:
            for index in below:
                dead[index] = True
        dead[position] = draft.doomed or tally.lost or (draft.empty and all(dead[i] for i in below))
    return [draft for draft, gone in zip(drafts, dead, strict=True) if not gone]


def _below(drafts: list[_Draft], position: int) -> range:
    """The positions of all that stands under the heading at ``position``."""
    level = drafts[position].level
    end = position + 1
    while end < len(drafts) and (
        (other := drafts[end].level) is None or (level is not None and other > level)
    ):
        end += 1
    return range(position + 1, end)


def _blocks(drafts: list[_Draft], words: Words, stated: list[Span]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    positions = dict.fromkeys(Level, 0)
    for place, draft in enumerate(drafts):
        if draft.table:
            if table := words.table(draft.table, stated):
                blocks.append(table)
        elif draft.level is None:
            blocks.append(Paragraph(draft.body))
        else:
            positions[draft.level] += 1
            positions |= {level: 0 for level in Level if level > draft.level}
            alone = positions[draft.level] == 1 and not _followed(drafts, place)
            label = "" if alone else _LABELS[draft.level](positions[draft.level])
            heading = draft.heading if draft.body else _without_stop(draft.heading)
            blocks.append(Heading(draft.level, label, heading, draft.body))
    return tuple(blocks)


def _followed(drafts: list[_Draft], place: int) -> bool:
    """Whether another heading of the same level follows under the same heading above."""
    end = place + 1 + len(_below(drafts, place))
    return end < len(drafts) and drafts[end].level == drafts[place].level


def _without_stop(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A heading on a line of its own carries no full stop."""
    last = spans[-1] if spans else ""
    return (*spans[:-1], last.removesuffix("。")) if isinstance(last, str) else spans
