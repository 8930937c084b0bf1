"""What a column that was taken for nothing may be: offered to the person, never taken.

The first sign is a word inside the header (“本次到会同志” has 到会), the second what its values look like.
"""

import re
from collections.abc import Sequence

from branches.importing.cells import counts, dates, names
from branches.importing.cells.text import CellError, says_nothing
from branches.importing.tables.fields import FIELDS, Field, Reading
from branches.importing.tables.fitting import readable
from branches.importing.tables.headerrows import HeaderCell
from branches.importing.tables.mapping import Mapping
from branches.importing.workbook.sheets import Cell

_STEMS: tuple[tuple[str, str], ...] = (
    ("expected", "应到|应参|应出席"),
    ("present", "实到|实参|到会.*数|参加.*数|人数"),
    ("audience_count", "听课|人数"),
    ("persons", "人次|人数"),
    ("chair", "主持|召集"),
    ("recorder", "记录"),
    ("absentees", "缺席|请假|未到|没来"),
    ("nonvoting", "列席|特邀"),
    ("lecturers", "主讲|授课|讲课|宣讲|老师"),
    ("talker", "谈话人|谈心人|谁谈"),
    ("targets", "对象|被谈"),
    ("person", "姓名|当事人"),
    ("attendees", "参加|参会|出席|到会|与会"),
    ("date", "时间|日期|哪天|月日"),
    ("place", "地点|地址|场所|会场|会议室"),
    ("kind", "类型|类别|种类|形式|性质"),
    ("organization", "支部|党组织|单位|部门|处室"),
    ("topic", "题目|主题|课题|标题|名称"),
    ("title", "主题|题目|标题|名称"),
    ("agenda", "议题|议程|事项"),
    ("materials", "材料|篇目|书目"),
    ("matter", "事由|原因|问题"),
    ("content", "内容|纪要|记录|情况"),
    ("facts", "事实|问题|情况"),
    ("note", "内容|说明|情况|措施"),
    ("hours", "学时|课时|时长"),
    ("amount", "金额|资金|经费|钱"),
    ("quantity", "数量|件数|项数|份数"),
    ("remark", "备注|说明|其他"),
)
_TYPED = frozenset(Reading) - {Reading.TEXT, Reading.IGNORED, Reading.ORGANIZATION}
_MOST = 0.8


def suggest(slug: str, header: HeaderCell, sample: Sequence[Sequence[Cell]], mapping: Mapping) -> str:
    """The key of a field that is still free and that the column may be; empty when nothing speaks for one."""
    words = "".join(part.words for part in header.path)
    fields = {each.key: each for each in FIELDS[slug] if each.key}
    values = _values(header, sample)
    for key, stem in _STEMS:
        each = fields.get(key)
        if each is None or (not each.many and mapping.first(each.name)) or not re.search(stem, words):
            continue
        if _can_be(slug, each, header, values):
            return key
    return ""


def _can_be(slug: str, each: Field, header: HeaderCell, values: Sequence[Cell]) -> bool:
    if each.reading not in _TYPED or not values:
        return True
    return sum(readable(slug, each, cell, header.path[-1]) for cell in values) >= _MOST * len(values)


def looks_like(header: HeaderCell, sample: Sequence[Sequence[Cell]]) -> str:
    """日期, 姓名 or 人数, when nearly all values of the column are that; else empty."""
    values = _values(header, sample)
    if not values:
        return ""
    for label, fits in (("日期", _is_day), ("人数", _is_count), ("姓名", _is_name)):
        if sum(map(fits, values)) >= _MOST * len(values):
            return label
    return ""


def _values(header: HeaderCell, sample: Sequence[Sequence[Cell]]) -> list[Cell]:
    cells = (row[header.column] for row in sample if header.column < len(row))
    return [cell for cell in cells if not says_nothing(cell)]


def _is_day(cell: Cell) -> bool:
    try:
        return not isinstance(cell, int | float) and dates.read_date(cell, year=2000) is not None
    except CellError:
        return False


def _is_count(cell: Cell) -> bool:
    try:
        return counts.read_count(cell) is not None
    except CellError:
        return False


def _is_name(cell: Cell) -> bool:
    try:
        found = names.read_names(cell)
    except CellError:
        return False
    return bool(found.people) and not found.remarks
