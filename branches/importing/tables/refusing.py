"""Sheets and tables that are no ledger to be read, with the reason that says what was seen."""

import re
from collections.abc import Iterable, Iterator, Sequence

from branches.importing.cells.text import folded
from branches.importing.tables.headerrows import HeaderCell, is_known
from branches.importing.workbook.sheets import Cell, Sheet

_PERIOD = re.compile(
    r"(?:\d{4}年)?(?:(?:0?[1-9]|1[0-2]|[一二三四五六七八九十]|十[一二])月份?|第?[一二三四1-4]季度|[上下]半年)"
)
_LABEL_AND_VALUE = re.compile(r"([^：:]{2,12})[：:]\s*\S")
FEWEST_PERIODS = 4
"""Months or quarters side by side, or one below the other, by which a table of sums is known."""
FEWEST_LABELS = 3
LOOKED_AT = 60
_NO_RECORDS = "这是按月份或季度排列的统计表，一格里没有单独的记录。请改为一次活动一行的台账。"


class NoTable(Exception):
    """This sheet holds no ledger that can be read. ``str()`` says in Chinese what it seems to be instead."""


def refuse_side_by_side(headers: Sequence[HeaderCell]) -> None:
    words = [header.path[-1].words for header in headers if is_known(header.spelled)]
    twice = {word for word in words if words.count(word) > 1}
    if len(twice) >= 2 and len({words.index(word) for word in twice}) >= 2:
        raise NoTable(
            f"同一行里并排放了两个台账（“{'”“'.join(sorted(twice)[:3])}”出现了两次）。请分成两张工作表。"
        )


def refuse_matrix(headers: Iterable[HeaderCell], below: Sequence[Cell] = ()) -> None:
    """``below``: the row under the header, where the months may stand alone."""
    words = [next((each.words for each in header.path if _is_period(each.words)), "") for header in headers]
    for said in (words, below):
        if periods := _periods(said):
            raise NoTable(f"列名是{_quoted(periods)}：{_NO_RECORDS}")


def what_else(sheet: Sheet) -> str:
    """What a sheet without any header row seems to be."""
    labels: dict[str, None] = {}
    firsts: list[Cell] = []
    single = rows = 0
    for number, cells in sheet.rows():
        texts = [cell for cell in cells if cell is not None]
        rows += 1
        single += len(texts) == 1
        firsts.append(texts[0])
        labels |= dict.fromkeys(_labels(texts))
        if periods := _periods(texts):
            return f"第 {number} 行并排写着{_quoted(periods)}：{_NO_RECORDS}"
        if number > LOOKED_AT:
            break
    if periods := _periods(firsts):
        return f"每行是一个月份或季度（{_quoted(periods)}）：{_NO_RECORDS}"
    if len(labels) >= FEWEST_LABELS:
        return (
            f"{_quoted(list(labels))}各占一格，内容写在旁边："
            "这像是一张表记一次活动的记录表。请改为一次活动一行的台账。"
        )
    if single == rows or rows < 2:
        return "没有表格内容，已跳过。"
    return "找不到表头行。表头应有“时间”“主题”等列名，每次活动一行。"


def _is_period(text: str) -> bool:
    return _PERIOD.fullmatch(text) is not None


def _periods(cells: Iterable[Cell]) -> list[str]:
    """The months or quarters among them; empty when there are too few to make a table of sums."""
    texts = (re.sub(r"\s", "", folded(cell)) for cell in cells if isinstance(cell, str))
    found = list(dict.fromkeys(text for text in texts if _is_period(text)))
    return found if len(found) >= FEWEST_PERIODS else []


def _labels(texts: Sequence[Cell]) -> Iterator[str]:
    """Names of fields in a row of a form: at its head, or each before its colon."""
    first = texts[0]
    if isinstance(first, str) and len(texts) <= 8 and is_known(first):
        yield folded(first)
    for text in texts:
        named = _LABEL_AND_VALUE.match(text) if isinstance(text, str) else None
        if named and is_known(named[1]):
            yield folded(named[1])


def _quoted(words: Sequence[str]) -> str:
    return "".join(f"“{word}”" for word in words[:3]) + ("等" if len(words) > 3 else "")
