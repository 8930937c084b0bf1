"""What calamine does not tell of an .ods: merged ranges, error cells, formulas without a value, dates that
show no day, rows that are hidden or struck through.
"""

import io
from xml.etree import ElementTree

from . import openxml
from .facts import FORMULA_WITHOUT_VALUE, NO_DAY, NO_MONTH, SheetFacts
from .limits import MAX_COLUMNS, MAX_ROWS, Refused

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
Range = tuple[int, int, int, int]


def inspect(data: bytes) -> tuple[list[list[Range]], list[SheetFacts]]:
    """Merged ranges (first row, first column, last row, last column, zero-based); what each sheet shows."""
    members = openxml.parts(data)
    if "content.xml" not in members or "mimetype" not in members:
        raise Refused("not_workbook")
    if not openxml.part(data, members["mimetype"]).strip().startswith(MIME):
        raise Refused("not_workbook")
    manifest = members.get("meta-inf/manifest.xml")
    if manifest is not None and b"encryption-data" in openxml.part(data, manifest):
        raise Refused("password")
    walk = _Walk()
    try:
        if "styles.xml" in members:
            for _, element in ElementTree.iterparse(io.BytesIO(openxml.part(data, members["styles.xml"]))):  # noqa: S314 - see openxml._tree
                walk.end(element)
        content = io.BytesIO(openxml.part(data, members["content.xml"]))
        for event, element in ElementTree.iterparse(content, ("start", "end")):  # noqa: S314
            if event == "start":
                walk.start(element)
            else:
                walk.end(element)
    except ElementTree.ParseError as error:
        raise Refused("damaged") from error
    return walk.merges, walk.sheets


class _Walk:
    """Once through the elements of a document, its styles before its tables."""

    def __init__(self) -> None:
        self.merges: list[list[Range]] = []
        self.sheets: list[SheetFacts] = []
        self._formats: dict[str, str] = {}  # number format -> what it shows alone
        self._styles: dict[str, tuple[str, str, bool]] = {}  # style -> its parent, number format, struck
        self._row = self._column = self._repeated = 0
        self._row_style = ""
        self._row_is_hidden = False
        self._column_styles: list[tuple[int, str]] = []  # first column behind it, style
        self._filled = False

    def start(self, element: ElementTree.Element) -> None:
        tag, attributes = _plain(element)
        if tag == "table":
            self.merges.append([])
            self.sheets.append(SheetFacts())
            self._row, self._column_styles = 0, []
        elif tag == "table-column":
            before = self._column_styles[-1][0] if self._column_styles else 0
            behind = before + _number(attributes, "number-columns-repeated")
            self._column_styles.append((behind, attributes.get("default-cell-style-name", "")))
        elif tag == "table-row":
            self._column, self._repeated = 0, _number(attributes, "number-rows-repeated")
            self._row_style = attributes.get("default-cell-style-name", "")
            self._row_is_hidden = attributes.get("visibility") in ("collapse", "filter")
            self._filled = False

    def end(self, element: ElementTree.Element) -> None:
        tag, attributes = _plain(element)
        if tag == "table-row" and self.sheets:
            if self._row_is_hidden and self._filled:
                self.sheets[-1].hidden.update(range(self._row, self._row + self._repeated))
            self._row += self._repeated
            element.clear()
        elif tag in ("table-cell", "covered-table-cell") and self.merges:
            self._cell(element, attributes)
            self._column += _number(attributes, "number-columns-repeated")
        elif tag == "date-style":
            self._formats[attributes.get("name", "")] = _shown_alone(element)
        elif tag == "style" and attributes.get("family") == "table-cell":
            struck = any(
                value not in ("none", "")
                for child in element.iter()
                for name, value in _plain(child)[1].items()
                if name in ("text-line-through-style", "text-line-through-type")
            )
            number_format = attributes.get("data-style-name", "")
            self._styles[attributes.get("name", "")] = (
                attributes.get("parent-style-name", ""),
                number_format,
                struck,
            )

    def _cell(self, element: ElementTree.Element, attributes: dict[str, str]) -> None:
        rows, columns = (
            _number(attributes, "number-rows-spanned"),
            _number(attributes, "number-columns-spanned"),
        )
        row, column = self._row, self._column
        if rows > 1 or columns > 1:
            self.merges[-1].append((row, column, row + rows - 1, column + columns - 1))
        text = "".join(element.itertext()).strip()
        sort = attributes.get("value-type", "")
        if not text and not sort and "formula" not in attributes:
            return
        self._filled = True
        alone, struck = self._looks(attributes.get("style-name") or self._row_style or self._column_style())
        flaw = ""
        if sort == "error" or _is_error(text, attributes):
            flaw = text or "#N/A"
        elif "formula" in attributes and not sort and not text:
            flaw = FORMULA_WITHOUT_VALUE
        elif "formula" in attributes and sort == "string" and not text:
            self.sheets[-1].note_blank(row, column)
        elif sort == "date":
            flaw = alone
        self.sheets[-1].note(row, column, flaw, struck)

    def _column_style(self) -> str:
        return next((style for behind, style in self._column_styles if self._column < behind), "")

    def _looks(self, style: str) -> tuple[str, bool]:
        """What a style shows of a date alone, and whether it is struck through; its parents count too."""
        alone, struck, seen = "", False, set()
        while style in self._styles and style not in seen:
            seen.add(style)
            style, number_format, crossed = self._styles[style]
            alone = alone or self._formats.get(number_format, "")
            struck = struck or crossed
        return alone, struck


def _plain(element: ElementTree.Element) -> tuple[str, dict[str, str]]:
    """Tag and attributes without their namespaces."""
    return element.tag.rpartition("}")[2], {name.rpartition("}")[2]: value for name, value in element.items()}


def _shown_alone(date_style: ElementTree.Element) -> str:
    parts = {child.tag.rpartition("}")[2] for child in date_style}
    if parts & {"day", "day-of-week", "hours", "minutes", "seconds"}:
        return ""
    return NO_DAY if "month" in parts else NO_MONTH if "year" in parts else ""


def _is_error(text: str, attributes: dict[str, str]) -> bool:
    return (
        "formula" in attributes
        and text.startswith(("#", "Err:"))
        and attributes.get("string-value", "") == ""
    )


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return min(int(value), max(MAX_ROWS, MAX_COLUMNS) * 8) if value.isdecimal() else 1
