"""The handbook of a branch as one Word file, with a table of contents whose numbers are right when opened.

Every page is broken here (see ``laying``), so that the page of each record is known while it is written. The
contents are a field that Word can reckon anew after somebody has changed the file; until then they show the
numbers known from writing. Cover and contents have no number, so that their length does not matter.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reports.numerals import ordinal
from reports.printed.handbook import Chapter, Handbook, Register
from reports.printed.record import PrintedRecord
from reports.word import registers
from reports.word.contents import Contents, write_contents
from reports.word.cover import write_cover
from reports.word.gongwen import blank
from reports.word.handbook_styles import CHAPTER, CHAPTER_HEIGHT, RUNNING_HEAD, set_styles
from reports.word.laying import AGAIN, lay, lay_among_others
from reports.word.packing import packed
from reports.word.printed import MARGIN_RIGHT, write_leaves
from reports.word.printed_styles import (
    NOTE,
    REGISTER_TITLE,
    SIGNATURE_HEIGHT,
    SPARE,
    TABLE_ROOM,
    TEXT_HEIGHT,
    TITLE_HEIGHT,
    set_up,
)
from reports.word.xml import NO_MARK, Mark, add, paragraph

Step = Callable[[int, int, str], None]
"""Told how many of how many records are written, and what is being done."""

PAGE_ROOM: Final = TEXT_HEIGHT - SPARE
AROUND: Final = TITLE_HEIGHT + SIGNATURE_HEIGHT
"""What a record takes of the page besides its table."""
GAP: Final = 300
"""Between two records on one page."""
FEWEST_ROWS: Final = 3
"""Rows of a register that stand under its head, or it begins on the next page."""


def render_handbook(handbook: Handbook, step: Step | None = None) -> bytes:
    """The Word file. The same handbook gives the same bytes."""
    word = blank()
    set_up(word, MARGIN_RIGHT)
    set_styles(word)
    write_cover(word, handbook)
    cover = word.element.body.sectPr.getprevious()
    book = _Book(word, handbook, step or (lambda done, total, text: None))
    book.write()
    write_contents(cover, book.contents, _front_section(word))
    _set_head(word, f"{handbook.organization}　{handbook.period.name}{Handbook.NAME}")
    return packed(word, handbook.title, handbook.organization, handbook.made_at)


class _Book:
    """Writes chapter after chapter and keeps account of the page it is on and of the room left there."""

    def __init__(self, word: WordDocument, handbook: Handbook, step: Step) -> None:
        self.word, self.handbook, self.step = word, handbook, step
        self.contents = Contents()
        self.page = 0
        self.room = 0
        self.turn = False  # the next paragraph begins a new page
        self.written = 0
        self.total = sum(1 for _ in handbook.records())

    def write(self) -> None:
        for number, chapter in enumerate(self.handbook.chapters, start=1):
            self._begin_page()
            heading = f"{ordinal(number)}、{chapter.title}"
            self._add(CHAPTER, heading, mark=self.contents.enter(0, heading, self.page))
            self.room -= CHAPTER_HEIGHT
            self._parts(chapter)
        add(self.word, paragraph(NOTE))  # no table ends a document

    def _parts(self, chapter: Chapter) -> None:
        for part in chapter.parts:
            if isinstance(part, Register):
                self._register(part)
                continue
            self.written += 1
            self.step(self.written, self.total, f"正在写{chapter.title}，第 {self.written} 条记录")
            self._record(part)

    # --- pages ---

    def _begin_page(self) -> None:
        self.turn = self.page > 0
        self.page += 1
        self.room = PAGE_ROOM

    def _add(self, style: str, text: str, *, mark: Mark = NO_MARK) -> None:
        add(self.word, paragraph(style, text, mark=mark, new_page=self._turned()))

    def _turned(self) -> bool:
        turned, self.turn = self.turn, False
        return turned

    # --- parts ---

    def _record(self, record: PrintedRecord) -> None:
        if record.shares_page and self._shared(record):
            return
        if self.room < PAGE_ROOM - CHAPTER_HEIGHT:
            self._begin_page()
        leaves = lay(record, TABLE_ROOM, taken=PAGE_ROOM - self.room)
        write_leaves(self.word, record, leaves, new_page=self._turned(), mark=self._mark(record))
        self.page += len(leaves) - 1
        self.room = 0

    def _shared(self, record: PrintedRecord) -> bool:
        """Put it on a page with others, if it is short enough for that."""
        leaf = lay_among_others(record, TABLE_ROOM)
        if leaf is None:
            return False
        needed = leaf.height + AROUND + GAP
        if needed > self.room:
            self._begin_page()
        gap = 0 if self.room >= PAGE_ROOM - CHAPTER_HEIGHT else GAP
        write_leaves(self.word, record, [leaf], new_page=self._turned(), mark=self._mark(record), gap=gap)
        self.room -= needed
        return True

    def _mark(self, record: PrintedRecord) -> Mark:
        day = f"{record.date.month}月{record.date.day}日"
        return self.contents.enter(1, f"{day}　{record.listed}", self.page)

    def _register(self, register: Register) -> None:
        columns = registers.Columns(register.columns)
        heights = [columns.height(row) for row in register.rows]
        begun = registers.TITLE_HEIGHT + columns.head_height
        if begun + sum(heights[:FEWEST_ROWS]) > self.room:
            self._begin_page()
        self._add_register_title(register)
        self.room -= columns.head_height
        here: list[int] = []
        for at, height in enumerate(heights):
            if height > self.room:
                add(self.word, registers.table(columns, [register.rows[each] for each in here]))
                self._begin_page()
                self._add_register_title(register, AGAIN)
                self.room -= columns.head_height
                here = []
            here.append(at)
            self.room -= height
        add(self.word, registers.table(columns, [register.rows[each] for each in here]))
        for note in register.notes:
            self._note(note)

    def _add_register_title(self, register: Register, again: str = "") -> None:
        self._add(REGISTER_TITLE, f"{register.title}{again}")
        self.room -= registers.TITLE_HEIGHT

    def _note(self, note: str) -> None:
        height = registers.note_height(note)
        if height > self.room:
            self._begin_page()
        self._add(NOTE, note)
        self.room -= height


def _front_section(word: WordDocument) -> str:
    """The section of cover and contents: the page of the others without head, foot and number."""
    section = deepcopy(word.element.body.sectPr)
    for reference in section.findall(qn("w:footerReference")):
        section.remove(reference)
    made: str = section.xml
    return made


def _set_head(word: WordDocument, text: str) -> None:
    """Pages are counted from the first chapter on, and say at their head whose book it is."""
    section = word.sections[-1]
    for head in (section.header, section.even_page_header):
        head.is_linked_to_previous = False
        line = head.paragraphs[0]._p
        line.getparent().replace(line, parse_xml(paragraph(RUNNING_HEAD, text)))
    numbers = section._sectPr.makeelement(qn("w:pgNumType"), {qn("w:start"): "1"})
    section._sectPr.find(qn("w:pgMar")).addnext(numbers)
