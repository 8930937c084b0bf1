"""Which mutations run: those of ``seeds.txt``, or those that ``FUZZ`` in the environment names."""

import os
from collections.abc import Iterator
from pathlib import Path

AT_ONCE = 50

Seeds = tuple[str, range]


def runs() -> list[Seeds]:
    """(family, seeds) in pieces that fit one test each."""
    text = os.environ.get("FUZZ") or Path(__file__).with_name("seeds.txt").read_text(encoding="utf-8")
    return [
        piece
        for line in text.splitlines()
        if (said := line.partition("#")[0].split())
        for piece in _pieces(*said)
    ]


def _pieces(family: str, seeds: str) -> Iterator[Seeds]:
    first, _, last = seeds.partition("-")
    whole = range(int(first), int(last or first) + 1)
    for start in range(whole.start, whole.stop, AT_ONCE):
        yield family, whole[start - whole.start : start - whole.start + AT_ONCE]
