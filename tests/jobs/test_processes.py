"""Work shared out to processes: nothing lost, nothing out of order, nobody left behind."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from math import factorial
from pathlib import Path
from typing import Any

import pytest

from branches import processes
from tests.setup.site import PROJECT, surroundings

WORKING = """
import os, time
from itertools import islice

import django

def tell(thing):
    return os.getpid()

if __name__ == "__main__":
    django.setup()
    os.cpu_count = lambda: 2
    from branches import processes
    print(*set(islice(processes.each(tell, range(20)), 20)), flush=True)
    waiting = processes.each(time.sleep, [0] * 8 + [60] * 20)
    print(*set(islice(waiting, 8)), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def two_processors(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JOBS_IN_PROCESS = False
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("two_processors")
def test_results_come_in_the_order_of_the_things() -> None:
    assert list(processes.each(factorial, range(40))) == [factorial(number) for number in range(40)]


@pytest.mark.usefixtures("two_processors")
def test_what_goes_wrong_is_raised_here() -> None:
    with pytest.raises(ValueError, match="negative"):
        list(processes.each(factorial, [*range(20), -1]))


def helpers_of(pid: int) -> list[int]:
    """The processes that this one has started."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if of(int(path.name))[1:2] == [str(pid)]]


def of(pid: int) -> list[str]:
    """State, parent and more of a process; empty when there is none."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="reads the list of processes of Linux")
def test_a_killed_job_takes_its_helpers_with_it(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(WORKING, encoding="utf-8")
    environment = surroundings(tmp_path, DJANGO_SETTINGS_MODULE="config.settings", PYTHONPATH=str(PROJECT))
    job = subprocess.Popen([sys.executable, program], env=environment, stdout=subprocess.PIPE, text=True)
    assert job.stdout
    assert os.getpid() not in map(int, job.stdout.readline().split())
    assert job.stdout.readline() == "None\n"  # both helpers are asleep over their next piece of work
    helpers = helpers_of(job.pid)
    assert len(helpers) >= 2
    job.kill()
    job.wait()
    limit = time.monotonic() + 20
    while any(map(is_there, helpers)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not any(map(is_there, helpers))


def is_there(pid: int) -> bool:
    return of(pid)[:1] not in ([], ["Z"])
