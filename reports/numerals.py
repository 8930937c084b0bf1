"""How a counted value is written: Arabic, Chinese, or vague (GB/T 15835 and the habits of official prose)."""

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")


def arabic(value: int | Decimal) -> str:
    """The value in Arabic digits, without grouping and without trailing zeros behind the point."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese(value: int | Decimal) -> str:
    """The value in Chinese numerals as they are read: 105 → 一百零五, 3.5 → 三点五. Not below zero."""
    if value < 0:
        raise ValueError(f"no Chinese numeral for {value}")
    whole, _, fraction = arabic(value).partition(".")
    point = "点" + "".join(DIGITS[int(digit)] for digit in fraction) if fraction else ""
    return _whole(int(whole)) + point


def counted(value: int | Decimal) -> str:
    """The value in Chinese numerals in front of a measure word, where two is 两: 两次, but 十二次."""
    return "两" if value == 2 else chinese(value)


def vague(value: int | Decimal) -> str:
    """The value rounded down, with 余 behind: 67 → 60余, 104 → 100余, 1234 → 1200余.

    Two leading digits are kept (one of a two-digit number). An exactly round value and one below 10 stay
    exact: 余 would be untrue.
    """
    whole = int(value)
    if whole < 10:
        return arabic(value)
    step = 10 ** max(1, len(str(whole)) - 2)
    rounded = whole - whole % step
    return arabic(value) if rounded == value else f"{rounded}余"


def ordinal(position: int) -> str:
    """The numeral of a heading or of 一是, 二是: 1 → 一, 12 → 十二."""
    return chinese(position)


def _whole(number: int) -> str:
    if number == 0:
        return DIGITS[0]
    text = ""
    position = 0
    gap = False
    while number:
        number, group = divmod(number, 10_000)
        if group:
            text = _group(group) + _GROUPS[position] + (DIGITS[0] if gap and text else "") + text
            gap = group < 1_000
        elif text:
            gap = True
        position += 1
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(number: int) -> str:
    """One to 9999, without the short form of ten (一十)."""
    text = ""
    pending_zero = False
    for position, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            text += (DIGITS[0] if pending_zero else "") + DIGITS[digit] + _PLACES[position]
            pending_zero = False
        elif text:
            pending_zero = True
    return text
