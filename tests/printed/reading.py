"""What stands on a printed record, read back from the Word file and from the print view."""

import io
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from lxml import html

from branches.models import Record
from reports.printed.reading import print_all
from reports.printed.record import PrintedRecord

Fields = list[tuple[str, str]]
AGAIN = "（续）"


def printed(record: Record, user: Any = None) -> PrintedRecord:
    (found,) = print_all(record.slug, type(record).objects.filter(pk=record.pk), user)
    return found


def fields(record: PrintedRecord) -> Fields:
    return [(entry.label, entry.text) for entry in record.entries()]


def opened(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def word_fields(word: WordDocument) -> list[Fields]:
    """Labels and values of each table."""
    return [table_fields(table) for table in word.tables]


def table_fields(table: Table) -> Fields:
    """Labels and values row by row; a cell over several columns once."""
    return [field for row in table.rows for field in _row_fields(row)]


def _row_fields(row: Any) -> Fields:
    texts = [
        "\n".join("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
        for cell in row._tr.iter(qn("w:tc"))
    ]
    return list(zip(texts[::2], texts[1::2], strict=True))


def page_fields(content: bytes) -> Fields:
    """Labels and values of the print view."""
    page = html.document_fromstring(content.decode())
    labels, values = page.xpath("//main//th"), page.xpath("//main//td")
    return [
        (label.text_content(), "\n".join(each.text_content() for each in value.findall("p")))
        for label, value in zip(labels, values, strict=True)
    ]
