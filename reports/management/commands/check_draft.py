"""Check a finished draft against the records: ``check_draft IN --organization NAME --year Y``."""

from typing import Any

from reports.drafts.processing import checked_row
from reports.management.commands.fill_draft import DraftCommand


class Command(DraftCommand):
    help = "核对文稿中的数字与记录是否一致；文稿不改动。"

    def handle(self, *args: Any, **options: Any) -> None:
        _, quantities = self.read(options)
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
