"""What processes take, as the kernel counts it: Linux only."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Taken:
    """``peak``: bytes of memory at most; ``cpu``: seconds, its finished children's among them."""

    command: str
    peak: int = 0
    cpu: float = 0.0


class Watch:
    """Looks at a process and everything below it, several times a second, while the ``with`` block runs."""

    def __init__(self, pid: int, every: float = 0.1) -> None:
        self.pid, self._every = pid, every
        self.taken: dict[int, Taken] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._look()

    def of(self, word: str) -> list[Taken]:
        """The processes whose command holds the word, in the order in which they were started."""
        return [taken for pid, taken in sorted(self.taken.items()) if word in taken.command]

    def _look_on(self) -> None:
        while not self._over.wait(self._every):
            self._look()

    def _look(self) -> None:
        parents: dict[int, int] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parents[int(folder.name)] = int(_stat(folder)[1])
            except OSError:
                continue
        for pid in parents:
            above: int | None = pid
            while above is not None and above != self.pid:
                above = parents.get(above)
            if above is not None:
                self._note(pid)

    def _note(self, pid: int) -> None:
        folder = Path("/proc", str(pid))
        try:
            command = folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            status = folder.joinpath("status").read_text()
            stat = _stat(folder)
        except OSError:
            return  # it has ended
        taken = self.taken.setdefault(pid, Taken(command))
        taken.command = command or taken.command
        peak = [line for line in status.splitlines() if line.startswith("VmHWM:")]
        taken.peak = max(taken.peak, int(peak[0].split()[1]) * 1024 if peak else 0)
        taken.cpu = max(taken.cpu, sum(map(int, stat[11:15])) / _TICKS)


def _stat(folder: Path) -> list[str]:
    """The fields behind the name, which is in brackets and may hold blanks: state, parent, …"""
    return folder.joinpath("stat").read_text().rpartition(")")[2].split()
