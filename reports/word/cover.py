"""The cover of the handbook."""

from docx.document import Document as WordDocument

from reports.printed.handbook import Handbook
from reports.word.handbook_styles import COVER_LINE, COVER_TITLE, COVER_YEAR
from reports.word.xml import add, paragraph


def write_cover(word: WordDocument, handbook: Handbook) -> None:
    add(word, paragraph(COVER_TITLE, Handbook.NAME))
    add(word, paragraph(COVER_YEAR, f"（{handbook.period.name}度）"))
    add(word, paragraph(COVER_LINE, f"党支部名称：{handbook.organization}"))
    add(word, paragraph(COVER_LINE, f"党支部书记：{'、'.join(handbook.secretaries)}"))
