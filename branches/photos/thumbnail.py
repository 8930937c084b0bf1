"""The site's side of it: hands a picture to the child process and takes back a small one."""

import logging
import os
import subprocess  # noqa: S404 - starts this very interpreter with fixed arguments
import sys
from pathlib import Path
from typing import IO

SECONDS = 30
_log = logging.getLogger(__name__)
_ROOT = str(Path(__file__).resolve().parent.parent.parent)
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from branches.photos.child import main; main()"
_PASSED_ON = ("SYSTEMROOT", "TEMP", "TMP")


def thumbnail(photo: IO[bytes]) -> bytes | None:
    """A small JPEG of the photo (see ``child.reduced``); None for what cannot be decoded within the limits.

    The photo is read from its beginning and left there.
    """
    photo.seek(0)
    data = photo.read()
    photo.seek(0)
    try:
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={"PATH": os.defpath, **{name: os.environ[name] for name in _PASSED_ON if name in os.environ}},
            check=False,
        )
    except subprocess.TimeoutExpired:
        _log.warning("no thumbnail: a photo of %d bytes took longer than %d seconds", len(data), SECONDS)
        return None
    return ended.stdout if ended.returncode == 0 and ended.stdout else None
