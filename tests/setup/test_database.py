"""Many people save at the same moment; nobody is told that the database is locked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from branches.models import Tag

WRITERS, WRITES = 20, 5


def save_some(writer: int) -> None:
    try:
        for number in range(WRITES):
            with transaction.atomic():
                Tag.objects.count()  # a read before the write is what fails on SQLite by default
                Tag.objects.create(name=f"标签 {writer}-{number}")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_all_get_through() -> None:
    before = Tag.objects.count()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(save_some, range(WRITERS)))
    assert Tag.objects.count() == before + WRITERS * WRITES
