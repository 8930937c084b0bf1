"""Tables of an outline that are built from figures."""

from collections.abc import Callable, Iterable

from branches.models import Organization
from reports import activity
from reports.document import Align, Column, Number, Span, Table, Tally
from reports.figures.registry import Figure, FigureValue, registry
from reports.numerals import arabic
from reports.periods import Period
from reports.placeholders import NO_RECORDS, change

COMPARISON = "指标对比"
BRANCHES = "支部统计"
NOT_COMPARED = NOTHING = "—"


def comparison(
    stated: Iterable[Span], period: Period, value: Callable[[Figure, Period], FigureValue]
) -> Table | None:
    """Every figure that the text states, in the order of the text: its value, the one a year earlier, the
    change.

    None when the text states no figure.
    """
    figures = {span.value.figure.key: span.value.figure for span in stated if isinstance(span, Number)}
    rows = [
        (str(position), *_row(figure, period, value))
        for position, figure in enumerate(figures.values(), start=1)
    ]
    if not rows:
        return None
    columns = (
        Column("序号", 3, Align.CENTER),
        Column("项目", 18),
        Column("单位", 4, Align.CENTER),
        Column(period.name, 5, Align.RIGHT),
        Column(period.previous().name, 5, Align.RIGHT),
        Column("增减", 5, Align.RIGHT),
    )
    return Table(columns, tuple(tuple((cell,) for cell in row) for row in rows), COMPARISON)


def _row(figure: Figure, period: Period, value: Callable[[Figure, Period], FigureValue]) -> tuple[Span, ...]:
    before = period.previous()
    now, then = value(figure, period), value(figure, before)
    changed: Span = NOT_COMPARED
    if now.value is not None and then.value is not None:
        changed = Number(change(now.value, then.value), now, period, then)
    return figure.name, figure.unit, _number(now, period), _number(then, before), changed


def _number(value: FigureValue, period: Period) -> Number:
    return Number(NO_RECORDS if value.value is None else arabic(value.value), value, period)


def by_branch(organization: Organization, period: Period) -> Table | None:
    """How often each branch held what branches hold; None with fewer than two branches, or nothing held."""
    rows = activity.by_branch(organization, period)
    if len(rows) < 2 or not any(row.total for row in rows):
        return None
    columns = (
        Column("序号", 3, Align.CENTER),
        Column("党支部", 9),
        *(Column(each.name, 4, Align.RIGHT) for each in activity.ACTIVITIES),
    )
    return Table(
        columns,
        tuple(
            ((str(position),), (str(row.branch),), *((cell,) for cell in _counted(row, period)))
            for position, row in enumerate(rows, start=1)
        ),
        BRANCHES,
    )


def _counted(row: activity.BranchActivity, period: Period) -> Iterable[Span]:
    for each, count in zip(activity.ACTIVITIES, row.counts, strict=True):
        figure = registry[each.figure]
        yield Tally(
            str(count) if count else NOTHING,
            f"{figure.name}（{row.branch}，{period.name}）",
            figure.definition,
        )
