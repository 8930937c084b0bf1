"""Fill a draft's blanks and numbers: ``fill_draft IN --organization NAME --year Y --output OUT``."""

from typing import Any

from django.core.management.base import CommandParser

from reports.drafts.processing import changes, row
from reports.management.drafts import DraftCommand
from reports.management.scoped import write_result


class Command(DraftCommand):
    help = "按记录填写文稿中的空白和数字，其余一字不动；拿不准的留给人填。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", default="", help="填好的文稿，类型与原文稿相同")

    def handle(self, *args: Any, **options: Any) -> None:
        draft, quantities = self.read(options)
        target = self.target(options["draft"], options["output"])
        write_result(target, draft.with_changes(changes(quantities)))
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
