"""Write a branch's year as its handbook: ``write_handbook --organization NAME --year Y --output FILE``."""

import hashlib
import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from branches.models import Organization
from branches.periods import Period
from reports.management.scoped import ScopedCommand, word_target, write_result
from reports.printed.composing import compose_handbook
from reports.printed.handbook import Handbook
from reports.word.handbook import render_handbook


class Command(ScopedCommand):
    help = "生成一个党支部一年的工作手册（Word）：封面、目录、党员和职务、完成情况、全部记录和统计。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", default="", help="输出的 .docx 文件")

    def run(self, organization: Organization, period: Period, options: dict[str, Any]) -> None:
        target = word_target(options["output"])
        if organization.kind != Organization.Kind.BRANCH:
            raise CommandError(
                f"“{organization}”是{organization.get_kind_display()}，工作手册按党支部生成，请写党支部的名称。"
            )
        if not organization.existed_in(period):
            raise CommandError(f"“{organization}”在{period}尚未成立或已经撤销，没有工作手册。")
        handbook = compose_handbook(organization, period)
        content = render_handbook(handbook)
        write_result(target, content)
        if options["json"]:
            summary = _summary(handbook) | {
                "output": str(target),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
        else:
            records = sum(1 for _ in handbook.records())
            self.stdout.write(f"已生成“{handbook.title}”，共 {records} 条记录：{target}")


def _summary(handbook: Handbook) -> dict[str, Any]:
    """What was written, for machines."""
    return {
        "title": handbook.title,
        "organization": handbook.organization,
        "period": {"start": str(handbook.period.start), "end": str(handbook.period.end)},
        "secretaries": list(handbook.secretaries),
        "chapters": [
            {"title": chapter.title, "records": sum(1 for _ in chapter.records())}
            for chapter in handbook.chapters
        ],
    }
