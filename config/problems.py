"""Problems of the machine the site runs on, told in one line instead of a traceback.

A wrong setting, a folder that cannot be written and a database that does not answer are the administrator's
to mend: one line says what and where. The traceback goes to the log; ``--traceback`` shows it.
"""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, execute_from_command_line
from django.db.utils import DatabaseError, DataError, IntegrityError, InterfaceError

from config.environment import reason

logger = logging.getLogger(__name__)

_KNOWN = (
    (r"fatal:\s+database .* does not exist", "没有这个库，请先建库"),
    (r"fatal:\s+role .* does not exist", "没有这个数据库用户"),
    (r"password authentication failed|no password supplied", "用户名或密码不对"),
    (r"connection refused", "没有响应，请确认数据库服务已启动、地址和端口正确"),
    (r"could not translate host name|name or service not known|resolve host", "找不到这台主机，请检查地址"),
    (r"timeout|timed out", "连接超时，请检查地址和网络"),
    (r"no such (table|column)|does not exist", "缺少数据表或字段，请先执行 manage.py migrate"),
    (r"database is locked", "数据库正忙，请稍后重试"),
    (r"readonly database|unable to open", "数据库文件打不开或不能写入，请检查路径和权限"),
    (r"disk is full", "磁盘已满"),
    (r"not a database|malformed", "文件已损坏或不是 SQLite 数据库，请从备份恢复"),
)


def database_name(described: dict[str, Any]) -> str:
    """Which database is meant: the file, or host:port/name. Never the password."""
    if host := described.get("HOST"):
        return f"{host}:{described.get('PORT') or 5432}/{described['NAME']}"
    return str(described["NAME"])


def database_reason(error: Exception) -> str:
    """Why the database did not do it: in Chinese where the message is known, else its first line."""
    message = str(error).strip()
    for sign, said in _KNOWN:
        if re.search(sign, message, re.IGNORECASE):
            return said
    return message.splitlines()[0] if message else type(error).__name__


@contextmanager
def in_one_line(traceback: bool = False) -> Iterator[None]:
    """End the program with one line on standard error (exit status 1) when the surroundings are at fault.

    With ``traceback`` the exception passes through as it is.
    """
    try:
        yield
    except CommandError as error:
        if traceback:
            raise
        sys.stderr.write(f"{error}\n")
        sys.exit(error.returncode)
    except ImproperlyConfigured as error:
        if traceback:
            raise
        sys.exit(f"不能启动：{error}")
    except (IntegrityError, DataError):  # the data's fault or ours, not the surroundings'
        raise
    except (DatabaseError, InterfaceError) as error:
        if traceback:
            raise
        logger.exception("database error")
        where = database_name(settings.DATABASES["default"])
        sys.exit(f"数据库 {where} 出错：{database_reason(error)}。")
    except OSError as error:
        if traceback:
            raise
        logger.exception("file error")
        sys.exit(f"文件操作失败：{error.filename or ''} {reason(error)}。")


def command_line(arguments: list[str]) -> None:
    """Run a management command; the settings are read first, so that a wrong one is reported as itself.

    ``--traceback`` makes Django hand a ``CommandError`` on instead of printing its class name before it.
    """
    settings.INSTALLED_APPS  # noqa: B018  (reading any setting loads them all)
    is_command = len(arguments) > 1 and arguments[1] != "help" and not arguments[1].startswith("-")
    execute_from_command_line([*arguments, "--traceback"] if is_command else arguments)
