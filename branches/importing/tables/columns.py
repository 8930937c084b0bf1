"""Which record type a table holds: the one whose columns, values and title words speak for it."""

import re
from collections.abc import Sequence

from branches.importing.kinds import LABELS
from branches.importing.tables.assigning import Known, assign, refuse_ambiguous
from branches.importing.tables.fields import FIELDS
from branches.importing.tables.headerrows import HeaderCell
from branches.importing.tables.mapping import Mapping, Undecided, refuse_incomplete
from branches.importing.workbook.sheets import Cell

_SURE = 0.8
_AHEAD = 0.5
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
    "member": r"名册|花名册|党员名单|党员(?:基本)?信息|党员(?:基本)?情况|积极分子名单",
    "organization": (
        r"组织架构|组织体系|(?:党组织|支部)(?:名录|名册|一览|设置|基本信息|信息|基本情况)|基层党组织(?:统计|情况)"
    ),
}


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
        if mapping.missing or not _tells_enough(mapping):
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
    refuse_incomplete(mapping)
    refuse_ambiguous(mapping, headers, sample)
    return mapping


_TELLING_ENOUGH = {
    "meeting": (
        *("title", "kind", "agenda", "content", "first_topic"),
        *("criticisms_count", "graded_qualified", "votes_for"),
    ),
    "member": ("sex", "birth_date", "joined_on", "full_on", "status", "posts"),
    "organization": ("short_name", "former_names", "kind", "parent", "level", "founded_on", "term_ends_on"),
}
"""Types that need one of these besides, for what they need anyway stands in other ledgers too."""


def _tells_enough(mapping: Mapping) -> bool:
    telling = _TELLING_ENOUGH.get(mapping.slug)
    return telling is None or any(mapping.first(name) for name in telling)
