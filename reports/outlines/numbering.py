"""From blocks without numbers to those of a document: headings numbered anew, tables put in their places."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.document import Block, Heading, Level, Paragraph, Span, Table
from reports.numerals import ordinal

LABELS: dict[Level, Callable[[int], str]] = {
    Level.FIRST: lambda position: f"{ordinal(position)}、",
    Level.SECOND: lambda position: f"（{ordinal(position)}）",
    Level.THIRD: lambda position: f"{position}.",
    Level.FOURTH: lambda position: f"（{position}）",
}
"""How the heading of a level is marked at its position, from 1."""

TableNamed = Callable[[str, Iterable[Span]], Table | None]


@dataclass(slots=True)
class Unnumbered:
    """A block on its way into the document: a heading with a ``level``, a ``table``, or a paragraph."""

    level: Level | None = None
    heading: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    table: str = ""


def blocks(drafts: Sequence[Unnumbered], table: TableNamed, stated: list[Span]) -> tuple[Block, ...]:
    """The blocks in their order. ``table`` gives the table of a name for a text that states these spans."""
    found: list[Block] = []
    positions = dict.fromkeys(Level, 0)
    for place, draft in enumerate(drafts):
        if draft.table:
            if rows := table(draft.table, stated):
                found.append(rows)
        elif draft.level is None:
            found.append(Paragraph(draft.body))
        else:
            positions[draft.level] += 1
            positions |= {level: 0 for level in Level if level > draft.level}
            alone = positions[draft.level] == 1 and not _followed(drafts, place)
            label = "" if alone else LABELS[draft.level](positions[draft.level])
            heading = draft.heading if draft.body else _without_stop(draft.heading)
            found.append(Heading(draft.level, label, heading, draft.body))
    return tuple(found)


def below(drafts: Sequence[Unnumbered], position: int) -> range:
    """The positions of all that stands under the heading at ``position``."""
    level = drafts[position].level
    end = position + 1
    while end < len(drafts) and (
        (other := drafts[end].level) is None or (level is not None and other > level)
    ):
        end += 1
    return range(position + 1, end)


def _followed(drafts: Sequence[Unnumbered], place: int) -> bool:
    """Whether another heading of the same level follows under the same heading above."""
    end = place + 1 + len(below(drafts, place))
    return end < len(drafts) and drafts[end].level == drafts[place].level


def _without_stop(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A heading on a line of its own carries no full stop."""
    last = spans[-1] if spans else ""
    if not isinstance(last, str):
        return spans
    ended = last.removesuffix("。").rstrip()
    return (*spans[:-1], ended) if ended else spans[:-1]
