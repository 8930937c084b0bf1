"""The text of a Word document, each character with the bytes of the XML that spell it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate


@dataclass(slots=True)
class Piece:
    """Characters that stand together in one text element; ``end`` is set when the parser has moved on.

    ``fixed`` pieces may not be changed: results of fields, content bound to data elsewhere, signs such as
    tabs.
    """

    text: str
    start: int
    end: int
    element: int
    fixed: bool

    def byte_at(self, offset: int) -> int:
        """Where the character begins. A piece not spelt in plain UTF-8 is one character long."""
        return self.start + len(self.text[:offset].encode())


@dataclass
class TextParagraph:
    """``twin``: the same paragraph in the form for older readers. A ``fixed`` one may not be changed; an
    ``inner`` one stands in a text box.
    """

    pieces: list[Piece] = field(default_factory=list)
    twin: "TextParagraph | None" = None
    fixed: bool = False
    inner: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(piece.text) for piece in self.pieces), initial=0))

    def spelling(self, first: int, last: int) -> list[tuple[Piece, int, int]]:
        """The pieces that spell the characters from ``first`` to ``last``, each with the part that does."""
        touched = []
        for index in range(max(0, bisect_right(self._starts, first) - 1), len(self.pieces)):
            start, piece = self._starts[index], self.pieces[index]
            if start >= last:
                break
            begin, end = max(first, start), min(last, start + len(piece.text))
            if begin < end:
                touched.append((piece, begin - start, end - start))
        return touched


@dataclass(slots=True)
class TextElement:
    """A ``w:t``: where its tag begins, and whether the tag keeps spaces. ``look``: from where to where the
    properties of its run are spelt, nothing when it has none."""

    start: int
    keeps_spaces: bool
    look: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class WordText:
    """``paragraphs`` in the order in which they begin, those of text boxes behind the one they hang on."""

    paragraphs: list[TextParagraph]
    elements: list[TextElement]

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
