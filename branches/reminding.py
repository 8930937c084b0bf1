"""提醒: who is told by e-mail of what is due or overdue and of terms that end; of each thing once.

A secretary hears of every duty of their organisations, an administrator only of what is overdue below them.
Nothing of discipline is ever in a letter.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.mail import send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from branches.duties import Completion, Slot, State, completion
from branches.models import Duty, Organization, Reminder, Role, User
from branches.paths import under_path
from branches.periods import Period
from branches.terms import TermEnd, ending_terms

STALE = datetime.timedelta(hours=1)
"""After this long a claim without a letter is taken for one whose run broke off."""
LOOKED_BACK = datetime.timedelta(days=31)
"""For so long into a new year the last one's shortfalls are still spoken of."""

Key = tuple[int, int | None, datetime.date, datetime.date, str]
"""Organisation, duty (None: the end of a term), first and last day, stage."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to be told. ``missing``: how often something still has to be held; 0 for a term."""

    organization: Organization
    duty: Duty | None
    period: Period
    stage: str
    missing: int = 0

    @property
    def key(self) -> Key:
        return (
            self.organization.pk,
            self.duty.pk if self.duty else None,
            self.period.start,
            self.period.end,
            self.stage,
        )


@dataclass(slots=True)
class Letter:
    """What one person is told, in one mail."""

    user: User
    things: list[Thing] = field(default_factory=list)

    def of(self, *stages: str) -> list[Thing]:
        return [thing for thing in self.things if thing.stage in stages]

    @property
    def by_duty(self) -> list[tuple[str, Period, list[Thing]]]:
        """The summary: what is overdue below, by duty and month, the latest first."""
        found: dict[tuple[str, Period], list[Thing]] = defaultdict(list)
        for thing in self.of(Reminder.Stage.SUMMARY):
            found[str(thing.duty.name) if thing.duty else "", thing.period].append(thing)
        ordered = sorted(found.items(), key=lambda item: item[0][1].end, reverse=True)
        return [(name, period, things) for (name, period), things in ordered]


def letters(today: datetime.date, days: int) -> list[Letter]:
    """What is to be sent today: who, and of what they were not told yet. ``days``: how long before the end of
    a month (quarter …) its duties are spoken of. People without an e-mail address are left out.

    A constant number of queries, however many people and organisations.
    """
    held: dict[User, list[tuple[str, str]]] = defaultdict(list)
    roles = Role.objects.filter(
        kind__in=[Role.Kind.SECRETARY, Role.Kind.ADMINISTRATOR], user__is_active=True
    ).exclude(user__email="")
    for role in roles.select_related("user", "organization").order_by("user__username", "organization__path"):
        held[role.user].append((role.kind, role.organization.path))
    places = _places({path for several in held.values() for _, path in several}, today)
    told = _told(held)
    open_slots, terms = _lacking(places, today), ending_terms(places, today)
    found = [
        Letter(user, _unique(_things(several, open_slots, terms, today, days), told[user.pk]))
        for user, several in held.items()
    ]
    return [letter for letter in found if letter.things]


def _places(paths: set[str], today: datetime.date) -> list[Organization]:
    if not paths:
        return []
    below = reduce(or_, (under_path("path", path) for path in paths), Q(pk__in=[]))
    return list(Organization.objects.filter(below).active_on(today).order_by("path"))


def _told(users: Iterable[User]) -> dict[int, set[Key]]:
    told: dict[int, set[Key]] = defaultdict(set)
    rows = Reminder.objects.filter(user__in=[user.pk for user in users], sent_at__isnull=False)
    columns = ("user_id", "organization_id", "duty_id", "start", "end", "stage")
    for user, organization, duty, start, end, stage in rows.values_list(*columns):
        told[user].add((organization, duty, start, end, stage))
    return told


def _lacking(places: list[Organization], today: datetime.date) -> list[tuple[Completion, Slot]]:
    """What has to be held and was not: of this year, and in January of what ended with the last."""
    years = [today.year]
    if today - LOOKED_BACK < datetime.date(today.year, 1, 1):
        years.insert(0, today.year - 1)
    return [
        (each, slot)
        for year in years
        for each in completion(places, Period.year(year), today)
        for slot in each.slots
        if slot.state in {State.DUE, State.OVERDUE}
        and (year == today.year or slot.period.end >= today - LOOKED_BACK)
    ]


def _things(
    roles: list[tuple[str, str]],
    open_slots: list[tuple[Completion, Slot]],
    terms: list[TermEnd],
    today: datetime.date,
    days: int,
) -> Iterable[Thing]:
    own = tuple(path for kind, path in roles if kind == Role.Kind.SECRETARY)
    below = tuple(path for kind, path in roles if kind == Role.Kind.ADMINISTRATOR)
    until = today + datetime.timedelta(days=days)
    for each, slot in open_slots:
        path, overdue = each.organization.path, slot.state is State.OVERDUE
        if path.startswith(own):
            if overdue or slot.period.end <= until:
                stage = Reminder.Stage.OVERDUE if overdue else Reminder.Stage.DUE
                yield Thing(each.organization, each.duty, slot.period, stage, slot.lacking)
        elif overdue and path.startswith(below):
            yield Thing(each.organization, each.duty, slot.period, Reminder.Stage.SUMMARY, slot.lacking)
    for term in terms:
        if term.organization.path.startswith(own + below):
            day = Period.between(term.day, term.day)
            yield Thing(term.organization, None, day, f"term_{term.months}")


def _unique(things: Iterable[Thing], told: set[Key]) -> list[Thing]:
    return list({thing.key: thing for thing in things if thing.key not in told}.values())


def send(letter: Letter, connection: BaseEmailBackend) -> bool:
    """Send one letter and remember what it told; False when another run is just sending it.

    The claims are written before and stamped after, each in a short transaction: the database is not held
    while the mail server answers. A failure (``OSError``, ``SMTPException`` is one) gives the claims back and
    is raised.
    """
    claims = [_claim(letter.user, thing) for thing in letter.things]
    stale = Reminder.objects.filter(user=letter.user, sent_at=None, claimed_at__lt=timezone.now() - STALE)
    stale.delete()
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(claims)
    except IntegrityError:
        return False
    claimed = Reminder.objects.filter(pk__in=[claim.pk for claim in claims])
    try:
        send_mail(
            subject(letter),
            body(letter),
            settings.DEFAULT_FROM_EMAIL,
            [letter.user.email],
            connection=connection,
        )
    except BaseException:
        claimed.delete()
        raise
    claimed.update(sent_at=timezone.now())
    return True


def _claim(user: User, thing: Thing) -> Reminder:
    return Reminder(
        user=user,
        organization=thing.organization,
        duty=thing.duty,
        start=thing.period.start,
        end=thing.period.end,
        stage=thing.stage,
    )


def subject(letter: Letter) -> str:
    return render_to_string("mail/reminder_subject.txt", {"letter": letter}).strip()


def body(letter: Letter) -> str:
    """The mail as plain text."""
    stages = Reminder.Stage
    return render_to_string(
        "mail/reminder.txt",
        {
            "user": letter.user,
            "site": settings.SITE_URL,
            "due": letter.of(stages.DUE),
            "overdue": letter.of(stages.OVERDUE),
            "below": letter.by_duty,
            "terms": letter.of(stages.TERM_0, stages.TERM_1, stages.TERM_3, stages.TERM_6),
        },
    )
