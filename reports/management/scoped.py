"""The frame of commands about one organisation and one year: their arguments, and a line of Chinese for each
that cannot be used."""

import errno
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from branches.models import Organization
from branches.periods import Period
from reports.files import write_whole
from reports.periods import period_asked_for

FIRST_YEAR = 1921
_REASONS = {
    errno.ENOENT: "这个文件夹里不能建立文件",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


class ScopedCommand(BaseCommand):
    """A subclass says in ``run`` what to do; whatever stops it is a ``CommandError`` of one line.

    ``parts``: whether it may be asked about a part of the year too.
    """

    parts: ClassVar[bool] = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", default="", help="党组织的全称或简称")
        parser.add_argument("--year", default="", help="年份，如 2023")
        if self.parts:
            parser.add_argument(
                "--period", default="", help="时段：上半年、第三季度、3月、1至11月，或起止日期；默认全年"
            )
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            organization, year = organization_named(options["organization"]), year_given(options["year"])
            self.run(organization, period_given(year, options.get("period", "")), options)
        except DatabaseError as error:
            raise CommandError(f"数据库无法读取：{str(error).splitlines()[0]}") from error

    def run(self, organization: Organization, period: Period, options: dict[str, Any]) -> None:
        raise NotImplementedError


def organization_named(name: str) -> Organization:
    """The organisation of that full or short name; CommandError when there is none or more than one."""
    if not name.strip():
        raise CommandError("请用 --organization 写明党组织的全称或简称。")
    try:
        return Organization.objects.named(name)
    except Organization.DoesNotExist as error:
        raise CommandError(f"没有名为“{name}”的党组织，请核对全称或简称。") from error
    except Organization.MultipleObjectsReturned as error:
        raise CommandError(f"名为“{name}”的党组织不止一个，请写全称。") from error


def year_given(year: object) -> Period:
    """The period of a year written in digits; CommandError for anything else and for years to come."""
    text, this_year = str(year).strip(), timezone.localdate().year
    in_digits = text.isascii() and text.isdigit() and len(text) == 4
    if not in_digits or not FIRST_YEAR <= int(text) <= this_year:
        raise CommandError(f"请用 --year 写明 {FIRST_YEAR} 至 {this_year} 之间的年份，“{text}”无法使用。")
    return Period.year(int(text))


def period_given(year: Period, words: str) -> Period:
    """The part of the year that these words name; CommandError when they name none, or one still to come."""
    try:
        period = period_asked_for(year.start.year, words)
    except ValueError as error:
        raise CommandError(f"--period 无法使用：{error}") from error
    if period.start > timezone.localdate():
        raise CommandError(f"{period.name}还没有到，请用 --period 写明已经开始的时段。")
    return period


def word_target(output: str) -> Path:
    """The Word file to be written; CommandError when it cannot be one."""
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


def write_result(target: Path, content: bytes) -> None:
    """Write the file whole or not at all; CommandError says why it cannot be."""
    try:
        write_whole(target, content)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, str(error.strerror))
        raise CommandError(f"文件“{target}”无法写入：{reason}。") from error
