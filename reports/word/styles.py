"""The faces, sizes and paragraph styles of official documents (GB/T 9704-2012), and the lengths they rest on.

Lengths are in twips (1/20 pt), sizes in half points, as Word has them. Writers name a style by its
identifier here.
"""

from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

LINE: Final = 579  # 28.95 pt: 22 lines in the text block
CLOSER: Final = -10
"""Twips between characters: 28 of 16 pt in a line of 156 mm need at least -4.2, 29 would need -15.

From -9 on LibreOffice prints every punctuation mark at the end of a line; at -5 it loses one in forty.
"""
CHARACTER: Final = 320  # one character of body text, 3号
FOOTER_LINE: Final = 320
FOOTER_CHARACTER: Final = 280  # 4号

LATIN: Final = "Times New Roman"
TITLE_FACE: Final = "方正小标宋简体"
FIRST_FACE: Final = "黑体"
SECOND_FACE: Final = "楷体_GB2312"
BODY_FACE: Final = "仿宋_GB2312"
NUMBER_FACE: Final = "宋体"

# What stands in where a face is not installed; Word looks these names up in the font table.
FALLBACKS: Final = {
    TITLE_FACE: ("小标宋", "宋体", "SimSun"),
    FIRST_FACE: ("SimHei",),
    SECOND_FACE: ("楷体", "KaiTi"),
    BODY_FACE: ("仿宋", "FangSong"),
    NUMBER_FACE: ("SimSun",),
}

SIZE_TITLE: Final = 44  # half points: 2号, 22 pt
SIZE_BODY: Final = 32  # 3号, 16 pt
SIZE_PAGE_NUMBER: Final = 28  # 4号, 14 pt
SIZE_TABLE: Final = 24  # 小四, 12 pt
SIZE_COMMENT: Final = 21  # 五号, 10.5 pt

TITLE, BODY, BODY_FLUSH = "Title", "Normal", "Flush"
HEADINGS: Final = ("Heading1", "Heading2", "Heading3", "Heading4")
RUN_INS: Final = ("RunIn1", "RunIn2", "RunIn3", "RunIn4")
ANNEX_NOTE, SIGNATURE, ISSUED = "AnnexNote", "SignatureName", "IssuedOn"
ANNEX_MARK, ANNEX_TITLE = "AnnexMark", "AnnexTitle"
CELL, CELL_HEAD, TABLE = "TableCell", "TableHead", "TableGridded"
FOOTER_ODD, FOOTER_EVEN = "PageNumberOdd", "PageNumberEven"
_FACES: Final = (FIRST_FACE, SECOND_FACE, BODY_FACE, BODY_FACE)


def fonts(face: str, latin: str = LATIN) -> str:
    """The font element of a style: East Asian face and Latin face."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}"/>'


def element(xml: str) -> BaseOxmlElement:
    """The element written in ``xml``, where ``{ns}`` stands for the name spaces."""
    return parse_xml(xml.replace("{ns}", nsdecls("w")))


def set_styles(document: WordDocument) -> None:
    """Replace all styles of the template by those of the standard."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.append(element(_DEFAULTS))
    for style in (*_PARAGRAPH_STYLES, *_CHARACTER_STYLES, *_TABLE_STYLES):
        styles.append(element(style))


_DEFAULTS = (
    f"<w:docDefaults {{ns}}><w:rPrDefault><w:rPr>{fonts(BODY_FACE)}<w:kern w:val='0'/>"
    f"<w:sz w:val='{SIZE_BODY}'/><w:szCs w:val='{SIZE_BODY}'/>"
    "<w:lang w:val='en-US' w:eastAsia='zh-CN' w:bidi='ar-SA'/></w:rPr></w:rPrDefault>"
    "<w:pPrDefault/></w:docDefaults>"
)


def indent(**twips: int) -> str:
    """The indentation of a paragraph style, by the names of Word's attributes."""
    return "<w:ind " + " ".join(f'w:{name}="{value}"' for name, value in twips.items()) + "/>"


def typeface(face: str, size: int, closer: int = 0, latin: str = LATIN) -> str:
    """Face, size (half points) and spacing of the characters of a style; upright, black."""
    return (
        f'{fonts(face, latin)}<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>'
        f'<w:spacing w:val="{closer}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def paragraph_style(
    style: str,
    name: str,
    alignment: str,
    indent: str,
    face: str,
    *,
    based_on: str = BODY,
    outline: int | None = None,
    keep: str = "",
    snap: bool = True,
    line: str = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>',
) -> str:
    """The XML of a paragraph style; ``outline``: its level in the navigation, from 0."""
    default = ' w:default="1"' if style == BODY else ""
    base = "" if style == BODY else f'<w:basedOn w:val="{based_on}"/><w:next w:val="{BODY}"/>'
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    grid = "" if snap else '<w:snapToGrid w:val="0"/>'
    return (
        f'<w:style {{ns}} w:type="paragraph"{default} w:styleId="{style}">'
        f'<w:name w:val="{name}"/>{base}<w:qFormat/><w:pPr>{keep}<w:widowControl w:val="0"/>'
        f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{grid}{line}{indent}'
        f'<w:jc w:val="{alignment}"/>{level}</w:pPr><w:rPr>{face}</w:rPr></w:style>'
    )


_TWO_IN = indent(firstLineChars=200, firstLine=2 * CHARACTER)
_FLUSH = indent(firstLineChars=0, firstLine=0)
_BODY = typeface(BODY_FACE, SIZE_BODY, CLOSER)
_KEEP = "<w:keepNext/><w:keepLines/>"
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="exact"/>'
_NUMBER_LINE = f'<w:spacing w:before="0" w:after="0" w:line="{FOOTER_LINE}" w:lineRule="exact"/>'
_NUMBER = typeface(NUMBER_FACE, SIZE_PAGE_NUMBER, latin=NUMBER_FACE)
_COMMENT_LINE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'

_PARAGRAPH_STYLES = (
    paragraph_style(BODY, "Normal", "both", _TWO_IN, _BODY),
    paragraph_style(
        TITLE, "Title", "center", _FLUSH, typeface(TITLE_FACE, SIZE_TITLE), keep=_KEEP, snap=False
    ),
    paragraph_style(BODY_FLUSH, "正文顶格", "both", _FLUSH, _BODY),
    *(
        paragraph_style(
            style,
            f"heading {level}",
            "both",
            _TWO_IN,
            typeface(face, SIZE_BODY, CLOSER),
            outline=level - 1,
            keep=_KEEP,
        )
        for level, (style, face) in enumerate(zip(HEADINGS, _FACES, strict=True), start=1)
    ),
    paragraph_style(ANNEX_NOTE, "附件说明", "left", _FLUSH, _BODY),
    paragraph_style(SIGNATURE, "署名", "right", _FLUSH, _BODY, keep=_KEEP),
    paragraph_style(ISSUED, "成文日期", "right", _FLUSH, _BODY),
    paragraph_style(
        ANNEX_MARK, "附件标识", "left", _FLUSH, typeface(FIRST_FACE, SIZE_BODY, CLOSER), keep=_KEEP
    ),
    paragraph_style(
        ANNEX_TITLE, "附件标题", "center", _FLUSH, typeface(TITLE_FACE, SIZE_TITLE), keep=_KEEP, snap=False
    ),
    paragraph_style(
        CELL, "表格文字", "left", _FLUSH, typeface(BODY_FACE, SIZE_TABLE), snap=False, line=_TIGHT
    ),
    paragraph_style(
        CELL_HEAD, "表头文字", "center", _FLUSH, typeface(FIRST_FACE, SIZE_TABLE), snap=False, line=_TIGHT
    ),
    paragraph_style("Footer", "footer", "left", _FLUSH, _NUMBER, line=_NUMBER_LINE),
    paragraph_style(
        FOOTER_ODD,
        "页码（单页）",
        "right",
        indent(firstLineChars=0, firstLine=0, rightChars=100, right=FOOTER_CHARACTER),
        _NUMBER,
        based_on="Footer",
        line=_NUMBER_LINE,
    ),
    paragraph_style(
        FOOTER_EVEN,
        "页码（双页）",
        "left",
        indent(firstLineChars=0, firstLine=0, leftChars=100, left=FOOTER_CHARACTER),
        _NUMBER,
        based_on="Footer",
        line=_NUMBER_LINE,
    ),
    paragraph_style(
        "CommentText",
        "annotation text",
        "left",
        _FLUSH,
        typeface(NUMBER_FACE, SIZE_COMMENT),
        line=_COMMENT_LINE,
    ),
)

_CHARACTER_STYLES = (
    '<w:style {ns} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style {ns} w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/>'
    '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>',
    *(
        f'<w:style {{ns}} w:type="character" w:styleId="{style}"><w:name w:val="段首标题 {level}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{fonts(face)}</w:rPr></w:style>'
        for level, (style, face) in enumerate(zip(RUN_INS, _FACES, strict=True), start=1)
    ),
)

_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="{width}" w:space="0" w:color="000000"/>'
    for edge, width in (
        ("top", 8),
        ("left", 8),
        ("bottom", 8),
        ("right", 8),
        ("insideH", 4),
        ("insideV", 4),
    )
)
_TABLE_STYLES = (
    '<w:style {ns} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    "<w:uiPriority w:val='99'/><w:semiHidden/><w:tblPr><w:tblInd w:w='0' w:type='dxa'/></w:tblPr></w:style>",
    f'<w:style {{ns}} w:type="table" w:styleId="{TABLE}"><w:name w:val="表格全框线"/>'
    '<w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblInd w:w='0' w:type='dxa'/><w:tblBorders>{_EDGES}</w:tblBorders>"
    "<w:tblCellMar><w:top w:w='40' w:type='dxa'/><w:left w:w='85' w:type='dxa'/>"
    "<w:bottom w:w='40' w:type='dxa'/><w:right w:w='85' w:type='dxa'/></w:tblCellMar></w:tblPr></w:style>",
)
