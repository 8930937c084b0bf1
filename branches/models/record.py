"""What every record has: organisation, day, tags, batch, recycle bin; and the parts of a record."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from branches.access import Permission
from branches.models.tracked import TrackedModel
from branches.querysets import PartQuerySet, RecordQuerySet, TrackedQuerySet

BIN_DAYS = 30
"""Days a deleted record stays in the recycle bin."""


class TagQuerySet(TrackedQuerySet["Tag"]):
    def ordinary(self) -> "TagQuerySet":
        """Without those that stand on disciplinary actions and clues alone: such a word says who is suspected
        of what."""
        sensitive, others = Q(), Q()
        for relation in Tag._meta.related_objects:
            model: Any = relation.related_model
            if not issubclass(model, Record):
                continue
            bearing = Q(Exists(model.tags.through.objects.filter(tag=OuterRef("pk"))))
            if model.view_permission == Permission.VIEW:
                others |= bearing
            else:
                sensitive |= bearing
        return self.exclude(sensitive & ~others)


class Tag(TrackedModel):
    """An office's own word on records (党建联盟, 主题教育); figures can be built on it."""

    name = models.CharField("标签", max_length=30, unique=True)

    objects = TagQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "标签"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def normalized(text: object) -> str:
    """Text for comparing: full-width forms folded, white space and punctuation dropped, lower case."""
    folded = unicodedata.normalize("NFKC", str(text or "")).lower()
    return folded if folded.isalnum() else re.sub(r"[\W_]+", "", folded)


def _may_be_ahead(day: datetime.date) -> bool:
    """False for days long past, wherever the clock stands; ``localdate`` costs more than all other checks."""
    return day.toordinal() >= datetime.date.today().toordinal() - 1  # noqa: DTZ011 - a day more or less is kept


def in_bin(name: str) -> models.Index:
    """The index of the few rows in the recycle bin, for the page of the bin and its emptying."""
    return models.Index(fields=["deleted_at"], condition=models.Q(deleted_at__isnull=False), name=name)


class Record(TrackedModel):
    """The base of all record types. ``date`` is the day by which a record falls into a period.

    Clock times, where a type has them, are columns of their own: a ledger often knows only the day,
    and 00:00 would be invented.
    """

    slug: ClassVar[str]  # the short name in ``RECORDS``
    view_permission: ClassVar[Permission] = Permission.VIEW
    write_permission: ClassVar[Permission] = Permission.WRITE
    date_may_be_ahead: ClassVar[bool] = False
    untracked: ClassVar[frozenset[str]] = frozenset(
        {"version", "fingerprint", "minutes_digest", "created_at", "updated_at", "created_by_id"}
    )

    organization = models.ForeignKey(
        "branches.Organization", models.PROTECT, related_name="%(class)ss", verbose_name="党组织"
    )
    date = models.DateField("日期")
    tags = models.ManyToManyField(Tag, blank=True, related_name="%(class)ss", verbose_name="标签")
    remark = models.TextField("备注", blank=True)
    batch = models.ForeignKey(
        "branches.ImportBatch",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="%(class)ss",
        verbose_name="导入批次",
    )
    fingerprint = models.CharField(max_length=64, editable=False, db_index=True, default="")
    version = models.PositiveIntegerField(editable=False, default=0)
    created_at = models.DateTimeField("录入时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    deleted_at = models.DateTimeField("删除时间", null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-date", "-pk"]
        # Behind what an index finds by stands what a list goes on to ask: that is answered without the rows.
        indexes = [
            models.Index(fields=["organization", "date", "id", "deleted_at"], name="%(class)s_org_date"),
            models.Index(fields=["date", "id", "organization", "deleted_at"], name="%(class)s_by_date"),
            in_bin("%(class)s_in_bin"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.headline()}"

    def headline(self) -> str:
        """One line by which people know the record."""
        raise NotImplementedError

    def identity(self) -> Iterable[object]:
        """What makes it this record and no other, besides type, organisation and day."""
        raise NotImplementedError

    def clock(self) -> datetime.time | None:
        """The time by which records of one fingerprint are told apart; None where it is not known."""
        return None

    def may_be(self, other: Self) -> bool:
        """Whether two records of one fingerprint may be one and the same: two clock times are two records, a
        ledger that knows only the day means either.
        """
        return clocks_agree(self.clock(), other.clock())

    def names_in_identity(self) -> list[str]:
        """Names from the record's parts that belong to its identity; empty for most types."""
        return []

    def compute_fingerprint(self, names: Iterable[str] | None = None) -> str:
        """A digest of the identity; ``names`` stand in for parts that are not saved yet."""
        people = sorted(normalized(name) for name in (self.names_in_identity() if names is None else names))
        words = [self._meta.label_lower, self.organization_id, self.date.isoformat()]
        words += [normalized(part) for part in self.identity()]
        return hashlib.sha256("\x1f".join(map(str, [*words, *people])).encode()).hexdigest()

    def get_absolute_url(self) -> str:
        return reverse("record_detail", args=[self.slug, self.pk])

    def clean(self) -> None:
        errors = self.date_errors()
        if errors:
            raise ValidationError(errors)

    def date_errors(self) -> dict[str, str]:
        """Why the date cannot be: in the future, or while the organisation did not exist."""
        if not self.date:
            return {}
        if not self.date_may_be_ahead and _may_be_ahead(self.date) and self.date > timezone.localdate():
            return {"date": f"日期 {chinese_date(self.date)} 还没有到，请核对。"}
        if self.organization_id and not self.organization.existed_on(self.date):
            founded = self.organization.founded_on
            if founded and self.date < founded:
                return {
                    "date": f"日期早于“{self.organization}”成立的日期（{chinese_date(founded)}），请核对。"
                }
            return {"date": f"“{self.organization}”在这一天已经撤销，请核对。"}
        return {}

    def warnings(self) -> list[str]:
        """What looks wrong but may be right: shown and saved."""
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.version += 1
        self.fingerprint = self.compute_fingerprint()
        super().save(*args, **kwargs)

    def stamp(self) -> None:
        """Bring the fingerprint up to date after the record's parts were saved."""
        self.fingerprint = self.compute_fingerprint()
        models.QuerySet(type(self)).filter(pk=self.pk).update(fingerprint=self.fingerprint)

    def move_to_bin(self, user: "models.Model | None") -> None:
        self.deleted_at = timezone.now()
        self.deleted_by_id = user.pk if user else None
        self.save()

    def restore(self) -> None:
        self.deleted_at = self.deleted_by = None
        self.save()


def clocks_agree(one: datetime.time | None, other: datetime.time | None) -> bool:
    return one is None or other is None or one == other


def by_kind(name: str) -> models.Index:
    """The index of a record type by kind and day, for lists of one kind over many organisations."""
    return models.Index(fields=["kind", "date", "id", "organization", "deleted_at"], name=name)


class Part(TrackedModel):
    """A row that belongs to a record and is shown in the record's history."""

    record_field: ClassVar[str]  # the foreign key to the record

    objects: ClassVar = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def history_subject(self) -> tuple[str, int]:
        field = self._meta.get_field(self.record_field)
        return field.related_model._meta.label_lower, getattr(self, field.attname)  # type: ignore[union-attr]


def chinese_date(day: datetime.date) -> str:
    """2023年3月5日: without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
