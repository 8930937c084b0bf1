"""Completion: which organisation has met which duty, month by month (or quarter, half-year, year).

The rules are rows of ``Duty`` that an office edits; the defaults come from 支部工作条例
(``standard_duties``). What counts towards a duty:

* a meeting counts for the organisation that held it, a 党小组会 held by a group for the branch of that group;
* with a category of topics, only meetings with such a topic count, each once;
* a lecture or talk counts for the organisation it belongs to; without a kind in the rule, any kind does.

A rule made for a part of the tree replaces those from further up on the same activity, kind and category. A
shortfall is something to mend, never a verdict: most of the rules say 一般.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils import timezone

from branches.models import Duty, Organization
from branches.models.organization import COMMITTEE_FROM
from branches.occurrences import Occurrences
from branches.periods import Period


class State(StrEnum):
    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return LABELS[self]


NOT_YET = "尚未开始"

LABELS = {
    State.DONE: "已完成",
    State.DUE: "待完成",
    State.OVERDUE: "未完成",
    State.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One month, quarter … of a duty. ``reason`` says why it does not apply; nothing is required then."""

    period: Period
    required: int
    done: int
    state: State
    reason: str = ""

    @property
    def is_ahead(self) -> bool:
        """It has not begun, so that nobody knows yet whether the duty will apply."""
        return self.reason == NOT_YET

    @property
    def lacking(self) -> int:
        """How often it still has to take place: what is due and what is overdue alike."""
        return max(self.required - self.done, 0)


@dataclass(frozen=True)
class Completion:
    """How one organisation stands with one duty; the slots in the order of time.

    ``required``, ``done`` and ``missing`` are sums over what has been decided (done, or over and not
    done). More than required in one month makes up for no other; what is still due is neither required
    nor missing yet. ``held`` is how often it took place in the whole period.
    """

    organization: Organization
    duty: Duty
    slots: tuple[Slot, ...]

    @cached_property
    def required(self) -> int:
        return sum(slot.required for slot in self._decided())

    @cached_property
    def done(self) -> int:
        return sum(min(slot.done, slot.required) for slot in self._decided())

    @property
    def missing(self) -> int:
        return self.required - self.done

    @property
    def state(self) -> State:
        """The whole at a glance: overdue as soon as one slot is, else due as long as one is."""
        for state in (State.OVERDUE, State.DUE, State.DONE):
            if any(slot.state is state for slot in self.slots):
                return state
        return State.NOT_APPLICABLE

    @property
    def reason(self) -> str:
        """Why the duty does not apply at all; "" as soon as it applied once."""
        if self.applies:
            return ""
        said = [slot.reason for slot in self.slots if not slot.is_ahead]
        return said[-1] if said else NOT_YET

    @property
    def held(self) -> int:
        return sum(slot.done for slot in self.slots)

    @property
    def applies(self) -> bool:
        return any(slot.state is not State.NOT_APPLICABLE for slot in self.slots)

    def _decided(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.state in {State.DONE, State.OVERDUE}]

    def current(self, day: datetime.date) -> Slot | None:
        """The slot that this day falls into."""
        return next((slot for slot in self.slots if day in slot.period), None)


def completion(
    organizations: Iterable[Organization], period: Period, today: datetime.date | None = None
) -> list[Completion]:
    """How these organisations stand with every duty that is laid on their kind, in the order given.

    Only months, quarters … that lie wholly inside the period are looked at: a yearly duty says nothing
    about a quarter. Eight queries at most, however many organisations.
    """
    asked = list(organizations)
    duties = list(Duty.objects.filter(is_active=True).select_related("organization"))
    slots = {duty.per: period.split(duty.per) for duty in duties}
    duties = [duty for duty in duties if slots[duty.per]]
    if not asked or not duties:
        return []
    happened = Occurrences(asked, duties, period)
    day = today or timezone.localdate()
    return [
        Completion(
            organization,
            duty,
            tuple(_slot(organization, duty, unit, happened, day) for unit in slots[duty.per]),
        )
        for organization in asked
        for duty in laid_on(organization, duties)
    ]


def laid_on(organization: Organization, duties: Iterable[Duty]) -> list[Duty]:
    """The duties of an organisation by its kind and place in the tree; a nearer rule replaces a farther."""
    reaching = [
        duty
        for duty in duties
        if organization.kind in duty.applies_to
        and (duty.organization is None or organization.path.startswith(duty.organization.path))
    ]
    nearest: dict[tuple[str, str, str], int] = defaultdict(int)
    for duty in reaching:
        nearest[subject(duty)] = max(nearest[subject(duty)], _depth(duty))
    return [duty for duty in reaching if _depth(duty) == nearest[subject(duty)]]


def subject(duty: Duty) -> tuple[str, str, str]:
    """What is to be held: activity, kind, category. Rules on the same subject replace each other."""
    return duty.activity, duty.kind, duty.agenda_category


def _depth(duty: Duty) -> int:
    return len(duty.organization.path) if duty.organization else 0


def _slot(
    organization: Organization, duty: Duty, unit: Period, happened: Occurrences, today: datetime.date
) -> Slot:
    done = happened.times(organization, duty, unit)
    if reason := _why_not(organization, duty, unit, happened, today):
        return Slot(unit, 0, done, State.NOT_APPLICABLE, reason)
    if done >= duty.times:
        return Slot(unit, duty.times, done, State.DONE)
    return Slot(unit, duty.times, done, State.OVERDUE if unit.end < today else State.DUE)


def _why_not(
    organization: Organization, duty: Duty, unit: Period, happened: Occurrences, today: datetime.date
) -> str:
    """Why the duty does not apply then, in Chinese; "" when it does.

    Judged by the last day of the unit, or today while it runs. An organisation founded in the second half
    of the unit is let off.
    """
    if unit.start > today:
        return NOT_YET
    last = min(unit.end, today)
    middle = min(unit.start + (unit.end - unit.start) // 2, today)
    if not (organization.existed_on(middle) and organization.existed_on(last)):
        return "党组织当时尚未成立或已经撤销"
    if duty.condition == Duty.Condition.COMMITTEE:
        full = happened.full_members(organization, last)
        if full < COMMITTEE_FROM:
            return f"正式党员 {full} 人，不足 {COMMITTEE_FROM} 人，不设支部委员会"
    if duty.condition == Duty.Condition.GROUPS and not happened.has_groups(organization, last):
        return "未设党小组"
    return ""
