"""A printed record as a Word file: A4, a table with thin lines, a page as far as it fits."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from docx.document import Document as WordDocument

from reports.printed.record import COLUMNS, Entry, Manner, PrintedRecord
from reports.word.gongwen import PAGE_WIDTH, blank
from reports.word.laying import AGAIN, COLUMN_WIDTH, SIDE, TABLE_WIDTH, Leaf, Placed, Setting, lay
from reports.word.packing import packed
from reports.word.printed_styles import (
    LABEL,
    MARGIN_LEFT,
    SHORT,
    SIGNATURE,
    TABLE_ROOM,
    TEXTS,
    TITLE,
    TITLE_AGAIN,
    set_up,
)
from reports.word.styles import TABLE
from reports.word.xml import NO_MARK, NS, Mark, add, paragraph, run

MARGIN_RIGHT: Final = PAGE_WIDTH - MARGIN_LEFT - TABLE_WIDTH


def render_record(record: PrintedRecord, moment: datetime) -> bytes:
    """The Word file of one record; ``moment`` is when it is made."""
    word = blank()
    set_up(word, MARGIN_RIGHT)
    write_leaves(word, record, lay(record, TABLE_ROOM))
    return packed(word, f"{record.title}（{record.listed}）", record.organization, moment)


def write_leaves(
    word: WordDocument,
    record: PrintedRecord,
    leaves: list[Leaf],
    *,
    new_page: bool = False,
    mark: Mark = NO_MARK,
    gap: int = 0,
) -> None:
    """Add the leaves at the end of the document, each on a page of its own, the first where so asked.

    ``mark`` is put around the title, ``gap`` left above it.
    """
    apart = f'<w:spacing w:before="{gap}"/>' if gap else ""
    for leaf in leaves:
        if leaf.goes_on:
            add(word, paragraph(TITLE_AGAIN, f"{record.title}{AGAIN}", new_page=True))
        else:
            add(word, paragraph(TITLE, record.title, mark=mark, properties=apart, new_page=new_page))
        add(word, table(leaf, heads=len(record.head)))
    add(word, signatures(record.signatures))


def table(leaf: Leaf, heads: int) -> str:
    """The table of a leaf; its first ``heads`` rows are repeated should it ever grow beyond the page."""
    grid = f'<w:gridCol w:w="{COLUMN_WIDTH}"/>' * COLUMNS
    sides = "".join(f'<w:{side} w:w="{SIDE}" w:type="dxa"/>' for side in ("left", "right"))
    rows = "".join(_row(placed, leaf.setting, at < heads) for at, placed in enumerate(leaf.rows))
    return (
        f'<w:tbl {NS}><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{TABLE_WIDTH}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(placed: Placed, setting: Setting, is_head: bool) -> str:
    """A row of several values stays whole; a long text goes on to the next page should it grow."""
    whole = "<w:cantSplit/>" if len(placed.row.entries) > 1 else ""
    head = "<w:tblHeader/>" if is_head else ""
    short = len(placed.row.entries) > 1
    cells = "".join(_cells(entry, span, setting, short=short) for entry, span in placed.row.cells())
    height = f'<w:trHeight w:val="{placed.height}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{cells}</w:tr>"


def _cells(entry: Entry, span: int, setting: Setting, *, short: bool) -> str:
    label = paragraph(f"{LABEL}{setting.style}", entry.label)
    flows = any(each.manner is not Manner.PLAIN for each in entry.paragraphs)
    text = "".join(_paragraphs(entry, setting, short=short))
    return _cell(label, 1, "center") + _cell(text, span, "top" if flows else "center")


def _paragraphs(entry: Entry, setting: Setting, *, short: bool) -> Iterator[str]:
    if not entry.paragraphs:
        yield paragraph(f"{TEXTS[Manner.PLAIN]}{setting.style}")
    for each in entry.paragraphs:
        style = SHORT if short else TEXTS[each.manner]
        yield paragraph(f"{style}{setting.style}", each.text)


def _cell(content: str, span: int, place: str) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{span * COLUMN_WIDTH}" w:type="dxa"/>{across}'
        f'<w:vAlign w:val="{place}"/></w:tcPr>{content}</w:tc>'
    )


def signatures(names: tuple[str, ...]) -> str:
    """Lines to sign on, side by side."""
    share = TABLE_WIDTH // max(len(names), 2)
    stops = "".join(
        f'<w:tab w:val="left" w:leader="underscore" w:pos="{share * at - 240}"/>'
        f'<w:tab w:val="left" w:pos="{share * at}"/>'
        for at in range(1, len(names) + 1)
    )
    tab = "<w:r><w:tab/></w:r>"
    signed = tab.join(f"{run(f'{name}（签字）：')}{tab}" for name in names)
    return f'<w:p {NS}><w:pPr><w:pStyle w:val="{SIGNATURE}"/><w:tabs>{stops}</w:tabs></w:pPr>{signed}</w:p>'
