"""Addresses below ``reports/outlines/``: outlines that an office has made its own."""

from django.urls import path

from reports.views.outlines import (
    OutlineFormView,
    OutlineList,
    OutlineSwitch,
    OutlineVersion,
    OutlineVersions,
)

urlpatterns = [
    path("", OutlineList.as_view(), name="outline_list"),
    path("add/", OutlineFormView.as_view(), name="outline_add"),
    path("<int:pk>/", OutlineFormView.as_view(), name="outline_edit"),
    path("<int:pk>/switch/", OutlineSwitch.as_view(), name="outline_switch"),
    path("<int:pk>/versions/", OutlineVersions.as_view(), name="outline_versions"),
    path("<int:pk>/versions/<int:change>/", OutlineVersion.as_view(), name="outline_version"),
]
