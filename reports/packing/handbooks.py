"""Handbooks as files: one, or those of all branches below an organisation packed together."""

from collections.abc import Sequence
from functools import partial
from typing import IO

from branches.filetypes import made_name
from branches.models import Organization, User
from reports.packing.archive import Packed, Step, pack
from reports.periods import Period
from reports.printed.composing import compose_handbook
from reports.word.handbook import render_handbook


def bind(branch: Organization, period: Period, user: User, step: Step) -> tuple[str, bytes]:
    """The handbook with what this person may see: the name of the file and its content."""
    step(0, 0, f"正在读取{branch}的记录")
    handbook = compose_handbook(branch, period, user)
    return made_name(handbook.file_name), render_handbook(handbook, step)


def bind_all(
    target: IO[bytes], branches: Sequence[Organization], period: Period, user: User, step: Step
) -> None:
    """A ZIP file of the handbooks of these branches, numbered in their order."""
    pack(target, branches, partial(_bound, user=user.pk, period=period), step)


def _bound(branch: int, user: int, period: Period) -> Packed:
    asked_by = User.objects.get(pk=user)
    handbook = compose_handbook(Organization.objects.get(pk=branch), period, asked_by)
    return Packed(handbook.file_name, render_handbook(handbook))
