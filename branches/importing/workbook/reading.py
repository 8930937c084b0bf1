"""A spreadsheet file, given as bytes, read in a limited child process into sheets of rows.

calamine ends the whole process on some hostile sheets, and no exception can be caught from that; hence the
child. Its output goes through a file, so the rows of a long sheet never stand in this process's memory all
at once.
"""

import json
import logging
import os
import subprocess  # noqa: S404 - starts this very interpreter with fixed arguments
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from branches.importing.workbook.refusing import MAX_FILE_BYTES, REASONS, TIMEOUT_SECONDS, WorkbookError
from branches.importing.workbook.sheets import Merge, Sheet, Workbook, letter

_log = logging.getLogger(__name__)


_ROOT = str(Path(__file__).resolve().parents[3])
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from branches.importing.workbook.child.main import main; main()"
)


def read_workbook(data: bytes) -> Workbook:
    """Read an .xlsx, .xlsm, .xls, .et or .ods by its content.

    Raises WorkbookError, and nothing else, on any file.
    """
    if len(data) > MAX_FILE_BYTES:
        raise WorkbookError("file_too_big")
    try:
        return _read(data)
    except OSError as error:  # no room for the file, no process, no memory for one
        _log.exception("a workbook could not be read")
        raise WorkbookError("not_read") from error


def _read(data: bytes) -> Workbook:
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the workbook
        try:
            _run_child(source, spool)
            return Workbook(_index(spool), spool)
        except BaseException:
            spool.close()
            raise


def _run_child(source: IO[bytes], spool: IO[bytes]) -> None:
    ended = _child(source, spool)
    if ended in (-24, -9):  # SIGXCPU; SIGKILL comes from the system when it is short of memory or time
        raise WorkbookError("too_slow" if ended == -24 else "too_big")
    if ended in (-6, -25, -11):  # SIGABRT: an allocation failed; SIGXFSZ: too much output; a crash
        raise WorkbookError("too_big" if ended != -11 else "damaged")
    if ended != 0:
        raise WorkbookError("damaged")


def _child(source: IO[bytes], spool: IO[bytes]) -> int:
    """Run the reading child to its end; its exit code, negative for the signal that ended it."""
    try:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT],
            stdin=source,
            stdout=spool,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            env={"PATH": os.defpath, "RUST_BACKTRACE": "0", **_system_environment()},
            check=False,
        ).returncode
    except subprocess.TimeoutExpired as error:
        raise WorkbookError("too_slow") from error


def _system_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}


def _index(spool: IO[bytes]) -> list[Sheet]:
    """Walk the child's lines once and note where each sheet begins. Anything but a clean end is an error."""
    try:
        return _sheets(spool)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # Not the lines that the child writes.
        raise WorkbookError("damaged") from error


def _sheets(spool: IO[bytes]) -> list[Sheet]:
    sheets: list[Sheet] = []
    spool.seek(0)
    position = 0
    complete = False
    for line in spool:
        position += len(line)
        if line.startswith(b'["row",'):
            sheets[-1].row_count += 1
            continue
        kind, *rest = json.loads(line)
        if kind == "refused":
            raise WorkbookError(rest[0] if rest[0] in REASONS else "damaged")
        if kind == "sheet":
            sheets.append(_sheet(rest[0], spool, position))
        complete = kind == "end"
    if not complete:
        raise WorkbookError("damaged")
    return sheets


def _blank_formulas(count: int = 0, row: int = 0, column: int = 0) -> tuple[int, str]:
    return count, f"{letter(column)}{row + 1}" if count else ""


def _sheet(head: dict[str, Any], spool: IO[bytes], start: int) -> Sheet:
    merges = [Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in head["merges"]]
    problem = head.get("problem")
    return Sheet(
        name=head["name"],
        hidden=head["hidden"],
        since_1904=head["since_1904"],
        merges=merges,
        problem=REASONS[problem] if problem else None,
        hidden_rows=frozenset(head.get("hidden_rows", ())),
        struck_rows=frozenset(head.get("struck_rows", ())),
        beside=frozenset(head.get("beside", ())),
        blank_formulas=_blank_formulas(*head.get("blank_formulas", ())),
        _spool=spool,
        _start=start,
    )
