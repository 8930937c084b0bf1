"""The long work of this app (see ``branches.jobs``)."""

import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.http import QueryDict

from branches.access import Permission, may
from branches.jobs import JobError, Progress, job
from branches.models import RECORDS, Job, Organization
from branches.views.asked_list import AskedList
from reports.excel.record_list import write_list
from reports.excel.year import write_year
from reports.outlines import UnknownOutline
from reports.outlines.own import outline_called
from reports.packing.archive import BRANCH, branches_below
from reports.packing.handbooks import bind, bind_all
from reports.packing.summaries import for_branches, write_all
from reports.periods import Period
from reports.placeholders import PlaceholderError
from reports.views.record_list import MOST, TOO_MANY, file_name, note_on


@job("handbook", "支部工作手册")
def make_handbook(work: Job, progress: Progress) -> None:
    """``parameters``: ``organization``, a branch, and ``year``."""
    branch = _organization(work, Permission.VIEW)
    if branch is None or branch.kind != BRANCH:
        raise JobError("这个党支部已不存在，或者您不再有查看它的权限。")
    period = Period.year(work.parameters["year"])
    if not branch.existed_in(period):
        raise JobError(f"“{branch}”在{period}尚未成立或已经撤销，没有工作手册。")
    work.keep(*bind(branch, period, work.asked_by, progress))


@job("handbooks", "下级支部工作手册")
def make_handbooks(work: Job, progress: Progress) -> None:
    """``parameters``: ``organization``, the handbooks of whose branches are packed together, and ``year``."""
    organization = _organization(work, Permission.REPORT)
    if organization is None:
        raise JobError("这个党组织已不存在，或者您不再有汇总它的权限。")
    period = Period.year(work.parameters["year"])
    branches = branches_below(organization, work.asked_by, period)
    if not branches:
        raise JobError(f"“{organization}”在{period}没有下级党支部。")
    with _file() as package:
        bind_all(package, branches, period, work.asked_by, progress)
    work.keep(f"{organization}{period.name}工作手册.zip", Path(package.name))


@job("summaries", "下级支部总结")
def make_summaries(work: Job, progress: Progress) -> None:
    """``parameters``: ``organization``, ``start`` and ``end`` of the period, and ``outline``, its slug."""
    organization = _organization(work, Permission.REPORT)
    if organization is None:
        raise JobError("这个党组织已不存在，或者您不再有汇总它的权限。")
    period = _period(work)
    branches = branches_below(organization, work.asked_by, period)
    try:
        outline = outline_called(work.parameters["outline"], organization)
    except (UnknownOutline, PlaceholderError) as error:
        raise JobError(str(error)) from error
    if not branches or not for_branches(outline):
        raise JobError(f"“{organization}”在{period}没有能用“{outline.name}”写的下级党支部。")
    with _file() as package:
        number = write_all(package, branches, period, outline.slug, progress)
    if not number:
        Path(package.name).unlink()
        raise JobError(f"“{organization}”下级的党支部在{period}都没有可以写入“{outline.name}”的记录。")
    when = period.name.removesuffix("年") if outline.name.startswith("年") else period.name  # not 2025年年度
    work.keep(f"{organization}{when}{outline.name}.zip", Path(package.name))


@job("record_list", "导出清单")
def export_list(work: Job, progress: Progress) -> None:
    """``parameters``: ``slug``, the record type, and ``query``, the query string of the list."""
    slug, user = work.parameters["slug"], work.asked_by
    if not may(user, RECORDS[slug].view_permission):
        raise JobError("您已经没有查看这类记录的权限。")
    asked = AskedList(slug, user, QueryDict(work.parameters["query"]))
    if asked.trouble:
        raise JobError(asked.trouble)
    known = asked.count if asked.sortable else None

    def written(number: int) -> None:
        if number > MOST:
            raise JobError(TOO_MANY)
        progress(number, known or 0, f"已写 {number} 条")

    with _file() as file:
        write_list(file, asked.name, note_on(asked), asked.columns, asked.everything(), written)
    work.keep(file_name(asked), Path(file.name))


@job("year_workbook", "全部数据")
def make_year_workbook(work: Job, progress: Progress) -> None:
    """``parameters``: ``organization``, and ``start`` and ``end`` of the period."""
    organization = _organization(work, Permission.VIEW)
    if organization is None:
        raise JobError("这个党组织已不存在，或者您不再有查看它的权限。")
    period = _period(work)
    with _file() as file:
        write_year(file, organization, period, work.asked_by, progress)
    work.keep(f"{organization}{period.name}全部数据.xlsx", Path(file.name))


@contextlib.contextmanager
def _file() -> Iterator[IO[bytes]]:
    """A file that a job may keep; gone when the writing fails."""
    with NamedTemporaryFile(dir=settings.JOBS_ROOT, suffix=".part", delete=False) as file:
        try:
            yield file
        except BaseException:
            Path(file.name).unlink()
            raise


def _period(work: Job) -> Period:
    start, end = (datetime.date.fromisoformat(work.parameters[name]) for name in ("start", "end"))
    return Period.between(start, end)


def _organization(work: Job, permission: Permission) -> Organization | None:
    """The organisation that the job is about, as far as its owner may still use it."""
    reachable = Organization.objects.visible_to(work.asked_by, permission)
    return reachable.filter(pk=work.parameters["organization"]).first()
