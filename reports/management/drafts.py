"""The frame of commands about one draft: which file, counted for whom and for which year."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.givenfile import TooLarge, read_given
from reports.drafts.draft import Draft
from reports.drafts.errors import DraftError
from reports.drafts.files import opened
from reports.drafts.filling import Filled
from reports.drafts.package import MOST_BYTES
from reports.drafts.processing import process
from reports.management.scoped import organization_named, year_given


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
        year = year_given(options["year"]).start.year
        organization = organization_named(options["organization"])
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
