"""Addresses of figures, ledgers and documents; the home page."""

from django.urls import include, path

from reports.views.completion import CompletionExport, CompletionView
from reports.views.figures import FigureRecordsView, FiguresView
from reports.views.handbook import HandbookMake, HandbookView
from reports.views.home import OfficeHome
from reports.views.ledgers import LedgerExport, YearWorkbook
from reports.views.printed import RecordPrint, RecordWord
from reports.views.record_list import ListExport
from reports.views.templates import TemplateDownload

urlpatterns = [
    path("", OfficeHome.as_view(), name="home"),
    path("completion/", CompletionView.as_view(), name="completion"),
    path("completion/excel/", CompletionExport.as_view(), name="completion_export"),
    path("figures/", FiguresView.as_view(), name="figures"),
    path("figures/own/", include("reports.urls.own_figures")),
    path("figures/<str:key>/records/", FigureRecordsView.as_view(), name="figure_records"),
    path("records/<slug:slug>/<int:pk>/print/", RecordPrint.as_view(), name="record_print"),
    path("records/<slug:slug>/<int:pk>/word/", RecordWord.as_view(), name="record_word"),
    path("ledgers/all/make/", YearWorkbook.as_view(), name="year_workbook"),
    path("ledgers/<slug:slug>/", LedgerExport.as_view(), name="ledger_export"),
    path("imports/templates/<slug:slug>/", TemplateDownload.as_view(), name="import_template"),
    path("handbook/", HandbookView.as_view(), name="handbook"),
    path("handbook/make/", HandbookMake.as_view(), name="handbook_make"),
    path("records/<slug:slug>/excel/", ListExport.as_view(), name="record_list_export"),
    path("reports/", include("reports.urls.reports")),
    path("drafts/", include("reports.urls.drafts")),
]
