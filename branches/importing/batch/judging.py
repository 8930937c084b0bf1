"""What becomes of each row: new, new with a remark, changed, a duplicate, an error, or skipped."""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from branches.forms import BuiltRecord, People
from branches.importing.batch.ledger import LedgerRow
from branches.importing.chunks import in_chunks
from branches.importing.comparing.byhand import typed_by_hand
from branches.importing.comparing.counterparts import Counterparts, Key, candidates
from branches.importing.comparing.records import Comparison, Difference, sentences
from branches.importing.roster.entries import Entry
from branches.importing.rows.findings import Finding
from branches.models import ImportRow, Record
from branches.models.record import clocks_agree
from branches.querysets import BATCH

Outcome = ImportRow.Outcome
WRITABLE = (Outcome.NEW, Outcome.WARNED)
THERE = "已有这条记录。"


@dataclass(slots=True)
class JudgedRow:
    """``stored_id``: the record that is there already; ``stored_version``: its version, where the row can
    bring it up to date. ``differences``: what the row says otherwise than it.
    """

    row: LedgerRow
    outcome: str
    findings: list[Finding]
    stored_id: int | None = None
    stored_version: int | None = None
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A row that came before, in few bytes: there may be a hundred thousand."""

    sheet: str
    number: int
    digest: bytes
    clock: datetime.time | None


class Judge:
    """Gives every row its outcome. Remembers what the file held before: a row that comes twice is made once.

    Records in the recycle bin do not block: importing after a deletion or an undo makes the record anew.
    """

    def __init__(self, people: People) -> None:
        self._counterparts = Counterparts(people)
        self._seen: dict[bytes, tuple[_Earlier, ...]] = {}

    def judge(self, rows: Iterable[LedgerRow]) -> Iterator[JudgedRow]:
        """In the order given; a few queries per record type and ``BATCH`` rows."""
        for chunk in in_chunks(rows, BATCH):
            keys = [_key(row) for row in chunk]
            stored = candidates(key for key in keys if key is not None)
            judged = [self._one(row, key, stored) for row, key in zip(chunk, keys, strict=True)]
            note_hands(comparison for _, comparison in judged if comparison is not None)
            for each, comparison in judged:
                if comparison is not None:
                    _describe(each, comparison)
                yield each

    def _one(
        self, row: LedgerRow, key: Key | None, stored: dict[Key, list[Record]]
    ) -> tuple[JudgedRow, Comparison | None]:
        """The outcome as far as the row itself decides it, and the comparison that decides the rest."""
        if row.skipped:
            return JudgedRow(row, Outcome.SKIPPED, row.remarks), None
        if row.entry is not None:
            return _of_roster(row, row.entry), None
        if key is None or row.built is None:
            return JudgedRow(row, Outcome.ERROR, [*row.errors, *row.remarks]), None
        again = self._again(row, row.built, key)
        if again is not None:
            return again, None
        met = self._counterparts.of(row.built, row.values, row.number, stored.get(key, ()))
        remarks = [*row.remarks, Finding("", met.doubt)] if met.doubt else row.remarks
        outcome = Outcome.WARNED if remarks else Outcome.NEW
        like = met.like.pk if met.like is not None else None
        return JudgedRow(row, outcome, remarks, stored_id=like), met.comparison

    def _again(self, row: LedgerRow, built: BuiltRecord, key: Key) -> JudgedRow | None:
        """The outcome of a row that the file held before; None for a first one, which is remembered."""
        short, digest, clock = _digest(key), _digest(row.values), built.record.clock()
        earlier = self._seen.get(short, ())
        for each in earlier:
            if not clocks_agree(each.clock, clock):
                continue
            sheet = "" if each.sheet == row.sheet else f"工作表“{each.sheet}”"
            where = f"{sheet}第 {each.number} 行"
            if each.digest == digest:
                return JudgedRow(row, Outcome.DUPLICATE, [Finding("", f"与{where}相同，只导入一次。")])
            message = (
                f"与{where}像是同一条记录（党组织、日期、名称相同），内容却不同。请核对，删去一行或改写名称。"
            )
            return JudgedRow(row, Outcome.ERROR, [Finding("", message)])
        self._seen[short] = (*earlier, _Earlier(row.sheet, row.number, digest, clock))
        return None


def _of_roster(row: LedgerRow, entry: Entry) -> JudgedRow:
    """A row of a roster was judged where it was read."""
    outcome = Outcome.ERROR if row.errors else entry.outcome
    there = entry.stored.pk if entry.stored is not None else None
    findings = [*row.errors, *row.remarks]
    return JudgedRow(row, outcome, findings, there, entry.version, entry.differences)


def _key(row: LedgerRow) -> Key | None:
    """None for a row that is no record."""
    return None if row.built is None or row.errors else (row.slug, row.built.fingerprint())


_plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _digest(value: Any) -> bytes:
    return hashlib.blake2b(_plain(value).encode(), digest_size=16).digest()


def note_hands(comparisons: Iterable[Comparison]) -> None:
    """Say of every difference whether it would replace what a person typed; one query per record type."""
    by_slug: dict[str, list[Comparison]] = defaultdict(list)
    for each in comparisons:
        if each.differences:
            by_slug[each.merged.slug].append(each)
    for several in by_slug.values():
        hands = typed_by_hand(each.stored for each in several)
        for each in several:
            each.note_hand(hands[each.stored.pk])


def _describe(judged: JudgedRow, comparison: Comparison) -> None:
    """Complete the outcome of a row whose record is there."""
    row, judged.differences = judged.row, comparison.differences
    judged.stored_id, judged.stored_version = comparison.stored.pk, comparison.stored.version
    judged.outcome = Outcome.CHANGED if comparison.differences else Outcome.DUPLICATE
    found = [Finding(row.spelled.get(name, ""), said) for name, said in sentences(comparison.differences)]
    if not comparison.differences:
        # Nothing is made of it: what looks odd about it is of no use, what it asks may make it another.
        judged.findings = [Finding("", THERE), *(remark for remark in row.remarks if remark.asks)]
        return
    if not comparison.merged.ok:
        why = [sentence for several in comparison.merged.errors.values() for sentence in several]
        found.append(Finding("", f"不能按本行更新：{''.join(why)}"))
        judged.stored_version = None
    elif comparison.by_hand:
        found.append(Finding("", "更新会改掉网页上填写的内容，只有单独选中这一行才更新。"))
    judged.findings = [*found, *row.remarks]
