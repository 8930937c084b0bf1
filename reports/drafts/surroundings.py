"""The text around a quantity, cut as prose means it: its own words, its clause, its sentence, its item.

A clause ends at ，；： and brackets, a sentence at 。！？ and the end of a line, an item (一是 …) at the
next one. Several quantities in one clause share it: in 召开支部党员大会4次、支委会12次 the second has 支委会
for itself and 召开 in common with the first.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reports.drafts.quantities import Quantity

_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\xa0": " "}
)
_CHINESE_MARKS = str.maketrans(",;:()!?", "，；：（）！？")
_CHINESE_YEAR = re.compile("[一二][〇零○九][〇零○一二三四五六七八九]{2}年")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

_SENTENCE_END = re.compile("[。！？\n]")
_CLAUSE_END = re.compile("[，；：（）【】。！？\n]|\\[|\\]|——")
_ITEM = re.compile(
    "(?:^|(?<=[\n。；，：]))[ ]*"
    "(?:[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)"
)
_ITEM_SIGN = re.compile(
    "[ ]*(?:[一二三四五六七八九十]{1,3}[是、]|（[0-9一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.、]|[①-⑳])"
)
_COORDINATOR = re.compile("[、/]|以及|同时|(?<![涉普参])(?:和|及|与|并)(?![会谐平入轨且])")
_SAYS_WHAT_WAS_DONE = re.compile(
    "(?:会议|及时|先后|均|主要|重点|认真)*"
    "(?:专题|专门|研究|听取|审议|审定|讨论|传达|就|围绕|针对|聚焦|其中|分别|选举|推选|补选|表决|通过)"
)
PART_SIGN = re.compile("^[（ ]*(?:其中|包括|包含)[：，]?")
"""At the beginning of a clause: what follows is counted in the number before."""
_ATTRIBUTE = re.compile(
    "的(?!同时|基础|过程)[一-龥]{1,10}|[^，。；：、#]{1,12}的(?:党?支部|党组织|党员|干部|单位|部门|科室|同志)"
)
ONE_BY_ONE = "一一说明"
"""Stands for a following clause that tells apart what was counted."""
NUMBER = "#"
"""Stands for each character of another quantity."""

_LONGEST = 200
_MOST_CLAUSES = 40


def normalised(text: str) -> str:
    """``text`` with full-width letters, typed half-width marks and Chinese years made one; of the same
    length.
    """
    text = text.translate(_HALF_WIDTH).translate(_CHINESE_MARKS)
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All normalised; other quantities are filled with ``NUMBER``.

    ``left`` and ``right`` are the quantity's own words; ``continued`` is a following clause that says what
    was done there. ``earlier`` are the clauses before it in the sentence, the nearest first. ``previous`` is
    the index of the quantity before it in the sentence, ``between`` the text between the two. ``crowded``: a
    thing without a number of its own stands between this quantity and the next. ``endless``: the clause or
    sentence is longer than anybody writes, and not all of it is here. ``item`` and ``sentence`` are where
    those begin. ``opening``: what the words in front of its list have against it (``lists``).
    """

    left: str
    right: str
    continued: str
    earlier: tuple[str, ...]
    previous: int | None
    between: str
    crowded: bool
    endless: bool
    item: int
    sentence: int
    opening: str = ""

    @property
    def sentence_before(self) -> str:
        return "，".join(reversed(self.earlier))


def surroundings(text: str, quantities: Sequence[Quantity]) -> list[Surroundings]:
    """The surroundings of each quantity of ``text``, in their order."""
    cutter = _Cutter(covered(text, quantities), quantities)
    return [cutter.around(index) for index in range(len(quantities))]


def covered(text: str, quantities: Sequence[Quantity]) -> str:
    """The normalised text, each quantity filled with ``NUMBER``: marks inside 1,200 and （ ） end no
    clause."""
    letters = list(normalised(text))
    for quantity in quantities:
        letters[quantity.start : quantity.end] = NUMBER * (quantity.end - quantity.start)
    return "".join(letters)


class _Cutter:
    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self.quantities = quantities
        self.text = text
        self.sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(self.text))]
        self.clauses = [match.span() for match in _CLAUSE_END.finditer(self.text)]
        self.clause_ends = [end for _, end in self.clauses]
        self.items = [0, *(match.start() for match in _ITEM.finditer(self.text))]

    def around(self, index: int) -> Surroundings:
        quantity = self.quantities[index]
        item = self.items[bisect_right(self.items, quantity.start) - 1]
        sentence = max(self.sentences[bisect_right(self.sentences, quantity.start) - 1], item)
        item = max(item, self.text.rfind("\n", 0, quantity.start) + 1)
        clause = bisect_right(self.clause_ends, quantity.start)
        first = self._opening(clause, quantity.start)
        start = max(self.clause_ends[first - 1] if first else 0, sentence)
        end = self.clauses[clause][0] if clause < len(self.clauses) else len(self.text)

        before = self.quantities[index - 1] if index else None
        if before is not None and before.start < sentence:
            before = None
        left, shared, crowded_left = self._left(quantity, before, start)
        right, crowded_right = self._right(index, end)
        continued = "" if self._next_within(index, end) else self._continued(clause, index)
        earlier = self._earlier(first, sentence)
        between = self.text[before.unit_end : quantity.start] if before is not None else ""
        return Surroundings(
            left=left[-_LONGEST:],
            right=right[:_LONGEST],
            continued=continued[:_LONGEST],
            earlier=(shared[-_LONGEST:], *earlier) if shared else earlier,
            previous=index - 1 if before is not None else None,
            between=between[-_LONGEST:],
            crowded=crowded_left or crowded_right,
            endless=max(map(len, (left, right, shared, *earlier))) > _LONGEST or len(earlier) > _MOST_CLAUSES,
            item=item,
            sentence=sentence,
        )

    def _opening(self, clause: int, start: int) -> int:
        """The clause the number belongs to: a colon or bracket right before it does not part it from
        党组会：36次.
        """
        while clause and self.clause_ends[clause - 1] == start and self.text[start - 1] in "：（":
            clause -= 1
            start = self.clauses[clause][0]
        return clause

    def _left(self, quantity: Quantity, before: Quantity | None, start: int) -> tuple[str, str, bool]:
        """The quantity's own words before it, what it shares with the one before, and whether that is
        crowded.
        """
        if before is None or before.start < start:
            left = self.text[max(start, quantity.start - 2 * _LONGEST) : quantity.start]
            if start and self.text[start - 1] == "）":
                left = left.lstrip("、 和及与")
            return _ITEM_SIGN.sub("", left, count=1) if _ITEM_SIGN.match(left) else left, "", False
        shared = self.text[max(start, before.unit_end - 2 * _LONGEST) : before.unit_end]
        parts = _COORDINATOR.split(self.text[before.unit_end : quantity.start])
        crowded = bool(parts[-1].strip()) and any(part.strip() for part in parts[1:-1])
        return parts[-1].lstrip("、 和及与"), shared, crowded

    def _right(self, index: int, end: int) -> tuple[str, bool]:
        """The quantity's own words behind it, and whether they are crowded."""
        quantity = self.quantities[index]
        if not self._next_within(index, end):
            return self.text[quantity.unit_end : min(end, quantity.unit_end + 2 * _LONGEST)], False
        parts = _COORDINATOR.split(self.text[quantity.unit_end : self.quantities[index + 1].start])
        return parts[0] + self._attribute(index, end), bool(parts[0].strip()) and any(
            part.strip() for part in parts[1:-1]
        )

    def _attribute(self, index: int, end: int) -> str:
        """What the whole list says of something else: 的支部 in 党员大会少于4次、党课少于4次的支部."""
        while self._next_within(index, end):
            index += 1
            if found := _ATTRIBUTE.match(self.text, self.quantities[index].unit_end, end):
                return found[0]
        return ""

    def _next_within(self, index: int, end: int) -> bool:
        return index + 1 < len(self.quantities) and self.quantities[index + 1].start < end

    def _continued(self, clause: int, index: int) -> str:
        """The next clause without a quantity of its own that tells more: （上半年）, or ，专题研究…"""
        if clause >= len(self.clauses) or self.text[slice(*self.clauses[clause])] not in {"，", "：", "（"}:
            return ""
        start = self.clauses[clause][1]
        if self.clauses[clause][0] == self.quantities[index].unit_end and self._tells_one_by_one(
            index, start
        ):
            return ONE_BY_ONE
        end = self.clauses[clause + 1][0] if clause + 1 < len(self.clauses) else len(self.text)
        in_brackets = self.text[start - 1] == "（"
        if self._next_within(index, end) or not (
            in_brackets or _SAYS_WHAT_WAS_DONE.match(self.text, start, end)
        ):
            return ""
        return self.text[start : min(end, start + 2 * _LONGEST)]

    def _tells_one_by_one(self, index: int, start: int) -> bool:
        """Whether the next clause tells them apart: 3次：一次看展览，一次听报告; 3次，分别在3处."""
        if self.text.startswith("分别", start):
            return True
        here, behind = self.quantities[index], self.quantities[index + 1 : index + 2]
        return any(
            after.start == start and after.unit == here.unit and after.number.value == 1 for after in behind
        )

    def _earlier(self, first: int, sentence: int) -> tuple[str, ...]:
        found: list[str] = []
        for position in range(first - 1, -1, -1):
            start = max(self.clause_ends[position - 1] if position else 0, sentence)
            end = self.clauses[position][0]
            if end <= sentence or len(found) > _MOST_CLAUSES:
                break
            clause = self.text[max(start, end - 2 * _LONGEST) : end]
            found.append(_ITEM_SIGN.sub("", clause, count=1) if _ITEM_SIGN.match(clause) else clause)
        return tuple(found)
