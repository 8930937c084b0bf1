"""Cells and headers that people could type, put into a ledger before it is written."""

import datetime
from random import Random
from typing import Any

from tests.importing.fuzz.mutated import EVERYTHING, Mutated, Row, some_base
from tests.importing.known import SKIPPED, Wrong
from tests.importing.known.catalogue import WRITERS

CELLS: list[Any] = [
    None,
    "",
    " ",
    "　",
    "-",
    "无",
    "同上",
    "待定",
    "合计",
    "2023年2月30日",
    "2023年13月1日",
    "0年0月0日",
    "9999-12-31",
    "1900-1-0",
    "3月5日-2月1日",
    "2023.3.5-2022.1.1",
    "２０２３．３．５",
    "2023年3月5日25:61",
    "二〇二三年十三月",
    datetime.date(1900, 1, 1),
    datetime.date(2099, 12, 31),
    datetime.datetime(2023, 3, 5, 23, 59, 59),
    -1,
    0,
    0.1,
    1e15,
    1e300,
    -1e300,
    12345678901234567890,
    202303050000000001,
    60,
    2958466,
    99999999,
    True,
    False,
    "约12人",
    "十二点五",
    "12 13",
    "１２",
    "13²",
    "①②③",
    "∞",
    "NaN",
    "1e9",
    "应到999999999999人，实到-1人",
    "程远山" * 400,
    "程·远·山",
    "等等等12人",
    "（（（",
    "）程远山（",
    "、、、",
    "程远山、程远山",
    "A" * 32_767,
    "长" * 32_000,
    "\u202e反向",
    "\u200b零宽\u200b",
    "a\tb\rc\nd",
    "_x0000_",
    "_x000D_",
    "😀" * 500,
    "\ud7ff\ue000",
    "=1+1",
    '=HYPERLINK("http://127.0.0.1/")',
    "@SUM(A1)",
    "+1",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%s%n%d",
    "'; DROP TABLE branches_meeting; --",
    "../../../etc/passwd",
    "\\",
    "(" * 300,
    "1、" * 2000,
    "《" * 1000,
    "《" + "甲》《" * 800,
    "党支部" * 300,
    "a" * 250 + "@",
]
NOISE = [
    "{} ",
    "　{}",
    "{}：",
    "{}:",
    "*{}",
    "※{}",
    "{}\n",
    "\n{}",
    "{}（必填）",
    "（必填）{}",
    "{}*",
    "1.{}",
    "{}（选填）",
]
GARBAGE = [
    "天气",
    "Ωμέγα",
    "",
    "x" * 41,
    "!!!",
    "时间时间时间",
    "列A",
    "12",
    "（）",
    "党",
    "．",
    "\u200b",
    "甲乙丙丁",
]


def mutate_cell(chance: Random) -> Mutated:
    """Something strange in some cells of one row: the other rows have nothing to do with it."""
    base = some_base(chance, "xlsx", "xls", "ods")
    sheets = {name: [list(row) for row in rows] for name, rows in base.known.sheets.items()}
    name = chance.choice(
        [name for name in sheets if base.known.rows.get(name)] or [n for n in sheets if sheets[n]]
    )
    number = chance.choice([*base.known.rows.get(name, {}), len(sheets[name])])
    row = sheets[name][number - 1]
    row += [None] * chance.choice([0, 0, 0, 1, 12])
    did = []
    for _ in range(chance.choice([1, 1, 2, len(row)])):
        if row:
            column = chance.randrange(len(row))
            row[column] = _fitting(chance.choice(CELLS), base.container)
            did.append(f"{column}: {str(row[column])[:20]!r}")
    data = WRITERS[base.container](sheets, base.known.merges)
    touched = _rows_that_depend(base, name, number)
    return Mutated(base, data, f"{name} {number}: {did}", touched)


def _fitting(cell: Any, container: str) -> Any:
    """A record of the old format holds no more."""
    return cell[:4000] if container == "xls" and isinstance(cell, str) else cell


def _rows_that_depend(base: Any, name: str, number: int) -> frozenset[Row] | None:
    """The row itself; the rows that its merged cells stand for, a row above that it went on with, and
    those below a title or section row.
    """
    if number not in base.known.rows.get(name, {}):
        return EVERYTHING
    if base.known.rows[name][number] is SKIPPED:
        return frozenset((name, row) for row in range(number, number + 60))
    last = max(
        (int("".join(filter(str.isdigit, place.split(":")[1]))) for place in base.known.merges.get(name, ())),
        default=0,
    )
    above = number - 1 if isinstance(base.known.rows[name].get(number - 1), Wrong) else number
    return frozenset((name, row) for row in range(above, max(number, last) + 1))


def mutate_header(chance: Random) -> Mutated:
    """Headers decorated as people decorate them: every row reads as before, in whatever order of columns."""
    base = some_base(chance, "xlsx", "xls", "ods")
    sheets = {name: [list(row) for row in rows] for name, rows in base.known.sheets.items()}
    did = []
    for name, rows in sheets.items():
        first = min(base.known.rows.get(name, {0: None}))
        if first < 2 or any(
            int(place.split(":")[0].lstrip("ABCDEFGHIJKLMNOP")) <= first
            for place in base.known.merges.get(name, ())
        ):
            continue
        header = rows[first - 2]
        for column, words in enumerate(header):
            if isinstance(words, str) and chance.random() < 0.5:
                header[column] = chance.choice(NOISE).format(words)
                did.append(header[column])
    return Mutated(base, WRITERS[base.container](sheets, base.known.merges), f"{did}")


def mutate_header_to_garbage(chance: Random) -> Mutated:
    """A header nobody knows: its column is not read, and no other column is read differently."""
    base = some_base(chance, "xlsx", "xls", "ods")
    sheets = {name: [list(row) for row in rows] for name, rows in base.known.sheets.items()}
    name = chance.choice([name for name in sheets if base.known.rows.get(name)] or list(sheets))
    first = min(base.known.rows.get(name, {2: None}))
    header = sheets[name][first - 2] if sheets[name] else []
    did = ""
    if header:
        column = chance.randrange(len(header))
        did = f"{header[column]!r} -> "
        header[column] = chance.choice(GARBAGE)
        did += repr(header[column])
    return Mutated(base, WRITERS[base.container](sheets, base.known.merges), did, EVERYTHING)
