"""XML inside the container: of one cell or row, or of any part."""

import io
import re
import zipfile
from random import Random

from tests.importing.fuzz.mutated import EVERYTHING, Base, Mutated, Row, some_base
from tests.importing.workbooks import edited

_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb'r="[A-Z]+(\d+)"')
_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
PLACES = [
    "XFD1048576",
    "A0",
    "A-1",
    "AAAA1",
    "1A",
    "A1048577",
    "A99999999999",
    "ZZZ5",
    "",
    "$A$1",
    "A1:B2",
    "IW1",
]
NUMBERS = [
    "-1",
    "0",
    "1",
    "255",
    "99999",
    "2147483648",
    "18446744073709551616",
    "1e309",
    "NaN",
    "٣",
    "",
    "0x10",
]
VALUES = [
    "#REF!",
    "1E+308",
    "-1E-320",
    "1.7976931348623157E309",
    "999999999999999999",
    "TRUE",
    " ",
    "&#0;",
    "&#xD800;",
]
INSERTED = [
    b'<!DOCTYPE x [<!ENTITY a "aaaa">]>',
    b"<!-- comment -->",
    b"<![CDATA[ ]]>",
    b"<?php echo 1 ?>",
    b"&undefined;",
    b"&#x0;",
    b"\xff\xfe",
    b"\x00",
    "\u202e".encode(),
    b"<x>" * 3000,
    b"<c/>",
    b"</row>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'<f t="shared" si="9"/>',
]
WHOLE = {
    b"UTF-8": [b"UTF-16", b"GBK", b"utf-7", b"nonsense"],
    b"2006/main": [b"2006/mail"],
    b'date1904="0"': [b'date1904="maybe"'],
}


def mutate(chance: Random) -> Mutated:
    if chance.random() < 0.5:
        return _one_cell(chance)
    return _any_part(chance)


def _sheets(base: Base) -> dict[str, str]:
    """Members that hold the sheets, as openpyxl names them, and the sheets' names."""
    return {f"xl/worksheets/sheet{n}.xml": name for n, name in enumerate(base.known.sheets, 1)}


def _one_cell(chance: Random) -> Mutated:
    """Change, move, double or remove the XML of one cell: the other rows have nothing to do with it."""
    base = some_base(chance, "xlsx")
    sheets = _sheets(base)
    member = chance.choice([name for name, sheet in sheets.items() if base.known.sheets[sheet]])
    touched: set[Row] = set()
    did = ""

    def change(name: str, content: bytes) -> bytes:
        nonlocal did
        if name != member:
            return content
        cell = chance.choice(list(_CELL.finditer(content)))
        changed, did = _changed_cell(chance, cell[0])
        for xml in (cell[0], changed):
            touched.update((sheets[member], int(number)) for number in _ROW_NUMBER.findall(xml))
        return content[: cell.start()] + changed + content[cell.end() :]

    data = edited(base.data, change)
    is_data = all(base.is_data(row) for row in touched)
    return Mutated(base, data, did, frozenset(touched) if is_data else EVERYTHING)


def _changed_cell(chance: Random, xml: bytes) -> tuple[bytes, str]:
    match chance.randrange(8):
        case 0:
            return b"", "removed"
        case 1:
            return xml * 2, "doubled"
        case 2:
            return re.sub(
                rb'r="[^"]*"', b'r="%s"' % chance.choice(PLACES).encode(), xml, count=1
            ), "moved far"
        case 3:
            return re.sub(rb'r="[^"]*"', b"", xml, count=1), "without a place"
        case 4:
            kind = chance.choice(["s", "b", "e", "d", "n", "str", "inlineStr", "x", ""])
            return re.sub(
                rb'( t="[^"]*")?(/?>)', rb' t="%s"\2' % kind.encode(), xml, count=1
            ), f"of type {kind}"
        case 5:
            style = chance.choice(NUMBERS)
            return re.sub(
                rb'( s="[^"]*")?(/?>)', rb' s="%s"\2' % style.encode(), xml, count=1
            ), f"style {style}"
        case 6:
            value = chance.choice(VALUES + NUMBERS)
            return re.sub(rb"<v>[^<]*</v>", f"<v>{value}</v>".encode(), xml), f"value {value}"
        case _:
            place = chance.randrange(len(xml))
            piece = chance.choice(INSERTED)
            return xml[:place] + piece + xml[place:], f"with {piece[:20]!r}"


def _any_part(chance: Random) -> Mutated:
    base = some_base(chance, "xlsx", "ods")
    with zipfile.ZipFile(io.BytesIO(base.data)) as archive:
        members = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    member = chance.choice(members)
    did = ""

    def change(name: str, content: bytes) -> bytes:
        nonlocal did
        if name != member:
            return content
        for _ in range(chance.choice([1, 1, 2, 5])):
            content, did = _changed_part(chance, content)
        return content

    return Mutated(base, edited(base.data, change), f"{member}: {did}", EVERYTHING)


def _changed_part(chance: Random, xml: bytes) -> tuple[bytes, str]:
    match chance.randrange(7):
        case 0:
            tag = chance.choice(list(_TAG.finditer(xml)) or [re.match(b"", xml)])
            return xml[: tag.start()] + xml[tag.end() :], "a tag removed"
        case 1:
            tag = chance.choice(list(_TAG.finditer(xml)) or [re.match(b"", xml)])
            return xml[: tag.end()] + tag[0] + xml[tag.end() :], "a tag doubled"
        case 2:
            found = list(_ATTRIBUTE.finditer(xml))
            if not found:
                return xml, "nothing"
            attribute = chance.choice(found)
            value = chance.choice(PLACES + NUMBERS + ["x" * 70_000, "../../etc/passwd", "http://127.0.0.1/"])
            start, end = attribute.span(2)
            return xml[:start] + value.encode() + xml[end:], f"{attribute[1].decode()}={value[:20]}"
        case 3:
            found = list(_TEXT.finditer(xml))
            if not found:
                return xml, "nothing"
            start, end = chance.choice(found).span(1)
            return xml[:start] + chance.choice(VALUES + NUMBERS).encode() + xml[end:], "a text"
        case 4:
            place = chance.randrange(len(xml) + 1)
            piece = chance.choice(INSERTED)
            return xml[:place] + piece + xml[place:], f"with {piece[:20]!r}"
        case 5:
            return xml[: chance.randrange(len(xml) + 1)], "cut off"
        case _:
            for word, others in WHOLE.items():
                xml = xml.replace(word, chance.choice(others))
            return xml, "as something else"
