"""How many lines a text takes, without setting it: every line of these forms has an exact height, and a
Chinese character is as wide as it is high whatever the typeface, so that both can be worked out.

Where a width is not sure, the wider is taken: an estimate may be a line too long, not too short.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_LATIN: Final = {
    **dict.fromkeys("ijlft|!'\",.:;`()[]-/ ", 0.4),
    **dict.fromkeys("mwMW@%", 1.0),
}
"""Wider than Times New Roman has them: another typeface may stand in for it."""
_UPPER: Final = 0.8
_LOWER: Final = 0.65
_NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕〉”’…—·％,.;:?!)]}%")
"""Marks that no line begins with."""
_NOT_LAST: Final = frozenset("（《「『【〔〈“‘([{")
"""Marks that no line ends with."""
NEAR: Final = 20
"""Characters before the end of a page in which a comma will do."""
_EMOJI: Final = 0x1F000


@lru_cache(maxsize=20_000)
def width(character: str) -> float:
    """In widths of a Chinese character."""
    code = ord(character)
    if code < 0x80:
        return _LATIN.get(character, _UPPER if character.isupper() else _LOWER)
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if code >= _EMOJI:
        return 1.4
    return 0.65 if unicodedata.east_asian_width(character) in {"N", "Na", "H"} else 1


def line_starts(text: str, line: float, indent: float = 0) -> Iterator[int]:
    """Where each line begins when the text is set in lines of that width, in Chinese characters.

    ``indent`` shortens the first line. An empty text is one line.
    """
    yield 0
    start = chance = 0
    taken, behind_chance = indent, 0.0
    before = ""
    for place, character in enumerate(text):
        if place and _may_break(before, character):
            chance, behind_chance = place, 0.0
        wide = width(character)
        if taken + wide > line and character != " ":
            if chance > start:
                start, taken = chance, behind_chance
            else:
                start, taken = place, 0.0
            yield start
        taken += wide
        behind_chance += wide
        before = character


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return not (before.isascii() and after.isascii()) or before == " "


def cut(text: str, start: int, end: int) -> int:
    """Where to part a text between these places: behind its last sentence there, else behind a comma not far
    from the end, else at the end.
    """
    for marks, since in (("。；！？", start), ("，、", max(start, end - NEAR))):
        place = max(text.rfind(mark, since, end) for mark in marks)
        if place >= 0:
            return place + 1
    return end
