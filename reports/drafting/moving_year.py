"""The document's own year moved to the year it is filled for, where the person wants that.

Only the year by which the document calls itself and its time (2022年, 2022年度, 二〇二二年) moves. Days and
months (2022年3月5日), titles of other documents, quotations, ranges of years and every other year stay.
"""

import re
from bisect import bisect_right

from reports.drafts.draft import Change, Draft
from reports.drafts.exclusions import masked
from reports.drafts.setting import own_year
from reports.drafts.surroundings import normalised

MOVE = "move"
"""The choice to move the year, kept among a draft's choices under ``YEAR``."""
YEAR = "year"

_NUMERALS = "一二三四五六七八九十"
_RANGE = "-—–－~～至到、"
_NOT_BEHIND = f"(?:(?<=截至)|(?<![0-9{_RANGE}]))"
_NOT_BEFORE = f"(?=[ ]*年(?![ ]*[0-9*×Xx_{_NUMERALS}]{{1,3}}[ ]*个?月|[{_RANGE}]))"
_FULL_WIDTH = "０１２３４５６７８９"
_CHINESE = "〇一二三四五六七八九"


def named_year(draft: Draft, year: int) -> int | None:
    """The year the draft reports on, where that is another than ``year``."""
    named = own_year(normalised(draft.text))
    return None if named == year else named


def year_changes(draft: Draft, year: int) -> list[Change]:
    """What is to be changed for the draft to speak of ``year``; nothing when it names no year or that one."""
    named = named_year(draft, year)
    if named is None:
        return []
    pattern = re.compile(f"{_NOT_BEHIND}{named}{_NOT_BEFORE}")
    text = draft.text
    spans = masked(text)
    starts = [start for start, _ in spans]
    found = []
    for match in pattern.finditer(normalised(text)):
        start, end = match.span()
        inside = bisect_right(starts, start) - 1
        if (inside < 0 or spans[inside][1] <= start) and not draft.is_fixed(start, end):
            found.append(Change(start, end, _spelt(year, text[start:end])))
    return found


def _spelt(year: int, like: str) -> str:
    """``year`` in the digits of ``like``; a digit that stays is left as it is spelt (〇, 零, ○)."""
    digits = normalised(like + "年")[:-1]
    zero = next((char for char in like if char in "〇零○"), "〇")
    chars = []
    for old, was, new in zip(like, digits, str(year), strict=True):
        if was == new:
            chars.append(old)
        elif old.isascii():
            chars.append(new)
        elif old in _FULL_WIDTH:
            chars.append(_FULL_WIDTH[int(new)])
        else:
            chars.append(zero if new == "0" else _CHINESE[int(new)])
    return "".join(chars)
