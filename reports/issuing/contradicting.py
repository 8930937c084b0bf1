"""Where issued reports say something else: than each other, or than a draft."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Organization
from reports.drafts.filling import Filled, agreement, in_unit
from reports.models import Report, ReportFigure
from reports.numerals import arabic
from reports.periods import Period
from reports.placeholders import NO_RECORDS


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Another report that states another value for the same figure and days."""

    mine: ReportFigure
    other: ReportFigure


def contradictions(report: Report) -> list[Contradiction]:
    """Where reports of the same organisation that stand say something else for the same figure and days."""
    mine = {(each.key, each.start, each.end): each for each in report.figures.all()}
    others = ReportFigure.objects.filter(
        report__organization=report.organization, report__withdrawn_at=None
    ).exclude(report=report)
    return [
        Contradiction(own, other)
        for other in others.select_related("report").defer("records")
        if (own := mine.get((other.key, other.start, other.end))) and own.value != other.value
    ]


Otherwise = Mapping[tuple[int, int], Sequence[ReportFigure]]
"""What reports that were issued say instead, by where the number stands in the text."""


def issued_otherwise(quantities: Iterable[Filled], organization: Organization, year: int) -> Otherwise:
    """Where reports of the organisation that stand say another number for the same figure and year."""
    meant = [
        (quantity, figure)
        for quantity, figure in ((each.reading.quantity, each.reading.figure) for each in quantities)
        if figure is not None
    ]
    period = Period.year(year)
    stated = ReportFigure.objects.filter(
        report__organization=organization,
        report__withdrawn_at=None,
        key__in={figure.key for _, figure in meant},
        start=period.start,
        end=period.end,
        value__isnull=False,
    )
    issued: dict[str, list[ReportFigure]] = defaultdict(list)
    for each in stated.select_related("report").defer("records"):
        issued[each.key].append(each)
    found: dict[tuple[int, int], list[ReportFigure]] = {}
    for quantity, figure in meant:
        for each in issued[figure.key]:
            value = plain(each.value)
            if value is not None and agreement(in_unit(value, quantity, figure), quantity) is False:
                found.setdefault((quantity.start, quantity.end), []).append(each)
    return found


def in_words(figure: ReportFigure) -> str:
    """A frozen value as it reads: 14 次."""
    value = plain(figure.value)
    return NO_RECORDS if value is None else f"{arabic(value)} {figure.unit}"


def plain(value: Decimal | None) -> int | Decimal | None:
    """A stored value as it was counted: whole numbers whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()
