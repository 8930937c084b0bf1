"""Bring a backup back."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.backup import Refused
from branches.backup.archive import Archive
from branches.backup.restore import present_rows, restore, told_at

AGREED = {"是", "yes", "y"}


class Command(BaseCommand):
    help = "从备份文件恢复全部数据和文件（请先停止网站）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="备份文件")
        parser.add_argument("--replace", action="store_true", help="替换现有数据（会先自动备份现有数据）")
        parser.add_argument("--yes", action="store_true", help="不再询问，用于计划任务")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"]).absolute()
        try:
            if options["replace"] and not options["yes"]:
                self.ask(path)
            done = restore(path, replace=options["replace"])
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        what, before = done.manifest, done.before
        if options["json"]:
            told = {
                "file": str(path),
                "created_at": what.created_at,
                "version": what.version,
                "rows": {label: table.rows for label, table in what.tables.items()},
                "files": what.files,
                "backup_of_replaced": str(before.path) if before else None,
                "missing_files": done.missing,
                "removed_files": done.removed_files,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        if before:
            self.stdout.write(f"恢复前的数据已备份到 {before.path}。")
        self.stdout.write(
            f"已恢复 {told_at(what)} 的备份：数据 {what.rows} 行、文件 {what.files} 个。请重新登录。"
        )
        for name in done.missing:
            self.stdout.write(f"备份中缺少文件：{name}（备份之前就已丢失）")

    def ask(self, path: Path) -> None:
        """Say what would be replaced by what, and go on only after a clear yes."""
        present = present_rows()
        if not any(present.values()):
            return
        if not path.is_file():
            raise Refused(f"找不到备份文件 {path}。")
        with Archive(path) as archive:
            made = told_at(archive.manifest)
        self.stderr.write(
            f"将用 {made} 的备份替换现有数据：党组织 {present['organizations']} 个、"
            f"用户 {present['users']} 个、变更记录 {present['changes']} 条。"
            f"现有数据会先备份到 {path.parent}。"
        )
        self.stderr.write("确定吗？请输入“是”：", ending="")
        if sys.stdin.readline().strip().lower() not in AGREED:
            raise Refused("没有确认，未作任何改动。（计划任务请加 --yes）")
