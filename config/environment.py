"""What the environment says, read strictly.

Each function turns one variable into a value, or raises ``ImproperlyConfigured`` with one line in Chinese
that names the variable and what it should look like. A database address is never repeated: it may hold a
password.
"""

import contextlib
import errno
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

_REASONS = {
    errno.ENOENT: "路径不存在",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "那里已有一个同名文件",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EADDRNOTAVAIL: "不是这台机器的地址",
}


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese where we know the word."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def text(name: str, default: str = "") -> str:
    """Free text; empty counts as unset."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """A switch: ``1`` or ``0``; also true/false, yes/no, on/off. Unset or empty means ``default``."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} 应为 1 或 0，现在是“{value}”。")


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number within bounds, both included."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(f"{name} 应为 {lowest} 到 {highest} 之间的整数，现在是“{value}”。")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [entry.strip() for entry in text(name, default).split(",") if entry.strip()]


def address(name: str) -> str:
    """Where a site is reached: ``https://host`` or ``http://host:port``, no slash at its end; or empty."""
    value = text(name).rstrip("/")
    if value and not re.fullmatch(r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:\d+)?", value):
        raise ImproperlyConfigured(f"{name} 应为网站的地址，如 https://ledger.example.org，现在是“{value}”。")
    return value


def data_folder(default: Path) -> Path:
    """The folder named by ``DATA_DIR``; made when missing (for its owner only), proven to be
    writable, with the folder of the logs in it."""
    folder = Path(text("DATA_DIR") or default).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "logs").mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"数据文件夹 {folder} 不能写入：{reason(error)}。请检查权限，或用 DATA_DIR 指定另一个文件夹。"
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """``SECRET_KEY``, or the key kept in ``folder``: made once, readable by its owner only.

    Two processes that start together end up with the same key: the file appears complete or not at all.
    """
    if given := text("SECRET_KEY"):
        return given
    path = folder / "secret_key"
    try:
        if not path.exists():
            _keep(path, secrets.token_urlsafe(64))
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "内容已损坏"
        raise ImproperlyConfigured(f"密钥文件 {path} 无法使用：{why}。") from error
    if not key:
        raise ImproperlyConfigured(
            f"密钥文件 {path} 是空的。请从备份恢复，或删除后重新启动（所有人需要重新登录）。"
        )
    return key


def _keep(path: Path, text: str) -> None:
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its key counts
            os.link(draft, path)
    finally:
        Path(draft).unlink(missing_ok=True)


def database(default: Path) -> dict[str, Any]:
    """Django's description of the database at ``DATABASE_URL``; the SQLite file ``default`` when unset."""
    address = text("DATABASE_URL")
    expected = "请写成 postgres://用户名:密码@主机:5432/库名，或留空使用 SQLite。"
    try:
        described: dict[str, Any] = (
            dict(dj_database_url.parse(address)) if address else {"ENGINE": SQLITE, "NAME": str(default)}
        )
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL 无法识别。{expected}") from error
    if described["ENGINE"] not in {SQLITE, POSTGRESQL}:
        raise ImproperlyConfigured(f"DATABASE_URL 只支持 PostgreSQL 和 SQLite。{expected}")
    if described["NAME"] in {"", ":memory:"}:
        raise ImproperlyConfigured(f"DATABASE_URL 缺少数据库名。{expected}")
    described |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    options = described.setdefault("OPTIONS", {})
    if described["ENGINE"] == SQLITE:
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", 20)
        options.setdefault("init_command", "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    else:
        options.setdefault("connect_timeout", 10)
    return described
