"""A document as the bytes of a Word file in the official layout.

The same document gives the same bytes, whenever and wherever it is rendered.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from branches.models.record import chinese_date
from reports.characters import printable
from reports.document import (
    MOST_ROWS,
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
    Traced,
)
from reports.word import styles
from reports.word.gongwen import TEXT_WIDTH, blank
from reports.word.packing import packed

Notes = Callable[[Traced], str]
"""What the comment on a traced span says; an empty text makes no comment."""

_ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_LATIN_WIDTH = 0.5  # of a Chinese character, in Times New Roman
_POINT_WIDTH = 0.25


def render(document: Document, notes: Notes | None = None) -> bytes:
    """The Word file. With ``notes`` every number, list and tally carries a comment: the review copy.

    In a table the first ``MOST_ROWS`` rows do: nobody goes through more comments, and Word opens no file of
    tens of thousands.
    """
    word = blank()
    _Writer(word, document, notes).write()
    return packed(word, document.title, document.organization, document.counted_at)


class _Writer:
    def __init__(self, word: WordDocument, document: Document, notes: Notes | None) -> None:
        self.word = word
        self.document = document
        self.notes = notes

    def write(self) -> None:
        document = self.document
        whole = (_width(document.title) + 1) * styles.SIZE_TITLE * 10 <= TEXT_WIDTH
        for line in (document.title,) if whole else document.title_lines:
            self._paragraph(styles.TITLE, line)
        self._paragraph(styles.BODY_FLUSH)
        self._blocks(document.blocks)
        closing = self.word.paragraphs[-1:]
        closing += self._annex_note()
        self._signature(closing)
        for position, annex in enumerate(document.annexes, start=1):
            mark = self._paragraph(styles.ANNEX_MARK, _annex_label(position, len(document.annexes)))
            mark.paragraph_format.page_break_before = True
            self._paragraph(styles.BODY_FLUSH)
            self._paragraph(styles.ANNEX_TITLE, annex.title)
            self._paragraph(styles.BODY_FLUSH)
            self._blocks(annex.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._spans(self._paragraph(styles.BODY), block.spans)
            else:
                self._table(block)

    def _heading(self, heading: Heading) -> None:
        """On a line of its own a heading style; run in, a body paragraph whose first sentence has the
        heading's face.
        """
        place = heading.level - 1
        if not heading.run_on:
            paragraph = self._paragraph(styles.HEADINGS[place], heading.label)
            self._spans(paragraph, heading.spans)
            return
        paragraph = self._paragraph(styles.BODY)
        lead = (heading.label, *heading.spans) if heading.label else heading.spans
        self._spans(paragraph, lead, styles.RUN_INS[place])
        self._spans(paragraph, heading.run_on)

    def _annex_note(self) -> list[WordParagraph]:
        """附件说明: one line below the text, two characters in; following lines under the first title."""
        annexes = self.document.annexes
        lines = [self._paragraph(styles.BODY_FLUSH)] if annexes else []
        for position, annex in enumerate(annexes, start=1):
            number = f"{position}." if len(annexes) > 1 else ""
            label = "附件：" if position == 1 else ""
            title_starts = 2 + _width("附件：") + _width(number)
            line_starts = 2 if position == 1 else title_starts - _width(number)
            line = self._paragraph(styles.ANNEX_NOTE, f"{label}{number}{annex.title}")
            line.paragraph_format.left_indent = _characters(title_starts)
            line.paragraph_format.first_line_indent = _characters(line_starts - title_starts)
            lines.append(line)
        return lines

    def _signature(self, before: list[WordParagraph]) -> None:
        """署名 and 成文日期 flush right, the date two characters right of the signature (GB/T 9704, 7.3.5.3).

        They stay on one page with the end of the text ``before`` them: none holds a signature alone.
        """
        name, day = self.document.signature, chinese_date(self.document.issued_on)
        name_right, day_right = _right_indents(_width(name), _width(day))
        for paragraph in (*before, self._paragraph(styles.BODY_FLUSH)):
            paragraph.paragraph_format.keep_with_next = True
        signature = self._paragraph(styles.SIGNATURE, name)
        signature.paragraph_format.right_indent = _characters(name_right)
        issued = self._paragraph(styles.ISSUED, day)
        issued.paragraph_format.right_indent = _characters(day_right)

    def _paragraph(self, style: str, text: str = "") -> WordParagraph:
        paragraph = self.word.add_paragraph()
        paragraph._p.style = style
        if text:
            _add_run(paragraph, text)
        return paragraph

    def _spans(
        self, paragraph: WordParagraph, spans: Iterable[Span], style: str = "", noted: bool = True
    ) -> None:
        for span in spans:
            text = span if isinstance(span, str) else span.text
            run = _add_run(paragraph, text, style)
            if noted and not isinstance(span, str):
                self._comment(run, span)

    def _comment(self, run: Run, span: Traced) -> None:
        note = self.notes(span) if self.notes else ""
        if not note:
            return
        comment = self.word.add_comment(run, author=self.document.organization, initials="")
        comment.paragraphs[0].add_run(printable(note))
        # Word shows the time as it is written, whatever the zone says: the office's clock, then.
        comment._comment_elm.date = self.document.counted_at.replace(microsecond=0, tzinfo=UTC)

    def _table(self, table: Table) -> None:
        word = self.word.add_table(rows=0, cols=len(table.columns))
        word.autofit = False
        word.alignment = WD_TABLE_ALIGNMENT.CENTER
        word._tblPr.style = styles.TABLE
        widths = _widths(table.columns)
        for column, width in zip(word.columns, widths, strict=True):
            column.width = Twips(width)
        self._row(word, table.columns, [(column.title,) for column in table.columns], widths, head=True)
        for number, row in enumerate(table.rows):
            self._row(word, table.columns, row, widths, noted=number < MOST_ROWS)

    def _row(
        self,
        word: WordTable,
        columns: tuple[Column, ...],
        cells: Iterable[tuple[Span, ...]],
        widths: list[int],
        head: bool = False,
        noted: bool = True,
    ) -> None:
        row = word.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(styles.element("<w:cantSplit {ns}/>"))
        if head:
            properties.append(styles.element("<w:tblHeader {ns}/>"))
        for target, column, spans, width in zip(row.cells, columns, cells, widths, strict=True):
            target.width = Twips(width)
            paragraph = target.paragraphs[0]
            paragraph._p.style = styles.CELL_HEAD if head else styles.CELL
            target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if not head:
                paragraph.alignment = _ALIGNMENTS[column.align]
            self._spans(paragraph, spans, noted=noted)


def _add_run(paragraph: WordParagraph, text: str, style: str = "") -> Run:
    """A run whose quotation marks and dashes are set in the East Asian face, not the Latin one."""
    run = paragraph.add_run(printable(text))
    if style:
        run._r.style = style
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def _characters(count: float) -> Twips:
    """The width of so many characters of body text."""
    return Twips(round(count * styles.CHARACTER))


def _annex_label(position: int, count: int) -> str:
    return f"附件{position}" if count > 1 else "附件"


def _width(text: str) -> float:
    """The width of a line of text in Chinese characters."""
    return sum(
        _POINT_WIDTH if character == "." else _LATIN_WIDTH if character.isascii() else 1 for character in text
    )


def _right_indents(name: float, day: float) -> tuple[float, float]:
    """How far signature and date stand from the right edge, in characters, from the widths of both."""
    if day <= name - 2:
        return 2, name - day
    return day + 4 - name, 2


def _widths(columns: tuple[Column, ...]) -> list[int]:
    shares = sum(column.width for column in columns)
    return [TEXT_WIDTH * column.width // shares for column in columns]


def moment_in_words(moment: datetime) -> str:
    """When figures were counted, for comments and pages: 2023年12月5日 09:05."""
    return f"{chinese_date(moment.date())} {moment:%H:%M}"
