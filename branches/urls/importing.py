"""Addresses of imports."""

from django.urls import path

from branches.views.imports.deciding import ImportDecide, ImportUpdates
from branches.views.imports.marked import ImportMarked
from branches.views.imports.preview import ImportDetail
from branches.views.imports.questions import ImportAskAgain, ImportQuestions
from branches.views.imports.reading import ImportRead
from branches.views.imports.tables import ImportForget, ImportTable
from branches.views.imports.undo import ImportUndo
from branches.views.imports.uploading import ImportList, ImportUpload

urlpatterns = [
    path("", ImportList.as_view(), name="import_list"),
    path("upload/", ImportUpload.as_view(), name="import_upload"),
    path("<int:pk>/", ImportDetail.as_view(), name="import_detail"),
    path("<int:pk>/tables/<str:key>/", ImportTable.as_view(), name="import_table"),
    path("<int:pk>/tables/<str:key>/forget/", ImportForget.as_view(), name="import_forget"),
    path("<int:pk>/read/", ImportRead.as_view(), name="import_read"),
    path("<int:pk>/questions/", ImportQuestions.as_view(), name="import_questions"),
    path("<int:pk>/questions/again/", ImportAskAgain.as_view(), name="import_ask_again"),
    path("<int:pk>/decide/", ImportDecide.as_view(), name="import_decide"),
    path("<int:pk>/marked/", ImportMarked.as_view(), name="import_marked"),
    path("<int:pk>/updates/", ImportUpdates.as_view(), name="import_updates"),
    path("<int:pk>/undo/", ImportUndo.as_view(), name="import_undo"),
]
