"""A file on its way to its preview, step by step: its tables understood, then its rows read and judged.

The steps are apart because a person looks at the tables in between, and because rows take long. Whatever is
decided about the tables, the file is read again from what was uploaded; nothing is patched.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import transaction

from branches.bulk import BulkWrite
from branches.importing.batch.failing import or_why
from branches.importing.batch.judging import Judge, JudgedRow
from branches.importing.batch.ledger import Ledger
from branches.importing.batch.stored import discard, hold_open, stored
from branches.importing.chunks import in_chunks
from branches.importing.progress import Progress, silently
from branches.importing.scope import Scope
from branches.importing.tables.sheetreport import SheetReport
from branches.importing.workbook.reading import read_workbook
from branches.models import ImportBatch, ImportRow, Organization, User
from branches.querysets import BATCH

LONG_FILE = 2 * 2**20
"""Bytes of a file whose tables are not looked for while somebody waits for the page."""
LONG_READ = 1500
"""Rows that are not read, and records that are not written, while somebody waits for the page."""
MOST_QUESTIONS = 200


def read_file(data: bytes, file_name: str, scope: Scope) -> tuple[list[SheetReport], list[JudgedRow]]:
    """Read and judge a file without storing anything. Raises WorkbookError."""
    with read_workbook(data) as workbook:
        ledger = Ledger(workbook, file_name, scope)
        return ledger.sheets, list(Judge(scope.people).judge(ledger.rows()))


def preview(data: bytes, file_name: str, scope: Scope, progress: Progress = silently) -> ImportBatch:
    """All steps at once, for who does not look in between.

    Raises WorkbookError, and BatchError where database or disk do not take it; stores nothing then.
    """
    progress(0, 0, "正在打开文件")
    with or_why("没有保存"), read_workbook(data) as workbook:
        batch = take_in(data, file_name, scope)
        try:
            _read(batch, Ledger(workbook, file_name, scope), scope, progress)
        except BaseException:
            discard(batch)
            raise
    return batch


def take_in(data: bytes, file_name: str, scope: Scope) -> ImportBatch:
    """Store a file as it came; ``understand`` is the next step."""
    named = scope.organization.pk if scope.organization is not None else None
    batch = ImportBatch(
        file_name=file_name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        organization=scope.office(),
        year=scope.year,
        state=ImportBatch.State.UPLOADED,
        choices=replace(scope.choices, kind=scope.kind, organization=named).as_json(),
        created_by=scope.user,
    )
    batch.file.save(file_name, ContentFile(data), save=True)
    return batch


def content_of(batch: ImportBatch) -> bytes:
    """The file as it was uploaded."""
    with batch.file.open("rb") as file:
        content: bytes = file.read()
    return content


def understand(batch: ImportBatch, user: User | None) -> Ledger:
    """Note which tables the file holds, by the choices of the batch; rows read before are given up.

    Raises WorkbookError, and BatchError where it was committed meanwhile.
    """
    with read_workbook(content_of(batch)) as workbook:
        ledger = Ledger(workbook, batch.file_name, Scope.of_batch(batch, user))
    with transaction.atomic():
        hold_open(batch)
        batch.rows.all().delete()
        batch.understood = {
            "sheets": [sheet.as_stored() for sheet in ledger.sheets],
            "rows": ledger.row_count,
        }
        batch.state = ImportBatch.State.UPLOADED
        batch.save(update_fields=["understood", "state"])
    return ledger


def read_rows(batch: ImportBatch, user: User | None, progress: Progress = silently) -> None:
    """Read and judge every row. Raises WorkbookError, and BatchError where they could not be stored or the
    batch was committed meanwhile.

    Rows are stored together at the end, and quickly, so that nobody else waits for a long file.
    """
    scope = Scope.of_batch(batch, user)
    progress(0, 0, "正在打开文件")
    with or_why("没有保存读到的内容"), read_workbook(content_of(batch)) as workbook:
        _read(batch, Ledger(workbook, batch.file_name, scope), scope, progress)


def _read(batch: ImportBatch, ledger: Ledger, scope: Scope, progress: Progress) -> None:
    asked, owners = _Asked(), _Owners()
    done = 0
    with transaction.atomic():
        hold_open(batch)
        batch.state = ImportBatch.State.UPLOADED
        batch.save(update_fields=["state"])
        batch.rows.all().delete()
    with BulkWrite(ImportRow) as write:
        for chunk in in_chunks(Judge(scope.people).judge(ledger.rows()), BATCH):
            write.insert_plain(ImportRow, [stored(batch, judged) for judged in chunk])
            asked.note(chunk)
            owners.note(chunk)
            done += len(chunk)
            progress(done, max(done, ledger.row_count), f"已读 {done} 行")
        with transaction.atomic():
            hold_open(batch)
            write.run()
            batch.understood = {
                "sheets": [sheet.as_stored() for sheet in ledger.sheets],
                "rows": done,
                "questions": asked.as_json(),
                "remembered": scope.remembered,
            }
            batch.state = ImportBatch.State.PREVIEWED
            batch.save(update_fields=["understood", "state"])
            batch.tops.set([] if batch.organization_id else owners.tops())


class _Asked:
    """The questions of all rows, each with how many rows ask it and where it stands first."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def note(self, chunk: Iterable[JudgedRow]) -> None:
        for judged in chunk:
            for asks in {finding.asks for finding in judged.findings if finding.asks}:
                self._rows[asks] += 1
                self._first.setdefault(asks, f"{judged.row.sheet} 第 {judged.row.number} 行")

    def as_json(self) -> list[dict[str, object]]:
        """The most frequent ones first."""
        return [
            {"asks": asks, "rows": rows, "first": self._first[asks]}
            for asks, rows in self._rows.most_common(MOST_QUESTIONS)
        ]


class _Owners:
    """Whose the rows are; one that does not say may be anybody's."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def note(self, chunk: Iterable[JudgedRow]) -> None:
        for judged in chunk:
            if not judged.row.skipped:
                self._names.add(judged.row.values.get("organization", ""))

    def tops(self) -> list[Organization]:
        """The highest organisations among them; every root of the tree when one row may be anybody's."""
        if "" in self._names:
            return list(Organization.objects.filter(parent=None))
        owners = Organization.objects.filter(name__in=self._names).order_by("path")
        tops: list[Organization] = []
        for each in owners:
            if not tops or not each.path.startswith(tops[-1].path):
                tops.append(each)
        return tops
