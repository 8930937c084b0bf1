"""Table rows as JSON and back, without loss: keys, times to the microsecond, decimals to the last place.

Rows of the framework's own tables that every database makes for itself (content types, permissions) are not
carried; where a row refers to one of them it does so by name.
"""

import datetime
import json
import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import connections, models

from branches.backup import Refused
from branches.backup.archive import DAMAGED, Archive, is_safe

MADE_BY_MIGRATE = frozenset({"contenttypes.contenttype", "auth.permission"})
LEFT_OUT = MADE_BY_MIGRATE | {"sessions.session", "branches.job"}
"""Signed-in sessions end with a restore, because the people behind their keys may be others; and so does
work in the background."""
BATCH = 1000

Model = type[models.Model]


def carried(apps: Apps = installed) -> list[Model]:
    """Every model whose rows a backup carries, tables of many-to-many relations included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]


def columns(model: Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def checked_tables(archive: Archive, apps: Apps = installed) -> list[Model]:
    """The models whose rows the archive holds: exactly those carried. Refused when tables differ."""
    tables = carried(apps)
    known = {model._meta.label_lower: model for model in tables}
    described = archive.manifest.tables
    if other := sorted(described.keys() ^ known.keys()):
        raise Refused(f"备份的数据表与本版本不同（{other[0]}），请用版本 {archive.manifest.version} 恢复。")
    for label, model in known.items():
        if set(described[label].columns) != set(columns(model)):
            name = model._meta.verbose_name
            raise Refused(f"备份中“{name}”的列与本版本不同，请用版本 {archive.manifest.version} 恢复。")
    if {f"data/{label}.jsonl" for label in known} != set(archive.data_names()):
        raise Refused(DAMAGED)
    return tables


class Names:
    """Content types and permissions by name, in both directions, for one database."""

    def __init__(self, apps: Apps = installed, *, using: str) -> None:
        types = apps.get_model("contenttypes", "ContentType")._base_manager.using(using)
        permissions = apps.get_model("auth", "Permission")._base_manager.using(using)
        type_names = {pk: (app, name) for pk, app, name in types.values_list("pk", "app_label", "model")}
        self._names: dict[str, dict[Any, tuple[str, ...]]] = {
            "contenttypes.contenttype": dict(type_names),
            "auth.permission": {
                pk: (*type_names[kind], code)
                for pk, kind, code in permissions.values_list("pk", "content_type_id", "codename")
            },
        }
        self._keys = {label: {name: pk for pk, name in names.items()} for label, names in self._names.items()}

    def name(self, label: str, key: Any) -> list[str]:
        return list(self._names[label][key])

    def key(self, label: str, name: Any) -> Any:
        """Refused for a name that this release does not know."""
        found = self._keys[label].get(tuple(name)) if isinstance(name, list) else None
        if found is None:
            raise Refused(f"备份中有本版本没有的类型或权限：{name}。")
        return found


def by_name(field: "models.Field[Any, Any]") -> str:
    """The label of the table a column refers to by name; empty for other columns."""
    related = field.related_model if field.is_relation else None
    label = related._meta.label_lower if isinstance(related, type) else ""
    return label if label in MADE_BY_MIGRATE else ""


def rows_out(model: Model, names: Names, using: str) -> Iterator[bytes]:
    """The table in the order of its keys, one JSON object a line."""
    fields = model._meta.concrete_fields
    attributes = columns(model)
    named = [(place, label) for place, field in enumerate(fields) if (label := by_name(field))]
    rows = model._base_manager.using(using).order_by("pk").values_list(*attributes)
    for row in rows.iterator(chunk_size=BATCH):
        values = list(row)
        for place, label in named:
            if values[place] is not None:
                values[place] = names.name(label, values[place])
        line = json.dumps(
            dict(zip(attributes, values, strict=True)),
            ensure_ascii=False,
            separators=(",", ":"),
            default=_plain,
        )
        yield line.encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")


def understood(model: Model, line: Any) -> list[Any]:
    """The values of one line as the model's fields understand them, in the order of its columns.

    Refused when the line does not fit the table.
    """
    fields = model._meta.concrete_fields
    if not isinstance(line, dict) or line.keys() != set(columns(model)):
        raise Refused(f"备份中“{model._meta.verbose_name}”的数据与表的列不符。")
    return [_understood(model, field, line[field.attname]) for field in fields]


def _understood(model: Model, field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField) or by_name(field):
        return value
    try:
        if isinstance(value, dict | list):
            raise ValidationError("no single value")
        if isinstance(field, models.FileField) and value and not is_safe(f"files/{value}"):
            raise ValidationError("unsafe path")
        return field.to_python(value)
    except (ValidationError, ValueError, TypeError, OverflowError, ArithmeticError) as error:
        told = f"备份中“{model._meta.verbose_name}”有无法识别的值（{field.attname}）。"
        raise Refused(told) from error


def rows_in(model: Model, rows: Iterable[list[Any]], names: Names, using: str) -> int:
    """Insert rows as ``understood`` gives them, keys included; how many. No history is written for them."""
    connection = connections[using]
    fields = model._meta.concrete_fields
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608 - names from the models
    labels = [by_name(field) for field in fields]
    remaining, count = iter(rows), 0
    with connection.cursor() as cursor:
        while some := list(islice(remaining, BATCH)):
            cursor.executemany(
                statement,
                [
                    [
                        field.get_db_prep_save(
                            names.key(label, value) if label and value is not None else value, connection
                        )
                        for field, label, value in zip(fields, labels, row, strict=True)
                    ]
                    for row in some
                ],
            )
            count += len(some)
    return count


def empty_tables(tables: Iterable[Model], using: str) -> None:
    """Remove every row of these tables; the constraints are looked at when the transaction ends."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in tables:
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - names from the models
