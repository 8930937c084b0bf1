"""A batch is in whole or not at all, whatever happens to the process, the disk or the database meanwhile."""

import datetime
import os
import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.db import connection

from branches.importing.batch import preparing
from branches.importing.batch.committing import commit
from branches.importing.batch.failing import BatchError
from branches.importing.batch.intake import preview
from branches.importing.batch.undoing import undo
from branches.importing.scope import Scope
from branches.models import AgendaItem, Attendance, Change, ImportBatch, Meeting, Member
from tests.importing.workbooks import xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "时间", "类型", "主题", "参加人员", "议题"]
ROWS = 30

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("roster")]


@pytest.fixture
def batch(office: SimpleNamespace) -> ImportBatch:
    rows = [["第一支部", DAY, "主题党日", f"活动{n}", "程远山、林晓岚", "议题甲"] for n in range(ROWS)]
    return preview(xlsx({"台账": [HEADER, *rows]}), "台账.xlsx", Scope())


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that thirty rows are prepared and written in many steps."""
    monkeypatch.setattr(preparing, "BATCH", 4)


def written() -> dict[str, int]:
    imported = Change.objects.filter(source__in=["import", "undo"], subject_label="branches.meeting")
    return {
        "meetings": Meeting.objects.live().count(),
        "topics": AgendaItem.objects.count(),
        "names": Attendance.objects.count(),
        "changes": imported.count(),
        "rows": sum(batch.rows.exclude(record_id=None).count() for batch in ImportBatch.objects.all()),
    }


NOTHING = dict.fromkeys(["meetings", "topics", "names", "changes", "rows"], 0)
EVERYTHING = {
    "meetings": ROWS,
    "topics": ROWS,
    "names": 2 * ROWS,
    "changes": 4 * ROWS,
    "rows": ROWS,
}


def state_of(batch: ImportBatch) -> str:
    return ImportBatch.objects.get(pk=batch.pk).state


def in_another_process(work: Callable[[], object]) -> int:
    """The signal that ended it; 0 when it came to its end."""
    connection.close()
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


class KillAt:
    """Ends this process by force at the given step; one step more than there are never comes."""

    def __init__(self, step: int) -> None:
        self.step, self.steps = step, 0

    def __call__(self, done: int, total: int, text: str) -> None:
        self.steps += 1
        if self.steps == self.step:
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.usefixtures("small_steps")
def test_killed_at_any_step_nothing_is_written_and_it_can_be_done_again(batch: ImportBatch) -> None:
    kills = 0
    chance = random.Random(5)  # noqa: S311
    for step in sorted(chance.sample(range(1, 45), 12)):
        ended_by = in_another_process(lambda step=step: commit(batch, None, progress=KillAt(step)))
        if ended_by:
            kills += 1
            assert ended_by == signal.SIGKILL
            assert (written(), state_of(batch)) == (NOTHING, "previewed")
    assert kills >= 5
    if state_of(batch) == "previewed":
        commit(batch, None)
    assert (written(), state_of(batch)) == (EVERYTHING, "committed")


@pytest.mark.usefixtures("small_steps")
def test_killed_after_the_last_statement_nothing_is_written(batch: ImportBatch) -> None:
    counting = KillAt(0)
    commit(batch, None, progress=counting)
    undo(batch, None)
    again = preview(batch.file.open().read(), "台账.xlsx", Scope())
    before = written()
    assert in_another_process(lambda: commit(again, None, progress=KillAt(counting.steps))) == signal.SIGKILL
    assert (written(), state_of(again)) == (before, "previewed")
    assert commit(again, None).created == ROWS


def test_killed_while_undoing_everything_is_still_there(batch: ImportBatch) -> None:
    commit(batch, None)
    assert in_another_process(lambda: undo(batch, None, progress=KillAt(1))) == signal.SIGKILL
    assert (written(), state_of(batch)) == (EVERYTHING, "committed")
    assert undo(batch, None).removed == ROWS
    assert (Meeting.objects.live().count(), state_of(batch)) == (0, "undone")


# --- disk full --------------------------------------------------------------------------------------------


@pytest.fixture
def room() -> Iterator[Callable[[int], None]]:
    """Lets the database grow by so many pages and no more."""

    def pages(more: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # pages that are free within the file would be used first
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + more}")

    yield pages
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.sqlite
@pytest.mark.parametrize("more", [0, 3, 9])
@pytest.mark.usefixtures("small_steps")
def test_on_a_full_disk_nothing_is_written_and_it_can_be_done_again(
    batch: ImportBatch, room: Callable[[int], None], more: int
) -> None:
    room(more)
    with pytest.raises(BatchError, match="磁盘空间不足，没有导入任何内容"):
        commit(batch, None)
    assert (written(), state_of(batch)) == (NOTHING, "previewed")
    room(10_000)
    assert commit(batch, None).created == ROWS
    assert written() == EVERYTHING


@pytest.mark.sqlite
def test_on_a_full_disk_no_preview_is_stored(office: SimpleNamespace, room: Callable[[int], None]) -> None:
    rows = [["第一支部", DAY, "主题党日", f"活动{n}", None, "议" * 200] for n in range(100)]
    room(2)
    with pytest.raises(BatchError, match="磁盘空间不足"):
        preview(xlsx({"台账": [HEADER, *rows]}), "台账.xlsx", Scope())
    assert ImportBatch.objects.count() == 0


@pytest.mark.sqlite
def test_on_a_full_disk_nothing_is_undone(batch: ImportBatch, room: Callable[[int], None]) -> None:
    commit(batch, None)
    room(0)
    with pytest.raises(BatchError, match="磁盘空间不足，没有撤销"):
        undo(batch, None)
    assert (written(), state_of(batch)) == (EVERYTHING, "committed")


# --- others at the same time ------------------------------------------------------------------------------


@pytest.fixture
def somebody() -> Iterator[sqlite3.Connection]:
    """Another process at the same file, who does not wait."""
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    yield other
    other.close()
    connection.close()


@pytest.mark.sqlite
def test_while_somebody_else_writes_it_says_so(batch: ImportBatch, somebody: sqlite3.Connection) -> None:
    somebody.execute("BEGIN IMMEDIATE")
    with pytest.raises(BatchError, match="数据库正忙，等了很久也没有轮到，没有导入任何内容"):
        commit(batch, None)
    somebody.execute("ROLLBACK")
    assert (written(), state_of(batch)) == (NOTHING, "previewed")
    assert commit(batch, None).created == ROWS


@pytest.mark.sqlite
@pytest.mark.usefixtures("small_steps")
def test_others_can_save_until_the_writing_itself(batch: ImportBatch, somebody: sqlite3.Connection) -> None:
    saved, refused = [], []

    def save(done: int, total: int, text: str) -> None:
        try:
            somebody.execute("INSERT INTO branches_tag (name) VALUES (?)", [f"标签{done}"])
            saved.append(text)
        except sqlite3.OperationalError:
            refused.append(text)

    commit(batch, None, progress=save)
    assert len(saved) >= 8
    assert {text[:4] for text in saved} == {"正在准备"}
    assert set(refused) == {"正在写入，马上就好"}


def test_what_somebody_saves_meanwhile_is_not_made_twice(batch: ImportBatch, office: SimpleNamespace) -> None:
    def save(done: int, total: int, text: str) -> None:
        if not Meeting.objects.exists():
            Meeting.objects.create(organization=office.first, date=DAY, kind="theme_day", title="活动7")

    with pytest.raises(BatchError, match="1 行不能再导入"):
        commit(batch, None, progress=save)
    assert Meeting.objects.count() == 1
    done = commit(batch, None, good_rows=True)
    assert (done.created, Meeting.objects.count()) == (ROWS - 1, ROWS)


def test_a_branch_dissolved_meanwhile_stops_it(batch: ImportBatch, office: SimpleNamespace) -> None:
    def dissolve(done: int, total: int, text: str) -> None:
        if office.first.dissolved_on is None:
            office.first.dissolved_on = DAY
            office.first.save()

    with pytest.raises(BatchError, match="30 行不能再导入"):
        commit(batch, None, progress=dissolve)
    assert written() == NOTHING


def test_it_gives_up_where_somebody_saves_again_and_again(
    batch: ImportBatch, office: SimpleNamespace
) -> None:
    def save(done: int, total: int, text: str) -> None:
        if text.startswith("正在准备"):
            Member.objects.create(name="方初阳", organization=office.first)

    with pytest.raises(BatchError, match="请稍后再试"):
        commit(batch, None, progress=save)
    assert (written(), state_of(batch)) == (NOTHING, "previewed")
