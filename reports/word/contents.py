"""A table of contents that is right when the file is opened, and can be reckoned anew in Word."""

from dataclasses import dataclass, field
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.word.handbook_styles import CONTENTS, CONTENTS_INDENTS, CONTENTS_SIZE, CONTENTS_TITLE
from reports.word.laying import TABLE_WIDTH
from reports.word.measuring import width
from reports.word.xml import FIELD_END, Mark, field_begin, flow, hidden_field, paragraph, run
from reports.word.xml import field as word_field

NUMBER_WIDTH: Final = 4  # characters, with some dots


@dataclass(frozen=True, slots=True)
class Line:
    level: int
    text: str
    page: int
    mark: str


@dataclass(slots=True)
class Contents:
    lines: list[Line] = field(default_factory=list)

    def enter(self, level: int, text: str, page: int) -> Mark:
        """Note what begins on a page; what to put around its title, so that the contents can lead there.

        A hidden TC field says what the contents call the place when Word makes them anew.
        """
        number = len(self.lines) + 1
        line = Line(level, _shortened(text, level), page, f"_Toc{number:06}")
        self.lines.append(line)
        called = line.text.replace("\\", "\\\\").replace('"', "”")
        entry = hidden_field(f'TC "{called}" \\l {level + 1}')
        return Mark(
            f'<w:bookmarkStart w:id="{number}" w:name="{line.mark}"/>{entry}',
            f'<w:bookmarkEnd w:id="{number}"/>',
        )


def write_contents(behind: BaseOxmlElement, contents: Contents, section: str) -> None:
    """Put the contents behind an element of the document; with them ends the ``section`` given as XML."""
    made = [paragraph(CONTENTS_TITLE, "目　录", new_page=True)]
    for at, line in enumerate(contents.lines):
        begin = "" if at else field_begin('TOC \\f \\h \\z \\l "1-2"')
        made.append(flow(CONTENTS[line.level], begin + _link(line)))
    made.append(flow(CONTENTS[0], FIELD_END, properties=section))
    for xml in made:
        element = parse_xml(xml)
        behind.addnext(element)
        behind = element


def _link(line: Line) -> str:
    number = word_field(f"PAGEREF {line.mark} \\h", str(line.page))
    shown = f"{run(line.text)}<w:r><w:tab/></w:r>{number}"
    return f'<w:hyperlink w:anchor="{line.mark}" w:history="1">{shown}</w:hyperlink>'


def _shortened(text: str, level: int) -> str:
    """As much of it as goes on one line."""
    room = (TABLE_WIDTH - CONTENTS_INDENTS[level]) / (CONTENTS_SIZE * 10) - NUMBER_WIDTH
    taken = 0.0
    for at, character in enumerate(text):
        taken += width(character)
        if taken > room:
            return f"{text[: at - 1]}…"
    return text
