"""Why the database or the disk did not take what was to be written, in words for the person who waits."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from branches.fulldisk import is_disk_full

_log = logging.getLogger(__name__)

_FULL = "磁盘空间不足，{}。请腾出空间后再试。"
_BUSY = "数据库正忙，等了很久也没有轮到，{}。请稍后再试。"
_OTHER = "数据库或磁盘出了问题，{}。请稍后再试；仍不行请联系系统管理员，详细情况已记入日志。"
_LOCK_NOT_AVAILABLE, _DEADLOCK = "55P03", "40P01"  # PostgreSQL


class BatchError(Exception):
    """The step is not taken and nothing was written. ``str()`` says why in Chinese."""


class GoneError(Exception):
    """Somebody has given the preview up meanwhile: there is nothing left to take a step with."""

    def __str__(self) -> str:
        return "这份台账的预览刚刚已被放弃，没有导入任何内容。"


@contextmanager
def or_why(nothing_happened: str) -> Iterator[None]:
    """Turns what database and disk say into a BatchError. ``nothing_happened``: what was not done, as the
    middle of a sentence.
    """
    try:
        yield
    except (DatabaseError, OSError) as error:
        _log.exception("nothing was written")
        raise BatchError(_reason(error).format(nothing_happened)) from error


def _reason(error: Exception) -> str:
    if is_disk_full(error):
        return _FULL
    said, state = str(error), getattr(error.__cause__, "sqlstate", None)
    if "database is locked" in said or "table is locked" in said or state in (_LOCK_NOT_AVAILABLE, _DEADLOCK):
        return _BUSY
    return _OTHER
