"""Addresses of record quality."""

from django.urls import path

from branches.views.quality import QualityCheckView, QualityList

urlpatterns = [
    path("", QualityList.as_view(), name="quality_list"),
    path("<slug:slug>/<int:pk>/<slug:kind>/", QualityCheckView.as_view(), name="quality_check"),
]
