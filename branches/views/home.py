"""What this person should do next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from branches.access import Permission, may, organizations_for
from branches.duties import Completion, Slot, State, completion
from branches.models import RECORDS, Clue, DisciplinaryAction, Duty, Organization, Record, User
from branches.periods import Period
from branches.views.gate import SIGNED_IN, Gate
from branches.views.listing import ADD
from branches.views.quality import open_findings

OWN = 6
"""Organisations up to which a person logs duties here one by one; above, only who is behind is shown."""
LOOKED_THROUGH = 500
"""Organisations whose completion this page works out; larger offices have the page of completion."""
BEHIND = 10
RECENT = 8
OPINION_DUE = datetime.timedelta(days=30)
ENDS_SOON = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be held: whose, in which month (or quarter …), how much is missing, where to log it."""

    organization: Organization
    name: str
    period: str
    missing: int
    overdue: bool
    until: datetime.date
    add_url: str


@dataclass(frozen=True, slots=True)
class Behind:
    organization: Organization
    missing: int
    what: str


class Home(Gate, TemplateView):
    template_name = "home/home.html"
    needs = SIGNED_IN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the gate let nobody else in
        today = timezone.localdate()
        context = super().get_context_data(**kwargs) | {"today": today}
        if may(user, Permission.WRITE):
            context |= self._duties(user, today)
            context["doubtful"] = open_findings(user, Period.year(today.year))
        if may(user, Permission.VIEW_DISCIPLINE):
            context |= self._discipline(user, today)
        if may(user, Permission.VIEW):
            context["recent"] = recent(user)
        return context | {
            "may_write": may(user, Permission.WRITE),
            "may_import": may(user, Permission.IMPORT),
            "may_report": may(user, Permission.REPORT),
            "is_stranger": not any(may(user, permission) for permission in Permission),
            "add_links": [
                (ADD[slug], reverse("record_add", args=[slug]), slug)
                for slug, model in RECORDS.items()
                if may(user, model.write_permission)
            ],
        }

    def _duties(self, user: User, today: datetime.date) -> dict[str, Any]:
        places = organizations_for(user, Permission.WRITE).active_on(today)  # type: ignore[attr-defined]
        places = list(places[: LOOKED_THROUGH + 1])
        if len(places) > LOOKED_THROUGH:
            return {"too_many": True}
        found = completion(places, Period.year(today.year), today)
        if len([place for place in places if place.kind != "group"]) <= OWN:
            return {"due": due_now(found, today), "shows_due": True}
        return {"behind": behind(found), "shows_behind": True}

    @staticmethod
    def _discipline(user: User, today: datetime.date) -> dict[str, Any]:
        clues: QuerySet[Clue] = Clue.objects.visible_to(user).filter(disposal="")
        actions: QuerySet[DisciplinaryAction] = DisciplinaryAction.objects.visible_to(user)
        return {
            "shows_discipline": True,
            "late_clues": clues.filter(date__lt=today - OPINION_DUE).order_by("date")[:BEHIND],
            "ending": actions.filter(
                lifted_on=None, effective_until__gte=today, effective_until__lte=today + ENDS_SOON
            ).order_by("effective_until")[:BEHIND],
        }


def due_now(found: Iterable[Completion], today: datetime.date) -> list[Due]:
    """What is overdue this year, and what is due now: the overdue first, the latest of them on top."""
    dues = [
        _due(each, slot)
        for each in found
        for slot in each.slots
        if slot.state is State.OVERDUE or (slot.state is State.DUE and today in slot.period)
    ]
    return sorted(dues, key=lambda due: (due.overdue, abs((due.until - today).days)))


def _due(each: Completion, slot: Slot) -> Due:
    overdue = slot.state is State.OVERDUE
    return Due(
        organization=each.organization,
        name=each.duty.name,
        period=str(slot.period),
        missing=slot.required - slot.done,
        overdue=overdue,
        until=slot.period.end,
        add_url=add_url(each, slot),
    )


def add_url(each: Completion, slot: Slot) -> str:
    """The form that logs what this slot asks for, filled as far as the rule says."""
    query = {"organization": each.organization.pk, "kind": each.duty.kind}
    if each.duty.agenda_category:
        query["category"] = each.duty.agenda_category
    if slot.state is State.OVERDUE:
        query["date"] = ""  # which day it was, only the secretary knows
    return f"{reverse('record_add', args=[SLUG[each.duty.activity]])}?{urlencode(query)}"


SLUG = {
    Duty.Activity.MEETING.value: "meeting",
    Duty.Activity.LECTURE.value: "lecture",
    Duty.Activity.TALK.value: "talk",
}


def behind(found: Iterable[Completion]) -> list[Behind]:
    """The organisations with the most missing, and of what."""
    missing: dict[Organization, list[Completion]] = {}
    for each in found:
        if each.missing > 0:
            missing.setdefault(each.organization, []).append(each)
    rows = [
        Behind(
            place,
            sum(each.missing for each in several),
            "、".join(f"{each.duty.name} {each.missing} 次" for each in several),
        )
        for place, several in missing.items()
    ]
    return sorted(rows, key=lambda row: -row.missing)[:BEHIND]


def recent(user: User) -> list[Record]:
    """The records of the latest days that this person may read; nothing of discipline."""
    found: list[Record] = []
    for model in RECORDS.values():
        if model.view_permission == Permission.VIEW:
            rows = model.objects.visible_to(user).select_related("organization")
            if model._meta.model_name in {"lecture", "talk"}:
                rows = rows.prefetch_related(*(["lecturers"] if model._meta.model_name == "lecture" else []))
            found += list(rows.order_by("-date", "-pk")[:RECENT])
    return sorted(found, key=lambda record: (record.date, record.pk), reverse=True)[:RECENT]
