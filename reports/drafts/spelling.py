"""Numbers as drafts spell them: read them, and write another one in the same style.

Plain values are written by ``reports.numerals``; here stands what depends on the spelling that is replaced.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.numerals import arabic, chinese, counted, vague

CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_PLAIN = str.maketrans("两〇", "二零")

ARABIC = r"(?<![0-9０-９])(?:[0-9０-９]{1,3}(?:,[0-9]{3}){1,4}|[0-9０-９]{1,12})(?:[.．][0-9０-９]{1,6})?"
_NUMERALS = "零〇一二两三四五六七八九十百千"
CHINESE = f"(?<![{_NUMERALS}])[{_NUMERALS}]{{1,15}}(?:万(?!元)[{_NUMERALS}]{{0,15}})?"
BLANK = (
    r"(?<![*＊])[*＊]{1,20}|(?<!×)×{1,20}|(?<![_＿])[_＿]{1,20}|(?<!…)…{1,6}|(?<![○〇□])[○〇□]{2,20}"
    r"|(?<![A-Za-z0-9ＸｘXx])(?:[XＸ]{1,6}|[xｘ]{1,6})(?![A-Za-z0-9ＸｘXx])"
    r"|（[ \u3000\xa0]{0,20}）|\([ \u3000\xa0]{0,20}\)"
)
"""Regular expressions of a number or a blank; none of them tries a long run of signs from each of its
places.
"""

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


class Style(StrEnum):
    ARABIC = "arabic"
    FULL_WIDTH = "full_width"
    CHINESE = "chinese"
    BLANK = "blank"


class Form(StrEnum):
    """How exact the number is meant (domain practice: vague forms)."""

    EXACT = "exact"
    OVER = "over"  # 60余, 300多: more than the round number
    NEAR = "near"  # 近60: a little less than the round number
    ABOUT = "about"  # 约60, 60左右
    AT_LEAST = "at_least"  # 不少于12, 至少12, 12以上
    ABOVE = "above"  # 超过60, 突破60
    AT_MOST = "at_most"  # 不超过60, 60以内


FORM_PREFIXES = {
    **dict.fromkeys(("不少于", "不低于", "至少", "不下"), Form.AT_LEAST),
    **dict.fromkeys(("超过", "突破", "超", "逾", "高于", "多于"), Form.ABOVE),
    **dict.fromkeys(("不超过", "不多于", "至多", "最多"), Form.AT_MOST),
    **dict.fromkeys(("接近", "将近", "近"), Form.NEAR),
    **dict.fromkeys(("大约", "约"), Form.ABOUT),
}
FORM_SUFFIXES = {
    "以上": Form.AT_LEAST,
    "以内": Form.AT_MOST,
    "左右": Form.ABOUT,
    "上下": Form.ABOUT,
}
"""Words behind the measure word."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the draft; ``value`` is None for a blank."""

    value: Decimal | None
    style: Style


def read(text: str) -> Number | None:
    """The number that is spelt by the whole of ``text``; None when it spells none (三二, 十百)."""
    if re.fullmatch(BLANK, text):
        return Number(None, Style.BLANK)
    if re.fullmatch(ARABIC, text):
        value = Decimal(text.translate(_HALF_WIDTH).replace(",", ""))
        full_width = text.translate(_HALF_WIDTH) != text and not re.search("[0-9]", text)
        return Number(value, Style.FULL_WIDTH if full_width else Style.ARABIC)
    chinese = read_chinese(text)
    return None if chinese is None else Number(Decimal(chinese), Style.CHINESE)


def read_chinese(text: str) -> int | None:
    """一百二十 → 120, 十二 → 12, 两 → 2; None for what nobody reads so: 二三, 十百, 一百五, 〇三."""
    value = 0
    for group in re.split("(?<=万)", text):
        part = digit = 0
        for char in group:
            if char in CHINESE_DIGITS:
                digit = CHINESE_DIGITS[char]
            elif char in _PLACES:
                part, digit = part + (digit or 1) * _PLACES[char], 0
        value += (part + digit) * (10_000 if group.endswith("万") else 1)
    # Read generously, then written again: only a numeral in good order comes back as it was.
    return value if chinese(value).translate(_PLAIN) == text.translate(_PLAIN) else None


def write(value: int | Decimal, style: Style) -> str:
    """``value`` in ``style``; a blank is filled with Arabic digits."""
    if style is Style.CHINESE:
        return counted(value)
    return arabic(value).translate(_FULL_WIDTH) if style is Style.FULL_WIDTH else arabic(value)


def rounded_down(value: int | Decimal) -> int | None:
    """The rounder number below ``value`` that 余 goes with; None when ``value`` must be written exactly."""
    text = vague(value)
    return int(text.removesuffix("余")) if text.endswith("余") else None


def rounded_up(value: int | Decimal) -> int | None:
    """The rounder number above ``value`` that 近 goes with: 57 → 60; None when it must be written exactly."""
    below = rounded_down(value)
    if below is None:
        return None
    step = 10 ** max(1, len(str(int(value))) - 2)
    return below + step
