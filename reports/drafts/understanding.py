"""Whether a stretch of text says nothing beyond what is known: the test that every proposal has to pass."""

import re
from collections.abc import Iterable
from functools import lru_cache

from reports.drafts import lexicon

FILLER = "\u00b7"
"""Stands for what has been understood already; of the same length, so that offsets stay."""

_NEUTRAL = re.compile(f"[ “”‘’\"'《》{FILLER}#]+")
_PERSONS = "|".join(sorted(lexicon.PEOPLE | lexicon.OURSELVES, key=len, reverse=True))
ADDRESSED = re.compile(
    f"(?:{lexicon.ADDRESSING})(?:{_PERSONS})(?:(?:、|和|及|与)(?:{_PERSONS}))*(?:等)?(?:之间|相互)?"
)
"""为全体党员干部, 与干部职工: for whom or with whom, without narrowing."""

BESIDE = (
    lexicon.EXECUTION
    | lexicon.MANNER
    | lexicon.SUM
    | lexicon.LINKING
    | lexicon.WHOLE_TIME
    | lexicon.OURSELVES
)
"""Words between the beginning of the clause and the thing counted."""
GAP = BESIDE | lexicon.KIND_WORDS | frozenset("：（，")
"""Words between the thing counted and its number."""
BEHIND = lexicon.KIND_WORDS | frozenset("）。")
"""Words behind the last of both."""

_SHOWN = 12
_ANYTHING = "[^，。；：#]{0,60}"


@lru_cache(maxsize=4096)
def _alternatives(words: str) -> tuple[re.Pattern[str], ...]:
    """The alternatives of a cue's word (``Cue``), the longest first."""
    parts = sorted(filter(None, words.split("|")), key=len, reverse=True)
    return tuple(re.compile(_ANYTHING.join(map(re.escape, part.split("…")))) for part in parts)


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern in _alternatives(words)))


def find(words: str, text: str) -> re.Match[str] | None:
    """The first place in ``text`` where one of the alternatives of ``words`` stands."""
    return _pattern(words).search(text) if words else None


def find_all(words: str, text: str) -> list[re.Match[str]]:
    """Every place of every alternative: in 中心组学习 both 中心组 and 中心组学习 are found."""
    return [match for pattern in _alternatives(words) for match in pattern.finditer(text)]


def is_one_of(text: str, words: str) -> bool:
    """Whether ``text`` is one of the alternatives of ``words``, from its beginning to its end."""
    return bool(words) and bool(_pattern(words).fullmatch(text))


def filled_over(match: re.Match[str]) -> str:
    return FILLER * len(match[0])


def is_known(text: str, known: frozenset[str], understood: Iterable[str] = ()) -> bool:
    """Whether ``text`` can be read as a row of known words and nothing else.

    ``understood``: words of a cue that are known beside it.
    """
    text = ADDRESSED.sub(filled_over, text)
    longest = _longest(known)
    patterns = [pattern for words in filter(None, understood) for pattern in _alternatives(words)]
    reachable = {0}
    for position in range(len(text)):
        if position not in reachable:
            continue
        if neutral := _NEUTRAL.match(text, position):
            reachable.add(neutral.end())
        for end in range(position + 1, min(position + longest, len(text)) + 1):
            if text[position:end] in known:
                reachable.add(end)
        reachable.update(match.end() for pattern in patterns if (match := pattern.match(text, position)))
    return len(text) in reachable


def shown(text: str) -> str:
    """``text`` as a reason quotes it: without what has been understood, and short."""
    text = text.strip(f" {FILLER}，")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@lru_cache(maxsize=64)
def _longest(known: frozenset[str]) -> int:
    return max(map(len, known), default=0)
