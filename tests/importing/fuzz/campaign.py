"""One seed: mutate, read as an upload is read, and compare with what the workbook says."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

from branches.importing.batch.intake import read_file
from branches.importing.scope import Scope
from branches.importing.workbook.refusing import REASONS, WorkbookError
from tests.importing.fuzz import biff, containers, grids, raw_bytes, xml_parts
from tests.importing.fuzz.mutated import EVERYTHING, Base, Mutated, Row

FAMILIES: dict[str, Callable[[Random], Mutated]] = {
    "bytes": raw_bytes.mutate,
    "container": containers.mutate,
    "xml": xml_parts.mutate,
    "biff": biff.mutate,
    "cell": grids.mutate_cell,
    "header": grids.mutate_header,
    "garbage": grids.mutate_header_to_garbage,
}
GOOD = frozenset({"new", "warned"})
Reading = Mapping[Row, tuple[str, Any]]


class Finding(AssertionError):
    """A mutation that was answered wrongly."""


def mutation(family: str, seed: int) -> Mutated:
    return FAMILIES[family](Random(f"{family}:{seed}"))  # noqa: S311 - to be repeated, not to be secret


@cache
def _office() -> Scope:
    """Who imports: the system. Organisations and people are asked for once."""
    return Scope()


def rows_of(data: bytes, base: Base) -> tuple[Reading, dict[str, str]]:
    """(outcome, values) by row, and the reasons of sheets that were not read. Raises WorkbookError."""
    sheets, judged = read_file(data, base.file_name, _office())
    rows = {(each.row.sheet, each.row.number): (str(each.outcome), each.row.values) for each in judged}
    for each in judged:
        if each.outcome in ("error", "skipped") and not each.findings:
            raise Finding(f"{each.row.sheet} {each.row.number} is {each.outcome} without a reason")
    return rows, {sheet.name: sheet.problem for sheet in sheets if sheet.problem}


@cache
def _before(base: Base) -> Reading:
    return rows_of(base.data, base)[0]


def check(mutated: Mutated) -> str:
    """How the file was answered: a code of ``REASONS``, or ``read``. Raises Finding on a wrong answer."""
    before = _before(mutated.base)
    try:
        now, problems = rows_of(mutated.data, mutated.base)
    except WorkbookError as error:
        if str(error) not in REASONS.values():
            raise Finding(f"no sentence for {error.code}") from error
        return error.code
    except Finding:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it should have been a WorkbookError
        raise Finding(f"{type(error).__name__}: {error}") from error
    if mutated.touched is not EVERYTHING:
        _compare(before, now, problems, mutated.touched)
    return "read"


def _compare(before: Reading, now: Reading, problems: Mapping[str, str], touched: frozenset[Row]) -> None:
    for row, (outcome, values) in before.items():
        if row in touched or row[0] in problems:
            continue
        if row not in now:
            if outcome == "skipped":
                continue
            raise Finding(f"{row} is lost without a word")
        now_outcome, now_values = now[row]
        if now_outcome not in ("error", "skipped") and (outcome not in GOOD or now_values != values):
            raise Finding(f"{row} is silently different: {outcome} {values} -> {now_outcome} {now_values}")
        if now_outcome == "skipped" and outcome != "skipped":
            raise Finding(f"{row} is skipped now")
    for row in now.keys() - before.keys():
        if row not in touched and now[row][0] in GOOD:
            raise Finding(f"{row} is made up: {now[row]}")
