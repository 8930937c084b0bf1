"""Cover, contents and headings of the handbook: their styles."""

from typing import Final

from docx.document import Document as WordDocument

from reports.word import styles
from reports.word.laying import TABLE_WIDTH
from reports.word.styles import element, indent, paragraph_style, typeface

COVER_TITLE, COVER_YEAR, COVER_LINE = "CoverTitle", "CoverYear", "CoverLine"
CONTENTS_TITLE, CONTENTS = "ContentsTitle", ("TOC1", "TOC2")
CHAPTER: Final = "ChapterTitle"
CHAPTER_HEIGHT: Final = 640  # twips, with the space behind
RUNNING_HEAD: Final = "RunningHead"
CONTENTS_SIZE: Final = 24  # half points
CONTENTS_INDENTS: Final = (0, 480)  # twips
_TITLE_SIZE: Final = 84  # 初号
_YEAR_SIZE: Final = 52  # 一号
_CHAPTER_SIZE: Final = 32  # 三号

_FLUSH: Final = indent(firstLineChars=0, firstLine=0)
_KEEP: Final = "<w:keepNext/><w:keepLines/>"


def set_styles(document: WordDocument) -> None:
    for style in _STYLES:
        document.styles.element.append(element(style))


def _exact(line: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _contents(level: int, left: int) -> str:
    """A line of the contents; the page number stands at the right edge behind dots."""
    face = typeface(styles.BODY_FACE if level else styles.FIRST_FACE, CONTENTS_SIZE)
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TABLE_WIDTH}"/></w:tabs>'
    made = paragraph_style(
        CONTENTS[level],
        f"toc {level + 1}",
        "left",
        indent(left=left, firstLineChars=0, firstLine=0),
        face,
        keep="" if level else "<w:keepNext/>",
        snap=False,
        line=_exact(360, before=0 if level else 80),
    )
    return made.replace("<w:autoSpaceDE", f"{tab}<w:autoSpaceDE", 1)


_STYLES: Final = (
    *(
        paragraph_style(style, name, "center", _FLUSH, typeface(face, size), snap=False, line=line)
        for style, name, face, size, line in (
            (COVER_TITLE, "封面标题", styles.TITLE_FACE, _TITLE_SIZE, _exact(1100, before=2600, after=400)),
            (COVER_YEAR, "封面年度", styles.TITLE_FACE, _YEAR_SIZE, _exact(700, after=4200)),
            (CONTENTS_TITLE, "目录标题", styles.TITLE_FACE, styles.SIZE_TITLE, _exact(579, after=300)),
        )
    ),
    paragraph_style(
        COVER_LINE,
        "封面栏目",
        "left",
        indent(left=3220, right=600, hanging=1920),
        typeface(styles.SECOND_FACE, 32),
        snap=False,
        line=_exact(560, after=200),
    ),
    paragraph_style(
        CHAPTER,
        "部分标题",
        "left",
        _FLUSH,
        typeface(styles.FIRST_FACE, _CHAPTER_SIZE),
        outline=0,
        keep=_KEEP,
        snap=False,
        line=_exact(520, after=CHAPTER_HEIGHT - 520),
    ),
    paragraph_style(
        RUNNING_HEAD,
        "页眉",
        "center",
        _FLUSH,
        typeface(styles.SECOND_FACE, 21),
        based_on="Footer",
        snap=False,
        line=_exact(320),
    ),
    *(_contents(level, left) for level, left in enumerate(CONTENTS_INDENTS)),
)
