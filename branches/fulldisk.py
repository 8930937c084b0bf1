"""A full disk: known by what database and system say, and not reached by what people upload."""

import errno
import os
import shutil
from pathlib import Path
from typing import Final

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError

KEPT_FREE: Final = 200 * 1024 * 1024
"""Bytes that no file takes: records can still be saved when nothing can be uploaded any more."""
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_SPACE_FOR_POSTGRESQL = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Whether the error means that something could not be written for want of room."""
    if isinstance(error, OSError):
        return error.errno in _NO_SPACE
    if not isinstance(error, DatabaseError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return "disk is full" in str(error) or state == _NO_SPACE_FOR_POSTGRESQL


class WholeFiles(FileSystemStorage):
    """Files that are stored whole or not at all, and leave ``KEPT_FREE`` of the disk. Names are never taken
    twice: see ``upload_to`` of the models."""

    def _save(self, name: str, content: File) -> str:
        root = Path(self.location)
        there = next(folder for folder in (root, *root.parents) if folder.exists())
        if shutil.disk_usage(there).free < KEPT_FREE + content.size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.path(name))
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except BaseException:
            self.delete(name)
            raise
