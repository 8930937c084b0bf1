"""What every reader of cells shares: blank, plain text, the error, Chinese numerals."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from branches.importing.workbook.sheets import Cell, Unreadable

NOTHING = re.compile(r"[-—–_/\\、.。．·*＊]{1,6}|暂无|无|没有|(?:n/?a|nil|null|none)", re.IGNORECASE)
"""What people write into a cell to say that there is nothing to write."""
_SOMETHING = re.compile(r"(?![暂无没])[\u4e00-\u9fff]")
"""How nearly every text begins, and none of those does, however it is folded."""

DITTO = re.compile(r"同上一?[行条项]?|同前|〃|″|\"|''|\'")
"""Stands for the row above, which may be another one once the sheet was sorted."""

_ERROR_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")

SHORT = 60
"""Characters of a cell that is likely to come again in other rows; what was made of it is remembered."""

EXACT_DIGITS = 15
"""Excel keeps no more digits of a number; what stands behind them was lost before the file came here."""

_UNSEEN = " \t\n\r\v\f\u3000\xa0\u200b\ufeff\u2002\u2003\u2009"
_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_DIGITS |= {"八": 8, "九": 9, "O": 0, "o": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "〇○零一二两三四五六七八九十百千廿卅"


class CellError(Exception):
    """This cell cannot be read. ``str()`` is a short Chinese sentence that says why and what to do.

    ``asks``: the question a person may answer instead of mending the cell; empty when there is none.
    """

    def __init__(self, message: str, asks: str = "") -> None:
        super().__init__(message)
        self.asks = asks


def folded(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; all kinds of space as one plain space."""
    return _folded_short(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    return re.sub(r"[^\S\n]+", " ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


_folded_short = lru_cache(maxsize=20_000)(_folded)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip(_UNSEEN))


def says_nothing(cell: Cell) -> bool:
    """Blank, or one of the signs for “nothing here” such as a dash or 无."""
    if is_blank(cell):
        return True
    if not isinstance(cell, str):
        return False
    bare = cell.strip()
    return not _SOMETHING.match(bare) and len(bare) <= SHORT and NOTHING.fullmatch(folded(cell)) is not None


def read_text(cell: Cell) -> str:
    """The cell as a person sees it; empty when blank. Line breaks stay, numbers lose a needless ``.0``."""
    if isinstance(cell, Unreadable):
        raise CellError(cell.message)
    if cell is None:
        return ""
    if isinstance(cell, str):
        bare = cell.strip()
        if _ERROR_VALUE.fullmatch(bare):
            raise CellError(Unreadable(bare).message)
        if DITTO.fullmatch(bare):
            raise CellError(f"写的是“{bare}”。请把内容写全。")
        return _tidy(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return _span_text(cell)


def _tidy(text: str) -> str:
    """Without control characters and surrounding space; the wording itself is left as it is."""
    if text.isprintable() and "_x000D_" not in text:
        return text.strip(" ")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    if text.replace("\n", "").isprintable():
        return text.strip()
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C").strip()


def _number_text(number: int | float) -> str:
    if abs(number) >= 10**EXACT_DIGITS:
        raise CellError("数字超过 15 位，Excel 已经改动了末尾几位。请把该列设为“文本”后重新填写。")
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return repr(round(number, 10)).rstrip("0").rstrip(".")


def _span_text(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def chinese_number(numeral: str) -> int | None:
    """十二 → 12, 二〇二三 → 2023, 一百零五 → 105, 廿五 → 25; None for what is no number."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not 0 < len(numeral) <= EXACT_DIGITS or any(
        sign not in _DIGITS and sign not in _TENS for sign in numeral
    ):
        return None
    if not any(sign in _TENS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, digit, last_unit = 0, 0, 10_000
    for sign in numeral:
        if sign in _TENS:
            unit = _TENS[sign]
            if unit >= last_unit or (digit == 0 and unit != 10):
                return None
            total += (digit or 1) * unit
            digit, last_unit = 0, unit
        elif digit:
            return None
        else:
            digit = _DIGITS[sign]
    return total + digit
