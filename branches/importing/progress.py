"""How long work tells how far it has come."""

from typing import Protocol


class Progress(Protocol):
    """``total`` is 0 while it is not known; ``text`` is one line for the person who waits."""

    def __call__(self, done: int, total: int, text: str, /) -> None: ...


def silently(done: int, total: int, text: str, /) -> None:
    """For work that nobody watches."""
