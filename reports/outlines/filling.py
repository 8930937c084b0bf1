"""One sentence of an outline and the words for it: what it prints, or that it has no records to stand on.

The rules for fragments, repeats and conditions are stated in ``reports.outlines``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from reports.document import Number, Span, Table, Tally
from reports.numerals import ordinal
from reports.outlines.reading import Fragment, Part, Repeat, placeholders_in
from reports.placeholders import Placeholder, Style, without_measure_word

_SEPARATORS = "、，；"
_CONJUNCTIONS = ("和", "及", "以及")


@dataclass(frozen=True, slots=True)
class Word:
    """What a placeholder prints. ``bare``: it takes no measure word behind it (持平, 无记录). ``amount``: how
    many there are, for the conditions 多 and 单; None for what is not counted."""

    span: Span
    bare: bool = False
    amount: int | Decimal | None = None


class Lookup(Protocol):
    """What names stand for while a sentence is filled."""

    def is_fact(self, name: str) -> bool:
        """Whether the name stands for something that is always known (the organisation, the year)."""
        ...

    def is_work(self, name: str) -> bool:
        """Whether the name stands for something done: not a fact, not what exists or is lacking anyway."""
        ...

    def word(self, placeholder: Placeholder) -> Word | None:
        """What to print; None when no record stands behind the name."""
        ...

    def items(self, over: str) -> Sequence["Lookup"]:
        """The look-ups of each item that ``over`` repeats for."""
        ...


class Words(Lookup, Protocol):
    """What the names of a whole outline stand for, in one scope and period."""

    def names(self) -> Collection[str]:
        """Every name that may stand in a placeholder."""
        ...

    def repeats(self) -> dict[str, Collection[str]]:
        """What may be repeated over, each with the names that may stand inside in addition."""
        ...

    def tables(self) -> Collection[str]:
        """The names of the tables there are."""
        ...

    def table(self, name: str, stated: Iterable[Span]) -> Table | None:
        """The table of that name for a text that states these spans; None when it would have no rows."""
        ...


class _Gone:
    """Where a fragment stood that has no records."""


_GONE = _Gone()


def names_figures(parts: tuple[Part, ...], words: Lookup) -> bool:
    """Whether the parts claim anything that records must back."""
    return any(isinstance(part, Repeat) for part in parts) or any(
        not words.is_fact(placeholder.name) for placeholder, _ in placeholders_in(parts)
    )


def names_work(parts: tuple[Part, ...], words: Lookup) -> bool:
    """Whether the parts state something done, so that they cannot stand unless something was."""
    return any(
        words.is_work(placeholder.name) and Style.ABSENT not in placeholder.styles
        for placeholder, _ in placeholders_in(parts)
    )


def fill(parts: tuple[Part, ...], words: Lookup, missing: list[str]) -> tuple[Span, ...] | None:
    """What the parts print, or None when they have no records to stand on.

    The names without records are added to ``missing``, also when only a fragment was left out.
    """
    pieces: list[Span | _Gone] = []
    fragments = kept = 0
    bare = False
    for part in parts:
        if isinstance(part, str):
            pieces.append(without_measure_word(part) if bare else part)
            bare = False
        elif isinstance(part, Placeholder):
            word = _word(part, words, missing)
            if word is None:
                return None
            pieces.append(word.span)
            bare = word.bare
        elif isinstance(part, Fragment):
            fragments += 1
            inside = fill(part.parts, words, missing)
            kept += inside is not None
            pieces += _left_out(part) if inside is None else inside
        else:
            repeated = _repeated(part, words, missing)
            if not repeated:
                return None
            pieces += repeated
    if fragments and not kept and not _stands_without_fragments(parts, words):
        return None
    return tuple(_joined(_without_separators(pieces)))


def _word(placeholder: Placeholder, words: Lookup, missing: list[str]) -> Word | None:
    word = words.word(placeholder)
    if Style.ABSENT in placeholder.styles:
        return Word("") if word is None else None
    if word is None:
        missing.append(placeholder.name)
        return None
    if placeholder.prints:
        return as_asked(word, placeholder)
    return Word("") if _holds(placeholder.styles, word.amount) else None


def as_asked(word: Word, placeholder: Placeholder) -> Word:
    """The word with what was asked for beside what is printed: so a document can be written as text again."""
    if isinstance(word.span, Number):
        return replace(word, span=replace(word.span, styles=placeholder.styles))
    if isinstance(word.span, Tally):
        return replace(word, span=replace(word.span, styles=placeholder.styles, limit=placeholder.limit))
    return word


def _holds(styles: frozenset[Style], amount: int | Decimal | None) -> bool:
    """Whether a condition on something that has records is met."""
    if Style.SEVERAL in styles:
        return amount is not None and amount > 1
    return Style.SINGLE not in styles or amount == 1


def _stands_without_fragments(parts: tuple[Part, ...], words: Lookup) -> bool:
    """Whether a sentence still states something of its own when every fragment has gone."""
    return names_figures(tuple(part for part in parts if not isinstance(part, Fragment)), words)


def _left_out(fragment: Fragment) -> list[Span | _Gone]:
    """A fragment that brings its own separator takes it along; any other takes one that stands beside it."""
    printing = (part for part in fragment.parts if not isinstance(part, Placeholder) or part.prints)
    first = next(printing, "")
    own = isinstance(first, str) and first.startswith(tuple(_SEPARATORS))
    return [] if own else [_GONE]


def _repeated(repeat: Repeat, words: Lookup, missing: list[str]) -> list[Span]:
    items = words.items(repeat.over)
    filled = [spans for item in items if (spans := fill(repeat.parts, item, missing)) is not None]
    result: list[Span] = []
    for position, spans in enumerate(filled, start=1):
        if position > 1:
            result.append("；")
        if repeat.point and len(filled) > 1:
            result.append(f"{ordinal(position)}是")
        result += spans
    return result


def _without_separators(pieces: list[Span | _Gone]) -> Iterator[Span]:
    """The pieces without the gaps; each gap takes a separator beside it along, the weaker one."""
    texts = list(pieces)
    for position, piece in enumerate(texts):
        if not isinstance(piece, _Gone):
            continue
        behind = _neighbour(texts, range(position + 1, len(texts)))
        before = _neighbour(texts, range(position - 1, -1, -1))
        first = "" if behind is None else _separator(str(texts[behind]), str.startswith)
        last = "" if before is None else _separator(str(texts[before]), str.endswith)
        if behind is not None and first and (not last or _strength(first) <= _strength(last)):
            texts[behind] = str(texts[behind]).removeprefix(first)
        elif before is not None and last:
            texts[before] = str(texts[before]).removesuffix(last)
    return (piece for piece in texts if not isinstance(piece, _Gone))


def _neighbour(pieces: Sequence[Span | _Gone], positions: range) -> int | None:
    """The nearest piece that prints, if it is plain text."""
    for position in positions:
        piece = pieces[position]
        if not isinstance(piece, _Gone) and piece != "":
            return position if isinstance(piece, str) else None
    return None


def _separator(text: str, stands: Callable[[str, str], bool]) -> str:
    """The separator that stands at this end of a text; a conjunction only when it is all of the text."""
    if text in _CONJUNCTIONS:
        return text
    return next((mark for mark in _SEPARATORS if stands(text, mark)), "")


def _strength(separator: str) -> int:
    """、 and 和 part words, ， clauses, ； sentences."""
    return _SEPARATORS.index(separator) if separator in _SEPARATORS else 0


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans with neighbouring plain texts made one and empty ones dropped."""
    text = ""
    for span in spans:
        if isinstance(span, str):
            text += span
            continue
        if text:
            yield text
        text = ""
        yield span
    if text:
        yield text
