"""Fixtures of the tests on drafts."""

import os
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "samples: reads the five real summaries in the folder SAMPLES_DIR")


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    """The five summaries by the prefix of their file names, as text; skipped where SAMPLES_DIR is not set."""
    folder = os.environ.get("SAMPLES_DIR")
    if not folder:
        pytest.skip("SAMPLES_DIR is not set: the five summaries are not at hand")
    return {path.name[:3]: path.read_bytes().decode() for path in sorted(Path(folder).glob("*.txt"))}
