"""Addresses of figures, ledgers and documents."""

from django.urls import include, path

from reports.views.figures import FigureRecordsView, FiguresView
from reports.views.ledgers import LedgerExport

urlpatterns = [
    path("figures/", FiguresView.as_view(), name="figures"),
    path("figures/<str:key>/records/", FigureRecordsView.as_view(), name="figure_records"),
    path("ledgers/<slug:slug>/", LedgerExport.as_view(), name="ledger_export"),
    path("reports/", include("reports.report_urls")),
]
