"""Paragraphs written straight as XML: a book of hundreds of tables is built this way in a second."""

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

NS: Final = nsdecls("w")


def add(word: WordDocument, xml: str) -> BaseOxmlElement:
    """Put an element at the end of the document, in front of the properties of its last section."""
    made = parse_xml(xml)
    word.element.body.sectPr.addprevious(made)
    return made


def run(text: str) -> str:
    """Quotation marks and dashes are set in the East Asian face, not the Latin one."""
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{hint}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """XML around the text of a paragraph, by which fields elsewhere find the place."""

    before: str = ""
    behind: str = ""


NO_MARK: Final = Mark()


def paragraph(
    style: str,
    text: str = "",
    *,
    mark: Mark = NO_MARK,
    properties: str = "",
    align: str = "",
    new_page: bool = False,
) -> str:
    """``properties``: others of the paragraph, as XML."""
    content = f"{mark.before}{run(text)}{mark.behind}"
    return flow(style, content, properties=properties, align=align, new_page=new_page)


def flow(style: str, content: str, *, properties: str = "", align: str = "", new_page: bool = False) -> str:
    """A paragraph of runs and fields."""
    broken = "<w:pageBreakBefore/>" if new_page else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p {NS}><w:pPr><w:pStyle w:val="{style}"/>{broken}{properties}{aligned}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field with what it shows until it is reckoned anew."""
    return f"{field_begin(instruction)}{run(shown)}{FIELD_END}"


def field_begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def hidden_field(instruction: str) -> str:
    """A field that only says something to others; Word shows its code unless it is hidden text."""
    unseen = "<w:r><w:rPr><w:vanish/></w:rPr>{}</w:r>"
    return "".join(
        unseen.format(part)
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
