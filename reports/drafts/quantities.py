"""Find every quantity in Chinese prose: a number or a blank with the measure word that follows it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from reports.drafts import spelling, units
from reports.drafts.exclusions import Span, by_text_before, by_text_behind, is_no_numeral, masked
from reports.drafts.spelling import Form, Number, Style

_SPACES = " \t\u3000\xa0"
_SPACE = f"[{_SPACES}]"
_PREFIX = "|".join(sorted(spelling.FORM_PREFIXES, key=len, reverse=True))
_SUFFIX = "|".join(spelling.FORM_SUFFIXES)

_QUANTITY = re.compile(
    rf"(?P<prefix>(?:{_PREFIX}){_SPACE}{{0,2}})?"
    rf"(?:(?P<number>{spelling.ARABIC}|{spelling.CHINESE})"
    rf"(?P<tail>(?P<myriad>万(?![元字]))?(?:{_SPACE}?[余多来])?){_SPACE}{{0,3}}(?P<unit>{units.BEHIND_NUMBER})"
    rf"|(?P<blank>{spelling.BLANK})"
    rf"(?P<blank_tail>(?:{_SPACE}?[余多])?){_SPACE}{{0,3}}(?P<blank_unit>{units.BEHIND_BLANK}))"
    rf"(?P<behind>{_SUFFIX})?"
)
_NO_PREFIX = re.compile("(?:[赶反高]超|[最附临靠接亲邻贴远]近|[签预节制集契合条履公特失相]约|[上下]至多)$")
"""Words that end like 超, 近 and 约: 赶超, 附近, 签约."""
_RANGE = re.compile(
    rf"(?:{spelling.ARABIC}|[一二三四五六七八九十]+){_SPACE}?[名人次场个项篇]{{0,2}}[-—–~～至到]+{_SPACE}?$"
)
"""The first half of a range: 3至5, 3名—5."""
_RANGE_GOES_ON = re.compile(
    rf"{_SPACE}?[-—–~～至到]+{_SPACE}?(?:{spelling.ARABIC}|{spelling.CHINESE}|{spelling.BLANK})"
)
"""What follows the first half of a range that has its measure word twice: 3次至5次."""
_NUMBER_GOES_ON = re.compile(rf"[0-9０-９A-Za-z.．]$|[0-9０-９](?:{_SPACE}?[:：/.*×,，]{_SPACE}?|{_SPACE}+)$")
"""The number is the rest of a longer one: 1，200, 14:30, 1 2, 1/3."""
_BLANK_GOES_ON = re.compile(r"[0-9０-９A-Za-z*＊×_＿…]$")
_BULLET = re.compile(r"(?:^|\n)[ \t\u3000]*$")
_LOOK_BACK = 60
_LOOK_AHEAD = 20
_RHETORICAL_UNITS = frozenset("个项条件家本张支面道")
_MOST_RHETORICAL = 10


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stretch ``text[start:end]`` of the draft; its ``unit`` (with 以上, 左右) ends at ``unit_end``.

    The stretch is ``prefix`` (近, 不少于), the number, and ``tail`` (余, 多). ``unclear`` says that one
    number cannot stand in its place (a range, a number in 万).
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
    def is_wording(self) -> bool:
        """Whether it is a small Chinese numeral that prose uses without counting: 一个支部, 三项要求."""
        value = self.number.value
        if self.number.style is not Style.CHINESE or value is None:
            return False
        return value == 1 or (value <= _MOST_RHETORICAL and self.unit in _RHETORICAL_UNITS)


def find(text: str) -> list[Quantity]:
    """The quantities of ``text`` in order. What is none (years, slogans, ordinals, rules …) is left out."""
    spans = masked(text)
    starts = [start for start, _ in spans]
    found = (_quantity(text, match) for match in _QUANTITY.finditer(text))
    kept = [quantity for quantity in found if quantity and not _within(quantity, spans, starts)]
    # The second half of a range reaches back over the first: 3次至5次 is one quantity.
    return [one for one, after in pairwise([*kept, None]) if one and not (after and after.start < one.end)]


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    is_blank = match["blank"] is not None
    core, tail, unit = (
        (match["blank"], match["blank_tail"], match["blank_unit"])
        if is_blank
        else (match["number"], match["tail"], match["unit"])
    )
    prefix = match["prefix"] or ""
    if _NO_PREFIX.search(text[max(0, match.start() - 2) : match.start()] + prefix.rstrip(_SPACES)):
        prefix = ""
    number = spelling.read(core) or _bare_place(core, prefix or tail)
    if number is None or unit in units.DURATIONS:
        return None
    start = match.start() + len(match["prefix"] or "") - len(prefix)
    end = match.start("blank" if is_blank else "number") + len(core) + len(tail)
    before = text[max(text.rfind("\n", 0, start) + 1, start - _LOOK_BACK) : start]
    behind = text[match.end() : match.end() + _LOOK_AHEAD]
    if by_text_before(before) or by_text_behind(behind, unit):
        return None
    ranged = _RANGE.search(before)
    if is_blank:
        bullet = _BULLET.search(before) and text[end : end + 1].isspace()
        if not prefix and (bullet or _BLANK_GOES_ON.search(before)):
            return None
    else:
        if not ranged and not prefix and _NUMBER_GOES_ON.search(before):
            return None
        if number.style is Style.CHINESE and is_no_numeral(before, core, unit + behind):
            return None
    if ranged:
        start -= len(before) - ranged.start()
    return Quantity(
        start,
        end,
        match.end(),
        text[start:end],
        unit,
        number,
        _form(prefix.rstrip(_SPACES), tail, match["behind"] or ""),
        prefix,
        tail,
        unclear=bool(ranged or match["myriad"] or _RANGE_GOES_ON.match(text, match.end())),
    )


def _form(prefix: str, tail: str, behind: str) -> Form:
    if tail.lstrip("万"):
        return Form.OVER
    return spelling.FORM_PREFIXES.get(prefix) or spelling.FORM_SUFFIXES.get(behind) or Form.EXACT


def _bare_place(core: str, vague: str) -> Number | None:
    """百余, 近千: a place without a digit is a number only with a vague word beside it."""
    return spelling.read("一" + core) if vague and core in {"百", "千"} else None


def _within(quantity: Quantity, spans: list[Span], starts: list[int]) -> bool:
    """Whether one of the (disjoint, ordered) spans touches the quantity."""
    position = bisect_right(starts, quantity.start) - 1
    if position >= 0 and spans[position][1] > quantity.start:
        return True
    return position + 1 < len(spans) and spans[position + 1][0] < quantity.end
