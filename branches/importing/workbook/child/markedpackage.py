"""A workbook of Excel as the parts it consists of, each put back as it was unless it was changed."""

import io
import zipfile
from xml.etree import ElementTree

from . import openxml
from .limits import Refused
from .xmlbytes import inserted_last

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument"


class Package:
    """The parts of a workbook, by their names in whatever case."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._members = openxml.parts(data)
        self._changed: dict[str, tuple[str, bytes]] = {}
        if "xl/workbook.xml" not in self._members or "xl/styles.xml" not in self._members:
            raise Refused("damaged")
        if MAIN.encode() not in self.text("xl/workbook.xml")[:4096]:
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
        for each in tree(self.text(rels)):
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
        line = f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="/{target}"/>'
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
        for element in tree(self.text("xl/workbook.xml")).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                kind, target = relations.get(element.get(f"{{{OFFICE}}}id", ""), ("", ""))
                if kind == "worksheet" and self.has(target):
                    found[element.get("name", "")] = target
        return found

    def written(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, info in self._members.items():
                changed = self._changed.pop(name, None)
                package.writestr(info, openxml.part(self._data, info) if changed is None else changed[1])
            for name, content in self._changed.values():
                package.writestr(name, content)
        return out.getvalue()


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


def tree(xml: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - document types were refused, memory and time are limited
    except ElementTree.ParseError as error:
        raise Refused("damaged") from error
