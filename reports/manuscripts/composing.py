"""The text of a manuscript, an organisation and a period → the document, and what to tell its writer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import timezone

from branches.models import Organization
from reports.document import Annex, Block, Document, Listing, Span, Table
from reports.manuscripts.reading import Kind, Line, Piece, take_apart
from reports.manuscripts.words import ManuscriptWords
from reports.outlines.numbering import Unnumbered, blocks
from reports.outlines.own import other_units_in
from reports.outlines.writing import CannotWrite
from reports.periods import Period
from reports.placeholders import Placeholder, Problem, unknown_name, without_measure_word

LONGEST = 60_000
"""Characters of a manuscript: some hundred pages."""
MOST_PLACEHOLDERS = 2_000
LONGEST_TITLE = 100
TABLE_CALL = re.compile("^表[·・]")


class Unfinished(CannotWrite):
    """The text has mistakes: it can be read on screen, and no file is made of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = "；".join(str(problem) for problem in problems[:3])
        super().__init__(f"正文有 {len(problems)} 处需要改正，改好以后才能下载和定稿。{first}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of the text, and what is printed for it."""

    piece: Piece
    span: Span

    @property
    def text(self) -> str:
        return self.span if isinstance(self.span, str) else self.span.text


PrintedLine = tuple[Line, list[Printed]]


@dataclass(slots=True)
class Composed:
    """``problems`` stop a file from being made of the text, ``gaps`` (no records) do not. ``lines``: those
    of the text, each with what is printed for its pieces."""

    document: Document
    problems: list[Problem]
    gaps: list[Problem]
    lines: list[PrintedLine]

    def finished(self) -> Document:
        """Raises Unfinished."""
        if self.problems:
            raise Unfinished(self.problems)
        return self.document


def compose(
    text: str,
    organization: Organization,
    period: Period,
    *,
    now: datetime | None = None,
    issued_on: date | None = None,
) -> Composed:
    """The document as the text has it, counted over the organisation and all below it."""
    taken = take_apart(text)
    moment = timezone.localtime(now)
    names = [placeholder.name for placeholder in taken.placeholders()]
    words = ManuscriptWords(organization, period, moment.date(), set(names))
    writer = _Writer(words, [*taken.problems, *other_units_in(text, words.words.register)])
    if len(names) > MOST_PLACEHOLDERS:
        message = f"占位符有 {len(names)} 处，最多 {MOST_PLACEHOLDERS} 处，请分成几份文稿。"
        writer.problems.append(Problem(1, message))
        taken.lines = []
    lines = [(line, writer.printed(line)) for line in taken.lines]
    titles = writer.headers(lines, Kind.TITLE, "标题")
    if not titles:
        writer.problems.append(Problem(1, "开头缺少“标题：”一行，或标题是空的。"))
    main, annexes = writer.parts(lines)
    document = Document(
        title_lines=titles,
        organization=organization.name,
        period=period,
        counted_at=moment,
        blocks=main,
        signature="".join(writer.headers(lines, Kind.SIGNATURE, "署名")) or organization.name,
        issued_on=issued_on or moment.date(),
        annexes=annexes,
    )

    def by_line(problem: Problem) -> int:
        return problem.line

    return Composed(document, sorted(writer.problems, key=by_line), sorted(writer.gaps, key=by_line), lines)


@dataclass(slots=True)
class _Part:
    """The main text, or an annex with its title."""

    title: Line | None = None
    drafts: list[Unnumbered] = field(default_factory=list)
    tables: list[Line] = field(default_factory=list)


class _Writer:
    def __init__(self, words: ManuscriptWords, problems: list[Problem]) -> None:
        self.words, self.problems = words, problems
        self.gaps: list[Problem] = []
        self.unknown: dict[str, Problem] = {}

    def printed(self, line: Line) -> list[Printed]:
        """What is printed for the line's pieces; a measure word behind 持平 and 无记录 goes."""
        found: list[Printed] = []
        bare = False
        for piece in line.pieces:
            if piece.placeholder is None:
                found.append(Printed(piece, without_measure_word(piece.plain) if bare else piece.plain))
                bare = False
                continue
            word = self.words.word(piece.placeholder)
            if word is None:
                self.problems.append(self._unknown(piece.placeholder))
                found.append(Printed(piece, piece.plain))
                continue
            found.append(Printed(piece, word.span))
            bare = word.bare
            if not isinstance(word.span, str | Listing) and word.span.missing:
                message = f"“{piece.plain}”没有记录，写出来是“无记录”，请补登记录，或改写这一句。"
                self.gaps.append(Problem(line.number, message, piece.plain))
        return found

    def _unknown(self, placeholder: Placeholder) -> Problem:
        """The likeliest names are looked for once."""
        if TABLE_CALL.match(placeholder.name):
            message = f"“【{placeholder.name}】”要单独写成一行，前后不接别的文字。"
            return Problem(placeholder.line, message, placeholder.name)
        if placeholder.name not in self.unknown:
            self.unknown[placeholder.name] = unknown_name(placeholder, self.words.names())
        return replace(self.unknown[placeholder.name], line=placeholder.line)

    def headers(self, lines: Sequence[PrintedLine], kind: Kind, name: str) -> tuple[str, ...]:
        """The texts of the lines of that kind."""
        found = [
            (line, "".join(each.text for each in printed)) for line, printed in lines if line.kind is kind
        ]
        if sum(len(text) for _, text in found) > LONGEST_TITLE:
            self.problems.append(Problem(found[0][0].number, f"{name}最多 {LONGEST_TITLE} 字，请缩短。"))
        return tuple(text for _, text in found if text)

    def parts(self, lines: Iterable[PrintedLine]) -> tuple[tuple[Block, ...], tuple[Annex, ...]]:
        """The blocks of the main text, and the annexes."""
        parts = [_Part()]
        titles: list[str] = []
        for line, printed in lines:
            if line.kind is Kind.ANNEX:
                parts.append(_Part(line))
                titles.append("".join(each.text for each in printed))
            elif line.kind is Kind.TABLE:
                self._table(line, parts[-1])
            elif line.kind in {Kind.HEADING, Kind.PARAGRAPH}:
                heading, body = printed[: line.heading], printed[line.heading :]
                parts[-1].drafts.append(Unnumbered(line.level, _spans(heading), _spans(body)))
        stated = [span for draft in parts[0].drafts for span in (*draft.heading, *draft.body)]
        main = self._blocks(parts[0], stated)
        annexes = []
        for title, part in zip(titles, parts[1:], strict=True):
            if inside := self._blocks(part, stated):
                annexes.append(Annex(title, inside))
            elif part.title:
                self.gaps.append(Problem(part.title.number, f"附件“{title}”没有内容，不会写出。", title))
        return main, tuple(annexes)

    def _blocks(self, part: _Part, stated: list[Span]) -> tuple[Block, ...]:
        empty = set()

        def table(name: str, spans: Iterable[Span]) -> Table | None:
            if not (found := self.words.table(name, spans)):
                empty.add(name)
            return found

        found = blocks(part.drafts, table, stated)
        for line in part.tables:
            if line.table in empty:
                message = f"表“{line.table}”现在没有内容，不会写出。"
                self.gaps.append(Problem(line.number, message, line.table))
        return found

    def _table(self, line: Line, part: _Part) -> None:
        if line.table in self.words.tables():
            part.drafts.append(Unnumbered(table=line.table))
            part.tables.append(line)
            return
        known = "、".join(self.words.tables())
        self.problems.append(
            Problem(line.number, f"没有名为“{line.table}”的表，可用的有：{known}。", line.table)
        )


def _spans(printed: Iterable[Printed]) -> tuple[Span, ...]:
    """The spans with neighbouring plain texts made one and empty ones dropped."""
    spans: list[Span] = []
    for span in (each.span for each in printed):
        if isinstance(span, str) and spans and isinstance(spans[-1], str):
            spans[-1] += span
        elif span != "":
            spans.append(span)
    return tuple(spans)
