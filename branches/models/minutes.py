"""Minutes compared by their digest, so that copied ones are found by an index and not by reading them all."""

import hashlib
from typing import Any

from django.db import models

from branches.models.record import normalized

LONG_ENOUGH = 50
"""Characters, spaces and punctuation not counted, from which equal minutes are no coincidence."""


def digest(text: object) -> str:
    """The same for texts that differ only in spaces, punctuation, width or case; empty for short ones."""
    words = normalized(text)
    if len(words) < LONG_ENOUGH:
        return ""
    return hashlib.sha256(words.encode()).hexdigest()[:32]


class MinutesDigest(models.CharField):
    """The digest of another column of the row, brought up to date whenever the row is inserted or saved.

    ``QuerySet.update`` of that column alone would leave it behind, as it leaves ``auto_now`` columns.
    """

    def __init__(self, source: str, **options: Any) -> None:
        self.source = source
        fixed = {"max_length": 32, "editable": False, "db_index": True, "default": ""}
        super().__init__(**(options | fixed))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "editable", "db_index", "default"):
            options.pop(fixed, None)
        return name, path, args, options | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = digest(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value
