"""What differs between two texts, line by line, and within a line where it was only changed."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_COMPARED = 4_000
"""Characters of a line that are compared one by one."""
ALIKE = 0.5
"""The share that two lines have in common, from which on one counts as the other one changed."""
MOST_PAIRS = 500_000
"""Pairs of like lines and like characters that are weighed against each other, over both texts. Prose has a
few thousand; text that repeats itself could be compared for hours."""
AROUND = 16
"""Characters that stay on either side of what changed in a line."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of the first text (``sign`` −) or of the second (+), in pieces: whether each is what changed."""

    sign: str
    pieces: tuple[tuple[str, bool], ...]


def differences(before: str, after: str) -> Iterator[Difference]:
    """The lines that are not in both, in the order of reading."""
    was, now = before.splitlines(), after.splitlines()
    left = MOST_PAIRS - _pairs(was, now)
    if left < 0:
        yield from _replaced(was, now)
        return
    for what, first, last, begin, end in difflib.SequenceMatcher(None, was, now, False).get_opcodes():
        if what == "replace" and last - first == end - begin:
            for old, new in zip(was[first:last], now[begin:end], strict=True):
                if (pairs := _pairs(old, new)) <= left:
                    left -= pairs
                    yield from _changed(old, new)
                else:
                    yield from _replaced([old], [new])
        elif what != "equal":
            yield from _replaced(was[first:last], now[begin:end])


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of one of these and one of those are alike: what it costs to compare them."""
    times = Counter(new)
    return sum(times[each] for each in old)


def _replaced(was: Sequence[str], now: Sequence[str]) -> Iterator[Difference]:
    yield from (Difference("−", ((line, True),)) for line in was)
    yield from (Difference("+", ((line, True),)) for line in now)


def _changed(old: str, new: str) -> Iterator[Difference]:
    """One line in both its forms; where they are much alike, what stayed the same is shortened."""
    matcher = difflib.SequenceMatcher(None, old, new, False)
    if max(len(old), len(new)) > LONGEST_COMPARED or matcher.ratio() < ALIKE:
        yield from _replaced([old], [new])
        return
    steps = matcher.get_opcodes()
    was: list[tuple[str, bool]] = []
    now: list[tuple[str, bool]] = []
    for place, (what, first, last, begin, end) in enumerate(steps):
        if what == "equal":
            same = _shortened(old[first:last], place > 0, place < len(steps) - 1)
            was.append((same, False))
            now.append((same, False))
        else:
            was.append((old[first:last], True))
            now.append((new[begin:end], True))
    yield Difference("−", tuple(piece for piece in was if piece[0]))
    yield Difference("+", tuple(piece for piece in now if piece[0]))


def _shortened(text: str, behind: bool, before: bool) -> str:
    """``text`` that stands behind a change, before one, or both, without its middle or far end."""
    first, last = AROUND * behind, AROUND * before
    if len(text) <= first + last + 1:
        return text
    return f"{text[:first]}…{text[len(text) - last :]}"
