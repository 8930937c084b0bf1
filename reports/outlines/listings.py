"""Listings: titles of real records woven into the text (``【主题党日主题·列举3】`` → “…”“…”“…”等).

A listing is declared over a figure: its titles are those of the records that figure counts, so that a
listing opens the same records as the number beside it. None is declared over disciplinary actions, clues or
talks: their titles name persons.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from branches.models import Organization
from reports.document import Listing
from reports.figures.counting import records_behind
from reports.figures.registry import registry
from reports.figures.topics import UNDER_FIRST_TOPIC
from reports.periods import Period

MORE = "等"
BOOK_MARKS = "《》〈〉"


@dataclass(frozen=True, slots=True)
class ListingKind:
    """``field`` is the title's column on the records of ``figure``, or leads to it over the parts that
    ``where`` lets through; ``quotes`` enclose each title, the inner pair what is quoted within it;
    ``generic`` are words that alone are no title worth naming."""

    name: str
    figure: str
    field: str = "title"
    quotes: str = "“”‘’"
    generic: tuple[str, ...] = ()
    where: Q = Q()


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
        ListingKind(
            "第一议题学习材料", "first_topic.materials", field="materials__title", where=UNDER_FIRST_TOPIC
        ),
        ListingKind("集中学习主题", "meeting.study.count", generic=("集中", "集体", "学习", "支部")),
        ListingKind("读书班主题", "meeting.reading_class.count", generic=("读书班", "学习")),
        ListingKind("培训主题", "meeting.training.count", generic=("培训", "专题", "党务", "学习")),
        ListingKind("交流研讨主题", "meeting.exchange.count", generic=("学习", "交流", "研讨", "心得", "会")),
        ListingKind(
            "警示教育主题", "meeting.warning_education.count", generic=("警示", "廉政", "教育", "大会")
        ),
        ListingKind("参观见学主题", "meeting.visit.count", generic=("参观", "见学", "活动")),
        ListingKind("联建共建主题", "meeting.joint.count", generic=("联建", "共建", "活动")),
        ListingKind("志愿服务主题", "meeting.volunteer.count", generic=("志愿服务", "活动")),
        ListingKind("制度文件名称", "work.regulation.count", quotes=BOOK_MARKS),
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


def titles(kind: ListingKind, organization: Organization, period: Period) -> list[str]:
    """The different titles worth naming, quoted; what most records share first, then the earlier."""
    rows = (
        records_behind(registry[kind.figure], organization, period)
        .filter(kind.where)
        .order_by()
        .values_list(kind.field)
        .annotate(Count("pk"), Min("date"))
    )
    return _ranked(kind, rows)


def listing(kind: ListingKind, found: list[str], limit: int, period: Period) -> Listing | None:
    """At most ``limit`` of the titles, side by side without 、 (GB/T 15834); None when there are none."""
    if not found:
        return None
    text = "".join(found[:limit]) + (MORE if len(found) > limit else "")
    return Listing(text, kind.name, registry[kind.figure], period, len(found))


def _ranked(kind: ListingKind, rows: Iterable[tuple[str, int, date]]) -> list[str]:
    """The titles as they are quoted, best first, from rows of title, number of records and first day."""
    count: dict[str, int] = {}
    first: dict[str, date] = {}
    quoted: dict[str, str] = {}
    for raw, records, day in rows:
        if title := bare(kind, raw):
            count[title] = count.get(title, 0) + records
            first[title] = min(day, first.get(title, day))
            if raw.strip().startswith("《") or title not in quoted:
                quoted[title] = _quoted(kind, raw, title)
    best = sorted(count, key=lambda title: (-count[title], first[title], title))
    return [quoted[title] for title in best]


def bare(kind: ListingKind, raw: str) -> str:
    """A title without its own enclosing marks and without its kind in front (主题党日：…); empty when it says
    no more than that kind.
    """
    title = " ".join(raw.split())
    before, colon, behind = title.partition("：")
    if colon and not _beyond(kind, before):
        title = behind.strip()
    for left, right in (("《", "》"), ("“", "”")):
        inner = title[1:-1]
        if title.startswith(left) and title.endswith(right) and left not in inner and right not in inner:
            title = inner.strip()
    return title if _beyond(kind, title) and len(title) <= LONGEST else ""


def _beyond(kind: ListingKind, text: str) -> str:
    """What the text says beyond the name of the kind and numbering."""
    for word in sorted(kind.generic, key=len, reverse=True):
        text = text.replace(word, "")
    return _NUMBERING.sub("", text)


def _quoted(kind: ListingKind, raw: str, title: str) -> str:
    """A title in quotation marks, or in the book marks it came with; quotes inside take the inner pair."""
    marks = BOOK_MARKS if f"《{title}》" in raw else kind.quotes
    return f"{marks[0]}{title.translate(str.maketrans(marks[:2], marks[2:]))}{marks[1]}"
