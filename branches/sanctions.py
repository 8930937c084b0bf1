"""Effect periods of sanctions, and the form of discipline a sanction usually is.

Party sanctions: 中国共产党纪律处分条例 (in force since 2024-01-01; the periods were the same in the
edition of 2018). Administrative sanctions: 公职人员政务处分法 art. 8, counted from the day the decision
takes effect.
"""

import calendar
import datetime

PARTY_MONTHS: dict[str, int | None] = {
    "warning": 12,
    "serious_warning": 18,
    "removal": 24,
    "probation_1y": 12,
    "probation_2y": 24,
    "expulsion": None,
}
"""Months of effect of each Party sanction; None: no end. 留党察看: the period of probation itself."""

ADMINISTRATIVE_MONTHS: dict[str, int | None] = {
    "warning": 6,
    "demerit": 12,
    "serious_demerit": 18,
    "demotion": 24,
    "dismissal": 24,
    "discharge": None,
}

FORM_OF_PARTY_SANCTION = {
    "warning": 2,
    "serious_warning": 2,
    "removal": 3,
    "probation_1y": 3,
    "probation_2y": 3,
    "expulsion": 3,
}
FORM_OF_MEASURE = {
    "criticism": 1,
    "reminder": 1,
    "education": 1,
    "ordered_review": 1,
    "admonition": 1,
    "inquiry": 1,
    "reassignment": 2,
    "major_reassignment": 3,
    "judicial": 4,
}


def last_day(start: datetime.date, months: int) -> datetime.date:
    """The last day of a period of that many months beginning on ``start`` (2024-03-01, 12 → 2025-02-28)."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    length = calendar.monthrange(year, month)[1]
    if start.day > length:
        return datetime.date(year, month, length)
    return datetime.date(year, month, start.day) - datetime.timedelta(days=1)


def effective_until(start: datetime.date, party: str, administrative: str) -> datetime.date | None:
    """The last day on which any of the two sanctions has effect; None without a sanction or without end."""
    months = []
    if party:
        months.append(PARTY_MONTHS[party])
    if administrative:
        months.append(ADMINISTRATIVE_MONTHS[administrative])
    limited = [count for count in months if count is not None]
    if not months or len(limited) < len(months):
        return None
    return last_day(start, max(limited))


def usual_form(measure: str, party: str) -> int | None:
    """The form (1–4) such a case usually is: offered as the default, never stored unasked."""
    if measure == "judicial":
        return 4
    if party:
        return FORM_OF_PARTY_SANCTION[party]
    return FORM_OF_MEASURE.get(measure)
