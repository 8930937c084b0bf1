"""Workbooks with known contents, made on the spot: .xlsx by openpyxl, .xls and .ods byte by byte."""

import datetime
import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from branches.importing.workbook.child import limits

Rows = Sequence[Sequence[Any]]
BLANK_FORMULA = ("formula", "")
"""In an .xls, a formula whose result is an empty text."""
EPOCH = datetime.datetime(1899, 12, 30)


@dataclass(frozen=True)
class Looks:
    """A cell with its number format, or struck through."""

    value: Any
    code: str = ""
    struck: bool = False


def _looks(sheets: Mapping[str, Rows]) -> list[Looks]:
    """One of each look, without its value."""
    cells = (cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, Looks))
    return list(dict.fromkeys(replace(cell, value=None) for cell in cells))


def xlsx(
    sheets: Mapping[str, Rows] | Rows,
    merges: Mapping[str, Iterable[str]] | Iterable[str] = (),
    *,
    hidden: Iterable[str] = (),
    since_1904: bool = False,
    formats: Mapping[str, str] | None = None,
    hidden_rows: Iterable[int] = (),
) -> bytes:
    """``sheets`` by name (or the rows of one), ``merges`` likewise; ``formats``: number format by cell."""
    named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    merged = merges if isinstance(merges, Mapping) else {next(iter(named)): merges}
    book = openpyxl.Workbook()
    book.remove(book.active)
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            sheet.append([cell.value if isinstance(cell, Looks) else cell for cell in row])
            for column, cell in enumerate(row, 1):
                if isinstance(cell, Looks):
                    at = sheet.cell(number, column)
                    at.font = Font(strike=cell.struck)
                    at.number_format = cell.code or at.number_format
        for number in hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for place in merged.get(name, ()):
            sheet.merge_cells(place)
        for place, number_format in (formats or {}).items():
            sheet[place].number_format = number_format
        if name in hidden:
            sheet.sheet_state = "hidden"
    if not book.sheetnames:
        book.create_sheet("Sheet1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(
    package: bytes, change: Callable[[str, bytes], bytes], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """The same zip container with its members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """An .xlsx of a few hundred kilobytes whose sheet takes more room than any part may."""
    out = io.BytesIO()
    blank = b" " * 2**20
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["a"]]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            with new.open(name, "w") as member:
                member.write(old.read(name))
                for _ in range(limits.MAX_PART_BYTES // len(blank) + 1 if name.endswith("sheet1.xml") else 0):
                    member.write(blank)
    return out.getvalue()


def with_sheet_xml(rows: str, shared: Sequence[str] = ()) -> bytes:
    """An .xlsx whose only sheet has this ``sheetData``."""
    strings = "".join(f"<si><t>{text}</t></si>" for text in shared)
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

    def change(name: str, content: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            return f"<worksheet {namespace}><sheetData>{rows}</sheetData></worksheet>".encode()
        if name == "xl/sharedStrings.xml":
            return f"<sst {namespace}>{strings}</sst>".encode()
        return content

    return edited(xlsx([["x"]]), change)


def xls(
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Iterable[str]] | None = None,
    *,
    since_1904: bool = False,
    locked: bool = False,
    links: bool = False,
    hidden_rows: Iterable[int] = (),
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """A BIFF8 workbook in a compound file. A cell ``("error", code)`` is an error value.

    ``links``: it refers to another workbook; ``beside``: other streams of the file.
    """
    looks = _looks(sheets)
    formats = b"".join(_font(struck=number == 5) for number in range(6))
    for number, look in enumerate(looks, 164):
        code = look.code.encode("utf-16-le")
        formats += _record(0x041E, struct.pack("<HHB", number, len(code) // 2, 1) + code)
    formats += _record(0x00E0, struct.pack("<HH", 0, 0) + bytes(16))
    formats += _record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
    formats += _record(0x00E0, struct.pack("<HH", 0, 22) + bytes(16))
    for number, look in enumerate(looks, 164):  # font 6 is the sixth: there is no font 4
        font = 6 if look.struck else 0
        formats += _record(0x00E0, struct.pack("<HH", font, number if look.code else 0) + bytes(16))
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if locked:
        head += _record(0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678))
    head += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", int(since_1904)))
    head += formats
    if links:
        path = "\x01汇总.xls".encode("utf-16-le")
        head += _record(0x01AE, struct.pack("<HHB", 1, len(path) // 2, 1) + path + bytes(3))
    bodies = [
        _sheet_stream(rows, (merges or {}).get(name, ()), since_1904, looks, hidden_rows)
        for name, rows in sheets.items()
    ]
    names = [name.encode("utf-16-le") for name in sheets]
    offset = len(head) + sum(12 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        head += _record(0x0085, struct.pack("<IHBB", offset, 0, len(name) // 2, 1) + name)
        offset += len(body)
    return compound({"Workbook": head + _record(0x000A) + b"".join(bodies), **(beside or {})})


def _record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _font(*, struck: bool) -> bytes:
    return _record(
        0x0031, struct.pack("<HHHHHBBBB", 200, 8 if struck else 0, 0, 400, 0, 0, 0, 0, 0) + b"\x01\0A"
    )


def _sheet_stream(
    rows: Rows, merges: Iterable[str], since_1904: bool, looks: Sequence[Looks], hidden_rows: Iterable[int]
) -> bytes:
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row in hidden_rows:
        out += _record(0x0208, struct.pack("<HHHHHHHH", row - 1, 0, 9, 255, 0, 0, 0x0120, 15))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, Looks):
                style = 3 + looks.index(replace(cell, value=None))
                plain = _cell(row, column, cell.value, since_1904)
                out += plain[:8] + struct.pack("<H", style) + plain[10:]
            else:
                out += _cell(row, column, cell, since_1904)
    ranges = [range_boundaries(place) for place in merges]
    if ranges:
        packed = b"".join(
            struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1)
            for left, top, right, bottom in ranges
        )
        out += _record(0x00E5, struct.pack("<H", len(ranges)) + packed)
    return out + _record(0x000A)


def _cell(row: int, column: int, cell: Any, since_1904: bool) -> bytes:
    if cell is None:
        return b""
    if cell == BLANK_FORMULA:
        result = b"\x03\0\0\0\0\0\xff\xff"
        formula = struct.pack("<HIHBH", 0, 0, 3, 30, 1)
        return _record(0x0006, struct.pack("<HHH", row, column, 0) + result + formula)
    if isinstance(cell, tuple):
        return _record(0x0205, struct.pack("<HHHBB", row, column, 0, cell[1], 1))
    if isinstance(cell, bool):
        return _record(0x0205, struct.pack("<HHHBB", row, column, 0, int(cell), 0))
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
    style = 0
    if isinstance(cell, datetime.date):
        style = 2 if isinstance(cell, datetime.datetime) else 1
        moment = (
            cell
            if isinstance(cell, datetime.datetime)
            else datetime.datetime(cell.year, cell.month, cell.day)
        )
        span = moment - EPOCH
        cell = span.days + span.seconds / 86400 - (1462 if since_1904 else 0)
    return _record(0x0203, struct.pack("<HHHd", row, column, style, cell))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams, each of at least 4096 bytes."""
    free, end, in_fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    contents = [
        content.ljust(4096, b"\0").ljust(-(-len(content) // 512) * 512, b"\0") for content in streams.values()
    ]
    contents = [content + bytes(-len(content) % 512) for content in contents]
    fat: list[int] = []
    starts = []
    for content in contents:
        starts.append(len(fat))
        count = len(content) // 512
        fat += [*range(len(fat) + 1, len(fat) + count), end]
    directory = _entry("Root Entry", 5, end, 0, child=1 if streams else free)
    for index, (name, content) in enumerate(zip(streams, contents, strict=True)):
        right = index + 2 if index + 1 < len(streams) else free
        directory += _entry(name, 2, starts[index], len(content), right=right)
    directory += bytes(-len(directory) % 512)
    directory_start = len(fat)
    fat += [*range(len(fat) + 1, len(fat) + len(directory) // 512), end]
    fat_sectors = 1
    while len(fat) + fat_sectors > fat_sectors * 128:
        fat_sectors += 1
    fat_start = len(fat)
    fat += [in_fat] * fat_sectors
    fat += [free] * (fat_sectors * 128 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, 4096, end, 0, end, 0)
    difat = [*range(fat_start, fat_start + fat_sectors), *[free] * (109 - fat_sectors)]
    header += struct.pack("<109I", *difat)
    return header + b"".join(contents) + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def ods(
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Iterable[str]] | None = None,
    *,
    hidden_rows: Iterable[int] = (),
) -> bytes:
    """An OpenDocument spreadsheet."""
    merged, looks = merges or {}, _looks(sheets)
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        f"{_ods_rows(rows, merged.get(name, ()), looks, set(hidden_rows))}</table:table>"
        for name, rows in sheets.items()
    )
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    namespaces += ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    content = (
        f'<?xml version="1.0"?><office:document-content {namespaces} office:version="1.2">'
        f"<office:automatic-styles>{_ods_styles(looks)}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_styles(looks: Sequence[Looks]) -> str:
    out = ""
    for number, look in enumerate(looks):
        parts = re.findall(r"y+|m+|d+|h+", look.code)
        names = {"y": "year", "m": "month", "d": "day", "h": "hours"}
        shown = "".join(f"<number:{names[part[0]]}/><number:text>.</number:text>" for part in parts)
        out += f'<number:date-style style:name="N{number}">{shown}</number:date-style>'
        crossed = '<style:text-properties style:text-line-through-style="solid"/>' if look.struck else ""
        out += f'<style:style style:name="ce{number}" style:family="table-cell"'
        out += f' style:data-style-name="N{number}">{crossed}</style:style>'
    return out


def _ods_rows(rows: Rows, merges: Iterable[str], looks: Sequence[Looks], hidden_rows: set[int]) -> str:
    spans = {}
    covered = set()
    for left, top, right, bottom in map(range_boundaries, merges):
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    out = ""
    for number, cells in enumerate(rows, 1):
        out += '<table:table-row table:visibility="filter">' if number in hidden_rows else "<table:table-row>"
        for column, cell in enumerate(cells, 1):
            rows_spanned, columns_spanned = spans.get((number, column), (1, 1))
            span = ""
            if (number, column) in spans:
                span = f' table:number-rows-spanned="{rows_spanned}"'
                span += f' table:number-columns-spanned="{columns_spanned}"'
            tag = "covered-table-cell" if (number, column) in covered and not span else "table-cell"
            out += f"<table:{tag}{span}{_ods_value(cell, looks)}</table:{tag}>"
        out += "</table:table-row>"
    return out


def _ods_value(cell: Any, looks: Sequence[Looks]) -> str:
    if isinstance(cell, Looks):
        style = looks.index(replace(cell, value=None))
        return f' table:style-name="ce{style}"{_ods_value(cell.value, looks)}'
    if cell is None:
        return ">"
    if isinstance(cell, datetime.date):
        return f' office:value-type="date" office:date-value="{cell.isoformat()}"><text:p>{cell}</text:p>'
    if isinstance(cell, bool):
        said = "true" if cell else "false"
        return f' office:value-type="boolean" office:boolean-value="{said}"><text:p>{said}</text:p>'
    if isinstance(cell, int | float):
        return f' office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p>'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f' office:value-type="string">{paragraphs}'
