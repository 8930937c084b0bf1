"""What the demo office says: themes, topics, titles. Plain tables; versions of a theme take turns by year."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def of_year(versions: Sequence[T], year: int) -> T:
    """The version whose turn it is: the first in 2023, then the next every year."""
    return versions[(year - 2023) % len(versions)]
