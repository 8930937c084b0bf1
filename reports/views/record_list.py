"""The list of a record page as an Excel file: at once, or in the background when it is long."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.jobs import start
from branches.models.record import chinese_date
from branches.views.asked_list import AskedList
from branches.views.records import OfOneType
from reports.excel.record_list import write_list
from reports.views.downloads import workbook

MOST = 200_000
"""Records that one file holds."""
TOO_MANY = f"一次最多导出 {MOST // 10_000} 万条，请先缩小范围。"


class ListExport(OfOneType, View):
    """GET answers with the file. A long list is handed to the background, which takes a POST."""

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.view_permission]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        asked = AskedList(slug, self.user, request.GET)
        if asked.trouble or not asked.short:
            messages.warning(request, asked.trouble or "记录较多，请点“导出 Excel”在后台导出。")
            return redirect(f"{reverse('record_list', args=[slug])}?{request.GET.urlencode()}")
        return workbook(
            file_name(asked),
            lambda file: write_list(file, asked.name, note_on(asked), asked.columns, asked.everything()),
        )

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        asked = AskedList(slug, self.user, request.GET)
        too_many = not asked.listing.sought and asked.listing.longer_than(MOST)
        if asked.trouble or too_many:
            messages.warning(request, asked.trouble or TOO_MANY)
            return redirect(f"{reverse('record_list', args=[slug])}?{request.GET.urlencode()}")
        title = f"{asked.name}（{asked.filter.in_words}）" if asked.filter.active else asked.name
        parameters = {"slug": slug, "query": request.GET.urlencode()}
        return redirect(start("record_list", user=self.user, title=title, parameters=parameters))


def note_on(asked: AskedList) -> str:
    """The line below the title: what was asked for, and when."""
    said = [asked.filter.in_words, f"导出日期：{chinese_date(timezone.localdate())}"]
    return "　".join(filter(None, said))


def file_name(asked: AskedList) -> str:
    return f"{asked.name}{timezone.localdate():%Y-%m-%d}.xlsx"
