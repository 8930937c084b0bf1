"""Find every quantity in Chinese prose: a number or a blank with the measure word that follows it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reports.drafts import spelling, units
from reports.drafts.exclusions import Span, by_text_before, by_text_behind, masked
from reports.drafts.spelling import Form, Number, Style

_SPACE = "[ \t\u3000\xa0]"
_PREFIX = "|".join(sorted(spelling.FORM_PREFIXES, key=len, reverse=True))
_SUFFIX = "|".join(spelling.FORM_SUFFIXES)

_QUANTITY = re.compile(
    rf"(?P<prefix>(?:{_PREFIX}){_SPACE}{{0,2}})?"
    rf"(?:(?P<number>{spelling.ARABIC}"
    rf"|{spelling.CHINESE})(?P<myriad>万(?![元字]))?(?P<more>{_SPACE}?[余多来])?"
    rf"{_SPACE}{{0,3}}(?P<unit>{units.BEHIND_NUMBER})"
    rf"|(?P<blank>{spelling.BLANK})(?P<blank_more>{_SPACE}?[余多])?"
    rf"{_SPACE}{{0,3}}(?P<blank_unit>{units.BEHIND_BLANK}))"
    rf"(?P<behind>{_SUFFIX})?"
)
_WORD_ENDING_LIKE_PREFIX = re.compile(
    "(?:[赶反高]超|[最附临靠接亲邻贴远]近|[签预节制集契合条履公特失相]约|[上下]至多)$"
)
_RANGE = re.compile(
    rf"(?:{spelling.ARABIC}|[一二三四五六七八九十]+){_SPACE}?[名人次场个项篇]{{0,2}}[-—–~～至到]+{_SPACE}?$"
)
_NUMBER_RUNS_ON = re.compile(r"[0-9０-９A-Za-z.．]$|[0-9０-９][ ]?[:：/.*×]$")
_RUNS_INTO_BLANK = re.compile(r"[0-9０-９A-Za-z*＊×_＿…]$")
_BULLET = re.compile(r"(?:^|\n)[ \t\u3000]*$")
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stretch ``text[start:end]`` of the draft, ``unit`` behind it until ``unit_end`` (with 以上, 左右).

    The stretch is ``prefix`` (近, 不少于), the number, and ``tail`` (余, 多); ``unclear`` says that one value cannot
    stand in its place (a range).
    """

    start: int
    end: int
    unit_end: int
    text: str
    unit: str
    number: Number
    form: Form
    prefix: str = ""
    tail: str = ""
    unclear: bool = False

    @property
    def is_blank(self) -> bool:
        return self.number.style is Style.BLANK

    @property
    def is_wording(self) -> bool:
        """A small Chinese numeral that prose uses without counting (一个支部, 三项要求) unless a figure is meant."""
        value = self.number.value
        return (
            self.number.style is Style.CHINESE
            and value is not None
            and (
                value == 1
                or (value <= 10 and self.unit in {"个", "项", "条", "件", "家", "本", "张", "支", "面", "道"})
            )
        )


def find(text: str) -> list[Quantity]:
    """The quantities of ``text`` in order. What is none (years, slogans, ordinals, rules …) is left out."""
    spans = masked(text)
    starts = [start for start, _ in spans]
    return [
        quantity
        for quantity in _matches(text)
        if not _within(quantity.start, quantity.end, spans, starts) and not _is_none(text, quantity)
    ]


def _matches(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        quantity = _quantity(text, match)
        if quantity is not None:
            yield quantity


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    core = "number" if match["number"] else "blank"
    more = match["more"] or match["blank_more"] or ""
    unit = match["unit"] or match["blank_unit"]
    number = spelling.read(match[core]) or _bare_place(match[core], more)
    if number is None:
        return None
    if match["myriad"]:
        number = Number(number.value, number.style, tens_of_thousands=True)
    prefix = match["prefix"] or ""
    if _WORD_ENDING_LIKE_PREFIX.search(
        text[max(0, match.start() - 2) : match.start() + len(prefix.rstrip())]
    ):
        prefix = ""
    start = match.start(core) - len(prefix)
    end = (
        match.end("more")
        if match["more"]
        else match.end("blank_more")
        if match["blank_more"]
        else match.end(core)
    )
    if match["myriad"] and not match["more"]:
        end = match.end("myriad")
    form = Form.EXACT
    if match["behind"]:
        form = spelling.FORM_SUFFIXES[match["behind"]]
    if prefix:
        form = spelling.FORM_PREFIXES[prefix.rstrip(" \t\u3000\xa0")]
    if more:
        form = Form.OVER
    before = text[max(0, start - _LOOK_BACK) : start]
    if number.style is Style.BLANK:
        if not prefix and (
            _RUNS_INTO_BLANK.search(before) or (_BULLET.search(before) and text[end : end + 1].isspace())
        ):
            return None
        unclear = False
    else:
        ranged = _RANGE.search(before)
        if ranged:
            start -= len(before) - ranged.start()
        elif not prefix and _NUMBER_RUNS_ON.search(before):
            return None
        unclear = bool(ranged) or number.tens_of_thousands
    return Quantity(start, end, match.end(), text[start:end], unit, number, form, prefix, more, unclear)


def _bare_place(core: str, more: str) -> Number | None:
    """百余, 千多: a place without a digit is a number only with 余 or 多 behind it."""
    if more and core in {"百", "千"}:
        return spelling.read("一" + core)
    return None


def _within(start: int, end: int, spans: list[Span], starts: list[int]) -> bool:
    position = bisect_right(starts, start) - 1
    return (position >= 0 and spans[position][1] > start) or (
        position + 1 < len(spans) and spans[position + 1][0] < end
    )


def _is_none(text: str, quantity: Quantity) -> bool:
    if quantity.unit in units.DURATIONS:
        return True
    line_start = text.rfind("\n", 0, quantity.start) + 1
    before = text[max(line_start, quantity.start - _LOOK_BACK) : quantity.start]
    number = quantity.number
    if number.style is Style.CHINESE and (
        (number.value == 2 and quantity.text.endswith("二"))
        or before.endswith(("上", "统", "进", "逐", "唯", "之"))
    ):
        return True
    if before.endswith(("上", "几", "数")) and number.style is not Style.CHINESE:
        before = before[:-1]
    behind = text[quantity.unit_end : quantity.unit_end + 20]
    return by_text_before(before) or by_text_behind(behind, quantity.unit, number.style is Style.CHINESE)
