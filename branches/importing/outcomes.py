"""What becomes of each row: new, new with a remark, a duplicate, an error, or skipped."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from branches.importing.chunks import in_chunks
from branches.importing.ledger import LedgerRow
from branches.importing.rows import Finding
from branches.models import RECORDS, ImportRow, Record
from branches.querysets import BATCH

Outcome = ImportRow.Outcome
WRITABLE = (Outcome.NEW, Outcome.WARNED)


@dataclass(slots=True)
class JudgedRow:
    row: LedgerRow
    outcome: str
    findings: list[Finding]


class Judge:
    """Gives every row its outcome. Remembers what the file held before: a row that comes twice is made once.

    Records in the recycle bin do not block: importing after a deletion or an undo makes the record anew.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[str, int, str]] = {}

    def judge(self, rows: Iterable[LedgerRow]) -> Iterator[JudgedRow]:
        """In the order given; one query per record type and ``BATCH`` rows."""
        for chunk in in_chunks(rows, BATCH):
            stored = existing(
                (row.slug, row.built.fingerprint())
                for row in chunk
                if row.built is not None and not row.errors
            )
            for row in chunk:
                yield self._one(row, stored)

    def _one(self, row: LedgerRow, stored: dict[tuple[str, str], Record]) -> JudgedRow:
        if row.skipped:
            return JudgedRow(row, Outcome.SKIPPED, row.remarks)
        if row.errors or row.built is None:
            return JudgedRow(row, Outcome.ERROR, [*row.errors, *row.remarks])
        key = (row.slug, row.built.fingerprint())
        digest = _digest(row.values)
        if key in self._seen:
            sheet, number, before = self._seen[key]
            where = f"第 {number} 行" if sheet == row.sheet else f"工作表“{sheet}”第 {number} 行"
            if before == digest:
                return JudgedRow(row, Outcome.DUPLICATE, [Finding("", f"与{where}相同，只导入一次。")])
            message = (
                f"与{where}像是同一条记录（党组织、日期、名称相同），内容却不同。请核对，删去一行或改写名称。"
            )
            return JudgedRow(row, Outcome.ERROR, [Finding("", message)])
        self._seen[key] = (row.sheet, row.number, digest)
        if key in stored:
            return JudgedRow(
                row, Outcome.DUPLICATE, [Finding("", "已有这条记录。"), *_differences(row, stored[key])]
            )
        return JudgedRow(row, Outcome.WARNED if row.remarks else Outcome.NEW, row.remarks)


def existing(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """Live records by (type, fingerprint), for those keys that have one."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for slug, fingerprint in keys:
        wanted[slug].append(fingerprint)
    found: dict[tuple[str, str], Record] = {}
    for slug, fingerprints in wanted.items():
        for record in RECORDS[slug].objects.live().filter(fingerprint__in=fingerprints):
            found[slug, record.fingerprint] = record
    return found


def _digest(values: dict[str, Any]) -> str:
    plain = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _differences(row: LedgerRow, stored: Record) -> Iterator[Finding]:
    """Where the row says something else than the record that is there. Nothing is changed."""
    assert row.built is not None  # noqa: S101 - only rows that were built are compared
    columns = {column.name: column for column in stored._meta.concrete_fields if not column.is_relation}
    for name in row.values:
        column = columns.get(name)
        if column is None:
            continue
        here, there = getattr(row.built.record, name), getattr(stored, name)
        if here != there:
            label = column.verbose_name
            shown = "空" if there in (None, "") else _short(there)
            yield Finding(
                row.spelled.get(name, ""), f"{label}：已有记录为 {shown}，本行为 {_short(here)}，未改动。"
            )


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 20 else f"{text[:20]}…"
