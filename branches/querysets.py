"""Narrowing rows: by who asks, by organisation, by period; and bulk writes that leave history."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q

from branches import access, history
from branches.paths import under_path

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from branches.models import Organization, Record, User

Row = TypeVar("Row", bound=models.Model)
RecordRow = TypeVar("RecordRow", bound="Record")

BATCH = 500


class Span(Protocol):
    """Anything with a first and a last day, both included (``reports.periods.Period`` for one)."""

    @property
    def start(self) -> datetime.date: ...

    @property
    def end(self) -> datetime.date: ...


class TrackedQuerySet(models.QuerySet[Row]):
    """A queryset whose bulk writes leave history in the same transaction.

    ``bulk_create`` with conflict handling is refused: the database alone would know what was written.
    """

    def _write_changes(self, changes: Iterable[models.Model | None]) -> None:
        kept = [change for change in changes if change is not None]
        if kept:
            type(kept[0])._base_manager.bulk_create(kept, batch_size=BATCH)

    def bulk_create(
        self,
        objs: Iterable[Row],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[Row]:
        if ignore_conflicts or update_conflicts or update_fields or unique_fields:
            raise TypeError("tracked rows take no conflict options: history could not be kept")
        with transaction.atomic(using=self.db):
            rows = super().bulk_create(objs, batch_size=batch_size or BATCH)
            self._write_changes(history.change_for(row, None, history.state(row)) for row in rows)
        return rows

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:
        rows, names = list(objs), list(fields)
        with transaction.atomic(using=self.db):
            before = self._states([row.pk for row in rows])
            # Django's own method calls update() in batches; that one is left to the base class here.
            count = models.QuerySet[Row](self.model, using=self.db).bulk_update(
                rows, names, batch_size or BATCH
            )
            self._write_changes(self._changes_since(before))
        return count

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            before = self._states(self.values_list("pk", flat=True))
            count = super().update(**values)
            self._write_changes(self._changes_since(before))
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def _states(self, keys: Iterable[Any]) -> dict[Any, dict[str, Any]]:
        return {row.pk: history.state(row) for row in self._fresh(list(keys))}

    def _changes_since(self, before: dict[Any, dict[str, Any]]) -> Iterable[models.Model | None]:
        for row in self._fresh(before):
            yield history.change_for(row, before[row.pk], history.state(row))

    def _fresh(self, keys: Collection[Any]) -> Iterable[Row]:
        ordered: Sequence[Any] = list(keys)
        for start in range(0, len(ordered), BATCH):
            yield from self.model._base_manager.using(self.db).filter(pk__in=ordered[start : start + BATCH])


class OrganizationQuerySet(TrackedQuerySet["Organization"]):
    def under(self, organization: "Organization") -> Self:
        """The organisation itself and everything below it."""
        return self.filter(under_path("path", organization.path))

    def visible_to(
        self, user: "User | AnonymousUser", permission: access.Permission = access.Permission.VIEW
    ) -> Self:
        return self.filter(access.within_reach(user, permission, "path"))

    def hold_tree(self) -> None:
        """Until the transaction ends nobody else moves or adds an organisation: paths follow from parents,
        and of two moves at once one would take its path from a place that is no more."""
        roots = self.filter(parent=None).order_by("pk").select_for_update(no_key=True)
        list(roots.values_list("pk", flat=True))

    def active_on(self, day: datetime.date) -> Self:
        """Founded by that day and not yet dissolved."""
        return self.filter(
            Q(founded_on=None) | Q(founded_on__lte=day), Q(dissolved_on=None) | Q(dissolved_on__gt=day)
        )

    def mentioning(self, words: Iterable[str]) -> Self:
        """Those in whose name, or the name of the one above, every one of the words occurs."""
        found = self
        for word in words:
            own = Q(name__icontains=word) | Q(short_name__icontains=word)
            found = found.filter(
                own | Q(parent__name__icontains=word) | Q(parent__short_name__icontains=word)
            )
        return found

    def named(self, name: str) -> "Organization":
        """The one organisation of that full or short name; a full name wins over a short one.

        Raises Organization.DoesNotExist, or MultipleObjectsReturned when the name fits several.
        """
        name = name.strip()
        if self.filter(name=name).exists():
            return self.get(name=name)
        return self.get(short_name=name)


class MemberQuerySet(TrackedQuerySet[Row]):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def binned(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def under(self, organization: "Organization") -> Self:
        return self.filter(under_path("organization__path", organization.path))

    def visible_to(
        self, user: "User | AnonymousUser", permission: access.Permission = access.Permission.VIEW
    ) -> Self:
        return self.live().filter(access.within_reach(user, permission, "organization__path"))

    def on(self, day: datetime.date) -> Self:
        """Belonging to their organisation on that day."""
        return self.filter(Q(arrived_on=None) | Q(arrived_on__lte=day), Q(left_on=None) | Q(left_on__gt=day))


class RecordQuerySet(TrackedQuerySet[RecordRow]):
    """Rows of one record type. Nothing is hidden by default: say ``live`` or ``visible_to``."""

    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def binned(self) -> Self:
        """In the recycle bin."""
        return self.filter(deleted_at__isnull=False)

    def within_reach_of(
        self, user: "User | AnonymousUser", permission: access.Permission, wide: bool = False
    ) -> Self:
        """Rows, deleted ones included, of the organisations where this person has that permission.

        ``wide``: those are many, and a page in the order of an index is wanted (``paths.under_path``).
        """
        return self.filter(access.within_reach(user, permission, "organization__path", wide))

    def visible_to(self, user: "User | AnonymousUser", wide: bool = False) -> Self:
        """Live rows that this person may read; ``wide`` as in ``within_reach_of``."""
        return self.live().within_reach_of(user, self.model.view_permission, wide)

    def editable_by(self, user: "User | AnonymousUser", wide: bool = False) -> Self:
        """Live rows that this person may change; ``wide`` as in ``within_reach_of``."""
        return self.live().within_reach_of(user, self.model.write_permission, wide)

    def without_texts(self) -> Self:
        """For lists: minutes and other long texts are left where they are."""
        fields = self.model._meta.concrete_fields
        return self.defer(*(field.name for field in fields if isinstance(field, models.TextField)))

    def held_in(self, period: Span) -> Self:
        """Dated within the period; its first and last day count."""
        return self.filter(date__gte=period.start, date__lte=period.end)

    def under(self, organization: "Organization", wide: bool = False) -> Self:
        """Of the organisation and everything below it; ``wide`` as in ``within_reach_of``."""
        return self.filter(under_path("organization__path", organization.path, wide))


class AttachmentQuerySet(TrackedQuerySet[Row]):
    """Files kept with records. Nothing is hidden by default: say ``live``."""

    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def binned(self) -> Self:
        """Put into the recycle bin by themselves; the record's own deletion leaves them as they are."""
        return self.filter(deleted_at__isnull=False)

    def of(self, record: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)


class PartQuerySet(TrackedQuerySet[Row]):
    """Rows that are part of a record (an agenda item, an attendance …)."""
