"""The marking child: a package of Excel with its bad cells coloured and commented, all else as it was.

On standard input a line of JSON, then the package; on standard output the new package. One that cannot be
changed ends with ``REFUSED``. Parts are changed where they must be, byte for byte, and never written anew:
what a program put into a workbook (charts, pictures, macros, formulas, widths) stays, for nobody touches it.

The line: ``{"cells": {sheet: {"C7": reason}}, "list": [[…], …], "list_name": …, "again": true|false}``.
``list`` are the rows of a sheet added at the end; ``again`` says that the package was marked before, and the
earlier marks and the earlier list go.
"""

import io
import json
import sys
import zipfile
from typing import Any
from xml.etree import ElementTree

from . import markedcells, markednotes, openxml
from .limits import Refused, confine
from .markedstyles import Styles
from .xmlbytes import escaped, inserted_last, letters

REFUSED = 3
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument"


def main() -> None:
    confine()
    try:
        wanted = json.loads(sys.stdin.buffer.readline())
        marked = Package(sys.stdin.buffer.read()).marked(wanted)
    except (Refused, MemoryError):
        sys.exit(REFUSED)
    sys.stdout.buffer.write(marked)
    sys.stdout.buffer.flush()


class Package:
    """The parts of a workbook, by their names in whatever case."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._members = openxml.parts(data)
        self._changed: dict[str, tuple[str, bytes]] = {}
        if "xl/workbook.xml" not in self._members or "xl/styles.xml" not in self._members:
            raise Refused("damaged")
        if _MAIN.encode() not in self.text("xl/workbook.xml")[:4096]:
            raise Refused("damaged")  # the strict kind names everything otherwise

    def has(self, name: str) -> bool:
        return name.lower() in self._members or name.lower() in self._changed

    def text(self, name: str) -> bytes:
        changed = self._changed.get(name.lower())
        if changed is not None:
            return changed[1]
        info = self._members.get(name.lower())
        if info is None:
            raise Refused("damaged")
        return openxml.part(self._data, info)

    def put(self, name: str, content: bytes) -> None:
        self._changed[name.lower()] = name, content

    def new_name(self, pattern: str) -> str:
        """The first name of the pattern (``xl/comments{}.xml``) that is free."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """(the last word of the type, the target's name) by id, of the part ``name``."""
        rels = _rels_of(name)
        if not self.has(rels):
            return {}
        found = {}
        for each in _tree(self.text(rels)):
            target = each.get("Target", "").replace("\\", "/")
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], _resolved(name, target))
        return found

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relation from ``name`` to ``target``; its id."""
        rels = _rels_of(name)
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{_PACKAGE}"/>'
        xml = self.text(rels) if self.has(rels) else head.encode()
        number = 1
        while f'"rIdMark{number}"'.encode() in xml:
            number += 1
        key = f"rIdMark{number}"
        line = f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="/{target}"/>'
        self.put(rels, inserted_last(xml, "Relationships", line.encode()))
        return key

    def declare(self, name: str, content_type: str) -> None:
        line = f'<Override PartName="/{name}" ContentType="{_CONTENT}.{content_type}"/>'
        types = self.text("[Content_Types].xml")
        self.put("[Content_Types].xml", inserted_last(types, "Types", line.encode()))

    def declare_drawings(self) -> None:
        """Say what .vml is, where the package does not yet."""
        types = self.text("[Content_Types].xml")
        if b'extension="vml"' not in types.lower():
            line = f'<Default Extension="vml" ContentType="{_CONTENT}.vmlDrawing"/>'
            self.put("[Content_Types].xml", inserted_last(types, "Types", line.encode()))

    def sheets(self) -> dict[str, str]:
        """The names of the sheets' parts by the names of the sheets."""
        relations = self.relations("xl/workbook.xml")
        found = {}
        for element in _tree(self.text("xl/workbook.xml")).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                kind, target = relations.get(element.get(f"{{{_OFFICE}}}id", ""), ("", ""))
                if kind == "worksheet" and self.has(target):
                    found[element.get("name", "")] = target
        return found

    def marked(self, wanted: dict[str, Any]) -> bytes:
        styles = Styles(self.text("xl/styles.xml"))
        sheets = self.sheets()
        for name, part in sheets.items():
            reasons = {
                markedcells.place(cell): reason for cell, reason in wanted["cells"].get(name, {}).items()
            }
            if not reasons and not wanted["again"]:
                continue
            xml, reasons = markedcells.coloured(self.text(part), reasons, styles, again=wanted["again"])
            self.put(part, xml)
            markednotes.put_notes(self, part, reasons, again=wanted["again"])
        self.put("xl/styles.xml", styles.xml())
        self._add_list(sheets.get(wanted["list_name"]) if wanted["again"] else None, wanted)
        return self._written()

    def _add_list(self, earlier: str | None, wanted: dict[str, Any]) -> None:
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
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}">'
            f"<cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>"
        )
        if earlier is not None:
            self.put(earlier, xml.encode())
            return
        part = self.new_name("xl/worksheets/problems{}.xml")
        self.put(part, xml.encode())
        self.declare(part, "spreadsheetml.worksheet+xml")
        key = self.relate("xl/workbook.xml", "worksheet", part)
        workbook = self.text("xl/workbook.xml")
        elements = [each for each in _tree(workbook).iter() if each.tag.rpartition("}")[2] == "sheet"]
        number = max((int(each.get("sheetId", "0")) for each in elements), default=0) + 1
        line = (
            f'<sheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}" name="{escaped(wanted["list_name"])}" '
            f'sheetId="{number}" r:id="{key}"/>'
        )
        self.put("xl/workbook.xml", inserted_last(workbook, "sheets", line.encode()))

    def _written(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, info in self._members.items():
                changed = self._changed.pop(name, None)
                package.writestr(info, openxml.part(self._data, info) if changed is None else changed[1])
            for name, content in self._changed.values():
                package.writestr(name, content)
        return out.getvalue()


def _text_cell(row: int, column: int, text: str) -> str:
    """A text and nothing else: whatever it begins with, it is no formula."""
    place = f"{letters(column)}{row}"
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _rels_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _resolved(name: str, target: str) -> str:
    """The name of a part that another one points to."""
    if target.startswith("/"):
        return target[1:]
    steps = name.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _tree(xml: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - document types were refused, memory and time are limited
    except ElementTree.ParseError as error:
        raise Refused("damaged") from error
