"""Workbooks with known contents: what stands in every cell, and what every row must become.

The modules beside this one fill ``LEDGERS``. Each workbook is written as .xlsx, .xls and .ods, compared value
by value, and is what the fuzzing mutates.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.importing.workbooks import ods, xls, xlsx

FIRST, SECOND = "青峰市档案发展局第一党支部", "青峰市档案发展局第二党支部"
LEADING_GROUP, GROUP = "青峰市档案发展局党组", "第二党支部第一党小组"
WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods}


@dataclass(frozen=True)
class Wrong:
    """A row that must be an error at exactly these columns, as the sheet spells them (empty: the row)."""

    columns: tuple[str, ...]

    def __init__(self, *columns: str) -> None:
        object.__setattr__(self, "columns", columns)


@dataclass(frozen=True)
class Skipped:
    """A row that is no record, and said so."""


SKIPPED = Skipped()
Expected = Mapping[str, Any] | Wrong | Skipped


@dataclass(frozen=True)
class Known:
    """``rows``: sheet → Excel's row number → what it must become; no other row may appear.

    ``problems``: sheet → words of the reason why it is not read. ``formats``: where this can be written.
    """

    sheets: Mapping[str, Sequence[Sequence[Any]]]
    rows: Mapping[str, Mapping[int, Expected]] = field(default_factory=dict)
    merges: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    file_name: str = "台账"
    formats: tuple[str, ...] = ("xlsx", "xls", "ods")
    kind: str = ""

    def written(self, container: str) -> bytes:
        return WRITERS[container](self.sheets, self.merges)


LEDGERS: dict[str, Known] = {}


def ledger(make: Callable[[], Known]) -> Callable[[], Known]:
    """Put what the function returns into the catalogue under the function's name."""
    if make.__name__ in LEDGERS:
        raise ValueError(f"two ledgers are called {make.__name__}")
    LEDGERS[make.__name__] = make()
    return make
