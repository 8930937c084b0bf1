"""What a mutation gives back."""

from dataclasses import dataclass
from random import Random
from typing import Final

from tests.importing.known import LEDGERS, Known

Row = tuple[str, int]
EVERYTHING: Final = None
"""As ``touched``: any row may read differently; only the manner of refusing is held to account."""


@dataclass(frozen=True)
class Base:
    """A ledger of the catalogue in one of its containers."""

    name: str
    container: str

    @property
    def known(self) -> Known:
        return LEDGERS[self.name]

    @property
    def data(self) -> bytes:
        key = (self.name, self.container)
        if key not in _WRITTEN:
            _WRITTEN[key] = self.known.written(self.container)
        return _WRITTEN[key]

    def is_data(self, row: Row) -> bool:
        """Whether it stands below title and header, which say what the rows below them mean."""
        sheet, number = row
        known = self.known.rows.get(sheet)
        return known is not None and number >= min(known)

    @property
    def file_name(self) -> str:
        return f"{self.known.file_name}.{self.container}"


_WRITTEN: dict[tuple[str, str], bytes] = {}


@dataclass(frozen=True)
class Mutated:
    """A changed file. ``touched``: the rows that may read differently; every other must read as before, be an
    error, or go with a sheet or file that is refused with a reason.
    """

    base: Base
    data: bytes
    did: str
    touched: frozenset[Row] | None = frozenset()


def some_base(chance: Random, *containers: str) -> Base:
    container = chance.choice(containers)
    return Base(
        chance.choice([name for name, known in LEDGERS.items() if container in known.formats]), container
    )
