"""What is said around a table - sheet name, title rows, file name, the user - and holds for all its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from branches.importing.cells.choices import Vocabulary, compact
from branches.importing.cells.roster import STATUSES_IN_TITLES
from branches.importing.cells.text import NUMERAL, CellError, chinese_number, folded
from branches.importing.cells.vocabularies import (
    LECTURE_IN_MEETINGS,
    LECTURE_KINDS,
    MEETING_KINDS,
    TALK_KINDS,
    WORK_KINDS,
)
from branches.importing.tables.choosing import TableChoice
from branches.importing.tables.organizations import OrganizationFinder
from branches.models import Organization

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|(?=[_\s()]|$)|(?=[^\d.\-/年]))")
_SPAN_OF_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?\s*[-—~至到/]+\s*((?:19|20)\d{2})(?!\d)")
_CHINESE_YEAR = re.compile(rf"([二一][{NUMERAL}]{{3}})年")
_MADE = r"(?:汇总|填报|填表|制表|上报|更新|统计|审核|打印|报送|导出|截止|截至)"
_DAY_OR_MONTH = r"(?:19|20)\d{2}(?:\d{4}|[年./\-]\d{1,2}(?:[月./\-](?:\d{1,2}日?)?)?)"
_ABOUT_THE_FILE = re.compile(
    rf"{_MADE}(?:日期|时间|年月)[:：]?\s*(?:至)?[\d年月日./\-\s]*"
    rf"|{_MADE}[:：_\-\s]*(?:至)?{_DAY_OR_MONTH}(?!\d)"
    rf"|(?<!\d){_DAY_OR_MONTH}[_\-\s]*(?:汇总|填报|制表|上报|更新|打印|报送|导出)(?!表|情况|台账|数据|的)"
)
"""The day on which the file was made. A year alone says what the file is about: 导出2023年台账."""
_LABEL_ALONE = re.compile(r"(?:汇总|填报|填表|制表|上报|更新|统计|审核|打印|报送)(?:日期|时间)[:：]?")
_UNIT = re.compile(
    r"(?:填报|填表|报送|上报|编制|所属|所在|本)?(?:单位|党组织|党支部|支部|部门)(?:名称|\(盖章\)|\(公章\))*[:：]\s*(.+)"
)
_MEASURE = re.compile(
    r"[(]?(?:金额|计量|数量)?单位[:：]\s*(?P<measure>万元|千元|元|人次|人|次|个|项|件|篇|%)[)]?"
)
_UNIT_LABEL = re.compile(r"(?:填报|填表|报送|上报|编制)?(?:单位|党组织|党支部|支部)(?:名称|\(盖章\))*[:：]?")
_LEDGER_WORDS = re.compile(
    r"台账|登记表|登记簿|记录表|记录本|记录|统计表|情况表|汇总表|一览表|明细表|明细|清单|情况|开展|活动表|报表|表$|簿$"
)
_KINDS: dict[str, Vocabulary] = {
    "meeting": MEETING_KINDS,
    "lecture": LECTURE_KINDS,
    "talk": TALK_KINDS,
    "work": WORK_KINDS,
    "member": STATUSES_IN_TITLES,
}
_SHORTEST_KIND = 3


@dataclass(slots=True)
class Context:
    """``organization``, ``year`` and ``kind`` hold for rows that do not say; ``problems``: why one is open.

    ``money_unit``: 单位：万元 above the table. ``year_is_said``: sheet name or title say the year. ``notes``
    tell the user what was decided on his word against the file's. ``organization_from`` and ``year_from``:
    where the two were found, in words.
    """

    money_unit: str = ""
    organization: Organization | None = None
    year: int | None = None
    kind: str = ""
    year_is_said: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    organization_from: str = ""
    year_from: str = ""


FROM_SHEET, FROM_TITLE, FROM_FILE, FROM_USER, FROM_REACH = (
    "表名",
    "表头上面的标题行",
    "文件名",
    "上传时的选择",
    "您管理的唯一党组织",
)
CHOSEN = "您在这里的选择"


def understand(
    slug: str,
    *,
    sheet_name: str,
    titles: Sequence[str],
    file_name: str,
    given_year: int | None,
    given_organization: Organization | None,
    given_kind: str,
    finder: OrganizationFinder,
    choice: TableChoice | None = None,
) -> Context:
    """Put together what is said around one table. What contradicts itself stays open and is a problem.

    A ``choice`` made for this very table settles them; an organisation out of reach counts as none.
    """
    context = Context(money_unit=_money_unit(titles))
    titles = [title for title in titles if not _MEASURE.fullmatch(folded(title))]
    _year(context, sheet_name, titles, file_name, given_year)
    _organization(context, sheet_name, titles, file_name, given_organization, finder)
    if choice is not None and choice.year is not None:
        context.year, context.year_from, context.year_is_said = choice.year, CHOSEN, False
        context.problems.pop("year", None)
    if choice is not None and (chosen := finder.by_key.get(choice.organization or 0)):
        context.organization, context.organization_from = chosen, CHOSEN
        context.problems.pop("organization", None)
    chosen_kind = choice.every_kind if choice is not None else ""
    context.kind = chosen_kind or given_kind or kind_of(slug, sheet_name, titles, file_name)
    return context


def _money_unit(titles: Sequence[str]) -> str:
    found = {match["measure"] for title in titles for match in _MEASURE.finditer(folded(title))}
    money = {unit for unit in found if unit.endswith("元")}
    return money.pop() if len(money) == 1 else ""


def years_in(text: str) -> set[int]:
    """Years a title speaks of; the day on which the file itself was made does not count."""
    text = _ABOUT_THE_FILE.sub(" ", folded(text))
    text = _CHINESE_YEAR.sub(lambda match: f"{chinese_number(match[1])}年", text)
    spans = {int(year) for pair in _SPAN_OF_YEARS.findall(text) for year in pair}
    return spans | {int(year) for year in _YEAR.findall(text)}


def _year(
    context: Context, sheet_name: str, titles: Sequence[str], file_name: str, given: int | None
) -> None:
    said = years_in(sheet_name)
    source = FROM_SHEET if said else FROM_TITLE
    for index, title in enumerate(titles):
        if index == 0 or not _LABEL_ALONE.fullmatch(titles[index - 1]):
            said |= years_in(title)
    if len(said) > 1:
        spelled = "、".join(f"{year}年" for year in sorted(said))
        if given not in said:
            context.problems["year"] = f"没有年份，表名和标题里又有{spelled}。请补上年份。"
            return
        said = {given}
    if said and given is not None and given not in said:
        context.problems["year"] = f"没有年份；表上是{said.pop()}年，选择的是{given}年。请补上年份。"
        return
    context.year_is_said = bool(said)
    in_file_name = years_in(file_name.rpartition(".")[0] or file_name)
    if not said and given is None and len(in_file_name) == 1:
        said, source = in_file_name, FROM_FILE
    context.year = next(iter(said), given)
    if context.year is not None:
        context.year_from = source if said else FROM_USER


def _organization(
    context: Context,
    sheet_name: str,
    titles: Sequence[str],
    file_name: str,
    given: Organization | None,
    finder: OrganizationFinder,
) -> None:
    said: list[Organization] = []
    source = FROM_TITLE
    if finder.knows(sheet_name):
        source = FROM_SHEET
        try:
            said.append(finder.find(sheet_name))
        except CellError as error:
            context.problems["organization"] = str(error)
            return
    for index, title in enumerate(titles):
        named = _UNIT.fullmatch(title)
        after_label = index > 0 and _UNIT_LABEL.fullmatch(titles[index - 1]) is not None
        unit = named[1] if named else title if after_label else ""
        if unit and finder.knows(unit):
            try:
                said.append(finder.find(unit))
            except CellError as error:
                context.problems["organization"] = str(error)
                return
        elif unit and given is None:
            context.problems["organization"] = (
                f"标题中的“{unit[:30]}”不是已登记的党组织（或不在可导入的范围内）。请选择党组织。"
            )
            return
        elif unit and given is not None:
            context.notes.append(f"标题写的是“{unit[:30]}”，按所选的“{given.name}”导入。")
        elif not unit and (found := finder.mentioned_in(title)):
            said.append(found)
    if not said and (found := finder.mentioned_in(f"{sheet_name} {file_name}")):
        source = FROM_SHEET if finder.mentioned_in(sheet_name) else FROM_FILE
        said.append(found)
    deepest = max(said, key=lambda each: len(each.path), default=None)
    if deepest is None:
        context.organization = given or finder.only()
        source = FROM_USER if given else FROM_REACH
    elif all(deepest.path.startswith(each.path) for each in said):
        context.organization = deepest
    else:
        names = "”“".join(dict.fromkeys(each.name for each in said))
        context.problems["organization"] = f"表上写了不同的党组织（“{names}”）。请加一列“党支部”。"
    if context.organization is not None:
        context.organization_from = source


def kind_of(slug: str, sheet_name: str, titles: Sequence[str], file_name: str) -> str:
    """The one kind of record that sheet name or titles speak of; empty when they name none, or several."""
    vocabulary = _KINDS.get(slug)
    if vocabulary is None:
        return ""
    for texts in ([sheet_name], titles, [file_name.rpartition(".")[0]]):
        kinds = set().union(*(_kinds_in(vocabulary, text) for text in texts))
        if kinds:
            return kinds.pop() if len(kinds) == 1 and LECTURE_IN_MEETINGS not in kinds else ""
    return ""


def _kinds_in(vocabulary: Vocabulary, text: str) -> set[str]:
    bare = _LEDGER_WORDS.sub("", compact(text))
    bare = re.sub(r"(?:19|20)\d{2}年?度?", "", bare)
    if vocabulary.understands(bare):
        return vocabulary.values_in(bare)
    return {
        each.value
        for each in vocabulary.mentions(bare)
        if each.end - each.start >= _SHORTEST_KIND or each.value == LECTURE_IN_MEETINGS
    }
