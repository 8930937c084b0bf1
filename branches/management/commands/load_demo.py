"""Fill an empty database with the demo office and tell its accounts, once."""

import datetime
import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from branches.demo import office
from branches.demo.load import Loaded, Refused, is_loaded, load
from branches.models import RECORDS


class Command(BaseCommand):
    help = "装入演示单位（全部为虚构），并给出演示账号"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")
        parser.add_argument("--today", metavar="YYYY-MM-DD", help="把这一天当作今天（默认为实际日期）")

    def handle(self, *args: Any, **options: Any) -> None:
        today = self.day(options["today"])
        if is_loaded():
            self.report(None, options["json"])
            return
        try:
            loaded = load(today)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.report(loaded, options["json"])

    def day(self, text: str | None) -> datetime.date:
        now = timezone.localdate()
        if not text:
            return now
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"--today 应写成 YYYY-MM-DD，现在是“{text}”。") from error
        if day > now:
            raise CommandError(f"--today 不能晚于今天（{now}），现在是“{text}”。")
        return day

    def report(self, loaded: Loaded | None, as_json: bool) -> None:
        if as_json:
            told = {"loaded": loaded is not None, "organization": office.ROOT_NAME}
            self.stdout.write(json.dumps(told | (asdict(loaded) if loaded else {}), ensure_ascii=False))
            return
        if loaded is None:
            self.stdout.write(f"演示单位“{office.ROOT_NAME}”已在数据库中，没有改动。")
            return
        counts = "、".join(
            f"{RECORDS[slug]._meta.verbose_name} {count} 条" for slug, count in loaded.records.items()
        )
        self.stdout.write(f"已装入演示单位“{office.ROOT_NAME}”（全部为虚构）。")
        self.stdout.write(f"党组织 {loaded.organizations} 个、人员 {loaded.members} 名；{counts}。")
        self.stdout.write("演示账号（密码随机生成，只显示这一次，请记下）：")
        for account in loaded.accounts:
            where = f" · {account.organization}" if account.organization else ""
            self.stdout.write(
                f"  {account.username:<12}{account.password}   {account.display_name}，{account.role}{where}"
            )
