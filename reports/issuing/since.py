"""What changed in the records since a report was issued, figure by figure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from branches.access import Permission, within_reach
from branches.models import Organization, User
from branches.models.record import Record
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.figures.registry import Figure, FigureValue
from reports.figures.sections import counted_from
from reports.issuing.freezing import versions
from reports.models import Report, ReportFigure
from reports.periods import Period


@dataclass(slots=True)
class Since:
    """How a frozen figure stands today. ``now`` is None for a figure that is gone since.

    Keys of records: ``added`` are counted now and were not, ``gone`` the other way round, ``changed`` were
    counted then and now and have been changed in between.
    """

    frozen: ReportFigure
    now: FigureValue | None
    added: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        return self.now is None or self.now.value != self.frozen.value

    @property
    def moved(self) -> bool:
        return bool(self.differs or self.added or self.gone or self.changed)


def since(report: Report) -> list[Since]:
    """Every figure of the report with what changed since, in the order of the document."""
    register = register_for(report.organization)
    frozen = list(report.figures.all())
    by_period: dict[Period, list[ReportFigure]] = defaultdict(list)
    for each in frozen:
        by_period[Period.between(each.start, each.end)].append(each)
    found: dict[int, Since] = {}
    for period, figures in by_period.items():
        keys = [each.key for each in figures if register.get(each.key)]
        values = figure_values(report.organization, period, keys) if keys else {}
        for each in figures:
            found[each.pk] = _compared(each, values.get(each.key), report.organization, period)
    return [found[each.pk] for each in frozen]


def _compared(
    frozen: ReportFigure, now: FigureValue | None, organization: Organization, period: Period
) -> Since:
    if now is None:
        return Since(frozen, None)
    then: dict[int, int | None] = dict(frozen.records)
    today = versions(now.figure, organization, period)
    return Since(
        frozen,
        now,
        added=sorted(today.keys() - then.keys()),
        gone=sorted(then.keys() - today.keys()),
        changed=sorted(key for key in then.keys() & today.keys() if then[key] != today[key]),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """Records that make the difference: those this person may see, and how many there are beside them."""

    rows: list[Any]
    hidden: int


def rows_of(figure: Figure, user: User, keys: Sequence[int], most: int) -> Moved:
    """The rows of these keys that the person may see, in the bin or not; at most so many of them."""
    model: Any = counted_from(figure)
    if issubclass(model, Record):
        seen = model.objects.within_reach_of(user, model.view_permission).select_related("organization")
    elif issubclass(model, Organization):
        seen = model.objects.visible_to(user)
    else:
        seen = model.objects.filter(within_reach(user, Permission.VIEW, "organization__path"))
    rows = list(seen.filter(pk__in=keys[:most]).order_by("pk"))
    return Moved(rows, len(keys) - len(rows))
