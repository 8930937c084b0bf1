"""Tests that need more than Python say so by a marker, and skip with one line where the tool is missing.

``browser``  chromium
``office``   LibreOffice and poppler-utils, with a Chinese font, to look at pages
``samples``  the folder of sample summaries named by ``SAMPLES_DIR`` (they are not part of the project)
``sqlite``   SQLite, not a database named by ``DATABASE_URL``

``REFUSE_SKIPS=1`` turns every skip into a failure, so that a CI that lost a tool does not stay green;
``ALLOW_SKIPS=samples`` names markers that may skip all the same.
"""

import os
import shutil
import subprocess
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@cache
def chromium() -> str | None:
    """The browser's path."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


@cache
def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


@cache
def missing(marker: str) -> str:
    """What a test with this marker lacks on this machine and how to get it; empty when all is there."""
    if marker == "browser" and not chromium():
        return "needs chromium (Debian: apt-get install chromium fonts-noto-cjk)"
    if marker == "office":
        tools = [tool for tool in ("soffice", "pdftotext", "pdftoppm") if not shutil.which(tool)]
        if tools or not _has_chinese_font():
            lacking = ", ".join(tools) or "a Chinese font"
            packages = "libreoffice-writer poppler-utils fonts-noto-cjk"
            return f"needs {lacking} (Debian: apt-get install {packages})"
    if marker == "samples" and not os.environ.get("SAMPLES_DIR"):
        return "needs the sample summaries (set SAMPLES_DIR to their folder)"
    if marker == "sqlite" and os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return "is about SQLite's file (unset DATABASE_URL)"
    return ""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs chromium")
    config.addinivalue_line("markers", "office: needs LibreOffice, poppler-utils and a Chinese font")
    config.addinivalue_line("markers", "samples: needs the sample summaries in SAMPLES_DIR")
    config.addinivalue_line("markers", "sqlite: is about SQLite's file")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in ("browser", "office", "samples", "sqlite"):
        if item.get_closest_marker(marker) and (lack := missing(marker)):
            pytest.skip(lack)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real transactions empties the tables: the next one gets the migrations' rows back."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names: list[str] = getattr(item, "fixturenames", [])
        if (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(names):
            names.append("django_db_serialized_rollback")


def _refused(allowed: set[str], markers: set[str]) -> bool:
    return os.environ.get("REFUSE_SKIPS") == "1" and not allowed & markers


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    markers = {mark.name for mark in item.iter_markers()}
    allowed = set(os.environ.get("ALLOW_SKIPS", "").split(","))
    if report.skipped and not hasattr(report, "wasxfail") and _refused(allowed, markers):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and _refused(set(), set()):
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"REFUSE_SKIPS=1, but this was skipped: {why.removeprefix('Skipped: ')}"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample summaries; for tests marked ``samples``."""
    return Path(os.environ["SAMPLES_DIR"])
