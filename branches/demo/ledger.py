"""Collects the records of the demo office, checks each, and writes them in bulk with their history."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from branches.demo.days import chance
from branches.models import (
    RECORDS,
    AgendaItem,
    Attendance,
    Lecturer,
    Material,
    Tag,
    TalkTarget,
    User,
)
from branches.models.record import Part, Record

R = TypeVar("R", bound=Record)

PARTS: tuple[type[Part], ...] = (AgendaItem, Material, Attendance, Lecturer, TalkTarget)
"""In the order of writing: materials refer to agenda items, as lectures and talks refer to meetings."""


class Ledger:
    """Records of days up to and including ``until``; what is dated later has not happened and is left out."""

    def __init__(self, until: datetime.date) -> None:
        self.until = until
        self.records: list[Record] = []
        self._parts: list[Part] = []
        self._tags: dict[int, list[str]] = {}  # by place in ``records``

    def has_come(self, day: datetime.date) -> bool:
        return day <= self.until

    def add(
        self, record: R, parts: Iterable[Part] = (), names: Iterable[str] = (), tags: Sequence[str] = ()
    ) -> R:
        """Keep a record and its parts. ``names`` are those in its identity (lecturers, persons talked to)."""
        record.version = 1
        record.fingerprint = record.compute_fingerprint(names)
        if tags:
            self._tags[len(self.records)] = list(tags)
        self.records.append(record)
        self._parts.extend(parts)
        return record

    def of(self, model: type[R]) -> list[R]:
        return [record for record in self.records if isinstance(record, model)]

    def write(self, entered_by: "dict[int, User]", otherwise: User, discipline: User) -> None:
        """Write everything. ``entered_by`` names the clerk of an organisation (by key).

        Raises ValidationError for a record that the browser form would refuse.
        """
        for record in self.records:
            record.clean()
            sensitive = record.view_permission != Record.view_permission
            clerk = entered_by.get(record.organization_id, otherwise)
            record.created_by = discipline if sensitive else clerk
        for model in RECORDS.values():
            rows = self.of(model)
            model.objects.bulk_create(rows)
            self._backdate(model, rows)
        for part_model in PARTS:
            part_model.objects.bulk_create([part for part in self._parts if type(part) is part_model])
        words = sorted({name for tags in self._tags.values() for name in tags})
        known = {name: Tag.objects.get_or_create(name=name)[0] for name in words}
        for place, tags in self._tags.items():
            self.records[place].tags.add(*(known[name] for name in tags))

    def _backdate(self, model: type[R], rows: list[R]) -> None:
        """Say when each record was entered: mostly within a week, now and then much later.

        The columns are set by the database layer at the time of writing and are no part of the history.
        """
        for row in rows:
            row.created_at = row.updated_at = self.entered_at(row)
        remaining = iter(rows)
        while some := list(islice(remaining, 200)):
            untracked: models.QuerySet[Any] = models.QuerySet(model)
            untracked.bulk_update(some, ["created_at", "updated_at"])

    def entered_at(self, record: Record) -> datetime.datetime:
        draw = chance("entered", record.organization.name, record)
        days = draw.randint(31, 60) if draw.random() < 0.02 else draw.choice((0, 0, 1, 1, 2, 3, 6))
        day = min(record.date + datetime.timedelta(days=days), self.until)
        time = datetime.time(draw.randint(16, 17), draw.randrange(60))
        return timezone.make_aware(datetime.datetime.combine(day, time))
