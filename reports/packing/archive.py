"""Word files of many organisations, each written by itself, packed together as one ZIP file."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils import timezone

from branches.access import Permission
from branches.filetypes import made_name
from branches.models import Organization, User
from branches.processes import each
from reports.periods import Period

BRANCH = Organization.Kind.BRANCH
REFUSALS = "没有写的支部.txt"
Step = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Packed:
    """A file for the package, or without content the reason why there is none."""

    name: str
    content: bytes = b""
    refused: str = ""


def branches_below(organization: Organization, user: User, period: Period) -> list[Organization]:
    """The branches at and below it that existed in the period, where this person may report."""
    rows = Organization.objects.visible_to(user, Permission.REPORT).under(organization)
    return [branch for branch in rows.filter(kind=BRANCH).order_by("path") if branch.existed_in(period)]


def pack(
    target: IO[bytes], branches: Sequence[Organization], write: Callable[[int], Packed], step: Step
) -> int:
    """What ``write`` makes of the key of each branch, numbered in their order; the number of files.

    ``write`` may be called in other processes (see ``branches.processes``). Where a file could not be
    written, a text file in the package says so.
    """
    moment, total = timezone.localtime().timetuple()[:6], len(branches)
    refusals: list[str] = []
    step(0, total, f"正在写 {total} 个党支部的文件")
    with zipfile.ZipFile(target, "w") as package:
        written = each(write, [branch.pk for branch in branches])
        for number, (branch, file) in enumerate(zip(branches, written, strict=True), start=1):
            if file.refused:
                refusals.append(f"{branch.name}：{file.refused}")
            else:
                entry = zipfile.ZipInfo(f"{number:03} {made_name(file.name)}", moment)
                package.writestr(entry, file.content)
            step(number, total, f"已写好{branch}（{number}／{total}）")
        if refusals:
            package.writestr(zipfile.ZipInfo(REFUSALS, moment), "\r\n".join(refusals).encode("utf-8-sig"))
    return total - len(refusals)
