"""台账下载: the ledger of one record type as an Excel file."""

from collections.abc import Sequence
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest
from django.views import View

from branches.access import Permission
from branches.models import RECORDS
from branches.models.record import Record
from reports.excel.ledger import write_ledger
from reports.views.scope import Scoped

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        file = TemporaryFile()  # noqa: SIM115 - closed with the response
        write_ledger(file, slug, rows, organization, period)
        file.seek(0)
        name = f"{organization}{period.name}{self.model._meta.verbose_name}台账.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)
