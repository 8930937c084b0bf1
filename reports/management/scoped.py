"""The frame of commands about one organisation and one year: their arguments, and a line of Chinese for each
that cannot be used."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from branches.models import Organization
from branches.periods import Period

FIRST_YEAR = 1921


class ScopedCommand(BaseCommand):
    """A subclass says in ``run`` what to do; whatever stops it is a ``CommandError`` of one line."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", default="", help="党组织的全称或简称")
        parser.add_argument("--year", default="", help="年份，如 2023")
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.run(organization_named(options["organization"]), year_given(options["year"]), options)
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
