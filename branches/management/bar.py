"""How far long work has come, on the terminal of whoever waits for it."""

import time
from typing import Any, Self

SIGNS, WIDTH = 30, 79
SECONDS_BETWEEN = 0.1


class Bar:
    """A line on standard error that shows how far it has come, where somebody can see it."""

    def __init__(self, out: Any) -> None:
        self._out, self._shown = out, 0.0
        self._seen = bool(getattr(out, "isatty", lambda: False)())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._shown:
            self._write("\r" + " " * WIDTH + "\r")

    def __call__(self, done: int, total: int, text: str) -> None:
        now = time.monotonic()
        if not self._seen or now - self._shown < SECONDS_BETWEEN:
            return
        self._shown = now
        filled = SIGNS * done // total if total else 0
        share = f"{100 * done // total:3}%" if total else " …  "
        self._write(f"\r[{'#' * filled}{'.' * (SIGNS - filled)}] {share} {text}  ")

    def _write(self, line: str) -> None:
        self._out.write(line, ending="")
        self._out.flush()
