"""Words in front of a list narrow every item of it: 各支部分别召开党员大会4次、支委会12次."""

import re
from collections.abc import Iterable
from itertools import takewhile

from reports.drafts import lexicon, limits
from reports.drafts.setting import Setting
from reports.drafts.surroundings import NUMBER, PART_SIGN, Surroundings
from reports.drafts.understanding import ADDRESSED, BESIDE, filled_over, is_known, shown
from reports.figures.registry import Cue

_VERBS = frozenset(word for word in lexicon.EXECUTION if len(word) > 1)
_OURS = re.compile(f"{limits.POSTS}|{'|'.join(sorted(lexicon.OURSELVES, key=len, reverse=True))}")
_PARTED = re.compile("[，；：（）。]")


class Lists:
    """Made once for a draft, from the cues by whose words a deed or a thing counted is known."""

    def __init__(self, cues: Iterable[Cue], setting: Setting) -> None:
        self.setting = setting
        cues = tuple(cues)
        nouns = _beginnings(cue.words[0] for cue in cues) - lexicon.PEOPLE - lexicon.OURSELVES
        deeds = _VERBS | _beginnings(word for cue in cues for word in cue.given)
        self._begins = re.compile(_any_of(nouns | deeds))
        self._among = re.compile(f"(?<!其)中的?(?:{_any_of(nouns)})")

    def doubt(self, around: Surroundings) -> str:
        """What the words before the list's first deed or thing have against this item; empty for none.

        A list goes on in the same clause, or in the next ones as long as these begin with the thing itself.
        To be asked where the item before is open: else its words have been understood.
        """
        goes_on = self.goes_on(around)
        for clause in around.earlier:
            if NUMBER not in clause or not goes_on:
                return ""
            same_clause = clause is around.earlier[0] and not _PARTED.search(around.between)
            head = PART_SIGN.sub("", clause.partition(NUMBER)[0])
            if found := self._narrowing(head, same_clause):
                return f"“{shown(found)}”可能限定了范围"
            goes_on = self._is_bare(clause)
        return ""

    def goes_on(self, around: Surroundings) -> bool:
        """Whether the quantity is a further item of the list the quantity before it belongs to."""
        return not _PARTED.search(around.between) or self._is_bare(around.left)

    def _narrowing(self, head: str, same_clause: bool) -> str:
        """The words at the beginning that are not understood, or 主题党日中 in 主题党日中参观见学6次."""
        if among := self._among.search(head):
            return head[: among.start() + 1]
        plain = _OURS.sub(filled_over, ADDRESSED.sub(filled_over, self.setting.plain(head)))
        found = list(self._begins.finditer(plain))
        if not found and not same_clause:
            return ""
        end = _end_of_opening(found) if found else len(plain)
        return "" if is_known(plain[:end], BESIDE) else head[:end]

    def _is_bare(self, clause: str) -> bool:
        found = self._begins.match(clause.lstrip(" "))
        return found is not None and found[0] not in _VERBS


def _end_of_opening(found: list[re.Match[str]]) -> int:
    """Where the last deed before the first thing begins; without a deed, where the thing does."""
    deeds = list(takewhile(lambda match: match[0] in _VERBS, found))
    return (deeds or found)[-1 if deeds else 0].start()


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    return frozenset(part.partition("…")[0] for word in words for part in word.split("|")) - {""}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
