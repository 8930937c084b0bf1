"""Rows held until the transaction ends, so that two who change the same thing do it one after the other."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def held(rows: "QuerySet[Row]", key: Any) -> "QuerySet[Row]":
    """The same rows, with the one of that key locked if there is one.

    It is locked first and by its key alone, then read: whoever waits for a lock on PostgreSQL gets the row as
    the other writer left it, but joined to the organisation or the person of before, and so misses one that
    belongs to another by now.
    """
    list(rows.model._base_manager.select_for_update().filter(pk=key).values_list("pk", flat=True))
    return rows
