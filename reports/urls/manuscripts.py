"""Addresses below ``reports/manuscripts/``: this year's documents as texts that are edited."""

from django.urls import path

from reports.views.manuscript_editor import ManuscriptEdit, ManuscriptLive, ManuscriptOffers, ManuscriptSave
from reports.views.manuscript_outline import ManuscriptSeen
from reports.views.manuscripts import (
    ManuscriptDelete,
    ManuscriptFinal,
    ManuscriptList,
    ManuscriptRestore,
    ManuscriptStart,
    ManuscriptVersions,
    ManuscriptWord,
    OneManuscriptVersion,
)

urlpatterns = [
    path("", ManuscriptList.as_view(), name="manuscript_list"),
    path("start/", ManuscriptStart.as_view(), name="manuscript_start"),
    path("<int:pk>/", ManuscriptEdit.as_view(), name="manuscript"),
    path("<int:pk>/save/", ManuscriptSave.as_view(), name="manuscript_save"),
    path("<int:pk>/live/", ManuscriptLive.as_view(), name="manuscript_live"),
    path("<int:pk>/offers/", ManuscriptOffers.as_view(), name="manuscript_offers"),
    path("<int:pk>/seen/", ManuscriptSeen.as_view(), name="manuscript_seen"),
    path("<int:pk>/word/", ManuscriptWord.as_view(), name="manuscript_word"),
    path("<int:pk>/final/", ManuscriptFinal.as_view(), name="manuscript_final"),
    path("<int:pk>/delete/", ManuscriptDelete.as_view(), name="manuscript_delete"),
    path("<int:pk>/restore/", ManuscriptRestore.as_view(), name="manuscript_restore"),
    path("<int:pk>/versions/", ManuscriptVersions.as_view(), name="manuscript_versions"),
    path("<int:pk>/versions/<int:version>/", OneManuscriptVersion.as_view(), name="manuscript_version"),
]
