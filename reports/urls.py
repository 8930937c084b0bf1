"""Addresses of figures, ledgers and documents."""

from django.urls import include, path

from reports.views.completion import CompletionExport, CompletionView
from reports.views.figures import FigureRecordsView, FiguresView
from reports.views.ledgers import LedgerExport

urlpatterns = [
    path("completion/", CompletionView.as_view(), name="completion"),
    path("completion/excel/", CompletionExport.as_view(), name="completion_export"),
    path("figures/", FiguresView.as_view(), name="figures"),
    path("figures/<str:key>/records/", FigureRecordsView.as_view(), name="figure_records"),
    path("ledgers/<slug:slug>/", LedgerExport.as_view(), name="ledger_export"),
    path("reports/", include("reports.report_urls")),
    path("drafts/", include("reports.draft_urls")),
]
