"""From an outline and its words to a document: what has no records behind it is left out, the rest is
numbered anew.

The rules are stated in ``reports.outlines``. Nothing here touches the database: ``Words`` is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reports.document import (
    Annex,
    Document,
    Omission,
    Span,
    text_of,
)
from reports.numerals import ordinal
from reports.outlines.filling import Words, fill, names_figures, names_work
from reports.outlines.numbering import Unnumbered, below, blocks
from reports.outlines.reading import Outline, Part, Repeat, Sentence, TableCall, Text, placeholders_in
from reports.periods import Period
from reports.placeholders import PlaceholderError, Problem, unknown_name


class CannotWrite(ValueError):
    """The document cannot be written of this organisation and period; the message says why in Chinese."""


class NothingToReport(CannotWrite):
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
class _Draft(Unnumbered):
    """``doomed``: a heading whose own sentence has no records; ``optional``: that sentence states nothing, it
    only carries a condition."""

    tally: _Tally = field(default_factory=_Tally)
    doomed: bool = False
    optional: bool = False

    @property
    def empty(self) -> bool:
        return not (self.body or self.table)


def check(outline: Outline, words: Words) -> None:
    """Raise PlaceholderError when the outline names what ``words`` does not know, with every such place."""
    if problems := unknown_in(outline, words):
        raise PlaceholderError(problems)


def unknown_in(outline: Outline, words: Words) -> list[Problem]:
    """Every name that ``words`` does not know, in the order of the lines."""
    repeats = words.repeats()
    known = set(words.names())
    problems = [
        unknown_name(placeholder, names)
        for placeholder, repeat in outline.placeholders()
        if placeholder.name not in (names := known.union(repeats.get(repeat.over, ()) if repeat else ()))
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
    return sorted(problems, key=lambda problem: problem.line)


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
        if found := blocks(inside, words.table, stated):
            annexes.append(Annex(_line(annex.title, words), found))
    return Document(
        title_lines=tuple(line for parts in outline.title if (line := _line(parts, words))),
        organization=imprint.organization,
        period=imprint.period,
        counted_at=imprint.counted_at,
        blocks=blocks(kept, words.table, stated),
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
        draft.optional = not any(each.prints for each, _ in placeholders_in(sentences[0].parts))
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
    """Without what has no records: paragraphs, and headings with all that stands under them.

    What an unmet condition takes away says nothing about the section it stood in.
    """
    for position, draft in enumerate(drafts):
        if draft.doomed and draft.optional:
            for index in (position, *below(drafts, position)):
                drafts[index].tally = _Tally()
    dead = [draft.tally.lost or (draft.level is None and draft.empty) for draft in drafts]
    for position in reversed(range(len(drafts))):
        draft = drafts[position]
        if draft.level is None:
            continue
        under = below(drafts, position)
        tally = _Tally()
        for index in (position, *under):
            tally.add(drafts[index].tally)
        if draft.doomed or tally.lost:
            for index in under:
                dead[index] = True
        dead[position] = draft.doomed or tally.lost or (draft.empty and all(dead[i] for i in under))
    return [draft for draft, gone in zip(drafts, dead, strict=True) if not gone]
