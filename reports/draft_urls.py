"""Addresses below ``drafts/``: last year's document filled, a finished one checked."""

from django.urls import path

from reports.views.drafts import (
    DraftCheck,
    DraftChoose,
    DraftDelete,
    DraftDownload,
    DraftFill,
    DraftUpload,
)

urlpatterns = [
    path("", DraftUpload.as_view(), name="draft_upload"),
    path("<int:pk>/", DraftFill.as_view(), name="draft"),
    path("<int:pk>/check/", DraftCheck.as_view(), name="draft_check"),
    path("<int:pk>/choose/", DraftChoose.as_view(), name="draft_choose"),
    path("<int:pk>/download/", DraftDownload.as_view(), name="draft_download"),
    path("<int:pk>/delete/", DraftDelete.as_view(), name="draft_delete"),
]
