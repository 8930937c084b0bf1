"""Placeholders in prose: ``【党组会次数】``, with styles behind a bar: ``【党组会次数|余】``.

One syntax for built-in outlines, an office's own Word template and the editor in the browser. A placeholder
is a name and a choice of styles; nothing in it is evaluated, and text that comes out of a record is never
read for placeholders.

=========  ======================================================================================
style      prints
=========  ======================================================================================
(none)     the value in Arabic digits; without records the sentence is left out
``余``      rounded down: 67 → 60余; exactly round values and those below 10 stay exact
``汉字``    Chinese numeral: 12 → 十二, 2 → 两
``去年``    the value of the period one year earlier
``增减``    the change against one year earlier: 增加3, 减少3, 持平 (a measure word behind 持平 goes with it)
``无记录``   the sentence stays, and says 无记录 (a measure word behind it goes with it)
``有``      nothing; the sentence stands only when there are records
``无``      nothing; the sentence stands only when there are none
``多``      nothing; the sentence stands only when there are two or more
``单``      nothing; the sentence stands only when there is exactly one
=========  ======================================================================================

A list of titles out of the records is ``【主题党日主题·列举3】``: at most three of them, then 等.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.numerals import arabic, counted, vague

NO_RECORDS = "无记录"
UNCHANGED = "持平"
OPEN, CLOSE = "【", "】"
LISTING_DEFAULT = 3

_TOKEN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_BAR = re.compile(r"[|｜]")
_LISTING = re.compile(r"^(?P<name>.+?)[·・]列举(?P<limit>\d*)$")
_MEASURE_WORDS = [
    "人次",
    "篇次",
    "场次",
    "课次",
    "学时",
    "万元",
    "户次",
    "件次",
    "次",
    "场",
    "期",
    "轮",
    "名",
    "人",
    "位",
    "篇",
    "项",
    "条",
    "件",
    "起",
    "个",
    "户",
    "份",
    "部",
    "册",
    "元",
    "天",
]


class Style(StrEnum):
    VAGUE = "余"
    CHINESE = "汉字"
    LAST_YEAR = "去年"
    CHANGE = "增减"
    KEPT = "无记录"
    PRESENT = "有"
    ABSENT = "无"
    SEVERAL = "多"
    SINGLE = "单"


_STYLES = {style.value: style for style in Style}
CONDITIONS = frozenset({Style.PRESENT, Style.ABSENT, Style.SEVERAL, Style.SINGLE})
"""They print nothing and go with no other style."""
_APPEARANCES = frozenset({Style.VAGUE, Style.CHINESE})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, and in which of its lines (from 1); ``near``: words of it at the place."""

    line: int
    message: str
    near: str = ""

    def __str__(self) -> str:
        return f"第{self.line}行：{self.message}"


class PlaceholderError(ValueError):
    """The text cannot be used; ``problems`` says why in Chinese, line by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("；".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``limit`` is the number of titles of a listing, None for everything that is no listing."""

    name: str
    styles: frozenset[Style]
    line: int
    limit: int | None = None

    @property
    def prints(self) -> bool:
        return not self.styles & CONDITIONS


def scan(text: str, line: int = 1) -> list[str | Placeholder]:
    """``text`` parted into plain strings and placeholders; empty strings are left out.

    Raises PlaceholderError for a bracket without its partner, an unknown style or styles that exclude each
    other.
    """
    parts: list[str | Placeholder] = []
    position = 0
    for token in _TOKEN.finditer(text):
        parts.append(_plain(text[position : token.start()], line))
        parts.append(_placeholder(token[1], line))
        position = token.end()
    parts.append(_plain(text[position:], line))
    return [part for part in parts if part != ""]


def _plain(text: str, line: int) -> str:
    for bracket, partner in ((OPEN, CLOSE), (CLOSE, OPEN)):
        if bracket in text:
            place = text.index(bracket)
            raise PlaceholderError(
                [Problem(line, f"“{bracket}”没有对应的“{partner}”。", text[max(place - 6, 0) : place + 10])]
            )
    return text


def _placeholder(inside: str, line: int) -> Placeholder:
    name, *words = (word.strip() for word in _BAR.split(inside))
    if not name:
        raise PlaceholderError([Problem(line, "“【】”里没有写名称。")])
    styles = []
    for word in words:
        if word not in _STYLES:
            known = "、".join(_STYLES)
            raise PlaceholderError(
                [Problem(line, f"“【{inside}】”中的样式“{word}”不认识，可用的有：{known}。", inside)]
            )
        styles.append(_STYLES[word])
    limit = None
    if listing := _LISTING.match(name):
        name, limit = listing["name"].strip(), int(listing["limit"] or LISTING_DEFAULT)
        if not 0 < limit < 100:
            raise PlaceholderError([Problem(line, f"“【{inside}】”列举的个数应在1到99之间。", inside)])
    chosen = frozenset(styles)
    if conflict := _conflict(chosen, limit):
        raise PlaceholderError([Problem(line, f"“【{inside}】”{conflict}", inside)])
    return Placeholder(name, chosen, line, limit)


def _conflict(styles: frozenset[Style], limit: int | None) -> str:
    if styles & CONDITIONS and len(styles) > 1:
        return "中，“有”“无”“多”“单”不能与其他样式同用。"
    if styles >= _APPEARANCES:
        return "中，“余”与“汉字”只能选一个。"
    if Style.CHANGE in styles and styles & {Style.VAGUE, Style.CHINESE, Style.LAST_YEAR}:
        return "中，“增减”不能与“余”“汉字”“去年”同用。"
    if limit is not None and styles - CONDITIONS:
        return "是列举，只能用“有”“无”“多”“单”样式。"
    return ""


def printed(value: int | Decimal, styles: frozenset[Style]) -> str:
    """A value in the style's appearance."""
    if Style.VAGUE in styles:
        return vague(value)
    if Style.CHINESE in styles:
        return counted(value)
    return arabic(value)


def change(value: int | Decimal, before: int | Decimal) -> str:
    """The change from ``before`` to ``value``: 增加3, 减少3, 持平."""
    difference = Decimal(value) - Decimal(before)
    if not difference:
        return UNCHANGED
    return f"{'增加' if difference > 0 else '减少'}{arabic(abs(difference))}"


def without_measure_word(text: str) -> str:
    """``text`` without the measure word it begins with; used behind 持平 and 无记录, which take none."""
    for word in _MEASURE_WORDS:
        if text.startswith(word):
            return text[len(word) :]
    return text


def unknown_name(placeholder: Placeholder, names: Iterable[str]) -> Problem:
    """The problem of a placeholder whose name is none of ``names``, with the likeliest ones."""
    likely = difflib.get_close_matches(placeholder.name, list(names), n=3, cutoff=0.5)
    hint = f"是否指：{'、'.join(likely)}？" if likely else "请从指标清单中选用。"
    name = placeholder.name
    return Problem(placeholder.line, f"没有名为“{name}”的指标或内容。{hint}", name)
