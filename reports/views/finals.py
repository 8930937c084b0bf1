"""定稿: documents as they were issued, and what changed in the records since."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.forms.text import tidy_line
from branches.locking import held
from branches.models import Member, Organization, User
from branches.models.record import Record
from branches.views.caching import NEVER_KEPT
from branches.views.gate import Gate
from branches.views.pages import PagedList
from reports.document import Document
from reports.issuing.contradicting import contradictions, in_words
from reports.issuing.freezing import Issued, freeze, is_unchanged
from reports.issuing.since import Since, rows_of, since
from reports.models import Report, ReportQuerySet
from reports.numerals import arabic
from reports.placeholders import NO_RECORDS
from reports.views.downloads import download
from reports.views.reports import ChosenDocument
from reports.word.render import render as render_word

SAME_CLICK = datetime.timedelta(seconds=10)
MOST_ROWS = 20
"""Records named for each figure and each way in which it moved."""
DAMAGED = "存放的文件与定稿时不一致，可能已损坏，请从备份中恢复。"


class FinalMake(ChosenDocument):
    """Issue the document that the report page shows."""

    http_method_names = ["post"]

    def given(self) -> QueryDict:
        return self.request.POST

    def post(self, request: HttpRequest) -> HttpResponse:
        form, document = self.asked()
        return issued_document(request, document, form.chosen, self.user)


def issued_document(
    request: HttpRequest, document: Document, organization: Organization, user: User
) -> HttpResponse:
    """Make the document a final report, and go to its page."""
    about = Issued(document.title, organization, document.period, document.counted_at)
    return issued(request, about, user, partial(freeze, document, render_word(document), organization, user))


def issued(request: HttpRequest, about: Issued, user: User, make: Callable[[], Report]) -> HttpResponse:
    """On to the report that ``make`` keeps, or to the one of a moment ago: a double click makes one.

    The two clicks wait for each other, so ``make`` should have nothing left to do but to keep.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        just_now = timezone.now() - SAME_CLICK
        twin = Report.objects.standing().filter(
            organization=about.organization, title=about.kept_title, made_by=user, made_at__gt=just_now
        )
        report = twin.first()
        if report is not None:
            return redirect("final", report.pk)
        report = make()
    messages.success(request, f"已定稿：{report.title}。数字和文件已保存，以后记录有变化会在这一页列出。")
    return redirect("final", report.pk)


class OfFinals(Gate):
    needs = Permission.REPORT

    def get_queryset(self) -> ReportQuerySet:
        return Report.objects.visible_to(self.user).select_related("organization", "made_by", "withdrawn_by")

    def report(self) -> Report:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])


class FinalList(OfFinals, PagedList):
    template_name = "reports/final/list.html"
    paginate_by = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One record that moved: how it is called, where it is, what became of it."""

    text: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One frozen figure, then and now, with the records that make the difference."""

    since: Since
    then: str
    now: str
    groups: list[tuple[str, list[Row], int]]


class FinalDetail(OfFinals, View):
    """What was stated, and how the records stand today."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report()
        found = since(report)
        context = {
            "report": report,
            "moved": [self._line(each) for each in found if each.moved],
            "standing": [self._line(each) for each in found if not each.moved],
            "contradictions": [
                (each, in_words(each.mine), in_words(each.other)) for each in contradictions(report)
            ],
            "differing": sum(each.differs for each in found),
        }
        return render(request, "reports/final/detail.html", context)

    def _line(self, each: Since) -> Line:
        frozen = each.frozen
        if each.now is None:
            return Line(each, in_words(frozen), "这项指标已删除", [])
        number = each.now.value
        now = NO_RECORDS if number is None else f"{arabic(number)} {frozen.unit}"
        groups = []
        for label, keys in (("新增计入", each.added), ("不再计入", each.gone), ("内容改过", each.changed)):
            if keys:
                moved = rows_of(each.now.figure, self.user, keys, MOST_ROWS)
                groups.append((label, [_row(row) for row in moved.rows], moved.hidden))
        return Line(each, in_words(frozen), now, groups)


def _row(row: Any) -> Row:
    if isinstance(row, Record):
        binned = row.deleted_at is not None
        note = "已移入回收站" if binned else ""
        return Row(f"{row} · {row.organization}", "" if binned else row.get_absolute_url(), note)
    if isinstance(row, Member):
        return Row(row.name, "", "")
    assert isinstance(row, Organization)  # noqa: S101 - figures count nothing else
    return Row(row.name, "", "")


class FinalFile(OfFinals, View):
    """The Word file as it was issued; a file that is not that one any more is not given out."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        report = self.report()
        try:
            with report.file.open("rb") as file:
                data = file.read()
        except FileNotFoundError:
            data = b""
        if not is_unchanged(report, data):
            messages.error(request, DAMAGED)
            return redirect("final", pk)
        response = download(data, f"{report.title}.docx")
        response["Cache-Control"] = NEVER_KEPT
        return response


class FinalWithdraw(OfFinals, View):
    """GET asks, POST withdraws: the report stays readable, and is no longer held against others."""

    def get_queryset(self) -> ReportQuerySet:
        return super().get_queryset().standing()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "reports/final/withdraw.html", {"report": self.report(), "reason": ""})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report, reason = self.report(), tidy_line(request.POST.get("reason", ""))
        most = Report._meta.get_field("withdrawn_because").max_length or 0
        if not 0 < len(reason) <= most:
            said = f"撤回原因最多 {most} 个字。" if reason else "请写明撤回原因。"
            context = {"report": report, "reason": reason, "mistake": said}
            return render(request, "reports/final/withdraw.html", context)
        with transaction.atomic():  # whoever withdraws second finds it withdrawn
            report = get_object_or_404(held(self.get_queryset(), pk), pk=pk)
            report.withdrawn_at, report.withdrawn_by = timezone.now(), self.user
            report.withdrawn_because = reason
            report.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        messages.success(request, f"已撤回：{report.title}")
        return redirect("final", pk)
