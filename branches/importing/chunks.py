"""Long runs of rows in pieces that fit into memory and into one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most ``size`` items, in order; never an empty one."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk
