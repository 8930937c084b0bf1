"""What calamine does not tell of an .ods: merged ranges and error cells."""

import io
from xml.etree import ElementTree

from . import openxml
from .compound import Flaws
from .limits import MAX_COLUMNS, MAX_ROWS, Refused

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
Range = tuple[int, int, int, int]


def inspect(data: bytes) -> tuple[list[list[Range]], list[Flaws]]:
    """Merged ranges (first row, first column, last row, last column, zero-based) and error cells of each
    sheet.
    """
    members = openxml.parts(data)
    if "content.xml" not in members or "mimetype" not in members:
        raise Refused("not_workbook")
    if not openxml.part(data, members["mimetype"]).strip().startswith(MIME):
        raise Refused("not_workbook")
    manifest = members.get("meta-inf/manifest.xml")
    if manifest is not None and b"encryption-data" in openxml.part(data, manifest):
        raise Refused("password")
    merges: list[list[Range]] = []
    flaws: list[Flaws] = []
    row = column = repeat_row = 0
    content = io.BytesIO(openxml.part(data, members["content.xml"]))
    try:
        for event, element in ElementTree.iterparse(content, ("start", "end")):  # noqa: S314 - see openxml._tree
            tag = element.tag.rpartition("}")[2]
            attributes = {name.rpartition("}")[2]: value for name, value in element.items()}
            if event == "start" and tag == "table":
                merges.append([])
                flaws.append({})
                row = 0
            elif event == "start" and tag == "table-row":
                column, repeat_row = 0, _number(attributes, "number-rows-repeated")
            elif event == "end" and tag == "table-row":
                row += repeat_row
                element.clear()
            elif event == "end" and tag in ("table-cell", "covered-table-cell") and merges:
                rows, columns = (
                    _number(attributes, "number-rows-spanned"),
                    _number(attributes, "number-columns-spanned"),
                )
                if rows > 1 or columns > 1:
                    merges[-1].append((row, column, row + rows - 1, column + columns - 1))
                if attributes.get("value-type") == "error" or _is_error(element, attributes):
                    flaws[-1][row, column] = "".join(element.itertext()).strip() or "#N/A"
                column += _number(attributes, "number-columns-repeated")
    except ElementTree.ParseError as error:
        raise Refused("damaged") from error
    return merges, flaws


def _is_error(element: ElementTree.Element, attributes: dict[str, str]) -> bool:
    text = "".join(element.itertext()).strip() if "formula" in attributes else ""
    return text.startswith(("#", "Err:")) and attributes.get("string-value", "") == ""


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return min(int(value), max(MAX_ROWS, MAX_COLUMNS) * 8) if value.isdecimal() else 1
