"""Counts, quantities and money. A number is exact or refused: 约12人, 12余人 and 七八人 are no counts."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from branches.importing.cells.text import (
    EXACT_DIGITS,
    NUMERAL,
    CellError,
    chinese_number,
    folded,
    is_blank,
    read_text,
    says_nothing,
)
from branches.importing.workbook.sheets import Cell, Unreadable

LARGEST = 1_000_000
LONGEST = 20
"""Characters of a number with its commas and its decimal point."""
_UNITS = "人次|课次|场次|学时|课时|小时|篇次|人|名|位|次|场|期|轮|篇|项|条|件|起|个|份|户|票|家|本|部|天"
_LEAD = "共计|合计|总计|共|计|应到会|应到|实到会|实到|参会|到会|参加|出席|请假|缺席|列席"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+"
_APART = re.compile(r"\d\s+\d")
_ONE = re.compile(
    rf"(?:{_LEAD})?(?:人数)?[:]?(?P<number>{_DIGITS}|[{NUMERAL}]+)(?:\.0+(?!\d))?"
    rf"\+?(?:{_UNITS}|名党员|名同志)?(?:\((?P<note>[^()\d]*)\))?[。.]?"
)
_TIMES = {
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_IN_TEN_THOUSANDS = {
    "万元": Decimal(1),
    "万": Decimal(1),
    "千元": Decimal("0.1"),
    "元": Decimal("0.0001"),
    "元整": Decimal("0.0001"),
}
_INEXACT = re.compile(r"约|余|近|左右|多人|多名|以上|以下|大概|不少于|至少|几|数十|若干|\+")
_LABELS = {
    "expected": "应到会|应到|应参加|应参会|应出席|应",
    "present": "实际到会|实际参加|实到会|实到|实参加|实参会|到会|出席|参会|参加|实",
    "leave": "请假",
    "absent": "缺席|缺勤|缺会|未到会|未到|缺",
    "nonvoting": "列席",
}
_LABELLED = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + ")"
    rf"(?:党员|会|人员|人数|的)*[:为有是共]*(?P<number>\d+|[{NUMERAL}]+)(?:人|名|位)?(?:党员|同志)?"
    r"(?:\((?P<names>[^()\d]*)\))?"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts told apart by their label in one cell; ``names`` are those in brackets behind a label."""

    by_label: dict[str, int]
    names: dict[str, str]


def read_count(cell: Cell, *, none_is_zero: bool = False) -> int | None:
    """A whole number of people or things; None when blank. ``none_is_zero``: 无 in this column means 0."""
    if says_nothing(cell):
        return (
            0 if none_is_zero and isinstance(cell, str) and folded(cell) in ("无", "没有", "暂无") else None
        )
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell < 0 or cell != int(cell) or cell > LARGEST:
            raise CellError(f"{cell:g} 不是人数或件数，应为 0 或正整数。")
        return int(cell)
    if not isinstance(cell, str):
        raise _not_a_count(cell)
    text = _closed_up(cell)
    match = _ONE.fullmatch(text) if text else None
    number = _number(match["number"]) if match else None
    if match is None or number is None or "+" in text:
        raise _not_a_count(cell)
    if re.search("含|包括|其中|除", match["note"] or ""):
        raise CellError(f"“{text[:20]}”里说明还有别的人数，分不清是哪一个。请只写一个数。")
    return number


def read_noted_count(cell: Cell, label: str, *, none_is_zero: bool = False) -> "int | Counts | None":
    """As ``read_count``; a count with a note in brackets (2人（张三、李四）) as ``Counts`` that keep both."""
    number = read_count(cell, none_is_zero=none_is_zero)
    match = _ONE.fullmatch(re.sub(r"\s", "", folded(cell))) if isinstance(cell, str) else None
    if number is None or match is None or not match["note"]:
        return number
    return Counts({label: number}, {label: match["note"]})


def read_labelled_counts(cell: Cell) -> Counts | None:
    """“应到15人，实到13人” in one cell; None when the cell is no such text."""
    if not isinstance(cell, str):
        return None
    text = _closed_up(cell)
    matches = list(_LABELLED.finditer(text))
    if not matches:
        return None
    rest = _LABELLED.sub("", text)
    if re.search(rf"[\d{NUMERAL}]", rest) or re.search(r"[^,，、;；。.:()党员人数情况会议:]", rest):
        return None
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for match in matches:
        label = next(name for name in _LABELS if match[name])
        number = _number(match["number"])
        if number is None or label in counts:
            return None
        counts[label] = number
        if match["names"]:
            names[label] = match["names"]
    return Counts(counts, names)


def read_ordered_counts(cell: Cell, labels: tuple[str, ...]) -> Counts | None:
    """“15/13” under a header that names its parts in this order (应到/实到);

    None when the cell is no such text.
    """
    if not isinstance(cell, str):
        return None
    parts = re.split(r"[/、,;\-]", _closed_up(cell))
    if len(parts) != len(labels):
        return None
    numbers = [match and _number(match["number"]) for match in map(_ONE.fullmatch, parts)]
    if any(number is None for number in numbers):
        return None
    return Counts(
        {label: number for label, number in zip(labels, numbers, strict=True) if number is not None}, {}
    )


def read_counts(cell: Cell, header: str) -> Counts:
    """Counts of a column for several of them: labelled, in the header's order, or one alone.

    Raises CellError.
    """
    labels = labels_in(header)
    found = read_labelled_counts(cell) or (read_ordered_counts(cell, labels) if len(labels) > 1 else None)
    if found is not None:
        return found
    number = read_count(cell)
    if number is not None and len(labels) > 1:
        raise CellError(f"表头要写 {len(labels)} 个数（{header[:20]}），这里只有一个。请写全，如 12/11。")
    if number is None:
        raise _not_a_count(cell)
    return Counts({labels[0] if labels else "present": number}, {})


def read_quantity(cell: Cell) -> tuple[Decimal, str] | None:
    """A number with its measure word (12条 → 12, 条); the word is empty when the cell has none."""
    if says_nothing(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _decimal(cell), ""
    text = _closed_up(read_text(cell))
    match = re.fullmatch(rf"(?:共计|共|约定)?((?:{_DIGITS})(?:\.\d+)?|[{NUMERAL}]+)([^\d\W]{{0,4}})", text)
    if match is None or _INEXACT.search(text):
        raise _not_a_count(cell)
    if len(match[1]) > LONGEST:
        raise _not_a_count(cell)
    number = _number(match[1]) if "." not in match[1] else Decimal(match[1].replace(",", ""))
    if number is None:
        raise _not_a_count(cell)
    in_thousands = re.match("[十百千万亿]+", match[2])
    if in_thousands is None or match[2] == "万元":
        return Decimal(number), match[2]
    times = _TIMES.get(in_thousands[0])
    if times is None:
        raise _not_a_count(cell)
    return Decimal(number) * times, match[2][in_thousands.end() :]


def read_money(cell: Cell, unit: str = "") -> Decimal | None:
    """Money in 万元. ``unit``: what the header says (元 or 万元); without a unit anywhere it is asked for."""
    if says_nothing(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number, written = _decimal(cell), ""
    else:
        text = re.sub(r"[¥￥]|人民币", "", _closed_up(read_text(cell)))
        match = re.fullmatch(rf"(?:共计|共|合计)?((?:{_DIGITS})(?:\.\d+)?)(万元|元整|元|万|千元)?", text)
        if match is None or len(match[1]) > LONGEST:
            raise CellError("看不懂金额。请写成 3.5万元 或 35000元。")
        number, written = Decimal(match[1].replace(",", "")), match[2] or ""
    known = _IN_TEN_THOUSANDS.get(written or unit)
    if known is None:
        raise CellError("不知道单位是元还是万元。请在表头或单元格里写明单位。")
    if number < 0:
        raise CellError("金额不能是负数。")
    amount = number * known
    kept = amount.quantize(Decimal("0.0001"))
    if kept != amount:
        raise CellError("金额以万元计最多四位小数，也就是精确到 1 元。请核对单位，或四舍五入到元。")
    return kept


def _closed_up(text: str) -> str:
    """Folded and without spaces; empty where that would make another number of it.

    “15 13” are two numbers, and 13² or 13① is one with a footnote.
    """
    plain = folded(text)
    if _APART.search(plain) or any(unicodedata.category(sign) == "No" for sign in text):
        return ""
    return re.sub(r"\s", "", plain)


def _number(numeral: str) -> int | None:
    """None for what is no number, and for 七八 or 两三: those are about so many."""
    number: int | None
    if numeral[0].isdigit() and numeral[0].isascii():
        digits = numeral.replace(",", "")
        number = int(digits) if len(digits) <= EXACT_DIGITS else None
    elif len(numeral) > 1 and not re.search("[十百千廿卅]", numeral) and not re.search("[〇○零]", numeral):
        return None
    else:
        number = chinese_number(numeral)
    return number if number is not None and number <= LARGEST else None


def _decimal(number: int | float) -> Decimal:
    if abs(number) >= 10**EXACT_DIGITS:
        raise CellError("数字超过 15 位，Excel 已经改动了末尾几位，请核对。")
    return Decimal(repr(round(number, 10)))


def _not_a_count(cell: Cell) -> CellError:
    if isinstance(cell, Unreadable):
        return CellError(cell.message)
    text = folded(read_text(cell)) if not is_blank(cell) else ""
    if _INEXACT.search(text):
        return CellError(f"“{text[:20]}”不是确切的数字。请写准确的数。")
    if len(re.findall(r"\d+", text)) > 1:
        return CellError(f"“{text[:20]}”里不止一个数，分不清是哪一个。请只写一个数。")
    return CellError(f"“{text[:20]}”不是数字。请只写数字，如 12。")


def labels_in(words: str) -> tuple[str, ...]:
    """The labels a header names, in its order: 应到/实到 → ("expected", "present")."""
    order = "|".join(f"(?P<{name}>{spelled})" for name, spelled in _LABELS.items())
    return tuple(match.lastgroup or "" for match in re.finditer(order, words))


def read_year(cell: Cell) -> int | None:
    """A year alone: 2023, 2023年, 2023年度; None when blank."""
    if says_nothing(cell):
        return None
    match = re.fullmatch(r"((?:19|20)\d{2})(?:年度?)?", re.sub(r"\s", "", folded(read_text(cell))))
    if match is None:
        raise CellError("这里应是四位年份，如 2023。")
    return int(match[1])
