"""The layout of official documents (党政机关公文格式, GB/T 9704-2012) as an empty Word document.

``blank()`` returns a python-docx document whose page, fonts, styles and page numbers are set; writers only
name a paragraph style. Lengths are in twips (1/20 pt) where Word wants twips.

Text block: 156 × 225 mm on A4, 22 lines of 28 characters. Measured in LibreOffice: a document grid of type
``lines``, an exact line of 28.95 pt and characters set 0.5 pt closer give 22 × 28, where ``linesAndChars``
gave 19 × 14.
"""

from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Twips

from reports.word.styles import (
    FALLBACKS,
    FIRST_FACE,
    FOOTER_EVEN,
    FOOTER_LINE,
    FOOTER_ODD,
    LATIN,
    LINE,
    element,
    set_styles,
)

PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
MARGIN_TOP: Final = 2098  # 37 mm
MARGIN_BOTTOM: Final = 1984  # 35 mm
MARGIN_LEFT: Final = 1587  # 28 mm
MARGIN_RIGHT: Final = 1474  # 26 mm
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
FOOTER_GAP: Final = 397  # the page number stands 7 mm below the text block


def blank() -> WordDocument:
    """An empty document in the official layout: one section, page numbers in the footers, no text."""
    document = docx.Document()
    _drop_extras(document)
    set_styles(document)
    _set_fonts(document)
    _set_page(document)
    _set_settings(document)
    return document


def _drop_extras(document: WordDocument) -> None:
    """The parts of python-docx's template that would only tell where the file came from."""
    extras = {
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        RELATIONSHIP_TYPE.THUMBNAIL,
        RELATIONSHIP_TYPE.CUSTOM_XML,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.WEB_SETTINGS,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    }
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in extras]:
            del relations[key]


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(MARGIN_TOP), Twips(MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Twips(MARGIN_LEFT), Twips(MARGIN_RIGHT)
    section.header_distance = Twips(MARGIN_TOP // 2)
    section.footer_distance = Twips(MARGIN_BOTTOM - FOOTER_GAP - FOOTER_LINE)
    section.gutter = Twips(0)
    properties = section._sectPr
    for mark in [name for name in properties.attrib if "rsid" in name]:
        del properties.attrib[mark]
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(element(f'<w:docGrid {{ns}} w:type="lines" w:linePitch="{LINE}"/>'))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, FOOTER_ODD)
    _page_number(section.even_page_footer, FOOTER_EVEN)


def _page_number(footer: _Footer, style: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    paragraph.style = style
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    whole = element(f"<w:p {{ns}}>{dash.format('— ')}{field}{dash.format(' —')}</w:p>")
    paragraph.extend(list(whole))


def _set_settings(document: WordDocument) -> None:
    settings = document.settings.element
    for name in ("w:savePreviewPicture", "w:rsids", "w:zoom", "w:proofState"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    for compatibility in settings.iter(qn("w:compatSetting")):
        if compatibility.get(qn("w:name")) == "compatibilityMode":
            compatibility.set(qn("w:val"), "15")


def _set_fonts(document: WordDocument) -> None:
    table = next(
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    faces = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"modern" if face == FIRST_FACE else "roman"}"/>'
        '<w:pitch w:val="default"/></w:font>'
        for face, others in FALLBACKS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    xml = f"<w:fonts {nsdecls('w')}>{latin}{faces}</w:fonts>"
    table._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml.encode()
