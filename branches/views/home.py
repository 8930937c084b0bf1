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

from branches.access import Permission, may, organizations_for, reaches_many
from branches.duties import Completion, Slot, State, completion
from branches.models import RECORDS, Clue, DisciplinaryAction, Duty, Organization, Record, User
from branches.periods import Period
from branches.querysets import OrganizationQuerySet
from branches.views.gate import SIGNED_IN, Gate
from branches.views.listing import ADD
from branches.views.quality import open_findings

OWN = 6
"""Organisations up to which a person logs duties here one by one."""
LOOKED_THROUGH = 500
"""Organisations whose completion this page works out; larger offices have the page of completion."""
OVERDUE_SHOWN = 8
"""Months (quarters …) gone by that are listed; the others are folded away."""
FEW = 10
RECENT = 8
OPINION_DUE = datetime.timedelta(days=30)
ENDS_SOON = datetime.timedelta(days=60)
ENDED = datetime.timedelta(days=30)
"""How long an effect period that is over is still shown: somebody has to close the case."""


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


class Home(Gate, TemplateView):
    template_name = "home/home.html"
    needs = SIGNED_IN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        today = timezone.localdate()
        context = super().get_context_data(**kwargs) | {"today": today}
        if may(user, Permission.VIEW):
            context |= self._duties(user, today)
        if may(user, Permission.WRITE):
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
        """What those this person logs for, or else looks at, have still to do."""
        writes = may(user, Permission.WRITE)
        places: OrganizationQuerySet = organizations_for(
            user, Permission.WRITE if writes else Permission.VIEW
        ).active_on(today)
        several = list(places[: LOOKED_THROUGH + 1])
        if len(several) > LOOKED_THROUGH:
            return self.standing(None, today)
        found = completion(several, Period.year(today.year), today)
        context = self.standing(found, today)
        if writes and len([place for place in several if place.kind != Organization.Kind.GROUP]) <= OWN:
            due = due_now(found, today)
            now, past = [each for each in due if not each.overdue], [each for each in due if each.overdue]
            shown, folded = past[:OVERDUE_SHOWN], past[OVERDUE_SHOWN:]
            context |= {
                "due": now + shown,
                "due_folded": folded,
                "shows_due": True,
                "one_place": len({each.organization for each in due}) == 1,
            }
        return context

    def standing(self, found: list[Completion] | None, today: datetime.date) -> dict[str, Any]:
        """How the organisations stand; ``found`` is None where there are too many to say."""
        return {}

    @staticmethod
    def _discipline(user: User, today: datetime.date) -> dict[str, Any]:
        clues: QuerySet[Clue] = Clue.objects.visible_to(user).filter(disposal="")
        actions: QuerySet[DisciplinaryAction] = DisciplinaryAction.objects.visible_to(user)
        return {
            "shows_discipline": True,
            "late_clues": clues.filter(date__lt=today - OPINION_DUE).order_by("date")[:FEW],
            "ending": actions.filter(
                lifted_on=None, effective_until__gte=today - ENDED, effective_until__lte=today + ENDS_SOON
            ).order_by("effective_until")[:FEW],
        }


def due_now(found: Iterable[Completion], today: datetime.date) -> list[Due]:
    """What is overdue this year, and what is due now: the overdue first, the latest of them on top."""
    dues = [
        due_of(each, slot)
        for each in found
        for slot in each.slots
        if slot.state is State.OVERDUE or (slot.state is State.DUE and today in slot.period)
    ]
    return sorted(dues, key=lambda due: (due.overdue, abs((due.until - today).days)))


def due_of(each: Completion, slot: Slot) -> Due:
    """What is missing in a month (quarter …) of a duty, with the form that logs it."""
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


def recent(user: User) -> list[Record]:
    """The records of the latest days that this person may read; nothing of discipline."""
    found: list[Record] = []
    wide = reaches_many(user, Permission.VIEW)
    for model in RECORDS.values():
        if model.view_permission == Permission.VIEW:
            rows = model.objects.visible_to(user, wide=wide).select_related("organization").without_texts()
            if model._meta.model_name in {"lecture", "talk"}:
                rows = rows.prefetch_related(*(["lecturers"] if model._meta.model_name == "lecture" else []))
            found += list(rows.order_by("-date", "-pk")[:RECENT])
    return sorted(found, key=lambda record: (record.date, record.pk), reverse=True)[:RECENT]
