"""What a copy of a checked draft says beside each number that does not agree with the records or with a
report that was issued."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from branches.models.record import chinese_date
from reports.drafts.commenting import Comment, with_comments
from reports.drafts.filling import Filled, counted
from reports.drafts.word_file import WordDraft
from reports.issuing.contradicting import Otherwise, in_words
from reports.models import ReportFigure
from reports.periods import Period

AUTHOR = "支部台账"


def checked_copy(
    draft: WordDraft,
    quantities: Iterable[Filled],
    year: int,
    issued: Otherwise,
    at: datetime.datetime | None = None,
) -> bytes:
    """The draft with a comment at every disagreement, each with the figure it was held against. ``at``: when
    the figures were counted. Raises DraftError where no comment can stand.
    """
    moment = timezone.localtime(at)
    comments = []
    for each in quantities:
        quantity = each.reading.quantity
        others = issued.get((quantity.start, quantity.end), ())
        if each.agrees is False or others:
            lines = tuple(_lines(each, year, others, moment))
            comments.append(Comment(quantity.start, quantity.unit_end, lines))
    return with_comments(draft, comments, AUTHOR, moment) if comments else draft.package.data


def _lines(
    filled: Filled, year: int, others: Iterable[ReportFigure], moment: datetime.datetime
) -> Iterable[str]:
    quantity, figure, period = filled.reading.quantity, filled.reading.figure, Period.year(year)
    if figure is None:
        raise ValueError("a number that disagrees was held against a figure")
    if filled.agrees is False:
        yield f"与记录不一致：文稿写“{quantity.text}{quantity.unit}”，按记录是 {counted(filled)}。"
    for other in others:
        day = chinese_date(timezone.localdate(other.report.made_at))
        yield f"与定稿不一致：{day}定稿的《{other.report.title}》为 {in_words(other)}。"
    yield f"指标：{figure.name}"
    yield f"口径：{figure.definition}"
    yield f"期间：{chinese_date(period.start)}至{chinese_date(period.end)}"
    yield f"统计时间：{chinese_date(moment.date())} {moment:%H:%M}"
