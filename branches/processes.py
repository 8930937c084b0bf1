"""The same work for many things, done by a few processes at once.

For jobs alone: a process that answers requests starts no others.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

import django
from django.conf import settings

Thing = TypeVar("Thing")
Result = TypeVar("Result")

MOST = 4
WORTH_IT = 8
"""For fewer things the processes would take longer to start than to work."""


def each(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[Result]:
    """What ``work`` makes of each thing, in their order; what it raises is raised here.

    ``work`` and all that it takes and gives must be picklable, and it has a database connection of its own:
    it may read what is committed, and should write nothing.
    """
    processes = min(MOST, os.cpu_count() or 1)
    if settings.JOBS_IN_PROCESS or processes == 1 or len(things) < WORTH_IT:
        yield from map(work, things)
    else:
        yield from _apart(work, things, processes)


def _apart(work: Callable[[Thing], Result], things: Sequence[Thing], processes: int) -> Iterator[Result]:
    afresh = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(processes, mp_context=afresh, initializer=_begin)
    try:
        yield from executor.map(work, things)
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    django.setup()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A job that is killed takes its helpers with it."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
