"""Write a year's document as a Word file: ``write_report --organization NAME --year Y --outline SLUG
--output FILE``.
"""

import errno
import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from branches.models import Organization
from branches.periods import Period
from reports.document import Document, Number
from reports.files import write_whole
from reports.management.scoped import ScopedCommand
from reports.outlines import UnknownOutline, available, load
from reports.outlines.composing import compose
from reports.outlines.reading import Outline
from reports.outlines.writing import NothingToReport
from reports.placeholders import PlaceholderError
from reports.word.render import render
from reports.word.review import notes

_REASONS = {
    errno.ENOENT: "这个文件夹里不能建立文件",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


class Command(ScopedCommand):
    help = "按提纲生成年度文稿（Word，党政机关公文格式），文中数字全部由记录统计得出。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        slugs = "、".join(outline.slug for outline in available())
        parser.add_argument("--outline", default="", help=f"提纲：{slugs}")
        parser.add_argument("--output", default="", help="输出的 .docx 文件")
        parser.add_argument("--review", action="store_true", help="生成核对稿：每个数字带批注")

    def run(self, organization: Organization, period: Period, options: dict[str, Any]) -> None:
        outline, target = _outline(options["outline"]), _target(options["output"])
        try:
            document = compose(outline, organization, period)
        except (PlaceholderError, NothingToReport) as error:
            raise CommandError(str(error)) from error
        content = render(document, notes(document, organization) if options["review"] else None)
        try:
            write_whole(target, content)
        except OSError as error:
            raise CommandError(f"文件“{target}”无法写入：{_reason(error)}。") from error
        if options["json"]:
            self.stdout.write(json.dumps(_summary(document, outline, target, content), ensure_ascii=False))
        else:
            self.stdout.write(f"已生成“{document.title}”：{target}")


def _target(output: str) -> Path:
    if not output:
        raise CommandError("请用 --output 写明输出文件，如 --output 总结.docx。")
    target = Path(output)
    if target.suffix.lower() != ".docx":
        raise CommandError(f"输出文件应以 .docx 结尾：“{output}”。")
    if target.is_dir():
        raise CommandError(f"“{target}”是一个文件夹，请写明文件名。")
    if not target.parent.is_dir():
        raise CommandError(f"文件夹“{target.parent}”不存在，请先建立。")
    return target


def _outline(slug: str) -> Outline:
    if not slug:
        known = "、".join(outline.slug for outline in available())
        raise CommandError(f"请用 --outline 写明提纲，可用的有：{known}。")
    try:
        return load(slug)
    except UnknownOutline as error:
        raise CommandError(str(error)) from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, str(error.strerror))


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
