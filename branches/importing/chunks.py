"""Long runs of rows in pieces that fit into memory and into one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


def in_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most ``size`` items, in order; never an empty one."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def by_key(rows: "QuerySet[Row]", size: int) -> Iterator[list[Row]]:
    """All rows in the order of their keys. No cursor stays open in between, so that the caller may write."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield chunk
        last = chunk[-1].pk
