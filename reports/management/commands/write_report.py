"""Write a document of an organisation and a period, after an outline, as a Word file."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from branches.models import Organization
from branches.periods import Period
from reports.document import Document, Number
from reports.management.scoped import ScopedCommand, word_target, write_result
from reports.outlines import UnknownOutline, available
from reports.outlines.composing import compose
from reports.outlines.own import outline_called
from reports.outlines.reading import Outline
from reports.outlines.writing import CannotWrite
from reports.placeholders import PlaceholderError
from reports.word.render import render
from reports.word.review import notes


class Command(ScopedCommand):
    help = "按提纲生成总结、报告等文稿（Word，党政机关公文格式），文中数字全部由记录统计得出。"
    parts = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        slugs = "、".join(outline.slug for outline in available())
        parser.add_argument("--outline", default="", help=f"提纲：{slugs}，或自定提纲的名称")
        parser.add_argument("--output", default="", help="输出的 .docx 文件")
        parser.add_argument("--review", action="store_true", help="生成核对稿：每个数字带批注")

    def run(self, organization: Organization, period: Period, options: dict[str, Any]) -> None:
        outline, target = _outline(options["outline"].strip(), organization), word_target(options["output"])
        try:
            document = compose(outline, organization, period)
        except (PlaceholderError, CannotWrite) as error:
            raise CommandError(str(error)) from error
        content = render(document, notes(document, organization) if options["review"] else None)
        write_result(target, content)
        if options["json"]:
            self.stdout.write(json.dumps(_summary(document, outline, target, content), ensure_ascii=False))
        else:
            self.stdout.write(f"已生成“{document.title}”：{target}")


def _outline(word: str, organization: Organization) -> Outline:
    if not word:
        known = "、".join(outline.slug for outline in available())
        raise CommandError(f"请用 --outline 写明提纲，可用的有：{known}。")
    try:
        return outline_called(word, organization)
    except (UnknownOutline, PlaceholderError) as error:
        raise CommandError(str(error)) from error


def _summary(document: Document, outline: Outline, target: Path, content: bytes) -> dict[str, Any]:
    """What was written, for machines."""
    numbers = [span for span in document.traced() if isinstance(span, Number)]
    return {
        "output": str(target),
        "sha256": hashlib.sha256(content).hexdigest(),
        "title": document.title,
        "organization": document.organization,
        "period": {"start": str(document.period.start), "end": str(document.period.end)},
        "outline": outline.slug,
        "numbers": [
            {
                "text": span.text,
                "key": span.value.figure.key,
                "name": span.value.figure.name,
                "unit": span.value.figure.unit,
                "value": _plain(span),
                "period": span.period.name,
            }
            for span in numbers
        ],
        "omitted": [
            {"line": item.line, "text": item.text, "names": list(item.names)} for item in document.omitted
        ],
    }


def _plain(span: Number) -> int | float | None:
    value = span.value.value
    return value if value is None or isinstance(value, int) else float(value)
