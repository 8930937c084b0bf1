"""记录表: one record as it is printed, in the browser and as a Word file."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from branches.access import Permission
from branches.querysets import RecordQuerySet
from branches.views.records import OfOneType
from reports.printed.reading import PRINTED, print_all, readable
from reports.printed.record import COLUMNS, PrintedRecord
from reports.views.downloads import download
from reports.word.printed import render_record


class _OneRecord(OfOneType, View):
    """Who may see a record may print it; records of discipline are not printed at all."""

    def needed(self) -> Sequence[Permission]:
        if self.slug not in PRINTED:
            raise Http404
        return super().needed()

    def get_queryset(self) -> "RecordQuerySet[Any]":
        return readable(self.slug, self.user)

    def printed(self, pk: int) -> PrintedRecord:
        found = print_all(self.slug, self.get_queryset().filter(pk=pk), self.user)
        if not found:
            raise Http404
        return found[0]


class RecordPrint(_OneRecord):
    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        context = {"record": self.printed(pk), "slug": slug, "pk": pk, "columns": range(COLUMNS)}
        return render(request, "printed/record.html", context)


class RecordWord(_OneRecord):
    def get(self, request: HttpRequest, slug: str, pk: int) -> FileResponse:
        record = self.printed(pk)
        name = f"{record.date:%Y-%m-%d} {record.title}.docx"
        return download(render_record(record, timezone.localtime()), name)
