"""Cells longer than anybody writes: refused like any other that makes no sense, and no page waits for them.

Each text here once kept the whole site busy for minutes, or ended in an error page.
"""

from collections.abc import Callable
from typing import Any

import pytest

from branches.importing.cells.counts import read_count, read_labelled_counts, read_money, read_quantity
from branches.importing.cells.dates import read_date, read_day_and_place, read_moment
from branches.importing.cells.names import read_names
from branches.importing.cells.text import CellError
from branches.importing.workbook.child.limits import MAX_TEXT


def endless(word: str) -> str:
    """The word again and again, as long as a cell may be."""
    return (word * MAX_TEXT)[:MAX_TEXT]


def in_this_year(cell: str) -> Any:
    return read_date(cell, year=2024)


@pytest.mark.parametrize("word", ["支部", "局", "党组", "请假：", "3人：", "9:00", "张三（"])
def test_endless_names_are_refused(word: str) -> None:
    with pytest.raises(CellError):
        read_names(endless(word))


@pytest.mark.parametrize("read", [in_this_year, read_moment, read_day_and_place])
@pytest.mark.parametrize("word", ["一", "百", "○", "周一", "1、", "3月5日，"])
def test_endless_days_are_refused(read: Callable[[str], Any], word: str) -> None:
    with pytest.raises(CellError):
        read(endless(word))


@pytest.mark.parametrize("read", [read_count, read_quantity, read_money])
@pytest.mark.parametrize("number", [endless("1"), endless("一〇"), endless("1") + "万元", f"{'9' * 30}元"])
def test_endless_numbers_are_refused(read: Callable[[str], Any], number: str) -> None:
    with pytest.raises(CellError):
        read(number)


def test_endless_numbers_behind_a_label_or_names_are_none() -> None:
    assert read_labelled_counts(f"应到{endless('1')}人") is None
    assert read_names(f"张三等{endless('1')}人").total is None
    assert read_names(f"张三等{endless('1')}人").names == ["张三"]


def test_statuses_and_counts_are_still_read_one_behind_the_other() -> None:
    found = read_names("请假：2人（张三、李四）；缺席：王五")
    assert [(person.name, person.status) for person in found.people] == [
        ("张三", "leave"),
        ("李四", "leave"),
        ("王五", "absent"),
    ]
