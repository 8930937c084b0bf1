"""What the tests of importing share."""

from collections.abc import Iterator

import pytest

from branches.importing.workbook import reading
from tests.importing.quick import QuickReader, quick_reading

STARTED_ANEW = reading._child


@pytest.fixture(scope="session")
def reading_process() -> Iterator[QuickReader]:
    with QuickReader() as reader:
        yield reader


@pytest.fixture(autouse=True)
def quick_child(reading_process: QuickReader) -> Iterator[QuickReader]:
    """Workbooks are read by one process for the whole run, which forks instead of starting anew."""
    with quick_reading(reading_process):
        yield reading_process


@pytest.fixture
def own_child(quick_child: QuickReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is started as in production."""
    monkeypatch.setattr(reading, "_child", STARTED_ANEW)
