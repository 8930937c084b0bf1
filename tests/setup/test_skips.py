"""A tool that is missing skips its tests with one line; where skips are refused it fails them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.site import PROJECT

SUITE = """
import pytest

@pytest.mark.browser
def test_in_a_browser(): ...

@pytest.mark.samples
def test_with_samples(): ...

@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail(): assert False

def test_without_tools(): ...
"""


def outcome(folder: Path, **environment: str) -> str:
    (folder / "test_suite.py").write_text(SUITE)
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.tools", "-p", "no:django", "-rs", "-q", str(folder)],
        cwd=folder,
        env={"PATH": "/nonexistent", "PYTHONPATH": str(PROJECT), "HOME": os.environ.get("HOME", "/")}
        | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.stdout


def test_missing_tools_skip_and_say_how_to_get_them(tmp_path: Path) -> None:
    said = outcome(tmp_path)
    assert "1 passed, 2 skipped, 1 xfailed" in said
    assert "needs chromium (Debian: apt-get install chromium fonts-noto-cjk)" in said
    assert "set SAMPLES_DIR" in said


def test_refused_skips_are_failures_that_say_what_was_missing(tmp_path: Path) -> None:
    said = outcome(tmp_path, REFUSE_SKIPS="1")
    assert "1 passed, 1 xfailed, 2 errors" in said
    assert "REFUSE_SKIPS=1, but this was skipped: needs chromium" in said


def test_only_what_is_allowed_by_name_may_still_skip(tmp_path: Path) -> None:
    said = outcome(tmp_path, REFUSE_SKIPS="1", ALLOW_SKIPS="samples")
    assert "1 passed, 1 skipped, 1 xfailed, 1 error" in said


@pytest.mark.parametrize(("refuse", "expected"), [("0", "3 skipped"), ("1", "1 error")])
def test_a_module_that_skips_itself_counts_too(tmp_path: Path, refuse: str, expected: str) -> None:
    (tmp_path / "test_module.py").write_text("import pytest\npytest.importorskip('no_such_package')\n")
    assert expected in outcome(tmp_path, REFUSE_SKIPS=refuse, ALLOW_SKIPS="browser,samples").splitlines()[-1]
