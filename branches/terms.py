"""换届: terms of office that end soon, or have ended.

支部工作条例 art. 21; an election needs preparation, so a term speaks up 6, 3 and 1 months before its end.
"""

import datetime
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from branches.models import Organization

WARNED = (1, 3, 6)
"""Months before the end of a term at which it is said, the most urgent first."""
LOOKED_AHEAD = datetime.timedelta(days=190)
"""Six months and some days: which rows to read; ``ending_terms`` says exactly."""


@dataclass(frozen=True, slots=True)
class TermEnd:
    """``months``: within how many months the term ends, one of ``WARNED``; 0: it has ended."""

    organization: Organization
    day: datetime.date
    months: int


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day that many months earlier; in a shorter month its last day (31 August, 6 → 28 February)."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def months_left(day: datetime.date, today: datetime.date) -> int | None:
    """Within how many months of ``WARNED`` a term that ends on ``day`` ends; 0 once it has, None before."""
    if day < today:
        return 0
    return next((months for months in WARNED if today >= months_before(day, months)), None)


def ending_terms(organizations: Iterable[Organization], today: datetime.date) -> list[TermEnd]:
    """The terms that have ended or end soon, of those that still exist: the first to end first."""
    found = [
        TermEnd(each, each.term_ends_on, months)
        for each in organizations
        if each.term_ends_on and each.existed_on(today)
        if (months := months_left(each.term_ends_on, today)) is not None
    ]
    return sorted(found, key=lambda term: (term.day, term.organization.path))
