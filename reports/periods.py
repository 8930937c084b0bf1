"""The periods that figures and documents are about: the same as those that duties are due in.

Here: how a period is asked for in words and in addresses, and how a document speaks of it.
"""

import datetime
import re

from branches.periods import HALVES, QUARTERS, UNITS, Period, last_of_month, part_of

__all__ = ["UNITS", "Period", "as_query", "next_stage", "period_asked_for", "reporting_name"]

_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,2}"
_QUARTER = re.compile(r"第?([1-4一二三四])季度")
_TO_QUARTER = re.compile(r"前([1-4一二三四两])个?季度")
_MONTHS = re.compile(rf"({_NUMBER})月份?(?:(?:至|到|-|—|–|~|～)({_NUMBER})月份?)?")
_MONTHS_SHORT = re.compile(rf"({_NUMBER})(?:至|到|-|—|–|~|～)({_NUMBER})月份?")
_DAY = r"(\d{4})[-.年/](\d{1,2})[-.月/](\d{1,2})日?"
_DAYS = re.compile(rf"{_DAY}(?:至|到|—|–|~|～|\.\.){_DAY}")
_KNOWN = "、".join([*HALVES, *(f"第{digit}季度" for digit in QUARTERS), "前三季度", "3月", "1至11月"])


def period_asked_for(year: int, words: str) -> Period:
    """The part of ``year`` that ``words`` name; the whole of it without words, any days of it when both are
    given in full (2023-03-05至2023-05-20).

    ValueError, in Chinese, for words that name no period of that year.
    """
    text = re.sub(r"\s", "", words)
    days = _DAYS.fullmatch(text)
    found = _days(*map(int, days.groups())) if days else _part(year, text.removeprefix(f"{year}年"))
    if found is None or year not in {found.start.year, found.end.year}:
        example = f"{year}-03-05至{year}-05-20"
        raise ValueError(
            f"“{words.strip()}”不是 {year} 年的时段，可以写{_KNOWN}，或写起止日期，如 {example}。"
        )
    return found


def _part(year: int, text: str) -> Period | None:
    if text in {"", "全年", "年度"}:
        return Period.year(year)
    if text in HALVES:
        return Period.half(year, HALVES.index(text) + 1)
    if found := _QUARTER.fullmatch(text):
        return Period.quarter(year, _number(found[1]))
    if found := _TO_QUARTER.fullmatch(text):
        return _months(year, 1, 3 * _number(found[1].replace("两", "二")))
    if found := _MONTHS.fullmatch(text) or _MONTHS_SHORT.fullmatch(text):
        return _months(year, _number(found[1]), _number(found[2] or found[1]))
    return None


def _number(text: str) -> int:
    """A whole number up to 99, in Arabic or Chinese digits."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _months(year: int, first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= 12:
        return None
    return Period.between(datetime.date(year, first, 1), last_of_month(year, last))


def _days(*numbers: int) -> Period | None:
    try:
        return Period.between(datetime.date(*numbers[:3]), datetime.date(*numbers[3:]))
    except ValueError:
        return None


def as_query(period: Period) -> dict[str, str]:
    """The period as a page's address names it: a year with its part, or first and last day."""
    try:
        part = part_of(period)
    except KeyError:
        return {"start": str(period.start), "end": str(period.end)}
    return {"year": str(period.start.year)} | ({"part": part} if part else {})


def is_whole_year(period: Period) -> bool:
    return period == Period.year(period.start.year)


def reporting_name(period: Period) -> str:
    """The period in a title: 2023年度, 2023年上半年."""
    return f"{period.name}度" if is_whole_year(period) else period.name


def next_stage(period: Period) -> str:
    """What lies ahead when the period is over: 下半年, 第四季度, 2024年; 下一阶段 after any other day."""
    end = period.end
    if end != last_of_month(end.year, end.month):
        return "下一阶段"
    if end.month == 12:
        return f"{end.year + 1}年"
    if period == Period.month(end.year, end.month):
        return f"{end.month + 1}月"
    if end.month == 6:
        return HALVES[1]
    return f"第{QUARTERS[end.month // 3]}季度" if end.month % 3 == 0 else "下一阶段"
