"""Header rows: what reads like one, how many rows it takes, and the header of each column."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from branches.importing.tables.fields import FIELDS
from branches.importing.tables.headers import LONGEST, Header, read_header
from branches.importing.workbook.sheets import Cell, Merge

DEEPEST_HEADER = 3


@dataclass(slots=True)
class HeaderCell:
    """A column's header: its ``column`` (zero-based), how the sheet spells it, and its words from top to
    leaf.
    """

    column: int
    spelled: str
    path: tuple[Header, ...]


def known_words(cells: Sequence[Cell]) -> int:
    """How many cells of a header row are words of a header; 0 when the row is none."""
    texts = [cell for cell in cells if cell is not None]
    if len(texts) < 2 or any(not isinstance(text, str) or len(text) > LONGEST for text in texts):
        return 0
    known = sum(is_known(text) for text in texts if isinstance(text, str))
    if known >= 3 and known * 2 > len(texts):
        return known
    return known if known == len(texts) else 0


@lru_cache(maxsize=20_000)
def is_known(text: str) -> bool:
    """Whether a field of any record type goes by this header."""
    words = read_header(text).words
    return bool(words) and any(
        cue.fullmatch(words) for fields in FIELDS.values() for each in fields for cue, _ in each.cues
    )


def read_headers(
    number: int, cells_of: dict[int, list[Cell]], merges: Sequence[Merge]
) -> tuple[list[HeaderCell], int]:
    top, bottom = _extent(number, cells_of, merges)
    width = max(len(cells_of.get(row, ())) for row in range(top, bottom + 1))
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        texts = [_text_at(row, column, cells_of, merges) for row in range(top, bottom + 1)]
        parts = [text for index, text in enumerate(texts) if text and text not in texts[:index]]
        paths.append(tuple(parts))
    leaves = [path[-1].strip() for path in paths if path]
    headers = [
        HeaderCell(
            column,
            path[-1].strip() if leaves.count(path[-1].strip()) == 1 else "/".join(map(str.strip, path)),
            tuple(map(read_header, path)),
        )
        for column, path in enumerate(paths)
        if path
    ]
    return headers, bottom - number + 1


def _extent(number: int, cells_of: dict[int, list[Cell]], merges: Sequence[Merge]) -> tuple[int, int]:
    """First and last row of the header around its best row."""
    top = bottom = number
    for merge in merges:
        if merge.bottom - merge.top >= DEEPEST_HEADER:
            continue
        if merge.top < number <= merge.bottom and not is_title(cells_of.get(merge.top, []), 0):
            top = min(top, merge.top)
        if merge.top <= number < merge.bottom:
            bottom = max(bottom, merge.bottom)
    if top == bottom:
        above, here, below = (cells_of.get(number + step, []) for step in (-1, 0, 1))
        if _completes(here, below):
            bottom += 1
        elif _completes(above, here):
            top -= 1
    return top, bottom


def _completes(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether the lower row only fills in what the upper row left to it: sub-headers without merged cells."""
    if sum(cell is not None for cell in upper) < 2 or not any(cell is not None for cell in lower):
        return False
    texts = [(index, cell) for index, cell in enumerate(lower) if cell is not None]
    if not all(isinstance(cell, str) and len(cell) <= LONGEST for _, cell in texts):
        return False
    if sum(is_known(cell) for _, cell in texts if isinstance(cell, str)) * 2 <= len(texts):
        return False
    in_gaps = [index for index, _ in texts if index >= len(upper) or upper[index] is None]
    first = next(index for index, cell in enumerate(upper) if cell is not None)
    return bool(in_gaps) and all(index > first for index, _ in texts)


def _text_at(row: int, column: int, cells_of: dict[int, list[Cell]], merges: Sequence[Merge]) -> str:
    for merge in merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            row, column = merge.top, merge.left
            break
    cells = cells_of.get(row, [])
    cell = cells[column] if column < len(cells) else None
    return cell if isinstance(cell, str) else ""


def is_title(cells: Sequence[Cell], distance: int) -> bool:
    """A row with one or two texts (a title, 填报单位 and 汇总日期) at most three rows above a header."""
    texts = [cell for cell in cells if cell is not None]
    return distance < 3 and 0 < len(texts) <= 2 and all(isinstance(text, str) for text in texts)
