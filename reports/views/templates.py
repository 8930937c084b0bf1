"""导入模板: a blank workbook for those who may import what is filled into it."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.views import View

from branches.access import Permission, organizations_for
from branches.importing.kinds import LABELS, permission_for
from branches.models import Organization
from branches.views.gate import Gate
from reports.excel.template_columns import BLANKS
from reports.excel.templates import MOST_ORGANIZATIONS, write_template
from reports.views.downloads import workbook


class TemplateDownload(Gate, View):
    kwargs: dict[str, str]

    @property
    def slug(self) -> str:
        if self.kwargs["slug"] not in BLANKS:
            raise Http404
        return self.kwargs["slug"]

    def needed(self) -> Sequence[Permission]:
        return [permission_for(self.slug)]

    def get_queryset(self) -> "QuerySet[Organization]":
        """What may be chosen: below what this person administers, and still there."""
        within = organizations_for(self.user, permission_for(self.slug)).filter(dissolved_on=None)
        return within.exclude(kind="group") if self.slug == "member" else within

    def get(self, request: HttpRequest, slug: str) -> FileResponse:
        rows = self.get_queryset().order_by("path").values_list("name", flat=True)
        names = list(rows[: MOST_ORGANIZATIONS + 1])
        return workbook(f"{LABELS[slug]}导入模板.xlsx", lambda file: write_template(file, slug, names))
