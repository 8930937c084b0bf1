"""Check a finished draft against the records: ``check_draft IN --organization NAME --year Y
[--output OUT]``."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from reports.drafting.checking import checked_copy
from reports.drafts.draft import Draft
from reports.drafts.errors import DraftError
from reports.drafts.filling import Filled
from reports.drafts.processing import checked_row
from reports.drafts.word_file import WordDraft
from reports.issuing.contradicting import issued_otherwise
from reports.management.drafts import DraftCommand
from reports.management.scoped import organization_named, write_result


class Command(DraftCommand):
    help = "核对文稿中的数字与记录是否一致；文稿不改动，可另存一份在不一致处加了批注的 Word 文稿。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", default="", help="加了批注的文稿（.docx）；只用于 Word 文稿")

    def handle(self, *args: Any, **options: Any) -> None:
        draft, quantities = self.read(options)
        if options["output"]:
            self._write_copy(draft, quantities, options)
        if options["json"]:
            self.print_rows([checked_row(quantity) for quantity in quantities])
            return
        wrong = [quantity for quantity in quantities if quantity.agrees is False]
        right = sum(quantity.agrees is True for quantity in quantities)
        self.stdout.write(
            f"文稿中有 {len(quantities)} 处数字：{right} 处一致，{len(wrong)} 处不一致，其余无法核对。"
        )
        for quantity in wrong:
            found, figure = quantity.reading.quantity, quantity.reading.figure
            name = figure.name if figure else ""
            self.stdout.write(
                f"  第 {found.start + 1} 字起写“{found.text}{found.unit}”，{name}按记录是 {quantity.value}。"
            )

    def _write_copy(self, draft: Draft, quantities: list[Filled], options: dict[str, Any]) -> None:
        if not isinstance(draft, WordDraft):
            raise CommandError("只有 Word 文稿（.docx）能加批注。")
        target = self.target(options["draft"], options["output"])
        year = int(options["year"])
        issued = issued_otherwise(quantities, organization_named(options["organization"]), year)
        try:
            copy = checked_copy(draft, quantities, year, issued)
        except DraftError as error:
            raise CommandError(str(error)) from error
        write_result(target, copy)
