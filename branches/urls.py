"""Addresses of records, organisations, members and imports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
