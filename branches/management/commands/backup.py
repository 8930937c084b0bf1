"""Write the whole office to one file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.backup import Refused
from branches.backup.create import create


class Command(BaseCommand):
    help = "把全部数据和文件备份到一个文件（备份期间网站可以照常使用）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="备份文件，例如 备份-20240305.zip")
        parser.add_argument("--overwrite", action="store_true", help="文件已存在时覆盖")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = create(Path(options["file"]).absolute(), overwrite=options["overwrite"])
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        what = made.manifest
        if options["json"]:
            told = {
                "file": str(made.path),
                "size": made.size,
                "sha256": made.sha256,
                "created_at": what.created_at,
                "version": what.version,
                "rows": {label: table.rows for label, table in what.tables.items()},
                "files": what.files,
                "skipped": made.skipped,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        size = f"{made.size / 1024**2:.1f} MB"
        self.stdout.write(f"已备份到 {made.path}：数据 {what.rows} 行、文件 {what.files} 个，共 {size}。")
        self.stdout.write(f"SHA-256：{made.sha256}")
        self.stdout.write("备份含全部数据（包括处理处分和账号），请妥善保管。")
        for name in made.skipped:
            self.stdout.write(f"未备份：{name}（不是系统存放的文件，或已被删除）")
