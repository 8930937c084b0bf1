"""What calamine does not tell of an .xlsx: error cells, formulas without a stored value, the 1904 calendar,
dates that show no day, rows that are hidden or struck through.

calamine reads the first three as if nothing were there; to an importer they are a cell that must not pass for
empty. 2023年3月 typed into Excel is stored as its first day, which nobody meant.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

from .facts import BUILT_IN, FORMULA_WITHOUT_VALUE, LINKS, MACROS, SheetFacts, shown_alone
from .limits import MAX_PART_BYTES, Refused

_CELL = re.compile(
    rb"<(?:\w+:)?(?:(?P<row>row)\b(?P<row_attributes>[^>]*)>"
    rb"|c\b(?P<attributes>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>))",
    re.DOTALL,
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})?(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is\b)")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_STRIKE = re.compile(rb'<(?:\w+:)?strike\b(?![^>]*val="(?:0|false)")')
_STRING = re.compile(rb"<(?:\w+:)?si\b[^>]*>.*?</(?:\w+:)?si>|<(?:\w+:)?si\b[^>]*/>", re.DOTALL)
_STYLE = re.compile(rb'\bs="(\d+)"')
_ERROR_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


def parts(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Members of the container by normalised name.

    Raises Refused when the container does not hold or is locked, or holds two members of one name: some
    programs read the first of them, others the last.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Refused("damaged") from error
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("password")
    by_name = {info.filename.replace("\\", "/").lower().lstrip("/"): info for info in infos}
    if len(by_name) != len(infos):
        raise Refused("doubled")
    return by_name


def part(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """One unpacked member. Raises Refused on a bomb, a broken member or a document type declaration."""
    if info.file_size > MAX_PART_BYTES:
        raise Refused("too_big")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(info) as file:
            content = file.read(MAX_PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise Refused("damaged") from error
    if len(content) > MAX_PART_BYTES:
        raise Refused("too_big")
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
        raise Refused("entities")
    return content


def beside(data: bytes) -> list[str]:
    """MACROS and LINKS, if the container of an .xlsx or .ods holds any."""
    names = parts(data)
    found = {
        MACROS: any(
            name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names
        ),
        LINKS: any(name.startswith("xl/externallinks/") for name in names),
    }
    return [word for word, there in found.items() if there]


def inspect(data: bytes) -> tuple[dict[str, SheetFacts], bool]:
    """What each sheet shows, by its name, and whether dates count from 1904."""
    members = parts(data)
    if "xl/workbook.xml" not in members:
        raise Refused(_what_else(members))
    strings = part(data, members["xl/sharedstrings.xml"]) if "xl/sharedstrings.xml" in members else b""
    workbook = _tree(part(data, members["xl/workbook.xml"]))
    relations = members.get("xl/_rels/workbook.xml.rels")
    targets: dict[str, str] = {}
    if relations is not None:
        for relation in _tree(part(data, relations)):
            target = relation.get("Target", "").replace("\\", "/").lower()
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[relation.get("Id", "")] = path
    styles = members.get("xl/styles.xml")
    looks = _looks(_tree(part(data, styles)) if styles is not None else None, strings)
    facts: dict[str, SheetFacts] = {}
    since_1904 = False
    for element in workbook.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            since_1904 = element.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
            member = members.get(targets.get(key, ""))
            if member is not None:
                facts[element.get("name", "")] = _facts(part(data, member), looks)
    return facts, since_1904


@dataclass(frozen=True, slots=True)
class _Looks:
    """Cell styles by their index, and shared texts by theirs, as the sheets write them."""

    alone: dict[bytes, str]
    struck: frozenset[bytes]
    struck_texts: frozenset[bytes]


def _looks(styles: ElementTree.Element | None, strings: bytes) -> _Looks:
    texts: frozenset[bytes] = frozenset()
    if _STRIKE.search(strings):
        found = enumerate(_STRING.finditer(strings))
        texts = frozenset(str(index).encode() for index, text in found if _STRIKE.search(text[0]))
    if styles is None:
        return _Looks({}, frozenset(), texts)
    shown = {str(number): word for number, word in BUILT_IN.items()}
    struck_fonts: set[str] = set()
    cells: list[ElementTree.Element] = []
    for element in styles.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt":
            shown[element.get("numFmtId", "")] = shown_alone(element.get("formatCode", ""))
        elif tag == "fonts":
            struck_fonts = {str(index) for index, font in enumerate(element) if _is_struck(font)}
        elif tag == "cellXfs":
            cells = list(element)
    alone = {str(index).encode(): shown.get(cell.get("numFmtId", ""), "") for index, cell in enumerate(cells)}
    struck = (str(index).encode() for index, cell in enumerate(cells) if cell.get("fontId") in struck_fonts)
    return _Looks({index: word for index, word in alone.items() if word}, frozenset(struck), texts)


def _is_struck(font: ElementTree.Element) -> bool:
    return any(
        child.tag.rpartition("}")[2] == "strike" and child.get("val", "1") not in ("0", "false")
        for child in font
    )


def _facts(xml: bytes, looks: _Looks) -> SheetFacts:
    found = SheetFacts()
    plain = not (looks.alone or looks.struck or looks.struck_texts or _HIDDEN.search(xml) or b"strike" in xml)
    if plain and b't="e"' not in xml and b"<f" not in xml and b":f>" not in xml and b":f " not in xml:
        return found
    row, column = -1, -1
    for match in _CELL.finditer(xml):
        if match["row"]:
            reference = _REFERENCE.search(match["row_attributes"])
            row, column = int(reference[2]) - 1 if reference else row + 1, -1
            if _HIDDEN.search(match["row_attributes"]):
                found.hidden.add(row)
            continue
        attributes, body = match["attributes"], match["body"] or b""
        reference = _REFERENCE.search(attributes)
        if reference and reference[1]:
            column = _column(reference[1])
        else:
            column += 1
        style = _STYLE.search(attributes)
        if b't="e"' in attributes:
            value = _ERROR_VALUE.search(body)
            found.flaws[row, column] = value[1].decode("ascii", "replace") if value else "#N/A"
        elif _FORMULA.search(body) and not _VALUE.search(body):
            if b't="str"' in attributes:
                found.note_blank(row, column)
            else:
                found.flaws[row, column] = FORMULA_WITHOUT_VALUE
        elif style and style[1] in looks.alone:
            found.flaws[row, column] = looks.alone[style[1]]
        if body and _cell_is_struck(attributes, body, style, looks):
            found.struck.add(row)
    return found


def _cell_is_struck(attributes: bytes, body: bytes, style: re.Match[bytes] | None, looks: _Looks) -> bool:
    if style and style[1] in looks.struck:
        return True
    if b't="s"' in attributes and looks.struck_texts:
        value = _ERROR_VALUE.search(body)
        return value is not None and value[1] in looks.struck_texts
    return b't="inlineStr"' in attributes and _STRIKE.search(body) is not None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _tree(xml: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - document types were refused, memory and time are limited
    except ElementTree.ParseError as error:
        raise Refused("damaged") from error


def _what_else(members: dict[str, zipfile.ZipInfo]) -> str:
    if "xl/workbook.bin" in members:
        return "xlsb"
    return "word" if "word/document.xml" in members else "not_workbook"
