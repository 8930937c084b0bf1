"""The lock files hold every package by hash, agree with each other and name no address."""

import re
from pathlib import Path

import pytest

from tests.setup.site import PROJECT

REQUIREMENTS = PROJECT / "requirements"


def wanted(name: str) -> set[str]:
    """The packages a list asks for by name."""
    lines = (REQUIREMENTS / f"{name}.in").read_text().splitlines()
    named = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-")))
    return {_normal(match[0]) for match in named if match}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Each package of a lock file with its version and how many hashes it has."""
    entries = re.findall(
        r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)[^\n]*\n(?P<rest>(?:[ \t]+[^\n]*\n?)*)",
        (REQUIREMENTS / f"{name}.txt").read_text(),
        re.MULTILINE,
    )
    return {_normal(package): (version, rest.count("--hash=sha256:")) for package, version, rest in entries}


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_package_asked_for_is_locked_by_hash(name: str) -> None:
    assert wanted(name) <= locked(name).keys()
    assert not [package for package, (_, hashes) in locked(name).items() if hashes == 0]


@pytest.mark.parametrize("name", ["run", "dev"])
def test_no_address_is_written_down(name: str) -> None:
    text = Path(REQUIREMENTS / f"{name}.txt").read_text()
    assert "://" not in text
    assert not re.search(r"^--(index|extra-index|find-links|trusted-host)", text, re.MULTILINE)


def test_testing_runs_on_the_versions_the_site_runs_on() -> None:
    assert locked("run").items() <= locked("dev").items()
