"""The charts beside a report: months, kinds and branches, each against a year earlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from branches.models import Meeting, Organization, Talk
from branches.periods import Period
from reports import activity
from reports.charts import side_by_side
from reports.figures.counting import figure_values
from reports.periods import as_query, is_whole_year

KINDS = (
    *(f"meeting.{kind}.count" for kind in Meeting.Kind),
    "lecture.count",
    *(f"talk.{kind}.count" for kind in Talk.Kind),
)
MOST_BRANCHES = 30
"""Of more branches only the busiest and the least busy are drawn."""
TRACK = 100
"""The length of the longest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with its number and that of a year earlier (None: no record) and the lengths of its bars.

    A bar without a name stands for ``left_out`` others that are not drawn.
    """

    name: str
    value: int | None
    before: int | None
    share: float = 0
    share_before: float = 0
    url: str = ""
    left_out: int = 0


def charts(organization: Organization, period: Period) -> dict[str, Any]:
    """What the template draws; empty when neither period has an activity."""
    stretches = activity.stretches(organization, period)
    if not any(each.total or each.before for each in stretches):
        return {}
    before = "上年" if is_whole_year(period) else "上年同期"
    return {
        "stretches": stretches,
        "stretch_names": [str(model._meta.verbose_name) for model in activity.COUNTED.values()],
        "by_month": side_by_side(
            f"{organization}{period}会议、党课和谈话次数，与{before}相比，数字见下表",
            [each.label.removesuffix("月") for each in stretches],
            [(each.total, each.before) for each in stretches],
        ),
        "before": before,
        "by_kind": _kinds(organization, period),
        "by_branch": _branches(organization, period),
    }


def _kinds(organization: Organization, period: Period) -> list[Bar]:
    """Kinds with a record in either period, the most frequent first; each leads to its records."""
    now = figure_values(organization, period, KINDS)
    then = figure_values(organization, period.previous(), KINDS)
    found = [
        Bar(
            now[key].figure.name.removesuffix("次数"),
            _whole(now[key].value),
            _whole(then[key].value),
            url=_records(key, organization, period) if now[key].records else "",
        )
        for key in KINDS
        if now[key].records or then[key].records
    ]
    return _scaled(sorted(found, key=lambda bar: -(bar.value or 0)))


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _records(key: str, organization: Organization, period: Period) -> str:
    chosen = urlencode({"organization": organization.pk} | as_query(period))
    return f"{reverse('figure_records', args=[key])}?{chosen}"


def _branches(organization: Organization, period: Period) -> list[Bar]:
    """The branches of the period, the busiest first; none where there are fewer than two."""
    now = activity.by_branch(organization, period)
    if len(now) < 2:
        return []
    then = {row.branch.pk: row.total for row in activity.by_branch(organization, period.previous())}
    ranked = sorted(now, key=lambda row: -row.total)
    between: list[Bar] = []
    first, last = ranked, ranked[:0]
    if len(ranked) > MOST_BRANCHES:
        half = MOST_BRANCHES // 2
        first, last = ranked[:half], ranked[-half:]
        between = [Bar("", None, None, left_out=len(ranked) - 2 * half)]

    def drawn(rows: Sequence[activity.BranchActivity]) -> list[Bar]:
        return [
            Bar(str(row.branch), row.total, then.get(row.branch.pk), url=_report(row.branch, period))
            for row in rows
        ]

    return _scaled([*drawn(first), *between, *drawn(last)])


def _report(branch: Organization, period: Period) -> str:
    chosen = {"organization": branch.pk} | as_query(period) | {"outline": "branch"}
    return f"{reverse('reports')}?{urlencode(chosen)}"


def _scaled(bars: Sequence[Bar]) -> list[Bar]:
    longest = max((number for bar in bars for number in (bar.value, bar.before) if number), default=1)

    def share(number: int | None) -> float:
        return round((number or 0) * TRACK / longest, 1)

    return [
        Bar(bar.name, bar.value, bar.before, share(bar.value), share(bar.before), bar.url, bar.left_out)
        for bar in bars
    ]
