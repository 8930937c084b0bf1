"""Addresses below ``drafts/``: last year's document filled, a finished one checked."""

from django.urls import path

from reports.views.draft_files import DraftCheckedCopy, DraftDownload, DraftIssue, DraftReviewCopy
from reports.views.drafts import DraftCheck, DraftChoose, DraftDelete, DraftFill, DraftUpload

urlpatterns = [
    path("", DraftUpload.as_view(), name="draft_upload"),
    path("<int:pk>/", DraftFill.as_view(), name="draft"),
    path("<int:pk>/check/", DraftCheck.as_view(), name="draft_check"),
    path("<int:pk>/check/copy/", DraftCheckedCopy.as_view(), name="draft_checked_copy"),
    path("<int:pk>/choose/", DraftChoose.as_view(), name="draft_choose"),
    path("<int:pk>/download/", DraftDownload.as_view(), name="draft_download"),
    path("<int:pk>/review/", DraftReviewCopy.as_view(), name="draft_review_copy"),
    path("<int:pk>/issue/", DraftIssue.as_view(), name="draft_issue"),
    path("<int:pk>/delete/", DraftDelete.as_view(), name="draft_delete"),
]
