"""What a workbook may cost. Numbers of the reading child; the parent names them in its messages."""

import sys

if sys.platform != "win32":  # Windows has no such limits
    import resource

MEMORY_BYTES = 512 * 2**20
CPU_SECONDS = 20
OUTPUT_BYTES = 256 * 2**20
MAX_SHEETS = 200
MAX_ROWS = 200_000  # rows with content, over all sheets
MAX_COLUMNS = 256
MAX_TEXT = 100_000  # characters in one cell; Excel itself ends at 32,767
MAX_PART_BYTES = 400 * 2**20  # one unpacked part of a zip container


def confine() -> None:
    """Put this process under its limits for good.

    Without ``resource`` (Windows) only the parent's clock holds.
    """
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))


class Refused(Exception):
    """This file is not read. ``code`` is a key of ``workbook.REASONS``; ``detail`` fills its blanks."""

    def __init__(self, code: str, **detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
