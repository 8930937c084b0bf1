"""One of a fixed set of values, by the words people use for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from branches.importing.cells.text import SHORT, CellError, folded, read_text, says_nothing
from branches.importing.workbook.sheets import Cell

_SIGNS = re.compile(r"[\s,.;:!、，。；：“”\"'《》<>()\[\]【】/\\\-—_*·]+")
_ORDINAL = (
    r"20\d\d年?度?|年度?|全年|\d{1,2}月份?|[一二三四五六七八九十]{1,3}月份?|第?[一二三四1-4]季度|[上下]半年|"
    r"第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[次期场轮]|本月|当月|季度|月度"
)


@dataclass(frozen=True, slots=True)
class Mention:
    value: str
    start: int
    end: int


class Vocabulary:
    """``words``: for each value the words that mean it, parted by ``|`` (no patterns, plain words).

    ``filler``: a pattern of words that may stand around them and change nothing.
    """

    def __init__(self, label: str, words: Mapping[str, str], filler: str = "") -> None:
        self.label = label
        self._meaning = {compact(word): value for value, many in words.items() for word in many.split("|")}
        longest_first = sorted(self._meaning, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest_first)))
        self._filler = re.compile(rf"(?:{_ORDINAL}{'|' if filler else ''}{filler})*")
        self._examples = [many.split("|")[0] for many in words.values()]

    def mentions(self, text: str) -> list[Mention]:
        """Every word of the vocabulary in a compacted text, the longest at each place."""
        return [
            Mention(self._meaning[match[0]], match.start(), match.end())
            for match in self._any.finditer(compact(text))
        ]

    def values_in(self, text: str) -> set[str]:
        return {mention.value for mention in self.mentions(text)}

    def understands(self, text: str) -> bool:
        return self._meaning_of(compact(text)) is not None

    def read(self, cell: Cell) -> str:
        """The value a cell means; empty when blank. Raises CellError when it is none, or two, of them."""
        if says_nothing(cell):
            return ""
        text = compact(read_text(cell))
        value = self._meaning_of(text)
        if value is not None:
            return value
        shown = read_text(cell)[:20]
        if len(self.values_in(text)) > 1:
            raise CellError(f"“{shown}”说了不止一种{self.label}。请只写一种。")
        examples = "、".join(self._examples[:5])
        raise CellError(f"“{shown}”不是已知的{self.label}。可写：{examples}等。")

    def _meaning_of(self, text: str) -> str | None:
        if text in self._meaning:
            return self._meaning[text]
        mentions = self.mentions(text)
        telling = [each for each in mentions if not self._filler.fullmatch(text[each.start : each.end])]
        if len({each.value for each in telling or mentions}) != 1:
            return None
        rest = self._any.sub("", text)
        return (telling or mentions)[0].value if self._filler.fullmatch(rest) else None


def compact(text: str) -> str:
    """Folded, without spaces and signs."""
    return _compact_short(text) if len(text) <= SHORT else _SIGNS.sub("", folded(text))


@lru_cache(maxsize=20_000)
def _compact_short(text: str) -> str:
    return _SIGNS.sub("", folded(text))


def read_yes_no(cell: Cell) -> bool | None:
    """Yes or no; None when blank. Raises CellError on anything that is neither."""
    if isinstance(cell, bool):
        return cell
    if cell is None or (isinstance(cell, str) and not folded(cell)):
        return None
    word = compact(read_text(cell)) or folded(read_text(cell))
    if word.lower() in {
        "是",
        "有",
        "对",
        "已",
        "√",
        "✓",
        "✔",
        "1",
        "y",
        "yes",
        "t",
        "true",
        "已立案",
        "已转立案",
        "立案",
    }:
        return True
    if word.lower() in {
        "否",
        "无",
        "不",
        "未",
        "没有",
        "×",
        "✗",
        "x",
        "0",
        "n",
        "no",
        "f",
        "false",
        "-",
        "/",
        "未立案",
        "不是",
    }:
        return False
    raise CellError(f"“{word[:10]}”看不懂。请写“是”或“否”。")


def read_form(cell: Cell) -> int | None:
    """运用形态 as 1–4: 第一种形态, 第1种, 一, 1, 形态一."""
    if says_nothing(cell):
        return None
    word = compact(read_text(cell))
    match = re.fullmatch(
        r"(?:运用|监督执纪|“?四种形态”?|四种形态)?(?:第|形态)?([一二三四1-4])(?:种)?(?:形态)?", word
    )
    if match is None:
        raise CellError(f"“{word[:15]}”看不懂。请写第一种形态、第二种形态、第三种形态或第四种形态。")
    return "一二三四".find(match[1]) + 1 or int(match[1])
