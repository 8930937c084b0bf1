"""Many rows written in one short transaction, with their history.

Whatever takes time is done before it: keys are given, values put as the database wants them, the changes for
the history composed. All of that waits in a temporary file, so that neither the memory of this process grows
with the rows nor anybody else waits for more than the writing itself: SQLite has one writer at a time.
"""

import datetime
import pickle  # noqa: S403 - only what this process has written is read again
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import TracebackType
from typing import IO, Any, Self

from django.apps import apps
from django.db import connections, models, router, transaction
from django.utils import timezone

from branches import history

FEWEST_KEYS, MOST_KEYS = 500, 50_000
"""Keys set aside together, more each time; those not used are lost, which harms nothing."""
MOST_REMEMBERED = 10_000

Params = Sequence[tuple[Any, ...]]


class BulkWrite:
    """Collects writes; ``run``, inside a transaction, does them. To be used in a ``with`` block.

    Rows of tracked models leave history as if each had been saved; who acts is taken when a row is collected.
    No signals are sent, and no ``save()`` is called.
    """

    def __init__(self, model: type[models.Model]) -> None:
        """``model``: any of those to be written; all live in the same database."""
        self._alias = router.db_for_write(model)
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the block
        self._columns: dict[type[models.Model], _Columns] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    def insert(self, rows: Sequence[models.Model]) -> None:
        """New rows of one model. Each is given a key at once, so that others can refer to it."""
        if not rows:
            return
        columns = self._of(type(rows[0]))
        for row in rows:
            if row.pk is None:
                row.pk = next(columns.keys)
        self.execute(columns.insert, [columns.values(row, adding=True) for row in rows])
        if hasattr(rows[0], "history_subject"):
            self.record([history.told_of(row, None, history.state(row)) for row in rows])

    def update(self, row: models.Model, before: dict[str, Any]) -> None:
        """A changed row; ``before`` is its ``history.state`` as it was."""
        columns = self._of(type(row))
        self.execute(columns.update, [(*columns.values(row, adding=False), row.pk)])
        self.record([history.told_of(row, before, history.state(row))])

    def set(self, rows: Sequence[models.Model], names: Sequence[str]) -> None:
        """Some columns of rows of one model that no history is kept of."""
        if rows:
            columns = self._of(type(rows[0]))
            self.execute(columns.setting(names), [(*columns.some(row, names), row.pk) for row in rows])

    def delete(self, row: models.Model, before: dict[str, Any]) -> None:
        """A saved row that nothing refers to; ``before`` is its ``history.state``."""
        self.execute(self._of(type(row)).delete, [(row.pk,)])
        self.record([history.told_of(row, before, None)])

    def execute(self, statement: str, params: Params) -> None:
        """Any other statement, once for each of ``params``; it leaves no history by itself."""
        pickle.dump((statement, params), self._spool, pickle.HIGHEST_PROTOCOL)

    def record(self, changes: Sequence[dict[str, Any] | None]) -> None:
        """What ``history.told_of`` says of rows; None stands for one of which nothing has changed."""
        self.insert_plain(_change_model(), [change for change in changes if change is not None])

    def insert_plain(self, model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
        """New rows that no history is kept of and nothing refers to, by attribute name."""
        if rows:
            columns = self._of(model)
            self.execute(columns.inserting(rows[0]), columns.plain(rows, timezone.now()))

    def run(self, tell: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Do all that was collected, in its order. ``tell``: how much of how much is done, in no unit."""
        total = self._spool.tell()
        self._spool.seek(0)
        with connections[self._alias].cursor() as cursor:
            while (done := self._spool.tell()) < total:
                tell(done, total)
                statement, params = pickle.load(self._spool)  # noqa: S301 - see the import
                cursor.executemany(statement, params)
        tell(total, total)

    def _of(self, model: type[models.Model]) -> "_Columns":
        if model not in self._columns:
            self._columns[model] = _Columns(model, self._alias)
        return self._columns[model]


class _Columns:
    """One table: the statements that write it, and the values of a row for them."""

    def __init__(self, model: type[models.Model], alias: str) -> None:
        connection = connections[alias]
        self._columns = {field.attname: _Column(field, connection) for field in model._meta.concrete_fields}
        self._stamped = [name for name, each in self._columns.items() if each.stamped]
        self._all = attrgetter(*self._columns)
        self._not_as_they_are: dict[tuple[type, ...], list[tuple[int, _Column]]] = {}
        self._table = connection.ops.quote_name(model._meta.db_table)
        key = self._columns[model._meta.pk.attname].quoted
        self.insert = self._inserting(list(self._columns))
        self.delete = f"DELETE FROM {self._table} WHERE {key} = %s"  # noqa: S608
        self._of_one = f"WHERE {key} = %s"
        self.update = self.setting(list(self._columns))
        self.keys = _new_keys(model, alias)

    def _inserting(self, names: Sequence[str]) -> str:
        columns = ", ".join(self._columns[name].quoted for name in names)
        return f"INSERT INTO {self._table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608

    def inserting(self, names: Iterable[str]) -> str:
        """The statement for rows that give these columns; times of writing are given with them."""
        return self._inserting([*names, *self._stamped])

    def setting(self, names: Iterable[str]) -> str:
        """The statement that gives these columns of a row another value."""
        assignments = ", ".join(f"{self._columns[name].quoted} = %s" for name in names)
        return f"UPDATE {self._table} SET {assignments} {self._of_one}"  # noqa: S608

    def values(self, row: models.Model, *, adding: bool) -> tuple[Any, ...]:
        """All columns; those that fill themselves (times of writing, digests) do so."""
        values = list(self._all(row))
        types = tuple(map(type, values))
        known = self._not_as_they_are.get(types)
        if known is None:
            columns = zip(self._columns.values(), types, strict=True)
            known = [(place, column) for place, (column, kind) in enumerate(columns) if column.does(kind)]
            self._not_as_they_are[types] = known
        for place, column in known:
            values[place] = column.of(row, values[place], adding)
        return tuple(values)

    def some(self, row: models.Model, names: Iterable[str]) -> list[Any]:
        return [self._columns[name].put(getattr(row, name)) for name in names]

    def plain(self, rows: Sequence[Mapping[str, Any]], now: datetime.datetime) -> list[tuple[Any, ...]]:
        """The columns that mappings give, all of them the same ones, and times of writing."""
        columns = [self._columns[name] for name in rows[0]]
        stamps = [self._columns[name].put(now) for name in self._stamped]
        return [(*_put_all(columns, row.values()), *stamps) for row in rows]


class _Column:
    """How the values of one column are handed to the database."""

    def __init__(self, field: "models.Field[Any, Any]", connection: Any) -> None:
        self._field, self._connection = field, connection
        self._fills_itself = _fills_itself(field)
        self.as_it_is = _as_it_is(field)
        self._remembered: dict[Any, Any] = {}
        self.stamped = isinstance(field, models.DateTimeField) and self._fills_itself
        self.quoted = connection.ops.quote_name(str(field.column))

    def does(self, kind: type) -> bool:
        """Whether anything is to be done with values of that type."""
        return self._fills_itself or not (kind is _NOTHING or kind is self.as_it_is)

    def of(self, row: models.Model, value: Any, adding: bool) -> Any:
        return self.put(self._field.pre_save(row, adding) if self._fills_itself else value)

    def put(self, value: Any) -> Any:
        if value is None or type(value) is self.as_it_is:
            return value
        if type(value) not in _OFTEN_THE_SAME:
            return self._field.get_db_prep_save(value, self._connection)
        known = self._remembered.get(value)
        if known is None:
            known = self._field.get_db_prep_save(value, self._connection)
            if len(self._remembered) < MOST_REMEMBERED:
                self._remembered[value] = known
        return known


def _put_all(columns: Iterable[_Column], values: Iterable[Any]) -> list[Any]:
    return [
        value if value is None or type(value) is column.as_it_is else column.put(value)
        for column, value in zip(columns, values, strict=True)
    ]


_NOTHING = type(None)
_OFTEN_THE_SAME = frozenset({datetime.date, datetime.time, datetime.datetime, Decimal})


def _fills_itself(field: "models.Field[Any, Any]") -> bool:
    """Whether a row's own value may be replaced as it is written: times of writing, digests."""
    if isinstance(field, models.DateField | models.TimeField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save


def _as_it_is(field: "models.Field[Any, Any]") -> type | None:
    """The type whose values the database takes without ado."""
    if isinstance(field, models.CharField | models.TextField):
        return str
    if isinstance(field, models.ForeignKey | models.IntegerField):
        return int
    return bool if isinstance(field, models.BooleanField) else None


@cache
def _change_model() -> type[models.Model]:
    return apps.get_model("branches", "Change")


def _new_keys(model: type[models.Model], alias: str) -> Iterator[int]:
    count = FEWEST_KEYS
    while True:
        yield from _set_aside(model, alias, count)
        count = min(count * 2, MOST_KEYS)


def _set_aside(model: type[models.Model], alias: str, count: int) -> Sequence[int]:
    """Keys that the database will not give to anybody else."""
    connection, table, column = connections[alias], model._meta.db_table, str(model._meta.pk.column)
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            sequence = (
                "SELECT nextval(pg_get_serial_sequence(quote_ident(%s), %s)) FROM generate_series(1, %s)"
            )
            cursor.execute(sequence, [table, column, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if not cursor.rowcount:  # the table never held a row
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
