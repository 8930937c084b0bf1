"""The marking child: a package of Excel with its bad cells coloured and commented, all else as it was.

On standard input a line of JSON, then the package; on standard output the new package. One that cannot be
changed ends with ``REFUSED``. Parts are changed where they must be, byte for byte, and never written anew:
what a program put into a workbook (charts, pictures, macros, formulas, widths) stays, for nobody touches it.

The line: ``{"cells": {sheet: {"C7": reason}}, "list": [[…], …], "list_name": …, "again": true|false}``.
``list`` are the rows of a sheet added at the end; ``again`` says that the package was marked before, and the
earlier marks and the earlier list go.
"""

import json
import sys
from typing import Any

from . import markedcells, markednotes
from .limits import Refused, confine
from .markedpackage import MAIN, OFFICE, Package, tree
from .markedstyles import Styles
from .xmlbytes import escaped, inserted_last, letters

REFUSED = 3


def main() -> None:
    confine()
    try:
        wanted = json.loads(sys.stdin.buffer.readline())
        content = marked(Package(sys.stdin.buffer.read()), wanted)
    except (Refused, MemoryError):
        sys.exit(REFUSED)
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def marked(package: Package, wanted: dict[str, Any]) -> bytes:
    styles = Styles(package.text("xl/styles.xml"))
    sheets = package.sheets()
    for name, part in sheets.items():
        reasons = {markedcells.place(cell): reason for cell, reason in wanted["cells"].get(name, {}).items()}
        if not reasons and not wanted["again"]:
            continue
        xml, reasons = markedcells.coloured(package.text(part), reasons, styles, again=wanted["again"])
        package.put(part, xml)
        markednotes.put_notes(package, part, reasons, again=wanted["again"])
    package.put("xl/styles.xml", styles.xml())
    _add_list(package, sheets.get(wanted["list_name"]) if wanted["again"] else None, wanted)
    return package.written()


def _add_list(package: Package, earlier: str | None, wanted: dict[str, Any]) -> None:
    """The sheet that lists all reasons, at the end; an earlier one is replaced where it stands."""
    rows = "".join(
        f'<row r="{number}">'
        + "".join(_text_cell(number, column, text) for column, text in enumerate(row))
        + "</row>"
        for number, row in enumerate(wanted["list"], 1)
    )
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate((16, 10, 16, 28, 70), 1)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}">'
        f"<cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>"
    )
    if earlier is not None:
        package.put(earlier, xml.encode())
        return
    part = package.new_name("xl/worksheets/problems{}.xml")
    package.put(part, xml.encode())
    package.declare(part, "spreadsheetml.worksheet+xml")
    key = package.relate("xl/workbook.xml", "worksheet", part)
    workbook = package.text("xl/workbook.xml")
    elements = [each for each in tree(workbook).iter() if each.tag.rpartition("}")[2] == "sheet"]
    number = max((int(each.get("sheetId", "0")) for each in elements), default=0) + 1
    line = (
        f'<sheet xmlns="{MAIN}" xmlns:r="{OFFICE}" name="{escaped(wanted["list_name"])}" '
        f'sheetId="{number}" r:id="{key}"/>'
    )
    package.put("xl/workbook.xml", inserted_last(workbook, "sheets", line.encode()))


def _text_cell(row: int, column: int, text: str) -> str:
    """A text and nothing else: whatever it begins with, it is no formula."""
    place = f"{letters(column)}{row}"
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'
