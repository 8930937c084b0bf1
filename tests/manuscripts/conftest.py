"""The year of records that the tests of documents count in, and a manuscript of it."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Manuscript
from tests.documents.conftest import records

__all__ = ["records"]


@pytest.fixture
def manuscript(administrator: Client, office: SimpleNamespace, records: SimpleNamespace) -> Manuscript:  # noqa: F811
    """The bureau's summary of 2023, begun from the report page."""
    chosen = {"organization": office.bureau.pk, "year": 2023, "outline": "year_end"}
    administrator.post(reverse("manuscript_start"), chosen)
    return Manuscript.objects.get()
