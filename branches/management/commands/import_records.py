"""Import a ledger (``import_records FILE``), or take an import back (``import_records --undo BATCH``)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from branches.forms.text import key_in
from branches.givenfile import TooLarge, read_given
from branches.importing.batch.committing import commit
from branches.importing.batch.intake import preview, read_file
from branches.importing.batch.judging import JudgedRow, Outcome
from branches.importing.batch.preparing import Committed
from branches.importing.batch.stored import BatchError, discard
from branches.importing.batch.undoing import undo
from branches.importing.cells.text import CellError
from branches.importing.chunks import by_key
from branches.importing.kinds import LABELS
from branches.importing.rows.drafting import shown
from branches.importing.scope import Scope
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.workbook.refusing import MAX_FILE_BYTES, REASONS, WorkbookError
from branches.management.bar import Bar
from branches.models import ImportBatch, Meeting, Organization
from branches.querysets import BATCH

FIRST_YEAR = 1921
MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "导入一个台账文件（xlsx、xlsm、xls、et、ods）。默认全部无误才导入：有一行有误就什么都不写入，并以非零状态结束；"
        "加 --good-rows 则导入无误的行。已有的记录不会重复导入；加 --update 则按表中不同的内容更新。"
        "--undo 撤销一批导入，不需要文件。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = "、".join(f"{slug}（{label}）" for slug, label in LABELS.items())
        parser.add_argument("file", nargs="?", default="", help="台账文件")
        parser.add_argument(
            "--kind", default="", help=f"记录类型，不写则自动识别：{kinds}；也可写会议类型，如 theme_day"
        )
        parser.add_argument(
            "--organization", default="", help="没有党组织列的行属于它；有党组织列的只在它的下级中找"
        )
        parser.add_argument("--year", default="", help="没有写年份的日期属于哪一年")
        parser.add_argument("--dry-run", action="store_true", help="只识别，不写入")
        parser.add_argument("--good-rows", action="store_true", help="有误的行不导入，其余的导入")
        parser.add_argument(
            "--update", action="store_true", help="表中与已有记录不同的，更新已有记录；网页上填写的内容不改"
        )
        parser.add_argument(
            "--undo", default="", metavar="BATCH", help="撤销这一批（编号），不能与文件一起写"
        )
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["undo"]:
                self._undo(options)
            else:
                self._import(options)
        except (WorkbookError, BatchError) as error:
            raise CommandError(" ".join(str(error).split())) from error
        except DatabaseError as error:
            raise CommandError(f"数据库无法读写：{str(error).splitlines()[0]}") from error

    def _undo(self, options: dict[str, Any]) -> None:
        if options["file"]:
            raise CommandError("--undo 撤销以前的一批，不能与文件一起写。")
        with Bar(self.stderr) as bar:
            done = undo(_batch(options["undo"]), None, bar)
        kept = [str(record) for record in done.kept]
        if options["json"]:
            whole = {"removed": done.removed, "restored": done.restored, "kept": kept}
            self.stdout.write(json.dumps(whole, ensure_ascii=False))
            return
        self.stdout.write(f"已撤销：{done.removed} 条移入回收站，{done.restored} 条改回原来的内容。")
        for each in kept:
            self.stdout.write(f"  后来有人修改，没有改回：{each}")

    def _import(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        scope = Scope(
            organization=_organization(options["organization"]),
            year=_year(options["year"]),
            kind=_kind(options["kind"]),
        )
        data = _content(path, options["file"])
        if options["dry_run"]:
            sheets, judged = read_file(data, path.name, scope)
            rows = [_judged_row(each) for each in judged]
            self._report(options, [sheet.as_json() for sheet in sheets], rows, Committed(), None)
            return
        with Bar(self.stderr) as bar:
            batch = preview(data, path.name, scope, bar)
        sheets_of = batch.understood["sheets"]
        if all(sheet["problem"] for sheet in sheets_of):
            discard(batch)
            self._report(options, sheets_of, [], Committed(), None)
            raise BatchError(
                "没有可导入的表：" + "；".join(f"{sheet['name']}：{sheet['problem']}" for sheet in sheets_of)
            )
        try:
            with Bar(self.stderr) as bar:
                done = commit(
                    batch,
                    None,
                    good_rows=options["good_rows"],
                    update_changed=options["update"],
                    progress=bar,
                )
        except BatchError:
            self._report(options, sheets_of, _rows_of(batch), Committed(), None)
            discard(batch)
            raise
        self._report(options, sheets_of, _rows_of(batch), done, batch.pk)

    def _report(
        self,
        options: dict[str, Any],
        sheets: list[dict[str, Any]],
        rows: Iterable[dict[str, Any]],
        done: Committed,
        batch: int | None,
    ) -> None:
        """Told row by row: there may be a hundred thousand."""
        outcomes: Counter[str] = Counter()
        if options["json"]:
            self.stdout.write(f'{{"sheets": {json.dumps(sheets, ensure_ascii=False)}, "rows": [', ending="")
            for number, row in enumerate(rows):
                outcomes[row["outcome"]] += 1
                self.stdout.write((", " if number else "") + json.dumps(row, ensure_ascii=False), ending="")
            counted = {
                "created": done.created,
                "updated": done.updated,
                "changed": outcomes[Outcome.CHANGED],
                "duplicates": outcomes[Outcome.DUPLICATE],
                "errors": outcomes[Outcome.ERROR],
                "batch": batch,
            }
            self.stdout.write("], " + json.dumps(counted)[1:])
            return
        for sheet in sheets:
            about = sheet["problem"] or f"{LABELS[sheet['kind']]}，表头在第 {sheet['header_row']} 行"
            self.stdout.write(f"{sheet['name']}：{about}")
        told = 0
        for row in rows:
            outcomes[row["outcome"]] += 1
            if row["outcome"] in (Outcome.ERROR, Outcome.CHANGED):
                told += 1
                self._tell(row, told)
        if told > MOST_SHOWN:
            self.stdout.write(f"  另有 {told - MOST_SHOWN} 行有误或有变化，加 --json 可看全部。")
        fresh = outcomes[Outcome.NEW] + outcomes[Outcome.WARNED]
        written = f"已导入 {done.created} 条" if batch is not None else f"可导入 {fresh} 条，未写入"
        changed = (
            f"有变化 {outcomes[Outcome.CHANGED]} 条（已更新 {done.updated} 条），"
            if outcomes[Outcome.CHANGED]
            else ""
        )
        self.stdout.write(
            f"{written}；{changed}重复 {outcomes[Outcome.DUPLICATE]} 条，有误 {outcomes[Outcome.ERROR]} 条。"
        )

    def _tell(self, row: dict[str, Any], told: int) -> None:
        for error in row["errors"] if told <= MOST_SHOWN else ():
            where = f"“{error['column']}”" if error["column"] else ""
            self.stdout.write(f"  {row['sheet']} 第 {row['row']} 行{where}：{error['message']}")


def _rows_of(batch: ImportBatch) -> Iterator[dict[str, Any]]:
    for rows in by_key(batch.rows.all(), BATCH):
        for row in rows:
            yield _row(row.sheet, row.row, row.outcome, row.kind, row.values, row.errors, row.differences)


def _judged_row(judged: JudgedRow) -> dict[str, Any]:
    row = judged.row
    return _row(
        row.sheet,
        row.number,
        judged.outcome,
        row.slug,
        row.values,
        [finding.as_json() for finding in judged.findings],
        [difference.as_json() for difference in judged.differences],
    )


def _row(
    sheet: str,
    number: int,
    outcome: str,
    kind: str,
    values: dict[str, Any],
    errors: Iterable[dict[str, str]],
    differences: Iterable[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "row": number,
        "outcome": str(outcome),
        "kind": kind or None,
        "values": shown(values),
        "errors": list(errors),
        "differences": list(differences),
    }


def _batch(number: str) -> ImportBatch:
    found = ImportBatch.objects.filter(pk=key).first() if (key := key_in(number)) else None
    if found is None:
        raise CommandError(f"没有编号为“{number}”的导入批次。")
    return found


def _content(path: Path, given: str) -> bytes:
    if not given:
        raise CommandError("请写明要导入的文件。")
    try:
        return read_given(path, MAX_FILE_BYTES)
    except TooLarge as error:
        raise CommandError(REASONS["file_too_big"]) from error
    except OSError as error:
        raise CommandError(f"文件“{given}”无法读取：{error.strerror}。") from error


def _organization(name: str) -> Organization | None:
    if not name.strip():
        return None
    try:
        return OrganizationFinder(Organization.objects.all()).find(name)
    except CellError as error:
        raise CommandError(str(error)) from error


def _year(text: str) -> int | None:
    if not str(text).strip():
        return None
    this_year = timezone.localdate().year
    if not (str(text).isascii() and str(text).isdigit()) or not FIRST_YEAR <= int(text) <= this_year + 1:
        raise CommandError(f"年份“{text}”无法使用，请写 {FIRST_YEAR} 至 {this_year + 1} 之间的四位年份。")
    return int(text)


def _kind(word: str) -> str:
    by_label = {label: slug for slug, label in LABELS.items()}
    kind = by_label.get(word.strip(), word.strip())
    if kind and kind not in LABELS and kind not in Meeting.Kind.values:
        raise CommandError(
            f"没有“{word}”这种记录类型，可用的有：{'、'.join(LABELS)}，或会议类型如 theme_day。"
        )
    return kind
