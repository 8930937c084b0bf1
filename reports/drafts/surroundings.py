"""The text around a quantity, cut as prose means it: its own words, its clause, its sentence, its place in the draft.

A clause ends at ，；： and brackets, a sentence at 。！？ and the end of a line. Several quantities in one clause share it:
in 召开支部党员大会4次、支委会12次 the second has 支委会 for itself and 召开 in common with the first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.drafts.quantities import Quantity

_NORMAL = str.maketrans(
    {**{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, "\u3000": " ", "\xa0": " "}
)
_DELIMITERS = "，；：（）()【】[]"
_TYPED = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})
_CHINESE_YEAR = re.compile("[一二][〇零○九][〇零○一二三四五六七八九]{2}年")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SENTENCE_END = re.compile("[。！？\n]")
_CLAUSE_END = re.compile(f"[{re.escape(_DELIMITERS)}。！？\n]|——")
_ITEM = re.compile(
    r"(?:^|(?<=[\n。；，：]))[ ]*(?:[一二三四五六七八九十]{1,3}是"
    r"|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)"
)
_COORDINATOR = re.compile("[、/]|以及|同时|(?<![涉普参])(?:和|及|与|并)(?![会谐平入轨且])")
_NARROWING = re.compile(
    "(?:会议|及时|先后|均|主要|重点|分别|认真)*(?:专题|专门|研究|听取|审议|审定|讨论|传达|就"
    "|围绕|针对|聚焦|其中)"
)


def normalised(text: str) -> str:
    """``text`` of the same length, with full-width letters and digits, typed half-width punctuation and years made one."""
    text = text.translate(_NORMAL).translate(_TYPED)
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``left`` and ``right`` are the quantity's own words; ``continued`` a following clause that says what was done there.

    ``earlier`` are the clauses before it in the sentence, the nearest first; ``crowded`` says that a thing without its
    own number stands between this quantity and the next one; ``bracketed`` that a bracket opens before ``left``.
    ``item`` is the text from the beginning of the item or paragraph (一是 …) to the sentence, which begins at
    ``sentence``.
    """

    left: str
    right: str
    continued: str
    earlier: tuple[str, ...]
    previous: int | None
    between: str
    crowded: bool
    item: str
    sentence: int

    @property
    def sentence_before(self) -> str:
        return "，".join(reversed(self.earlier))


def surroundings(text: str, quantities: Sequence[Quantity]) -> list[Surroundings]:
    """The surroundings of each quantity, in their order."""
    return _Cutter(normalised(text), quantities).all()


class _Cutter:
    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self.text = text
        self.quantities = quantities
        # Numbers such as 1,200 and blanks such as （ ） must not be taken for the end of a clause.
        cleared = list(text)
        for quantity in quantities:
            cleared[quantity.start : quantity.end] = "#" * (quantity.end - quantity.start)
        self.cleared = "".join(cleared)
        self.sentence_ends = [match.end() for match in _SENTENCE_END.finditer(self.cleared)]
        self.clause_ends = [match.span() for match in _CLAUSE_END.finditer(self.cleared)]
        self.items = [match.start() for match in _ITEM.finditer(self.cleared)]

    def all(self) -> list[Surroundings]:
        found = []
        sentence = clause = item = 0
        for index, quantity in enumerate(self.quantities):
            while sentence < len(self.sentence_ends) and self.sentence_ends[sentence] <= quantity.start:
                sentence += 1
            while clause < len(self.clause_ends) and self.clause_ends[clause][1] <= quantity.start:
                clause += 1
            while item < len(self.items) and self.items[item] <= quantity.start:
                item += 1
            item_start = self.items[item - 1] if item else 0
            sentence_start = max(self.sentence_ends[sentence - 1] if sentence else 0, item_start)
            sentence_end = (
                self.sentence_ends[sentence] if sentence < len(self.sentence_ends) else len(self.text)
            )
            found.append(
                self._around(
                    index, clause, max(item_start, self._line(quantity.start)), sentence_start, sentence_end
                )
            )
        return found

    def _line(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _around(self, index: int, clause: int, item: int, sentence: int, sentence_end: int) -> Surroundings:
        quantity = self.quantities[index]
        # A colon or bracket right before the number belongs to it: 党组会：36次, 主题党日（12次）.
        first = clause
        while (
            first
            and self.clause_ends[first - 1][1] == quantity.start
            and self.text[quantity.start - 1] in "：（"
        ):
            first -= 1
        start = max(self.clause_ends[first - 1][1] if first else 0, sentence)
        end = self.clause_ends[clause][0] if clause < len(self.clause_ends) else len(self.text)
        before = self.quantities[index - 1] if index else None
        behind = self.quantities[index + 1] if index + 1 < len(self.quantities) else None
        crowded = False
        shared = ""
        left = self.text[start : quantity.start]
        between = ""
        if before is not None and before.start >= start:
            shared = self.cleared[start : before.unit_end]
            between = self.text[before.unit_end : quantity.start]
            parts = _COORDINATOR.split(between)
            left = parts[-1]
            crowded = any(part.strip() for part in parts[1:-1]) and bool(left.strip())
        elif before is not None and before.start >= sentence:
            between = self.text[before.unit_end : quantity.start]
        right = self.text[quantity.unit_end : end]
        continued = ""
        if behind is not None and behind.start < end:
            parts = _COORDINATOR.split(self.text[quantity.unit_end : behind.start])
            right = parts[0]
            crowded |= any(part.strip() for part in parts[1:-1]) and bool(right.strip())
        else:
            continued = self._continued(clause, sentence_end, behind)
        left = re.sub(r"^[、 和及与]+", "", left) if shared or self.text[:start].endswith("）") else left
        earlier = self._earlier(first, sentence)
        return Surroundings(
            left=left,
            right=right,
            continued=continued,
            earlier=((shared, *earlier) if shared else earlier),
            previous=index - 1 if before is not None and before.start >= sentence else None,
            between=between,
            crowded=crowded,
            item=self.text[item:sentence],
            sentence=sentence,
        )

    def _continued(self, clause: int, sentence_end: int, behind: Quantity | None) -> str:
        """The next clause when it has no quantity of its own and says what was done there (，专题研究…)."""
        if clause + 1 > len(self.clause_ends) or clause >= len(self.clause_ends):
            return ""
        mark_start, mark_end = self.clause_ends[clause]
        if self.text[mark_start:mark_end] not in {"，", "：", "（"} or mark_end >= sentence_end:
            return ""
        end = self.clause_ends[clause + 1][0] if clause + 1 < len(self.clause_ends) else len(self.text)
        if behind is not None and behind.start < end:
            return ""
        text = self.text[mark_end:end]
        return text if _NARROWING.match(text) else ""

    def _earlier(self, first: int, sentence: int) -> tuple[str, ...]:
        clauses = []
        for position in range(first - 1, -1, -1):
            start = max(self.clause_ends[position - 1][1] if position else 0, sentence)
            if self.clause_ends[position][0] <= sentence:
                break
            clauses.append(self.cleared[start : self.clause_ends[position][0]])
        return tuple(clauses)
