"""Addresses below ``figures/own/``: figures that an office has put together itself."""

from django.urls import path

from reports.views.own_figures import OwnFigureDelete, OwnFigureForm, OwnFigureList

urlpatterns = [
    path("", OwnFigureList.as_view(), name="own_figures"),
    path("add/", OwnFigureForm.as_view(), name="own_figure_add"),
    path("<int:pk>/edit/", OwnFigureForm.as_view(), name="own_figure_edit"),
    path("<int:pk>/delete/", OwnFigureDelete.as_view(), name="own_figure_delete"),
]
