"""Fill a draft's blanks and numbers: ``fill_draft IN --organization NAME --year Y --output OUT``."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from branches.givenfile import TooLarge, read_given
from branches.models import Organization
from reports.drafts.draft import Draft
from reports.drafts.errors import DraftError
from reports.drafts.files import opened
from reports.drafts.filling import Filled
from reports.drafts.package import MOST_BYTES
from reports.drafts.processing import changes, process, row
from reports.files import write_whole

FIRST_YEAR = 1921


class DraftCommand(BaseCommand):
    """What filling and checking have in common: which draft, counted for whom and when."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("draft", metavar="IN", nargs="?", default="", help="文稿：.docx 或 .txt 文件")
        parser.add_argument("--organization", default="", help="党组织的全称或简称")
        parser.add_argument("--year", default="", help="年份，如 2023")
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def read(self, options: dict[str, Any]) -> tuple[Draft, list[Filled]]:
        """The draft and its quantities. CommandError, in Chinese, for whatever cannot be used."""
        if not options["draft"]:
            raise CommandError("请写明要处理的文稿（.docx 或 .txt 文件）。")
        year = self._year(options["year"])
        organization = self._organization(options["organization"])
        path = Path(options["draft"])
        try:
            draft = opened(path.name, read_given(path, MOST_BYTES))
        except FileNotFoundError as error:
            raise CommandError(f"没有文件“{path}”。") from error
        except TooLarge as error:
            raise CommandError(f"文件“{path}”太大，最多 {MOST_BYTES // 2**20} MB。") from error
        except OSError as error:
            raise CommandError(f"文件“{path}”无法读取：{error.strerror}。") from error
        except DraftError as error:
            raise CommandError(f"“{path.name}”：{error}") from error
        return draft, process(draft, organization, year)

    def print_rows(self, rows: list[dict[str, Any]]) -> None:
        self.stdout.write(json.dumps({"quantities": rows}, ensure_ascii=False))

    def _organization(self, name: str) -> Organization:
        if not name.strip():
            raise CommandError("请用 --organization 写明党组织的全称或简称。")
        try:
            return Organization.objects.named(name)
        except Organization.DoesNotExist as error:
            raise CommandError(f"没有名为“{name}”的党组织，请核对全称或简称。") from error
        except Organization.MultipleObjectsReturned as error:
            raise CommandError(f"名为“{name}”的党组织不止一个，请写全称。") from error

    def _year(self, year: str) -> int:
        this_year = timezone.localdate().year
        if not (year.isascii() and year.isdigit()) or not FIRST_YEAR <= int(year) <= this_year:
            raise CommandError(f"请用 --year 写明 {FIRST_YEAR} 至 {this_year} 之间的年份，“{year}”无法使用。")
        return int(year)

    def target(self, draft: str, output: str) -> Path:
        """Where to write; CommandError for a name that cannot be written to."""
        if not output:
            raise CommandError("请用 --output 写明文稿存到哪里，如 --output 总结.docx。")
        target = Path(output)
        if target.suffix.lower() != Path(draft).suffix.lower():
            raise CommandError(f"输出文件的类型应与原文稿相同（{Path(draft).suffix}）：“{output}”。")
        if target.is_dir() or not target.parent.is_dir():
            raise CommandError(f"文件夹“{target.parent}”不存在，或“{target}”是文件夹，无法写入。")
        return target


class Command(DraftCommand):
    help = "按记录填写文稿中的空白和数字，其余一字不动；拿不准的留给人填。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", default="", help="填好的文稿，类型与原文稿相同")

    def handle(self, *args: Any, **options: Any) -> None:
        draft, quantities = self.read(options)
        target = self.target(options["draft"], options["output"])
        try:
            write_whole(target, draft.with_changes(changes(quantities)))
        except OSError as error:
            raise CommandError(f"文件“{target}”无法写入：{error.strerror}。") from error
        if options["json"]:
            self.print_rows([row(quantity) for quantity in quantities])
            return
        filled = sum(quantity.replacement is not None for quantity in quantities)
        self.stdout.write(f"文稿中有 {len(quantities)} 处数字，已填 {filled} 处，文件：{target}")
        for quantity in quantities:
            if quantity.replacement is None:
                found = quantity.reading.quantity
                self.stdout.write(
                    f"  未填：第 {found.start + 1} 字起“{found.text}{found.unit}”，{quantity.reason}"
                )
