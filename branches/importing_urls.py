"""Addresses of imports."""

from django.urls import path

from branches.views.imports import (
    ImportCommit,
    ImportDetail,
    ImportDiscard,
    ImportList,
    ImportUndo,
    ImportUpload,
)

urlpatterns = [
    path("", ImportList.as_view(), name="import_list"),
    path("upload/", ImportUpload.as_view(), name="import_upload"),
    path("<int:pk>/", ImportDetail.as_view(), name="import_detail"),
    path("<int:pk>/commit/", ImportCommit.as_view(), name="import_commit"),
    path("<int:pk>/undo/", ImportUndo.as_view(), name="import_undo"),
    path("<int:pk>/discard/", ImportDiscard.as_view(), name="import_discard"),
]
