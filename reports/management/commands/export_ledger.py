"""Export a ledger as Excel: ``export_ledger --kind KIND --organization NAME --year Y --output FILE.xlsx``."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from branches.models import RECORDS, Organization
from branches.periods import Period
from reports.excel.ledger import write_ledger
from reports.files import write_whole
from reports.management.scoped import ScopedCommand

NAMES = {str(model._meta.verbose_name): slug for slug, model in RECORDS.items()}


class Command(ScopedCommand):
    help = "导出一类记录的年度台账（Excel），含下级党组织。"
    parts = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        known = "、".join(f"{slug}（{name}）" for name, slug in NAMES.items())
        parser.add_argument("--kind", default="", help=f"记录类型：{known}")
        parser.add_argument("--output", default="", help="输出的 .xlsx 文件")

    def run(self, organization: Organization, period: Period, options: dict[str, Any]) -> None:
        slug = record_type(options["kind"])
        target = target_file(options["output"])
        rows = RECORDS[slug].objects.live().under(organization).held_in(period)
        content = io.BytesIO()
        count = write_ledger(content, slug, rows, organization, period)
        try:
            write_whole(target, content.getvalue())
        except OSError as error:
            raise CommandError(f"文件“{target}”无法写入：{error.strerror}。") from error
        if options["json"]:
            self.stdout.write(
                json.dumps({"output": str(target), "kind": slug, "rows": count}, ensure_ascii=False)
            )
        else:
            self.stdout.write(f"已导出 {count} 条记录：{target}")


def record_type(word: str) -> str:
    """The short name of the record type called by short or Chinese name; CommandError for any other."""
    slug = NAMES.get(word.strip(), word.strip())
    if slug not in RECORDS:
        known = "、".join(f"{slug}（{name}）" for name, slug in NAMES.items())
        raise CommandError(f"请用 --kind 写明记录类型，可用的有：{known}。")
    return slug


def target_file(output: str) -> Path:
    if not output:
        raise CommandError("请用 --output 写明输出文件，如 --output 台账.xlsx。")
    target = Path(output)
    if target.suffix.lower() != ".xlsx":
        raise CommandError(f"输出文件应以 .xlsx 结尾：“{output}”。")
    if target.is_dir() or not target.parent.is_dir():
        raise CommandError(f"文件夹“{target.parent}”不存在，或“{target}”是文件夹，无法写入。")
    return target
