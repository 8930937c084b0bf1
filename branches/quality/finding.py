"""One doubt about records, as data."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from branches.access import Permission
from branches.models import RECORDS, QualityCheck
from branches.querysets import RecordQuerySet

LOOKED_AT: Final = tuple(
    slug for slug, model in RECORDS.items() if model.write_permission is Permission.WRITE
)
"""Record types that are looked at: nothing of discipline."""

Kind = QualityCheck.Kind
Rows = Mapping[str, "RecordQuerySet[Any]"]
"""A queryset for each slug of ``LOOKED_AT``."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt, about one record or several of a type.

    ``keys``: the records, the latest first. ``about`` identifies what was found, so that a check holds only
    as long as that is still so. ``checks``: what was said about it, one for each record that was checked.
    """

    kind: str
    slug: str
    keys: tuple[int, ...]
    date: datetime.date
    about: str
    sentence: str
    checks: tuple[QualityCheck, ...] = field(default=(), compare=False)

    @property
    def label(self) -> str:
        return Kind(self.kind).label

    @property
    def checked(self) -> bool:
        return len(self.checks) == len(self.keys)
