"""Addresses of imports."""

from django.urls import path

from branches.views.imports import ImportDecide, ImportDetail, ImportList, ImportUndo, ImportUpload

urlpatterns = [
    path("", ImportList.as_view(), name="import_list"),
    path("upload/", ImportUpload.as_view(), name="import_upload"),
    path("<int:pk>/", ImportDetail.as_view(), name="import_detail"),
    path("<int:pk>/decide/", ImportDecide.as_view(), name="import_decide"),
    path("<int:pk>/undo/", ImportUndo.as_view(), name="import_undo"),
]
