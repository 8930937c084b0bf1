"""The base of every model whose changes are kept in history."""

from typing import Any, ClassVar

from django.db import models, router, transaction

from branches import history
from branches.querysets import TrackedQuerySet


class TrackedModel(models.Model):
    """A row that leaves a ``Change`` whenever it is written, in the same transaction."""

    untracked: ClassVar[frozenset[str]] = frozenset()
    """Columns that say nothing a reader of the history wants to know (derived, or times of writing)."""

    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    def history_subject(self) -> tuple[str, int]:
        """(model label, key) of the row on whose page this change is shown; a part names its record."""
        return self._meta.label_lower, self.pk

    def save(self, *args: Any, **kwargs: Any) -> None:
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            stored = None
            if self.pk is not None and not self._state.adding:
                stored = type(self)._base_manager.using(using).filter(pk=self.pk).first()
            before = history.state(stored) if stored is not None else None
            super().save(*args, **kwargs)
            after = history.state(type(self)._base_manager.using(using).get(pk=self.pk))
            change = history.change_for(self, before, after)
            if change is not None:
                change.save(using=using, force_insert=True)
