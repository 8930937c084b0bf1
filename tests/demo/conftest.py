"""The demo office, loaded once for a module of tests that only read it, and taken away again."""

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from branches.demo.load import load
from branches.models import Organization

TODAY = datetime.date(2025, 1, 15)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SimpleNamespace]:
    """``loaded`` (what the loader tells), ``today``, ``root``. Two years and two weeks of records."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = load(TODAY)
        root = Organization.objects.get(parent=None)
        yield SimpleNamespace(loaded=loaded, today=TODAY, root=root)
        transaction.set_rollback(True)
