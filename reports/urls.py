"""Addresses of figures, ledgers and documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
