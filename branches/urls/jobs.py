"""Addresses below ``jobs/``: work in the background."""

from django.urls import path

from branches.views.jobs import JobDetail, JobFile, JobList

urlpatterns = [
    path("", JobList.as_view(), name="job_list"),
    path("<int:pk>/", JobDetail.as_view(), name="job"),
    path("<int:pk>/file/", JobFile.as_view(), name="job_file"),
]
