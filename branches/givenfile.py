"""Reading a file that somebody named on the command line."""

import errno
import os
from pathlib import Path


class TooLarge(Exception):
    """The file holds more bytes than may be read."""


def read_given(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most ``most`` bytes.

    Raises TooLarge, or OSError; a device or a pipe (``/dev/zero`` never ends) counts as unreadable.
    """
    with path.open("rb") as file:
        if not path.is_file():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLarge
    return content
