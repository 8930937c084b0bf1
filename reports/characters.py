"""Characters that come into records with pasted text and cannot be printed."""

import re
from typing import Final

_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Control characters, and those that turn the direction of writing."""


def printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def lines(text: str) -> tuple[str, ...]:
    """The paragraphs of a text as they are printed: without blanks around them, empty ones left out, and
    without characters that nobody sees.
    """
    found = (_UNSEEN.sub("", line).replace("\t", "\u3000") for line in _LINE_ENDS.split(text))
    return tuple(kept for line in found if (kept := printable(line).strip()))


def one_line(text: str) -> str:
    """The same in a single line."""
    return " ".join(lines(text))
