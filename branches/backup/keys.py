"""The counters that give out keys: read for a backup, set after a restore."""

from collections.abc import Iterable
from typing import Any

from django.db import connections, models

from branches.backup.rows import Model

COUNTED = (models.AutoField, models.BigAutoField, models.SmallAutoField)


def counts_keys(model: Model) -> bool:
    return isinstance(model._meta.pk, COUNTED)


def last_keys(tables: Iterable[Model], using: str) -> dict[str, int | None]:
    """The highest key ever given out, by model label; None where the database does not count."""
    connection = connections[using]
    found: dict[str, int | None] = {}
    with connection.cursor() as cursor:
        for model in tables:
            found[model._meta.label_lower] = (
                _last_key(cursor, connection.vendor, model) if counts_keys(model) else None
            )
    return found


def _last_key(cursor: Any, vendor: str, model: Model) -> int:
    if vendor == "sqlite":
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
        return int(row[0]) if row else 0
    cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")  # noqa: S608
    value, is_called = cursor.fetchone()
    return int(value) if is_called else int(value) - 1


def _sequence(cursor: Any, model: Model) -> str:
    """The PostgreSQL sequence behind the key, quoted by the database itself."""
    cursor.execute(
        "SELECT pg_get_serial_sequence(quote_ident(%s), %s)", [model._meta.db_table, model._meta.pk.column]
    )
    return str(cursor.fetchone()[0])


def continue_after(keys: dict[Model, int], using: str) -> None:
    """Let the next key of each table lie behind the given one and behind every row in it."""
    connection = connections[using]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model, last in keys.items():
            table, column = model._meta.db_table, str(model._meta.pk.column)
            cursor.execute(f"SELECT MAX({quote(column)}) FROM {quote(table)}")  # noqa: S608
            highest = max(last, cursor.fetchone()[0] or 0)
            if connection.vendor == "sqlite":
                cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [highest, table])
                if not cursor.rowcount and highest:
                    cursor.execute(
                        "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, highest]
                    )
            else:
                cursor.execute(
                    "SELECT setval(%s, %s, %s)", [_sequence(cursor, model), max(highest, 1), highest > 0]
                )
