"""What an archive says of itself: when and where from, each table, each member with its SHA-256."""

from dataclasses import dataclass, field
from typing import Any

from branches.backup import Refused

FORMAT = "branch-ledger-backup"
FORMAT_VERSION = 1
NAME = "manifest.json"
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Table:
    """``last_key``: the highest key ever given out, so that no later row takes the key of one that was
    removed and, with it, its history. None for tables whose keys the database does not count."""

    rows: int
    columns: list[str]
    last_key: int | None


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """``migrations``: those applied, by app; ``tables`` by model label; ``members`` by name."""

    created_at: str
    version: str
    database: str
    migrations: dict[str, list[str]]
    tables: dict[str, Table] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(1 for name in self.members if name.startswith("files/"))

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "created_at": self.created_at,
            "version": self.version,
            "database": self.database,
            "migrations": self.migrations,
            "tables": {
                label: {"rows": table.rows, "columns": table.columns, "last_key": table.last_key}
                for label, table in self.tables.items()
            },
            "members": {
                name: {"size": member.size, "sha256": member.sha256} for name, member in self.members.items()
            },
        }


def read(values: Any) -> Manifest:
    """The manifest from its JSON; Refused when it is not one of ours, or of a later format."""
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise Refused("这不是支部台账的备份文件。")
    if values.get("format_version") != FORMAT_VERSION:
        raise Refused("备份文件的格式来自更新的版本，请用那个版本恢复。")
    try:
        return Manifest(
            created_at=_text(values["created_at"]),
            version=_text(values["version"]),
            database=_text(values["database"]),
            migrations={
                _text(app): [_text(name) for name in names] for app, names in values["migrations"].items()
            },
            tables={
                _text(label): Table(
                    _count(table["rows"]),
                    [_text(column) for column in table["columns"]],
                    None if table["last_key"] is None else _count(table["last_key"]),
                )
                for label, table in values["tables"].items()
            },
            members={
                _text(name): Member(_count(member["size"]), _text(member["sha256"]))
                for name, member in values["members"].items()
            },
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused("备份文件的目录（manifest.json）不完整。") from error


def _text(value: Any) -> str:
    """Text that is safe to show in a line."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise TypeError
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**62:
        raise TypeError
    return value
