"""Tell by e-mail what is due and overdue, and which terms end: ``remind [--days N] [--dry-run] [--json]``.

Meant to be run once a day. Without ``EMAIL_HOST`` the letters are printed instead of sent.
"""

import json
import logging
import sys
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from branches.models import Role
from branches.reminding import Letter, body, letters, send, subject

DAYS = 7
MOST_DAYS = 366

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "用邮件提醒即将到期和逾期未完成的事项、换届；同一事项只提醒一次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", default=str(DAYS), help=f"提前多少天提醒（默认 {DAYS}）")
        parser.add_argument("--dry-run", action="store_true", help="只列出将要提醒的内容，不发送")
        parser.add_argument("--json", action="store_true", help="在标准输出打印 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json, self.dry_run = options["json"], options["dry_run"]
        found = letters(timezone.localdate(), _days(options["days"]))
        # Printed letters must not stand between the machine-readable lines.
        self.connection = get_connection(stream=sys.stderr) if self.as_json else get_connection()
        self.server_is_down = False
        outcomes = [self._outcome(letter) for letter in found]
        without = (
            Role.objects.filter(kind__in=["secretary", "administrator"], user__is_active=True, user__email="")
            .values("user")
            .distinct()
            .count()
        )
        self._report(list(zip(found, outcomes, strict=True)), without)
        if failed := outcomes.count("failed"):
            raise CommandError(f"{failed} 封邮件没有发出，下次运行时会再发。原因见日志。")

    def _outcome(self, letter: Letter) -> str:
        """``planned`` on a dry run, ``sent``, ``failed``, or ``busy`` while another run is sending it."""
        if self.dry_run:
            return "planned"
        if self.server_is_down:
            return "failed"
        try:
            return "sent" if send(letter, self.connection) else "busy"
        except (OSError, SMTPException) as error:
            log.exception("no reminder could be sent to user %s", letter.user.pk)
            # A refused letter says nothing of the next one; a server that does not answer does.
            self.server_is_down = not isinstance(error, SMTPRecipientsRefused | SMTPResponseException)
            return "failed"

    def _report(self, done: list[tuple[Letter, str]], without: int) -> None:
        if self.as_json:
            told = {"letters": [_as_plain(*each) for each in done], "without_address": without}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for letter, outcome in done:
            if outcome == "planned":
                self.stdout.write(f"收件人：{letter.user.email}\n主题：{subject(letter)}\n\n{body(letter)}\n")
        counts = [outcome for _, outcome in done]
        word = "将提醒" if self.dry_run else "已提醒"
        self.stdout.write(f"{word} {counts.count('planned') + counts.count('sent')} 人。")
        if without:
            self.stdout.write(f"另有 {without} 人没有填写邮箱，无法提醒。")


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_DAYS):
        raise CommandError(f"--days 应为 0 到 {MOST_DAYS} 之间的整数，现在是“{text}”。")
    return int(text)


def _as_plain(letter: Letter, outcome: str) -> dict[str, Any]:
    return {
        "user": letter.user.username,
        "email": letter.user.email,
        "outcome": outcome,
        "things": [
            {
                "organization": thing.organization.name,
                "duty": thing.duty.name if thing.duty else None,
                "start": thing.period.start.isoformat(),
                "end": thing.period.end.isoformat(),
                "stage": str(thing.stage),
                "missing": thing.missing,
            }
            for thing in letter.things
        ],
    }
