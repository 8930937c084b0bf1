"""Fixtures of the tests on drafts."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    """The five sample summaries by the first three characters of their file names."""
    folder = Path(os.environ["SAMPLES_DIR"])
    return {path.name[:3]: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}
