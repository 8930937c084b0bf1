"""Which record type a table holds, and which column is which field: header words first, then the values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from branches.importing.cells.text import says_nothing
from branches.importing.fields import FIELDS, NEEDED, Field, Reading
from branches.importing.fitting import readable
from branches.importing.headers import Header
from branches.importing.tables import HeaderCell
from branches.importing.workbook import Cell

LABELS = {
    "meeting": "会议活动",
    "lecture": "党课",
    "talk": "谈话",
    "discipline": "处理处分",
    "clue": "问题线索",
    "work": "工作事项",
}

_NEEDED_WORDS = {
    "date": "日期",
    "topic": "党课题目",
    "lecturers": "授课人",
    "talker": "谈话人",
    "targets": "谈话对象",
    "person": "姓名",
    "number": "编号",
    "source": "线索来源",
    "about": "反映对象",
    "title": "名称",
}
_TITLE_WORDS = {
    "meeting": (
        r"会议|党员大会|支委会|小组会|三会一课|党日|组织生活|民主生活|中心组|读书班|警示教育|民主评议|党组会|"
        r"党委会|联建|培训"
    ),
    "lecture": r"党课",
    "talk": r"谈心|谈话|约谈",
    "discipline": r"处分|处理处分|四种形态|违纪|执纪|问责|形态",
    "clue": r"线索|信访举报",
    "work": r"民生|实事|攻坚|调研|课题|整改|制度|慰问|心得|表彰|换届|发展党员|晋升|工作事项|项目|任务",
}
_LEAST = 0.25
_SURE = 0.8
_AHEAD = 0.5
_CLOSE = 0.02
_SHARE_WITHOUT_VALUES = 0.6

Known = Callable[[str], bool]


class Undecided(Exception):
    """The table cannot be read without a decision. ``str()`` asks for it in Chinese."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column understood as a field. ``spelled`` is the header as the sheet writes it."""

    index: int
    spelled: str
    field: Field
    header: Header


@dataclass(slots=True)
class Mapping:
    """The columns of a table read as one record type.

    ``unknown``: spelled headers that are no field of it.
    """

    slug: str
    columns: list[Column]
    unknown: list[str] = field(default_factory=list)
    score: float = 0.0

    def of(self, name: str) -> list[Column]:
        return [column for column in self.columns if column.field.name == name]

    def first(self, name: str) -> Column | None:
        return next(iter(self.of(name)), None)

    @property
    def missing(self) -> list[str]:
        return [name for name in NEEDED[self.slug] if self.first(name) is None]


def choose(
    headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]], texts: Sequence[str], known: Known
) -> Mapping:
    """The record type that header words, values and title ``texts`` speak for. Raises Undecided.

    ``known``: whether a text names an organisation of the tree.
    """
    about = " ".join(texts)
    ranked: list[tuple[float, Mapping]] = []
    for slug in FIELDS:
        mapping = assign(slug, headers, sample, known)
        if mapping.missing or (slug == "meeting" and not _is_gathering(mapping)):
            continue
        told = 1.0 if re.search(_TITLE_WORDS[slug], about) else 0.0
        ranked.append((mapping.score + told, mapping))
    ranked.sort(key=lambda each: -each[0])
    if not ranked or ranked[0][0] < _SURE:
        raise Undecided(
            "看不出这是哪一类台账（会议活动、党课、谈话、处理处分、工作事项）。请在表名或标题中写明，或指定记录类型。"
        )
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD:
        both = "”还是“".join(LABELS[mapping.slug] for _, mapping in ranked[:2])
        raise Undecided(f"分不清这是“{both}”台账。请在表名或标题中写明，或指定记录类型。")
    best = ranked[0][1]
    refuse_ambiguous(best, headers, sample)
    return best


def forced(
    slug: str, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]], known: Known
) -> Mapping:
    """The columns read as the record type the user named. Raises Undecided when one it needs is missing."""
    mapping = assign(slug, headers, sample, known)
    if mapping.missing:
        words = "”“".join(_NEEDED_WORDS[name] for name in mapping.missing)
        raise Undecided(f"按{LABELS[slug]}台账读，缺少“{words}”列。")
    refuse_ambiguous(mapping, headers, sample)
    return mapping


def _is_gathering(mapping: Mapping) -> bool:
    return any(mapping.first(name) for name in ("title", "kind", "agenda", "content", "first_topic"))


def assign(
    slug: str, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]], known: Known
) -> Mapping:
    """Each column to at most one field, each single field to at most one column, the best matches first."""
    claims: list[tuple[float, int, HeaderCell, Field]] = []
    for header in headers:
        values = _values(header, sample)
        for each in FIELDS[slug]:
            weight = _weight(each, header.path)
            if weight:
                claims.append((weight * _agreement(slug, each, header, values, known), 0, header, each))
    choices = {header.column: sum(claim[2] is header for claim in claims) for header in headers}
    claims = [(score, choices[header.column], header, each) for score, _, header, each in claims]
    claims.sort(key=lambda claim: (-round(claim[0], 3), claim[1], claim[2].column))
    dated = {header.column for score, _, header, each in claims if each.name == "date" and score >= _LEAST}
    if len(dated) == 1:  # the only column that can be the day is not taken for a clock
        claims = [claim for claim in claims if claim[2].column not in dated or claim[3].name == "date"]
    mapping = Mapping(slug, [])
    taken: set[int] = set()
    for score, _, header, each in claims:
        if score < _LEAST or header.column in taken:
            continue
        if not each.many and each.reading is not Reading.IGNORED and mapping.first(each.name):
            continue
        taken.add(header.column)
        mapping.columns.append(Column(header.column, header.spelled, each, header.path[-1]))
        mapping.score += _telling(slug, each, header, sample, score) + (0.15 * score if each.name else 0)
    for name in mapping.missing:
        _give_up_for(name, mapping, claims)
    mapping.columns.sort(key=lambda column: column.index)
    mapping.unknown = [header.spelled for header in headers if header.column not in taken]
    return mapping


def _give_up_for(name: str, mapping: Mapping, claims: Sequence[tuple[float, int, HeaderCell, Field]]) -> None:
    """Let a column that a record can do without become the field it needs (党课内容 as the topic)."""
    for score, _, header, each in claims:
        held = next((column for column in mapping.columns if column.index == header.column), None)
        if each.name != name or score < _LEAST or (held and held.field.name in NEEDED[mapping.slug]):
            continue
        if held is not None:
            mapping.columns.remove(held)
        mapping.columns.append(Column(header.column, header.spelled, each, header.path[-1]))
        return


def _telling(
    slug: str, each: Field, header: HeaderCell, sample: Sequence[Sequence[Cell]], score: float
) -> float:
    """What the column says for this record type.

    A choice says it by its values: 类型 alone stands everywhere.
    """
    if each.reading is not Reading.CHOICE:
        return each.telling * score
    values = _values(header, sample)
    share = _share(lambda cell: readable(slug, each, cell, header.path[-1]), values) if values else 0.0
    return each.telling * max(0.0, 2 * share - 1)


def _values(header: HeaderCell, sample: Sequence[Sequence[Cell]]) -> list[Cell]:
    cells = (row[header.column] for row in sample if header.column < len(row))
    return [cell for cell in cells if not says_nothing(cell)]


def refuse_ambiguous(
    mapping: Mapping, headers: Sequence[HeaderCell], sample: Sequence[Sequence[Cell]]
) -> None:
    """Raise Undecided when a column left over has as good a claim to the day as the one that got it."""
    chosen = mapping.first("date")
    if chosen is None:
        return

    def claim(header: HeaderCell) -> float:
        agreement = _agreement(mapping.slug, chosen.field, header, _values(header, sample), lambda _: False)
        return _weight(chosen.field, header.path) * agreement

    best = claim(next(header for header in headers if header.column == chosen.index))
    for header in headers:
        if header.spelled in mapping.unknown and claim(header) >= max(_LEAST, best - _CLOSE):
            raise Undecided(
                f"“{chosen.spelled}”和“{header.spelled}”两列都像日期，分不清用哪一列。请删去或改名其中一列。"
            )


@lru_cache(maxsize=20_000)
def _weight(each: Field, path: tuple[Header, ...]) -> float:
    """How well the header words say this field; the words of a group count together with those below it."""
    spellings = [(path[-1].words, 1.0 if len(path) == 1 else 0.98)]
    if len(path) > 1:
        spellings.append(("".join(header.words for header in path), 1.0))
    if path[-1].hint and not path[-1].money_unit:
        spellings.append((path[-1].hint, 0.7))
    return max(
        (
            weight * factor
            for words, factor in spellings
            if words
            for cue, weight in each.cues
            if cue.fullmatch(words)
        ),
        default=0.0,
    )


def _agreement(slug: str, each: Field, header: HeaderCell, values: Sequence[Cell], known: Known) -> float:
    """Between 0.25 and 1: how far the values can be what the header says."""
    if each.reading in (Reading.TEXT, Reading.IGNORED):
        return 1.0
    if each.reading is Reading.ORGANIZATION:
        # A column of organisations nobody knows must stay one: its rows are to be asked about, not adopted.
        return 0.5 + 0.5 * _share(lambda cell: isinstance(cell, str) and known(cell), values)
    return 0.25 + 0.75 * _share(lambda cell: readable(slug, each, cell, header.path[-1]), values)


def _share(fits: Callable[[Cell], bool], values: Sequence[Cell]) -> float:
    return sum(map(fits, values)) / len(values) if values else _SHARE_WITHOUT_VALUES
