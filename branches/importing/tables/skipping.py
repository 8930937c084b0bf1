"""Rows of a table that are no records: totals, notes, headers printed again, section titles, serial
numbers.
"""

import re
from collections.abc import Sequence

from branches.importing.cells.choices import compact
from branches.importing.cells.text import SHORT, CellError, folded, is_blank
from branches.importing.cells.vocabularies import MEETING_KINDS
from branches.importing.tables.fields import Reading
from branches.importing.tables.finding import Table
from branches.importing.tables.fitting import readable
from branches.importing.tables.headers import LONGEST
from branches.importing.tables.mapping import Mapping
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.tables.templates import is_example
from branches.importing.workbook.sheets import Cell, Sheet
from branches.models import Organization

_TOTAL = re.compile(r"(?:本?[页年月季]?度?)(?:合计|小计|总计|共计|累计|汇总)[:：]?.*")
_TOTAL_ALONE = re.compile(r"(?:本?[页年月季]?度?)(?:合计|小计|总计|共计|累计)[:：]?")
"""A cell that says nothing else: a row with it is a total even when it bears a day."""
_SUMS = "计"
"""In every word for a total: looked for first, for it is in few of a hundred thousand cells."""
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|填写说明|填报要求|注意事项|填报人|填表人|制表人?|审核人?|审批人?|负责人|联系人|"
    r"联系电话|单位负责人|党支部书记|支部书记|报送|填报日期|填表日期|单位盖章|盖章)[\d:].*|[*※].*|\(?注[:].*"
)
_BEHIND = re.compile(r"(?:\([^()]*\)|共?\d+[人名条次])+$|[:：]+$")
"""一、第一党支部（3人）"""
_NUMBERING = re.compile(r"^[(]?[一二三四五六七八九十\d]{1,3}[)、.]+")
_MOST_NOTE_CELLS = 4
_AN_ORGANIZATION = re.compile(
    r"(?!本|各|全体|所有).{2,30}(?:支部|总支|党委|党组|党小组|(?:支部|总支|党)委员会)"
)
_A_TIME = re.compile(
    r"(?:20\d{2}年)?(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
    r"(?:会议|活动|工作|开展|情况)*"
)
"""（一）一季度: when, and neither whose nor of which kind."""

_WORDY = frozenset({Reading.TEXT, Reading.NAMES, Reading.ONE_NAME, Reading.CHOICE})
"""Where a text alone may be what the column is for."""


def _is_total(cell: str) -> bool:
    return len(cell) <= SHORT and _TOTAL_ALONE.fullmatch(compact(cell)) is not None


class Skipper:
    """Looks at the rows of one table in order.

    ``organization`` and ``kind``: what the last section row said. ``unknown``: why it cannot be told whose
    the rows below it are; ``kind_open``: nor of which kind.
    """

    def __init__(self, table: Table, sheet: Sheet, mapping: Mapping, finder: OrganizationFinder) -> None:
        self.organization: Organization | None = None
        self.kind = ""
        self.unknown: CellError | None = None
        self.kind_open = False
        self._sheet = sheet
        self._mapping = mapping
        self._finder = finder
        self._header_words = {compact(header.path[-1].words) for header in table.headers}
        self._ignored = {
            column.index for column in mapping.columns if column.field.reading is Reading.IGNORED
        }
        self._wordy = {column.index for column in mapping.columns if column.field.reading in _WORDY}
        self._read = {column.index for column in mapping.columns} - self._ignored

    def reason(self, number: int, cells: Sequence[Cell]) -> str:
        """Why the row is no record; empty when it may be one."""
        texts = [(index, cell) for index, cell in enumerate(cells) if not is_blank(cell)]
        first = next((folded(cell) for _, cell in texts if isinstance(cell, str)), "").replace(" ", "")
        if self._is_header(cells):
            return "重复的表头。"
        if is_example(first):
            return "示例行，不导入。"
        if any(isinstance(cell, str) and _SUMS in cell and _is_total(cell) for _, cell in texts):
            return "合计行。"
        total = _TOTAL.fullmatch(compact(first))
        if (total or _NOTE.fullmatch(first)) and not self._has_day(cells):
            if total:
                return "合计行。"
            if len(texts) <= _MOST_NOTE_CELLS:
                return "说明行。"
        alone = len(texts) == 1 and bool(first)
        wide = alone and self._spans_columns(number, texts[0][0])
        if alone and (wide or texts[0][0] == 0) and self._is_section(first):
            return "分段标题。"
        if alone and (wide or texts[0][0] in {0} - self._wordy) and self._is_unknown_section(first):
            return "分段标题。"
        if all(index in self._ignored for index, _ in texts):
            return "除序号外没有内容。"
        if len(texts) > 1 and not any(index in self._read for index, _ in texts):
            return "只有未识别的列有内容。"
        return "说明行。" if wide else ""

    def _has_day(self, cells: Sequence[Cell]) -> bool:
        column = self._mapping.first("date")
        if column is None or column.index >= len(cells):
            return False
        return readable(self._mapping.slug, column.field, cells[column.index], column.header)

    def _is_header(self, cells: Sequence[Cell]) -> bool:
        filled = [cell for cell in cells if cell is not None]
        if not all(isinstance(cell, str) and len(cell) <= LONGEST for cell in filled):
            return False
        words = [compact(cell) for cell in filled if isinstance(cell, str)]
        return len(words) >= 2 and len(words) == len(filled) and set(words) <= self._header_words

    def _spans_columns(self, number: int, index: int) -> bool:
        return any(
            merge.top <= number <= merge.bottom
            and merge.left <= index <= merge.right
            and merge.right > merge.left
            for merge in self._sheet.merges
        )

    def _is_section(self, text: str) -> bool:
        """“一、支部党员大会”, “第一党支部” on a row of its own: holds for the rows below it."""
        bare = _NUMBERING.sub("", text)
        bare = bare if self._finder.knows(bare) else _BEHIND.sub("", bare)
        if self._finder.knows(bare):
            try:
                self.organization, self.unknown = self._finder.find(bare), None
            except CellError as error:
                self.organization, self.unknown = None, error
            return True
        if self._mapping.slug == "meeting" and MEETING_KINDS.understands(bare):
            self.kind, self.kind_open = MEETING_KINDS.read(bare), False
            return True
        return False

    def _is_unknown_section(self, text: str) -> bool:
        """A section that says what nobody knows: what the one before it said ends here all the same."""
        bare = _BEHIND.sub("", _NUMBERING.sub("", text))
        if self._mapping.slug == "organization" or not bare:
            return False
        if _AN_ORGANIZATION.fullmatch(bare):
            try:
                self.organization, self.unknown = self._finder.find(bare), None
            except CellError as error:
                self.organization, self.unknown = None, error
            return True
        if bare == text or not (self.organization or self.kind):
            return False
        if _A_TIME.fullmatch(bare):
            return True
        if self.organization is not None:
            self.organization = None
            self.unknown = CellError(f"分段标题“{text[:30]}”看不出是哪个党组织。请加一列“党支部”。")
        if self.kind:
            self.kind, self.kind_open = "", True
        return True
