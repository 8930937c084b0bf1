"""Addresses below ``reports/``: year-end documents."""

from django.urls import include, path

from reports.views.reports import ReportView, SummariesMake, WordView

urlpatterns = [
    path("", ReportView.as_view(), name="reports"),
    path("final/", include("reports.urls.finals")),
    path("outlines/", include("reports.urls.outlines")),
    path("manuscripts/", include("reports.urls.manuscripts")),
    path("branches/make/", SummariesMake.as_view(), name="summaries_make"),
    path("word/", WordView.as_view(), name="report_word"),
]
