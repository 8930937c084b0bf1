"""Whether a stretch of text says nothing beyond what is known: the test that every proposal has to pass."""

import re
from collections.abc import Iterable
from functools import lru_cache

from reports.drafts import lexicon

_NEUTRAL = re.compile("[ “”‘’\"'《》\u00b7#]+")
_PERSONS = "|".join(sorted(lexicon.PEOPLE | lexicon.OURSELVES, key=len, reverse=True))
_LIST = f"(?:{_PERSONS})(?:(?:、|和|及|与)(?:{_PERSONS}))*"
ADDRESSED = re.compile(f"(?:{lexicon.PERSON_BEFORE})(?:{_LIST})(?:等)?(?:之间|相互)?")
"""为全体党员干部, 与干部职工: to whom, without narrowing."""

BESIDE = (
    lexicon.EXECUTION
    | lexicon.MANNER
    | lexicon.SUM
    | lexicon.LINKING
    | lexicon.WHOLE_TIME
    | lexicon.OURSELVES
)
"""Words between the beginning of the clause and the thing counted, and between the thing and its number."""
GAP = BESIDE | lexicon.KIND_WORDS | frozenset("：（，")
BEHIND = lexicon.KIND_WORDS | frozenset({"）", "。"})


ANYTHING = "[^，。；：#]{0,60}"


@lru_cache(maxsize=4096)
def _alternatives(words: str) -> tuple[re.Pattern[str], ...]:
    """The alternatives of a cue's word, the longest first: ``|`` parts them, ``…`` stands for any text of the clause."""
    parts = sorted(filter(None, words.split("|")), key=len, reverse=True)
    return tuple(re.compile(ANYTHING.join(map(re.escape, part.split("…")))) for part in parts)


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


def without(text: str, words: Iterable[str]) -> str:
    """``text`` with each of the given cue words blanked out."""
    for word in words:
        if word:
            text = _pattern(word).sub(lambda match: "\u00b7" * len(match[0]), text)
    return text


def is_known(text: str, known: frozenset[str]) -> bool:
    """Whether ``text`` can be read as a row of known words and nothing else."""
    text = ADDRESSED.sub("\u00b7", text)
    reachable = {0}
    longest = _longest(known)
    for position in range(len(text)):
        if position not in reachable:
            continue
        neutral = _NEUTRAL.match(text, position)
        if neutral:
            reachable.add(neutral.end())
        for size in range(1, min(longest, len(text) - position) + 1):
            if text[position : position + size] in known:
                reachable.add(position + size)
    return len(text) in reachable


@lru_cache(maxsize=64)
def _longest(known: frozenset[str]) -> int:
    return max(map(len, known), default=0)
