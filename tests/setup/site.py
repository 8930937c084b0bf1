"""Start the real site in a process of its own, as ``make run`` does."""

import http.client
import http.cookiejar
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SETTINGS = {
    "DJANGO_SETTINGS_MODULE",
    "TEST_DATA_DIR",
    "DATA_DIR",
    "DATABASE_URL",
    "SECRET_KEY",
    "HOST",
    "PORT",
    "DEMO",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a start in ``folder``, nothing taken over from the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return kept | {"DATA_DIR": str(folder)} | more


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python program of the project, to its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class Site:
    """A running site: ``with Site(folder) as site`` waits until it answers, and stops it with Ctrl-C.

    Afterwards ``output`` is what it printed, ``status`` its exit status and ``work`` the seconds of processor
    time it took.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.environment = surroundings(folder, PORT=str(self.port), **environment)
        self.output = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Site":
        begun = time.monotonic()
        self._worked_before = _work_of_children()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.start"],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() - begun > 120:
                self.__exit__()
                raise AssertionError(f"the site did not start:\n{self.output}")
            time.sleep(0.05)
        return self

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """One answer, redirects not followed; header names with ``_`` for ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(
            "GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        answer.read()
        return answer

    def lets_in(self, username: str, password: str) -> bool:
        """Whether the login form takes these, tried as a browser would."""
        cookies = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
        page = browser.open(f"{self.url}/accounts/login/", timeout=20).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page
        fields = {"csrfmiddlewaretoken": token[1], "username": username, "password": password}
        with browser.open(
            f"{self.url}/accounts/login/", urllib.parse.urlencode(fields).encode(), timeout=20
        ) as answer:
            answer.read()
        return any(cookie.name == "sessionid" for cookie in cookies)

    def _listens(self) -> bool:
        """The port is taken early in a start; it answers at its end."""
        try:
            return self.get("/static/admin/css/base.css").status < 500
        except OSError:
            return False

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.output += self.process.communicate(timeout=30)[0]
        self.status = self.process.returncode
        self.work = _work_of_children() - self._worked_before


def _work_of_children() -> float:
    """Seconds of processor time of ended processes: the same however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
