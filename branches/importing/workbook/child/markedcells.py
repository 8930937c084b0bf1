"""The cells of a sheet coloured, by changing nothing but the style each of them has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .limits import Refused
from .markedstyles import Styles
from .xmlbytes import letters, with_attribute

Place = tuple[int, int]
"""Row and column, counted from zero."""

_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\b[^>]*>")
_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_PIECE = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)(?:(?P<row>row)\b[^>]*>|c\b[^>]*?(?:/>|>.*?</(?:[\w.-]+:)?c>))", re.DOTALL
)
_START = re.compile(rb"<[^>]*>")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{0,3})(\d+)")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)")
_MERGE = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(slots=True)
class _Row:
    """A row with something to mark: where it begins and ends its start tag, and its cells."""

    number: int
    start: int
    end: int
    tag: bytes
    prefix: bytes
    cells: list[tuple[int, int, int]] = field(default_factory=list)


def place(reference: str) -> Place:
    """``"C7"`` is (6, 2)."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if found is None:
        raise Refused("damaged")
    return int(found[2]) - 1, _column(found[1].encode())


def name(where: Place) -> str:
    return f"{letters(where[1])}{where[0] + 1}"


def coloured(
    xml: bytes, reasons: Mapping[Place, str], styles: Styles, *, again: bool
) -> tuple[bytes, dict[Place, str]]:
    """The sheet with those cells coloured, and the reasons by the cell that shows them: of a merged range
    that is the first. ``again``: cells coloured before and no longer bad lose the colour.
    """
    begin = _DATA.search(xml)
    finish = _DATA_END.search(xml, begin.end()) if begin else None
    if begin is None or finish is None:
        return xml, {}
    shown = _at_first_cells(reasons, xml[finish.end() :])
    rows = {row for row, _ in shown}
    edits: list[tuple[int, int, bytes]] = []
    for row in _rows(xml, begin.end(), finish.start(), rows, every=again):
        wanted = {column for number, column in shown if number == row.number}
        edits += _of_row(xml, row, wanted, styles, again)
    return _edited(xml, edits), shown


def _at_first_cells(reasons: Mapping[Place, str], after: bytes) -> dict[Place, str]:
    merges = [
        (int(top) - 1, _column(left), int(bottom) - 1, _column(right))
        for left, top, right, bottom in _MERGE.findall(after)
    ]
    shown: dict[Place, str] = {}
    for (row, column), reason in sorted(reasons.items()):
        at = next(
            (
                (top, left)
                for top, left, bottom, right in merges
                if top <= row <= bottom and left <= column <= right
            ),
            (row, column),
        )
        if reason not in shown.get(at, ""):
            shown[at] = f"{shown[at]}\n{reason}" if at in shown else reason
    return shown


def _rows(xml: bytes, begin: int, end: int, wanted: set[int], *, every: bool) -> Iterator[_Row]:
    """The rows to look at, with the places of their cells."""
    number, column = -1, -1
    row: _Row | None = None
    for piece in _PIECE.finditer(xml, begin, end):
        start = _START.match(xml, piece.start())
        assert start is not None  # noqa: S101 - the piece begins with it
        reference = _REFERENCE.search(start[0])
        if piece["row"]:
            if row is not None:
                yield row
            number, column = int(reference[2]) - 1 if reference else number + 1, -1
            wants = every or number in wanted
            row = _Row(number, start.start(), start.end(), start[0], piece["prefix"]) if wants else None
        else:
            column = _column(reference[1]) if reference and reference[1] else column + 1
            if row is not None:
                row.cells.append((column, piece.start(), piece.end()))
    if row is not None:
        yield row


def _of_row(
    xml: bytes, row: _Row, wanted: set[int], styles: Styles, again: bool
) -> Iterator[tuple[int, int, bytes]]:
    missing = set(wanted)
    for column, start, _ in row.cells:
        tag = _START.match(xml, start)
        assert tag is not None  # noqa: S101 - found so
        style = _style(tag[0])
        if column in wanted:
            missing.discard(column)
            new = styles.coloured(style)
        elif again and styles.is_coloured(style):
            new = styles.plain(style)
        else:
            continue
        yield start, tag.end(), with_attribute(tag[0], "s", str(new).encode())
    added = {column: _new_cell(row, column, styles) for column in sorted(missing)}
    if not added:
        return
    if row.tag.endswith(b"/>"):
        cells = b"".join(added.values())
        yield row.start, row.end, row.tag[:-2].rstrip() + b">" + cells + b"</" + row.prefix + b"row>"
        return
    for column, cell in added.items():
        following = next((start for other, start, _ in row.cells if other > column), None)
        last = max((end for _, _, end in row.cells), default=row.end)
        where = last if following is None else following
        yield where, where, cell


def _new_cell(row: _Row, column: int, styles: Styles) -> bytes:
    style = _style(row.tag) if b"customFormat" in row.tag else 0
    reference = name((row.number, column)).encode()
    return b'<%sc r="%s" s="%d"/>' % (row.prefix, reference, styles.coloured(style))


def _style(tag: bytes) -> int:
    found = _STYLE.search(tag)
    return int(found[1]) if found else 0


def _edited(xml: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    out, last = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        out += [xml[last:start], new]
        last = end
    return b"".join((*out, xml[last:]))


def _column(letters_: bytes) -> int:
    number = 0
    for letter in letters_:
        number = number * 26 + letter - 64
    return number - 1
