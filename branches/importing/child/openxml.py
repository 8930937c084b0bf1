"""What calamine does not tell of an .xlsx: error cells, formulas without a stored value, the 1904 calendar,
and dates that show no day.

calamine reads the first three as if nothing were there; to an importer they are a cell that must not pass for
empty. 2023年3月 typed into Excel is stored as its first day, which nobody meant.
"""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from .compound import Flaws
from .limits import MAX_PART_BYTES, Refused

FORMULA_WITHOUT_VALUE = "formula"
NO_DAY = "no_day"
"""Not a flaw of the value: a date, if it is one, of which the sheet shows the month alone."""
_MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})  # mmm-yy, and yyyy"年"m"月" as Chinese Excel numbers it
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].|;.*', re.DOTALL)
_CELL = re.compile(
    rb"<(?:\w+:)?(?:(?P<row>row)\b(?P<row_attributes>[^>]*)>"
    rb"|c\b(?P<attributes>[^>]*?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>))",
    re.DOTALL,
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})?(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is\b)")
_STYLE = re.compile(rb'\bs="(\d+)"')
_ERROR_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


def parts(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Members of the container by normalised name.

    Raises Refused when the container does not hold or is locked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Refused("damaged") from error
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("password")
    return {info.filename.replace("\\", "/").lower().lstrip("/"): info for info in infos}


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


def inspect(data: bytes) -> tuple[dict[str, Flaws], bool]:
    """Flawed cells by sheet name and whether dates count from 1904."""
    members = parts(data)
    if "xl/workbook.xml" not in members:
        raise Refused(_what_else(members))
    if "xl/sharedstrings.xml" in members:
        part(data, members["xl/sharedstrings.xml"])
    workbook = _tree(part(data, members["xl/workbook.xml"]))
    relations = members.get("xl/_rels/workbook.xml.rels")
    targets: dict[str, str] = {}
    if relations is not None:
        for relation in _tree(part(data, relations)):
            target = relation.get("Target", "").replace("\\", "/").lower()
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[relation.get("Id", "")] = path
    styles = members.get("xl/styles.xml")
    no_day = _styles_without_day(_tree(part(data, styles))) if styles is not None else frozenset()
    flaws: dict[str, Flaws] = {}
    since_1904 = False
    for element in workbook.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            since_1904 = element.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
            member = members.get(targets.get(key, ""))
            if member is not None:
                flaws[element.get("name", "")] = _flaws(part(data, member), no_day)
    return flaws, since_1904


def _styles_without_day(styles: ElementTree.Element) -> frozenset[bytes]:
    """The cell styles, by their index as the sheets write it, that show a month and no day."""
    shown = {
        element.get("numFmtId", ""): _shows_month_alone(element.get("formatCode", ""))
        for element in styles.iter()
        if element.tag.rpartition("}")[2] == "numFmt"
    }
    shown = {str(number): True for number in _MONTH_FORMATS} | shown
    cells = (element for element in styles.iter() if element.tag.rpartition("}")[2] == "cellXfs")
    formats = [style.get("numFmtId", "") for style in next(cells, ())]
    return frozenset(str(index).encode() for index, number in enumerate(formats) if shown.get(number))


def _shows_month_alone(code: str) -> bool:
    letters = set(_NOT_SHOWN.sub("", code).lower())
    return "m" in letters and not letters & set("dhs")


def _flaws(xml: bytes, no_day: frozenset[bytes]) -> Flaws:
    nothing_to_see = b't="e"' not in xml and b"<f" not in xml and b":f>" not in xml and b":f " not in xml
    if nothing_to_see and not no_day:
        return {}
    found: Flaws = {}
    row, column = -1, -1
    for match in _CELL.finditer(xml):
        if match["row"]:
            reference = _REFERENCE.search(match["row_attributes"])
            row, column = int(reference[2]) - 1 if reference else row + 1, -1
            continue
        attributes, body = match["attributes"], match["body"] or b""
        reference = _REFERENCE.search(attributes)
        if reference and reference[1]:
            column = _column(reference[1])
        else:
            column += 1
        if b't="e"' in attributes:
            value = _ERROR_VALUE.search(body)
            found[row, column] = value[1].decode("ascii", "replace") if value else "#N/A"
        elif _FORMULA.search(body) and not _VALUE.search(body) and b't="str"' not in attributes:
            found[row, column] = FORMULA_WITHOUT_VALUE
        elif (style := _STYLE.search(attributes)) and style[1] in no_day:
            found[row, column] = NO_DAY
    return found


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
