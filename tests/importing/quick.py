"""Reading many workbooks cheaply: one light process forks for every file what production starts anew.

The fork runs the very ``child.main.main`` under the very limits; only the start of an interpreter, a fifth of
a second each time, is saved. ``read_workbook`` and everything above it are as in production.
"""

import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Self
from unittest import mock

from branches.importing.workbook import reading as workbook

_SERVER = """
import os, signal, struct, sys
sys.path.insert(0, sys.argv[1])
import python_calamine
from branches.importing.workbook.child import main as child

def run(data):
    given, told = os.memfd_create("given"), os.memfd_create("told")
    os.write(given, data)
    os.lseek(given, 0, os.SEEK_SET)
    key = os.fork()
    if key == 0:
        code = 70
        try:
            os.dup2(given, 0)
            os.dup2(told, 1)
            sys.stdin, sys.stdout = open(0), open(1, "w")
            signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))  # ends with SIGPROF, wherever it hangs
            child.main()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(key, 0)
    size = os.lseek(told, 0, os.SEEK_END)
    os.lseek(told, 0, os.SEEK_SET)
    output = b""
    while len(output) < size:
        output += os.read(told, size - len(output))
    os.close(given)
    os.close(told)
    return os.waitstatus_to_exitcode(status), output

incoming, outgoing = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
while head := incoming.read(4):
    code, output = run(incoming.read(struct.unpack("<I", head)[0]))
    outgoing.write(struct.pack("<iI", code, len(output)) + output)
    outgoing.flush()
"""
LONGEST_SECONDS = 5
"""Of processor time for one file. No file of the tests comes near it unless something hangs."""


class QuickReader:
    """Runs the reading child for one file after another. ``ended``: how the last one did, 0 when well."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _SERVER, workbook._ROOT, str(LONGEST_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.ended = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def run(self, source: IO[bytes], spool: IO[bytes]) -> int:
        """Read one file from ``source``, write the child's lines to ``spool``; how the child ended."""
        assert self._process.stdin and self._process.stdout
        source.seek(0)
        data = source.read()
        self._process.stdin.write(struct.pack("<I", len(data)) + data)
        self._process.stdin.flush()
        head = self._process.stdout.read(8)
        self.ended, size = struct.unpack("<iI", head)
        spool.write(self._process.stdout.read(size))
        assert self.ended != -signal.SIGPROF, f"reading took more than {LONGEST_SECONDS} seconds"
        return self.ended


@contextmanager
def quick_reading(reader: QuickReader) -> Iterator[None]:
    """Inside, ``read_workbook`` has this reader run the child."""
    with mock.patch.object(workbook, "_child", reader.run):
        yield
