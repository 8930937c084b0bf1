"""A long sheet through the site as a person sends it: upload, tables, rows, commit; and the site meanwhile.

The real server is started with a data folder of its own. Nobody waits for anybody: each page is asked for as
soon as the one before it says that it is ready.
"""

import os
import re
import socket
import subprocess  # noqa: S404 - starts this program with fixed arguments
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench.browser import Browser
from bench.office import ADMINISTRATOR, PASSWORD
from bench.processes import Taken, Watch

HOST = "127.0.0.1"
A_VISIT = {"organization": "第1支部", "kind": "research_visit", "date": "2024-03-05"}


@dataclass
class Went:
    """``steps``: seconds from upload to the end of each; ``jobs``: what their processes took."""

    steps: dict[str, float] = field(default_factory=dict)
    jobs: list[Taken] = field(default_factory=list)
    site: Taken = field(default_factory=lambda: Taken(""))
    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    records: int = 0


@contextmanager
def _running(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATA_DIR": str(data), "PORT": str(port), "HOST": HOST, "DEMO": "0"}
    with subprocess.Popen(
        [sys.executable, "-m", "config.start"], env=environment, stdout=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(600):
                with socket.socket() as there:
                    if there.connect_ex((HOST, port)) == 0:
                        break
                time.sleep(0.1)
            yield server, port
        finally:
            server.terminate()


def _signed_in(port: int) -> Browser:
    browser = Browser(HOST, port)
    browser.get("/")
    browser.post(browser.at, {"username": ADMINISTRATOR, "password": PASSWORD})
    return browser


def _await_job(browser: Browser) -> None:
    """Wait on the page of a job until it leads elsewhere, and go there."""
    while re.fullmatch(r"/jobs/\d+/", browser.at):
        page = browser.at
        text = browser.get(page, {"HX-Request": "true"})
        if target := browser.headers.get("HX-Redirect"):
            browser.get(target)
        elif "没有完成" in text or "失败" in text:
            raise SystemExit(re.sub(r"<[^>]+>|\s+", " ", text))
        else:
            time.sleep(0.2)


class _Colleague:
    """Somebody who goes on working: looks at a list and saves a record, again and again."""

    def __init__(self, port: int) -> None:
        self._browser = _signed_in(port)
        self.pages: list[float] = []
        self.saves: list[float] = []
        self._failed = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self._failed:
            raise SystemExit(self._failed)

    def _work(self) -> None:
        number = 0
        while not self._over.wait(1):
            number += 1
            started = time.perf_counter()
            self._browser.get("/records/meeting/")
            self.pages.append(time.perf_counter() - started)
            self._browser.get("/records/work/add/")
            said = {**A_VISIT, "title": f"调研{number}"}
            started = time.perf_counter()
            self._browser.post("/records/work/add/", said)
            if self._browser.at.endswith("/add/"):
                self._failed = "a record could not be saved meanwhile"
                return
            self.saves.append(time.perf_counter() - started)


def run(data: Path, sheet: Path) -> Went:
    went = Went()
    content = sheet.read_bytes()
    with _running(data) as (server, port):
        browser = _signed_in(port)
        browser.get("/imports/upload/")
        with Watch(server.pid) as watch, _Colleague(port) as colleague:
            started = time.perf_counter()

            def done(step: str) -> None:
                went.steps[step] = time.perf_counter() - started

            browser.post("/imports/upload/", {}, {"file": (sheet.name, content)})
            _await_job(browser)
            done("tables")
            batch = re.search(r"/imports/(\d+)/", browser.at)
            if batch is None:
                raise SystemExit(f"the upload led to {browser.at}")
            browser.post(f"/imports/{batch[1]}/read/", {})
            _await_job(browser)
            done("preview")
            browser.post(f"/imports/{batch[1]}/decide/", {"decision": "all"})
            _await_job(browser)
            done("committed")
        written = re.search(r"这一批现有记录\s*([\d,]+)", re.sub(r"<[^>]+>", "", browser.page))
        went.records = int(written[1].replace(",", "")) if written else 0
        went.site, went.jobs = watch.taken[server.pid], watch.of("run_job")
        went.pages, went.saves = colleague.pages, colleague.saves
    return went
