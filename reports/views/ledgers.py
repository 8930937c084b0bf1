"""台账下载: the ledger of one record type as an Excel file."""

from collections.abc import Sequence

from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.views import View

from branches.access import Permission
from branches.jobs import start
from branches.models import RECORDS
from branches.models.record import Record
from branches.views.jobs import page_of
from reports.excel.ledger import write_ledger
from reports.views.downloads import workbook
from reports.views.scope import Scoped


class LedgerExport(Scoped, View):
    """The records of one type that this person may see, of an organisation and a period."""

    kwargs: dict[str, str]

    @property
    def model(self) -> type[Record]:
        try:
            return RECORDS[self.kwargs["slug"]]
        except KeyError:
            raise Http404 from None

    def needed(self) -> Sequence[Permission]:
        return [self.model.view_permission]

    def get(self, request: HttpRequest, slug: str) -> FileResponse:
        form = self.valid_scope()
        organization, period = form.chosen, form.period
        rows = self.model.objects.visible_to(self.user).under(organization).held_in(period)
        name = f"{organization}{period.name}{self.model._meta.verbose_name}台账.xlsx"
        return workbook(name, lambda file: write_ledger(file, slug, rows, organization, period))


class YearWorkbook(Scoped, View):
    """Everything of the period in one workbook, written in the background: it counts every organisation."""

    http_method_names = ["post"]

    def needed(self) -> Sequence[Permission]:
        return [Permission.VIEW]

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        form = self.valid_scope()
        organization, period = form.chosen, form.period
        asked = start(
            "year_workbook",
            user=self.user,
            title=f"{organization} {period}全部数据",
            parameters={
                "organization": organization.pk,
                "start": period.start.isoformat(),
                "end": period.end.isoformat(),
            },
        )
        return HttpResponseRedirect(page_of(asked))
