"""What a draft is, whatever file it came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Change:
    """The characters from ``start`` to ``end`` of a draft's text are to read ``text``."""

    start: int
    end: int
    text: str


class Draft(Protocol):
    """``text`` is what offsets count in: paragraphs joined by line feeds, or the text of the file."""

    @property
    def text(self) -> str: ...

    def is_fixed(self, start: int, end: int) -> bool:
        """Whether those characters cannot be changed lastingly (the result of a Word field, say)."""
        ...

    def with_changes(self, changes: Iterable[Change]) -> bytes:
        """The file with those characters changed and nothing else."""
        ...
