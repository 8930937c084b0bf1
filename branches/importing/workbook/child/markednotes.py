"""The notes of a sheet: a reason at each bad cell, beside the notes that people wrote themselves.

A note is a comment in one part and a shape in another (VML); both are added to what the sheet has already.
"""

import re
from collections.abc import Iterable, Mapping

from .markedcells import Place, name, place
from .markedpackage import MAIN, OFFICE, Package
from .xmlbytes import escaped, inserted_last

AUTHOR = "支部台账"
MOST_NOTES = 2000
"""In one sheet: every note is a drawing that Excel has to hold; the list at the end has them all."""

_EMPTY_NOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
)
_EMPTY_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_AUTHORS = re.compile(
    rb"<(?:[\w.-]+:)?author(?=[\s>/])(?:[^>]*?/>|[^>]*>(.*?)</(?:[\w.-]+:)?author>)", re.DOTALL
)
_NOTE = re.compile(rb"<((?:[\w.-]+:)?)comment\b([^>]*)>(.*?)</(?:[\w.-]+:)?comment>", re.DOTALL)
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_SHAPE_PLACE = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>\s*<x:Column>\s*(\d+)\s*</x:Column>")
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_AFTER_NOTES = frozenset(
    [
        b"legacyDrawingHF",
        b"drawingHF",
        b"picture",
        b"oleObjects",
        b"controls",
        b"webPublishItems",
        b"tableParts",
        b"extLst",
    ]
)
"""What may only stand behind ``legacyDrawing`` in a sheet."""


def put_notes(package: Package, sheet: str, reasons: Mapping[Place, str], *, again: bool) -> None:
    """Add the reasons to the sheet's notes; ``again``: those of an earlier time go first."""
    shown = dict(sorted(reasons.items())[:MOST_NOTES])
    relations = package.relations(sheet)
    notes = next((target for kind, target in relations.values() if kind == "comments"), "")
    drawing = next((target for kind, target in relations.values() if kind == "vmlDrawing"), "")
    drawing = drawing if _draws_notes(package.text(sheet)) else ""
    if again and notes and drawing:
        _remove(package, notes, drawing)
    if not shown:
        return
    if not notes:
        notes = package.new_name("xl/commentsOfImport{}.xml")
        package.put(notes, _EMPTY_NOTES.encode())
        package.declare(notes, "spreadsheetml.comments+xml")
        package.relate(sheet, "comments", notes)
    if not drawing:
        drawing = package.new_name("xl/drawings/vmlDrawingOfImport{}.vml")
        package.put(drawing, _EMPTY_DRAWING.encode())
        package.declare_drawings()
        key = package.relate(sheet, "vmlDrawing", drawing)
        package.put(sheet, _with_drawing(package.text(sheet), key))
    taken = _add_notes(package, notes, shown)
    _add_shapes(package, drawing, [at for at in shown if at not in taken])


def _draws_notes(xml: bytes) -> bool:
    return re.search(rb"<(?:[\w.-]+:)?legacyDrawing\b", xml) is not None


def _with_drawing(xml: bytes, key: str) -> bytes:
    """The sheet with its drawing of notes, at the one place where Excel takes it."""
    line = f'<legacyDrawing xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="{key}"/>'.encode()
    closing = re.search(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>", xml)
    depth = 0
    for tag in _TAG.finditer(xml, closing.end() if closing else 0):
        if depth == 0 and (tag[1] or tag[2] in _AFTER_NOTES):
            return xml[: tag.start()] + line + xml[tag.start() :]
        depth += -1 if tag[1] else 0 if tag[4] else 1
    return inserted_last(xml, "worksheet", line)


def _add_notes(package: Package, part: str, reasons: Mapping[Place, str]) -> set[Place]:
    """Those cells that have a note already are returned: its text goes on, and its shape is there."""
    xml = package.text(part)
    taken: set[Place] = set()

    def longer(note: re.Match[bytes]) -> bytes:
        at = _place_of(note[2])
        if at is None or at not in reasons:
            return note[0]
        taken.add(at)
        run = b'<%sr><%st xml:space="preserve">\n%s</%st></%sr>' % (
            note[1],
            note[1],
            escaped(f"【{AUTHOR}】{reasons[at]}").encode(),
            note[1],
            note[1],
        )
        return b"<%scomment%s>%s</%scomment>" % (
            note[1],
            note[2],
            inserted_last(note[3], "text", run),
            note[1],
        )

    xml = _NOTE.sub(longer, xml)
    author = len(_AUTHORS.findall(xml))
    xml = inserted_last(xml, "authors", f'<author xmlns="{MAIN}">{AUTHOR}</author>'.encode())
    new = "".join(
        f'<comment xmlns="{MAIN}" ref="{name(at)}" authorId="{author}"><text><r>'
        f'<t xml:space="preserve">{escaped(reason)}</t></r></text></comment>'
        for at, reason in reasons.items()
        if at not in taken
    )
    package.put(part, inserted_last(xml, "commentList", new.encode()))
    return taken


def _add_shapes(package: Package, part: str, places: Iterable[Place]) -> None:
    xml = package.text(part)
    if b'"_x0000_t202"' not in xml:
        xml = inserted_last(xml, "xml", _SHAPE_TYPE.encode())
    first = max((int(number) for number in re.findall(rb'"_x0000_s(\d{1,9})"', xml)), default=1024) + 1
    shapes = "".join(_shape(first + order, at) for order, at in enumerate(places))
    package.put(part, inserted_last(xml, "xml", shapes.encode()))


def _shape(number: int, at: Place) -> str:
    row, column = at
    return (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:70pt;z-index:1;'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 12, {row}, 2, {column + 4}, 40, {row + 4}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _remove(package: Package, notes: str, drawing: str) -> None:
    """Take the notes of an earlier time away, with their shapes."""
    xml = package.text(notes)
    ours = {
        str(order).encode()
        for order, author in enumerate(_AUTHORS.findall(xml))
        if author.strip() == AUTHOR.encode()
    }
    gone: set[Place] = set()

    def without(note: re.Match[bytes]) -> bytes:
        author = re.search(rb"\sauthorId\s*=\s*[\"'](\d+)", note[2])
        at = _place_of(note[2])
        if author is None or author[1] not in ours or at is None:
            return note[0]
        gone.add(at)
        return b""

    package.put(notes, _NOTE.sub(without, xml))

    def without_shape(shape: re.Match[bytes]) -> bytes:
        at = _SHAPE_PLACE.search(shape[0])
        return b"" if at is not None and (int(at[1]), int(at[2])) in gone else shape[0]

    package.put(drawing, _SHAPE.sub(without_shape, package.text(drawing)))


def _place_of(attributes: bytes) -> Place | None:
    found = re.search(rb"\sref\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']", attributes)
    return place(found[1].decode()) if found else None
