"""Listings: titles of real records woven into the text (``【主题党日主题·列举3】`` → “…”“…”“…”等).

A listing is declared over a figure: its titles are those of the records that figure counts, so that a
listing opens the same records as the number beside it. None is declared over disciplinary actions, clues or
talks: their titles name persons.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from branches.models import Organization
from reports.document import Listing
from reports.figures.counting import records_behind
from reports.figures.registry import registry
from reports.periods import Period

MORE = "等"


@dataclass(frozen=True, slots=True)
class ListingKind:
    """``field`` is the title's column on the records of ``figure``; ``quotes`` enclose each title, the
    inner pair what
    is quoted within it; ``generic`` are words that alone are no title worth naming."""

    name: str
    figure: str
    field: str = "title"
    quotes: str = "“”‘’"
    generic: tuple[str, ...] = ()


KINDS = {
    kind.name: kind
    for kind in (
        ListingKind("主题党日主题", "meeting.theme_day.count", generic=("支部", "主题党日", "活动", "党日")),
        ListingKind(
            "党课题目", "lecture.count", field="topic", generic=("专题", "廉政", "党课", "微党课", "讲")
        ),
        ListingKind(
            "中心组学习主题", "meeting.central_group.count", generic=("理论学习", "中心组", "学习", "集体")
        ),
        ListingKind("读书班主题", "meeting.reading_class.count", generic=("读书班", "学习")),
        ListingKind("培训主题", "meeting.training.count", generic=("培训", "专题", "党务", "学习")),
        ListingKind("交流研讨主题", "meeting.exchange.count", generic=("学习", "交流", "研讨", "心得", "会")),
        ListingKind(
            "警示教育主题", "meeting.warning_education.count", generic=("警示", "廉政", "教育", "大会")
        ),
        ListingKind("参观见学主题", "meeting.visit.count", generic=("参观", "见学", "活动")),
        ListingKind("联建共建主题", "meeting.joint.count", generic=("联建", "共建", "活动")),
        ListingKind("志愿服务主题", "meeting.volunteer.count", generic=("志愿服务", "活动")),
        ListingKind("制度文件名称", "work.regulation.count", quotes="《》〈〉"),
        ListingKind("民生实事名称", "work.livelihood.count"),
        ListingKind("攻坚克难事项", "work.tough_task.count"),
        ListingKind("调研课题名称", "work.research_topic.count"),
    )
}

_NUMBERING = re.compile(
    r"[\d０-９一二三四五六七八九十]+(年度?|月份?|日|季度|次|期)?|第|的|上|下|半年|[“”《》（）()·\s]"
)
LONGEST = 40
"""A title longer than this is a sentence; it would not read as one in a list."""


def listing(kind: ListingKind, limit: int, organization: Organization, period: Period) -> Listing | None:
    """The listing of at most ``limit`` different titles, or None when no record has a title worth naming.

    Titles that most records share come first, then the earlier ones.
    """
    figure = registry[kind.figure]
    rows = (
        records_behind(figure, organization, period)
        .order_by()
        .values_list(kind.field)
        .annotate(Count("pk"), Min("date"))
    )
    titles = _ranked(kind, rows)
    if not titles:
        return None
    text = _enumerated(kind, titles[:limit]) + (MORE if len(titles) > limit else "")
    return Listing(text, kind.name, figure, period, len(titles))


def _ranked(kind: ListingKind, rows: Iterable[tuple[str, int, date]]) -> list[str]:
    """The different titles, best first, from rows of title, number of records and first day."""
    count: dict[str, int] = {}
    first: dict[str, date] = {}
    for raw, records, day in rows:
        if title := bare(kind, raw):
            count[title] = count.get(title, 0) + records
            first[title] = min(day, first.get(title, day))
    return sorted(count, key=lambda title: (-count[title], first[title], title))


def bare(kind: ListingKind, raw: str) -> str:
    """A title without its own enclosing marks; empty when it says no more than the kind of its record."""
    title = " ".join(raw.split())
    for left, right in (("《", "》"), ("“", "”")):
        inner = title[1:-1]
        if title.startswith(left) and title.endswith(right) and left not in inner and right not in inner:
            title = inner.strip()
    rest = title
    for word in sorted(kind.generic, key=len, reverse=True):
        rest = rest.replace(word, "")
    return title if _NUMBERING.sub("", rest) and len(title) <= LONGEST else ""


def _enumerated(kind: ListingKind, titles: Iterable[str]) -> str:
    """Quoted titles side by side, without 、 between them (GB/T 15834)."""
    opening, closing = kind.quotes[0], kind.quotes[1]
    nested = str.maketrans(kind.quotes[:2], kind.quotes[2:])
    return "".join(f"{opening}{title.translate(nested)}{closing}" for title in titles)
