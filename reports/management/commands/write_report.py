"""Write a year's document as a Word file: ``write_report --organization NAME --year Y --outline SLUG
--output FILE``.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from branches.models import Organization
from reports.document import Document, Number
from reports.files import write_whole
from reports.outlines import UnknownOutline, available, load
from reports.outlines.composing import compose
from reports.outlines.reading import Outline
from reports.outlines.writing import NothingToReport
from reports.periods import Period
from reports.placeholders import PlaceholderError
from reports.word.render import render
from reports.word.review import notes

FIRST_YEAR = 1921


class Command(BaseCommand):
    help = "按提纲生成年度文稿（Word，党政机关公文格式），文中数字全部由记录统计得出。"

    def add_arguments(self, parser: CommandParser) -> None:
        slugs = "、".join(outline.slug for outline in available())
        parser.add_argument("--organization", default="", help="党组织的全称或简称")
        parser.add_argument("--year", default="", help="年份，如 2023")
        parser.add_argument("--outline", default="", help=f"提纲：{slugs}")
        parser.add_argument("--output", default="", help="输出的 .docx 文件")
        parser.add_argument("--review", action="store_true", help="生成核对稿：每个数字带批注")
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        target = _target(options["output"])
        try:
            outline = _outline(options["outline"])
            organization = _organization(options["organization"])
            document = _document(outline, organization, _year(options["year"]))
            content = render(document, notes(document, organization) if options["review"] else None)
        except DatabaseError as error:
            raise CommandError(f"数据库无法读取：{str(error).splitlines()[0]}") from error
        try:
            write_whole(target, content)
        except OSError as error:
            raise CommandError(f"文件“{target}”无法写入：{error.strerror}。") from error
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
    if target.is_dir() or not target.parent.is_dir():
        raise CommandError(f"文件夹“{target.parent}”不存在，或“{target}”是文件夹，无法写入。")
    return target


def _outline(slug: str) -> Outline:
    if not slug:
        known = "、".join(outline.slug for outline in available())
        raise CommandError(f"请用 --outline 写明提纲，可用的有：{known}。")
    try:
        return load(slug)
    except UnknownOutline as error:
        raise CommandError(str(error)) from error


def _organization(name: str) -> Organization:
    if not name:
        raise CommandError("请用 --organization 写明党组织的全称或简称。")
    try:
        return Organization.objects.named(name)
    except Organization.DoesNotExist as error:
        raise CommandError(f"没有名为“{name}”的党组织，请核对全称或简称。") from error
    except Organization.MultipleObjectsReturned as error:
        raise CommandError(f"名为“{name}”的党组织不止一个，请写全称。") from error


def _year(year: str) -> Period:
    this_year = timezone.localdate().year
    if not (year.isascii() and year.isdigit()) or not FIRST_YEAR <= int(year) <= this_year:
        raise CommandError(f"请用 --year 写明 {FIRST_YEAR} 至 {this_year} 之间的年份，“{year}”无法使用。")
    return Period.year(int(year))


def _document(outline: Outline, organization: Organization, period: Period) -> Document:
    try:
        return compose(outline, organization, period)
    except (PlaceholderError, NothingToReport) as error:
        raise CommandError(str(error)) from error


def _summary(document: Document, outline: Outline, target: Path, content: bytes) -> dict[str, Any]:
    """What was written, for machines; money and hours as text would lose nothing, but numbers are what
    callers want.
    """
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
