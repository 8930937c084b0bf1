"""Import a ledger: ``import_records FILE [--kind KIND] [--organization NAME] [--year Y] [--dry-run]``."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from branches.givenfile import TooLarge, read_given
from branches.importing.batch import BatchError, commit, discard, preview, read_file
from branches.importing.cells.text import CellError
from branches.importing.columns import LABELS
from branches.importing.drafting import shown
from branches.importing.organizations import OrganizationFinder
from branches.importing.outcomes import Outcome
from branches.importing.scope import Scope
from branches.importing.workbook import MAX_FILE_BYTES, REASONS, WorkbookError
from branches.models import ImportBatch, Meeting, Organization

FIRST_YEAR = 1921
MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "导入一个台账文件（xlsx、xlsm、xls、et、ods）。默认全部无误才导入：有一行有误就什么都不写入，并以非零状态结束；"
        "加 --good-rows 则导入无误的行。已有的记录不会重复导入。"
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
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except (WorkbookError, BatchError) as error:
            raise CommandError(" ".join(str(error).split())) from error
        except DatabaseError as error:
            raise CommandError(f"数据库无法读写：{str(error).splitlines()[0]}") from error

    def _run(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        scope = Scope(
            organization=_organization(options["organization"]),
            year=_year(options["year"]),
            kind=_kind(options["kind"]),
        )
        data = _content(path, options["file"])
        if options["dry_run"]:
            sheets, judged = read_file(data, path.name, scope)
            rows = [
                _row(
                    each.row.sheet,
                    each.row.number,
                    each.outcome,
                    each.row.slug,
                    each.row.values,
                    [finding.as_json() for finding in each.findings],
                )
                for each in judged
            ]
            self._report(options, [sheet.as_json() for sheet in sheets], rows, created=0, batch=None)
            return
        batch = preview(data, path.name, scope)
        sheets_of = batch.understood["sheets"]
        if all(sheet["problem"] for sheet in sheets_of):
            discard(batch)
            self._report(options, sheets_of, [], created=0, batch=None)
            raise BatchError(
                "没有可导入的表：" + "；".join(f"{sheet['name']}：{sheet['problem']}" for sheet in sheets_of)
            )
        try:
            created = commit(batch, None, good_rows=options["good_rows"]).created
        except BatchError:
            self._report(options, sheets_of, _rows_of(batch), created=0, batch=None)
            discard(batch)
            raise
        self._report(options, sheets_of, _rows_of(batch), created=created, batch=batch.pk)

    def _report(
        self,
        options: dict[str, Any],
        sheets: list[dict[str, Any]],
        rows: list[dict[str, Any]],
        *,
        created: int,
        batch: int | None,
    ) -> None:
        duplicates = sum(row["outcome"] == Outcome.DUPLICATE for row in rows)
        wrong = [row for row in rows if row["outcome"] == Outcome.ERROR]
        if options["json"]:
            whole = {
                "sheets": sheets,
                "rows": rows,
                "created": created,
                "duplicates": duplicates,
                "errors": len(wrong),
                "batch": batch,
            }
            self.stdout.write(json.dumps(whole, ensure_ascii=False))
            return
        for sheet in sheets:
            about = sheet["problem"] or f"{LABELS[sheet['kind']]}，表头在第 {sheet['header_row']} 行"
            self.stdout.write(f"{sheet['name']}：{about}")
        for row in wrong[:MOST_SHOWN]:
            for error in row["errors"]:
                where = f"“{error['column']}”" if error["column"] else ""
                self.stdout.write(f"  {row['sheet']} 第 {row['row']} 行{where}：{error['message']}")
        if len(wrong) > MOST_SHOWN:
            self.stdout.write(f"  另有 {len(wrong) - MOST_SHOWN} 行有误，加 --json 可看全部。")
        fresh = sum(row["outcome"] in (Outcome.NEW, Outcome.WARNED) for row in rows)
        done = f"已导入 {created} 条" if batch is not None else f"可导入 {fresh} 条，未写入"
        self.stdout.write(f"{done}；重复 {duplicates} 条，有误 {len(wrong)} 条。")


def _rows_of(batch: ImportBatch) -> list[dict[str, Any]]:
    return [
        _row(row.sheet, row.row, row.outcome, row.kind, row.values, row.errors)
        for row in batch.rows.order_by("pk").iterator(2000)
    ]


def _row(
    sheet: str, number: int, outcome: str, kind: str, values: dict[str, Any], errors: Iterable[dict[str, str]]
) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "row": number,
        "outcome": str(outcome),
        "kind": kind or None,
        "values": shown(values),
        "errors": list(errors),
    }


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
