"""Which record that is there already a row means, where several share what makes them the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from branches.forms import BuiltRecord, People
from branches.forms.parts import PARTS
from branches.importing.comparing.records import Comparison, compare
from branches.importing.rows.values import Values
from branches.models import RECORDS, Record

Key = tuple[str, str]
"""Record type and fingerprint."""


def candidates(keys: Iterable[Key], *, with_parts: bool = True) -> dict[Key, list[Record]]:
    """The live records of each key that has some, oldest first."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for slug, fingerprint in keys:
        wanted[slug].append(fingerprint)
    found: dict[Key, list[Record]] = defaultdict(list)
    for slug, fingerprints in wanted.items():
        records = RECORDS[slug].objects.live().filter(fingerprint__in=fingerprints).order_by("pk")
        records = records.select_related("organization").prefetch_related(
            *(kind.name for kind in PARTS[slug])
        )
        for record in records:
            found[slug, record.fingerprint].append(record)
    return found


@dataclass(frozen=True, slots=True)
class Counterpart:
    """``comparison`` with the record that the row means; without one the row is new. ``doubt``: what is
    unsure about that, for the person who decides, and ``like`` a record that it may be all the same.
    """

    comparison: Comparison | None = None
    doubt: str = ""
    like: Record | None = None


class Counterparts:
    """Remembers which records the rows of a file mean: two rows that differ cannot both be one record."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._meant: dict[tuple[str, int], int] = {}

    def of(self, built: BuiltRecord, values: Values, number: int, stored: Sequence[Record]) -> Counterpart:
        """The counterpart of row ``number`` among the records of its fingerprint."""
        possible = [record for record in stored if built.record.may_be(record)]
        exact = [record for record in possible if record.clock() == built.record.clock()]
        free = [record for record in exact or possible if (built.slug, record.pk) not in self._meant]
        if not free:
            return self._taken(built, possible[0]) if possible else Counterpart()
        compared = [compare(record, built, values, self._people) for record in free]
        chosen = next((each for each in compared if not each.differences), compared[0])
        if len(compared) > 1 and chosen.differences:
            return Counterpart(doubt=_unsure(free), like=free[0])
        self._meant[built.slug, chosen.stored.pk] = number
        return Counterpart(chosen)

    def _taken(self, built: BuiltRecord, record: Record) -> Counterpart:
        number = self._meant[built.slug, record.pk]
        doubt = f"已有的同名记录没有写时间，已与第 {number} 行对上；这一行列为新增。是不是同一次，请核对。"
        return Counterpart(doubt=doubt, like=record)


def _unsure(records: Sequence[Record]) -> str:
    clocks = [record.clock() for record in records]
    times = "、".join(f"{clock:%H:%M}" if clock else "未写时间" for clock in clocks)
    return (
        f"这一天已有 {len(records)} 条同名记录（{times}），看不出本行是不是其中一条，列为新增。"
        "如是其中一条，请写上时间后重新上传。"
    )
