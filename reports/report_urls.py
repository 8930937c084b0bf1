"""Addresses below ``reports/``: year-end documents."""

from django.urls import path

from reports.views.reports import ReportView, WordView

urlpatterns = [
    path("", ReportView.as_view(), name="reports"),
    path("word/", WordView.as_view(), name="report_word"),
]
