"""指标: every number of an organisation and a period, and the records behind each."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from branches.access import Permission, may
from branches.models import RECORDS, Member, Organization, Record
from branches.views.columns import COLUMNS, PEOPLE, Column
from branches.views.listing import PAGE
from reports.figures.counting import figure_values, records_behind
from reports.figures.own import register_for
from reports.figures.registry import Figure, FigureValue
from reports.figures.sections import by_section, counted_from, may_see_rows, may_see_total
from reports.numerals import arabic
from reports.placeholders import NO_RECORDS, change
from reports.views.scope import Scoped, YearForm

NOT_COMPARED = "—"

ROWS: dict[type[Model], tuple[Column, ...]] = {
    **{model: COLUMNS[slug] for slug, model in RECORDS.items()},
    Member: (
        Column("姓名", lambda row: row.name, "title"),
        Column("党组织", lambda row: str(row.organization)),
        Column("政治面貌", lambda row: row.get_status_display()),
    ),
    Organization: (
        Column("全称", lambda row: row.name, "title"),
        Column("类别", lambda row: row.get_kind_display()),
    ),
}
"""What a list shows of the rows behind a figure; records look as in their own lists."""


PEOPLE_OF = {RECORDS[slug]: relations for slug, relations in PEOPLE.items()}


def in_words(value: FigureValue) -> str:
    return NO_RECORDS if value.value is None else f"{arabic(value.value)} {value.figure.unit}"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, now and a year before; an address leads to the records where this person may see them."""

    figure: Figure
    value: str
    before: str
    change: str
    url: str
    url_before: str


class FiguresView(Scoped, View):
    """All figures that this person may know, beside those of a year before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.scope()
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            context |= self._counted(form)
        return render(request, "reports/figures.html", context)

    def _counted(self, form: YearForm) -> dict[str, Any]:
        """Figures without a record in either year are left out unless all are asked for."""
        organization, period = form.chosen, form.period
        register = register_for(organization)
        keys = [figure.key for figure in register if may_see_total(self.user, figure, organization)]
        now = figure_values(organization, period, keys)
        then = figure_values(organization, period.previous(), keys)
        everything = "all" in self.request.GET
        shown = [key for key in keys if everything or now[key].records or then[key].records]
        return {
            "organization": organization,
            "period": period,
            "sections": {
                section: [self._line(form, now[figure.key], then[figure.key]) for figure in figures]
                for section, figures in by_section(register[key] for key in shown).items()
            },
            "hidden": len(keys) - len(shown),
            "everything": everything,
            "may_read": may(self.user, Permission.VIEW, organization),
            "query": form.query(),
            "may_define": may(self.user, Permission.REPORT),
            "ledgers": [
                (str(model._meta.verbose_name), f"{reverse('ledger_export', args=[slug])}?{form.query()}")
                for slug, model in RECORDS.items()
                if may(self.user, model.view_permission, organization)
            ],
        }

    def _line(self, form: YearForm, now: FigureValue, then: FigureValue) -> Line:
        openable = may_see_rows(self.user, now.figure, form.chosen)

        def address(value: FigureValue, years_back: int) -> str:
            if not (openable and value.records):
                return ""
            return f"{reverse('figure_records', args=[value.figure.key])}?{form.query(years_back)}"

        return Line(
            figure=now.figure,
            value=in_words(now),
            before=in_words(then),
            change=NOT_COMPARED if now.value is None or then.value is None else change(now.value, then.value),
            url=address(now, 0),
            url_before=address(then, 1),
        )


class FigureRecordsView(Scoped, View):
    """The records behind one number: as many as it counts, as far as this person may see them."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        form = self.valid_scope()
        figure = register_for(form.chosen).get(key)
        if figure is None or not may_see_rows(self.user, figure, form.chosen):
            raise Http404
        value = figure_values(form.chosen, form.period, [key])[key]
        page = Paginator(self._rows(figure, form), PAGE).get_page(request.GET.get("page"))
        columns = ROWS[counted_from(figure)]
        context = {
            "figure": figure,
            "value": in_words(value),
            "records": value.records,
            "out_of_reach": value.records - page.paginator.count,
            "organization": form.chosen,
            "period": form.period,
            "back": f"{reverse('figures')}?{form.query()}",
            "page_obj": page,
            "columns": columns,
            "rows": [
                (_address(row, form), [(column, column.value(row)) for column in columns]) for row in page
            ],
        }
        return render(request, "reports/figure_records.html", context)

    def _rows(self, figure: Figure, form: YearForm) -> "QuerySet[Any]":
        rows: Any = records_behind(figure, form.chosen, form.period)
        rows = rows.visible_to(self.user)
        if issubclass(rows.model, Record):
            return rows.select_related("organization").prefetch_related(*PEOPLE_OF.get(rows.model, ()))
        return rows.select_related("organization") if rows.model is Member else rows


def _address(row: Any, form: YearForm) -> str:
    """The page of a row: a record's or member's own, for an organisation its figures of the same period."""
    if isinstance(row, Organization):
        return f"{reverse('figures')}?{form.query(organization=row)}"
    if isinstance(row, Member):
        return reverse("member_detail", args=[row.pk])
    return str(row.get_absolute_url())
