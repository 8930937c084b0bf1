"""Addresses below ``reports/final/``: documents as they were issued."""

from django.urls import path

from reports.views.finals import FinalDetail, FinalFile, FinalList, FinalMake, FinalWithdraw

urlpatterns = [
    path("", FinalList.as_view(), name="final_list"),
    path("make/", FinalMake.as_view(), name="final_make"),
    path("<int:pk>/", FinalDetail.as_view(), name="final"),
    path("<int:pk>/file/", FinalFile.as_view(), name="final_file"),
    path("<int:pk>/withdraw/", FinalWithdraw.as_view(), name="final_withdraw"),
]
