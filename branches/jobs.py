"""Long work in the background: each job is a process of its own, with progress that anyone waiting can read.

An app declares its kinds of work with ``job`` in a module called ``background``; ``start`` hands one over.
The process ends with its work, so that the site's own memory stays as it was, and a work that goes wrong
takes nothing else with it. How far it has come is written to a file beside the database: a work that writes a
hundred thousand rows in one transaction could not tell through the database.
"""

import contextlib
import datetime
import json
import os
import subprocess  # noqa: S404 - starts this program again, with a number as its only argument
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from branches.fulldisk import is_disk_full
from branches.history import acting
from branches.models import Change, Job, User
from branches.models.job import JOB_DAYS

BEAT = 2.0
"""Seconds between two signs of life."""
SILENCE = 60.0
"""Seconds without a sign of life after which a job counts as broken off."""
THROTTLE = 0.2
AT_ONCE = 2
"""Jobs that work at the same time; later ones wait their turn."""
MOST_AT_A_TIME = 5
"""Unfinished jobs of one person: each that waits is a process already."""
SAME_CLICK = datetime.timedelta(seconds=10)
TOO_MANY = f"您已有 {MOST_AT_A_TIME} 项任务还没有完成，请等其中一项结束以后再发起。"
BROKEN_OFF = "中途停止了，没有完成。请重新发起。"
FULL = "服务器的磁盘满了，没有完成。请告诉系统管理员腾出空间，再重新发起。"
UNEXPECTED = "遇到意外的问题，没有完成；详细情况已记入日志，请联系系统管理员。"


class JobError(Exception):
    """The work cannot be done. ``str()`` says why in Chinese."""


class Progress:
    """Called by the work with how many steps of how many are done and what is being done now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: dict[str, Any] = {"done": 0, "total": 0, "text": ""}
        self._written = 0.0
        self._lock = threading.Lock()

    def __call__(self, done: int, total: int, text: str = "") -> None:
        self._state = {"done": done, "total": total, "text": text}
        if done >= total or time.monotonic() - self._written >= THROTTLE:
            self.write()

    def write(self) -> None:
        with self._lock:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_text(json.dumps(self._state, ensure_ascii=False), encoding="utf-8")
            # On Windows a reader may have the file open just now; the next beat writes it again.
            with contextlib.suppress(PermissionError):
                beside.replace(self._path)
            self._written = time.monotonic()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: its Chinese name, and what does it."""

    label: str
    work: Callable[[Job, Progress], None]


_kinds: dict[str, Kind] = {}


def job(
    kind: str, label: str
) -> Callable[[Callable[[Job, Progress], None]], Callable[[Job, Progress], None]]:
    """Declare the work of a kind. It is given the job, whose ``asked_by`` it must check once more, and
    raises JobError with a reason for the person.
    """

    def declare(work: Callable[[Job, Progress], None]) -> Callable[[Job, Progress], None]:
        if kind in _kinds:
            raise ValueError(f"the job {kind} is declared twice")
        _kinds[kind] = Kind(label, work)
        return work

    return declare


def kinds() -> dict[str, Kind]:
    """Every kind that an installed app declares in its ``background`` module."""
    autodiscover_modules("background")
    return _kinds


def start(kind: str, *, user: User, title: str, parameters: dict[str, Any]) -> Job:
    """Hand the work over and return at once; it begins when the present transaction is through.

    What the same person asked for a moment ago and is not begun yet is not done twice. Whoever has too many
    jobs already is given one that says so and does nothing.
    """
    if kind not in kinds():
        raise KeyError(kind)
    _remove_expired()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # a double click waits for itself
        theirs = [each for each in Job.objects.visible_to(user).unfinished() if is_alive(each)]
        since = timezone.now() - SAME_CLICK
        for each in theirs:
            if (each.kind, each.parameters) == (kind, parameters) and each.asked_at > since:
                return each
        roles = [list(each) for each in user.roles.order_by("pk").values_list("kind", "organization_id")]
        asked = Job.objects.create(
            kind=kind, title=title[:200], parameters=parameters, asked_by=user, roles=roles
        )
        if len(theirs) >= MOST_AT_A_TIME:
            asked.finish(Job.State.FAILED, TOO_MANY)
            return asked
    if settings.JOBS_IN_PROCESS:
        run(asked)
    else:
        transaction.on_commit(lambda: _spawn(asked))
    return asked


def _remove_expired() -> None:
    Job.objects.expired().delete()
    oldest = time.time() - JOB_DAYS * 24 * 60 * 60
    for path in Path(settings.JOBS_ROOT).glob("*"):
        with contextlib.suppress(FileNotFoundError):  # of a job that has just written its progress anew
            if path.stat().st_mtime < oldest:
                path.unlink()


def run(asked: Job) -> None:
    """Do the work here and now, and note what came of it. An unexpected exception is noted and raised."""
    progress = Progress(asked.progress_path)
    with _beating(progress):
        _wait_for_turn(asked, progress)
        asked.state = Job.State.RUNNING
        asked.save(update_fields=["state"])
        try:
            with acting(user=asked.asked_by, source=Change.Source.FORM):
                kinds()[asked.kind].work(asked, progress)
        except JobError as reason:
            asked.finish(Job.State.FAILED, str(reason))
        except BaseException as error:
            asked.finish(Job.State.FAILED, FULL if is_disk_full(error) else UNEXPECTED)
            raise
        else:
            asked.finish(Job.State.DONE)


@contextlib.contextmanager
def _beating(progress: Progress) -> Iterator[None]:
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            progress.write()

    progress.write()
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _wait_for_turn(asked: Job, progress: Progress) -> None:
    while True:
        others = Job.objects.unfinished().filter(pk__lt=asked.pk)
        ahead = sum(is_alive(other) for other in others)
        if ahead < AT_ONCE:
            return
        progress(0, 0, f"前面还有 {ahead} 项任务，请稍候")
        time.sleep(BEAT / 2)


def is_alive(asked: Job) -> bool:
    """Whether an unfinished job has given a sign of life lately, or was only just handed over."""
    try:
        last = asked.progress_path.stat().st_mtime
    except FileNotFoundError:
        last = asked.asked_at.timestamp()
    return time.time() - last < SILENCE


def progress_of(asked: Job) -> dict[str, Any]:
    """``done``, ``total`` (0 when unknown) and ``text`` of an unfinished job."""
    try:
        read: dict[str, Any] = json.loads(asked.progress_path.read_text(encoding="utf-8"))
    except (FileNotFoundError, PermissionError):
        return {"done": 0, "total": 0, "text": ""}
    return read


def settle(asked: Job) -> Job:
    """The job as it stands; one that gave no sign of life is noted as broken off."""
    if not asked.finished and not is_alive(asked):
        with transaction.atomic():
            asked = Job.objects.select_for_update().get(pk=asked.pk)
            if not asked.finished and not is_alive(asked):
                asked.finish(Job.State.FAILED, BROKEN_OFF)
    return asked


def _spawn(asked: Job) -> None:
    log = Path(settings.DATA_DIR, "logs", "jobs.log")
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with log.open("ab") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program and a number
            [sys.executable, str(Path(settings.BASE_DIR, "manage.py")), "run_job", str(asked.pk)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATA_DIR": str(settings.DATA_DIR)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            **apart,
        )
    # Somebody has to take note of its end, or it stays as a zombie.
    threading.Thread(target=process.wait, daemon=True).start()
