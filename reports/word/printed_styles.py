"""The page and the paragraph styles of printed records and of the handbook."""

from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Twips

from reports.printed.record import Manner
from reports.word import styles
from reports.word.gongwen import FOOTER_GAP, PAGE_HEIGHT
from reports.word.laying import NORMAL, SMALL, Setting
from reports.word.styles import FOOTER_LINE, element, indent, paragraph_style, typeface

MARGIN_TOP: Final = 1417  # 25 mm
MARGIN_BOTTOM: Final = 1417
MARGIN_LEFT: Final = 1587  # 28 mm, on the side where the sheets are bound
TEXT_HEIGHT: Final = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
TITLE_LINE: Final = 579
TITLE_AFTER: Final = 120
SIGNATURE_BEFORE: Final = 200
SIGNATURE_LINE: Final = 400
SPARE: Final = 300
"""Left free at the foot of each page, for what another program sets a little higher."""
TITLE_HEIGHT: Final = TITLE_LINE + TITLE_AFTER
SIGNATURE_HEIGHT: Final = SIGNATURE_BEFORE + SIGNATURE_LINE
TABLE_ROOM: Final = TEXT_HEIGHT - TITLE_HEIGHT - SIGNATURE_HEIGHT - SPARE

TITLE, TITLE_AGAIN, SIGNATURE = "RecordTitle", "RecordTitleAgain", "RecordSignature"
LABEL: Final = "RecordLabel"
TEXTS: Final = {Manner.PLAIN: "RecordPlain", Manner.PROSE: "RecordProse", Manner.TOPIC: "RecordTopic"}
SHORT: Final = "RecordShort"
REGISTER_TITLE, REGISTER_HEAD, REGISTER_TEXT = "RegisterTitle", "RegisterHead", "RegisterText"
NOTE: Final = "RegisterNote"


def set_up(document: WordDocument, right: int) -> None:
    """Give a blank official document the page and the styles of printed records."""
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Twips(MARGIN_TOP), Twips(MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Twips(MARGIN_LEFT), Twips(right)
    section.header_distance = Twips(MARGIN_TOP // 2)
    section.footer_distance = Twips(MARGIN_BOTTOM - FOOTER_GAP - FOOTER_LINE)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    for style in _STYLES:
        document.styles.element.append(element(style))


def _exact(line: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


_FLUSH: Final = indent(firstLineChars=0, firstLine=0)
_TITLE: Final = typeface(styles.TITLE_FACE, styles.SIZE_TITLE)
_KEEP: Final = "<w:keepNext/><w:keepLines/>"


def _of_cells(setting: Setting) -> list[str]:
    """The styles within the table, in the size of the setting."""
    line = _exact(setting.line)
    body = typeface(styles.BODY_FACE, setting.size)
    heavy = typeface(styles.FIRST_FACE, setting.size)
    two_in = indent(firstLineChars=200, firstLine=2 * setting.character)
    small = "（小）" if setting.style else ""
    return [
        paragraph_style(f"{style}{setting.style}", f"{name}{small}", how, by, face, snap=False, line=line)
        for style, name, how, by, face in (
            (LABEL, "记录表栏目", "center", _FLUSH, heavy),
            (SHORT, "记录表短文字", "center", _FLUSH, body),
            (TEXTS[Manner.PLAIN], "记录表文字", "left", _FLUSH, body),
            (TEXTS[Manner.PROSE], "记录表段落", "both", two_in, body),
            (TEXTS[Manner.TOPIC], "记录表议题", "left", _FLUSH, heavy),
        )
    ]


_STYLES: Final = (
    paragraph_style(
        TITLE,
        "记录表标题",
        "center",
        _FLUSH,
        _TITLE,
        outline=1,
        keep=_KEEP,
        snap=False,
        line=_exact(TITLE_LINE, after=TITLE_AFTER),
    ),
    paragraph_style(
        TITLE_AGAIN,
        "记录表标题（续）",
        "center",
        _FLUSH,
        _TITLE,
        keep=_KEEP,
        snap=False,
        line=_exact(TITLE_LINE, after=TITLE_AFTER),
    ),
    paragraph_style(
        SIGNATURE,
        "记录表签字",
        "left",
        _FLUSH,
        typeface(styles.BODY_FACE, styles.SIZE_TABLE),
        snap=False,
        line=_exact(SIGNATURE_LINE, before=SIGNATURE_BEFORE),
    ),
    paragraph_style(
        REGISTER_TITLE,
        "表册标题",
        "center",
        _FLUSH,
        typeface(styles.FIRST_FACE, 28),
        keep=_KEEP,
        snap=False,
        line=_exact(400, before=100, after=60),
    ),
    *(
        paragraph_style(style, name, how, _FLUSH, face, snap=False, line=_exact(SMALL.line))
        for style, name, how, face in (
            (REGISTER_HEAD, "表册表头", "center", typeface(styles.FIRST_FACE, SMALL.size)),
            (REGISTER_TEXT, "表册文字", "left", typeface(styles.BODY_FACE, SMALL.size)),
            (NOTE, "表册说明", "left", typeface(styles.BODY_FACE, SMALL.size)),
        )
    ),
    *_of_cells(NORMAL),
    *_of_cells(SMALL),
)
