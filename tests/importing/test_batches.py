"""Preview, commit and undo of a file, as steps that happen in whole or not at all."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import IO

import pytest
from django.db import DatabaseError

from branches import bulk
from branches.history import acting
from branches.importing.batch.committing import commit
from branches.importing.batch.intake import read_rows, understand
from branches.importing.batch.judging import Outcome
from branches.importing.batch.stored import BatchError, discard, tally
from branches.importing.batch.undoing import edited_since, undo
from branches.importing.wizard.deciding import choose_all_updates, take_answers_back
from branches.importing.workbook.refusing import WorkbookError
from branches.models import (
    AgendaItem,
    Attendance,
    Change,
    DisciplinaryAction,
    ImportBatch,
    ImportRow,
    Lecture,
    Material,
    Meeting,
    Member,
    Talk,
)
from tests.importing.small_ledger import DAY, ROWS, meetings, outcomes, previewed
from tests.importing.workbooks import xlsx

pytestmark = pytest.mark.django_db


BAD = ["第一支部", "4月31日", "主题党日", "错误", 9, 9, None, None, None]


def test_a_preview_writes_no_record(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS), cast.administrator)
    assert outcomes(batch) == ["new", "new", "new"]
    assert (batch.state, batch.organization, batch.created_by) == (
        "previewed",
        office.bureau,
        cast.administrator,
    )
    assert Meeting.objects.count() == 0
    assert Change.objects.filter(record_label="branches.meeting").count() == 0


def test_a_commit_writes_records_parts_and_history(
    office: SimpleNamespace, cast: SimpleNamespace, roster: list[Member]
) -> None:
    batch = previewed(meetings(*ROWS), cast.administrator)
    assert commit(batch, cast.administrator).created == 3
    assert batch.state == "committed"
    meeting = Meeting.objects.get(title="研究一")
    assert (meeting.organization, meeting.date, meeting.kind) == (office.first, DAY, "committee")
    assert (meeting.expected, meeting.present, meeting.created_by, meeting.batch) == (
        3,
        2,
        cast.administrator,
        batch,
    )
    assert list(meeting.agenda_items.values_list("topic", flat=True)) == ["议题甲", "议题乙"]
    attended = meeting.attendances.values_list("member", "status")
    assert list(attended) == [(roster[0].pk, "present"), (roster[1].pk, "present"), (roster[2].pk, "leave")]
    for row in batch.rows.all():
        assert Meeting.objects.get(pk=row.record_id).title == row.values["title"]
    for model in (Meeting, AgendaItem, Attendance):
        changes = Change.objects.filter(record_label=model._meta.label_lower, action="create")
        assert changes.count() == model.objects.count()
        assert {(change.source, change.batch, change.user) for change in changes} == {
            ("import", batch, cast.administrator)
        }


def test_what_is_committed_is_what_was_shown(office: SimpleNamespace) -> None:
    everything = xlsx(
        {
            "党组会": [["单位", "时间", "名称", "第一议题"], ["局党组", DAY, "第1次党组会", "《甲》《乙》"]],
            "党课": [
                ["党支部", "时间", "题目", "主讲人", "听课人数"],
                ["第一支部", DAY, "党章", "程远山", 12],
            ],
            "谈心谈话": [
                ["党支部", "时间", "谈话人", "谈话对象"],
                ["第一支部", DAY, "程远山", "林晓岚、周启明"],
            ],
            "处分": [["党支部", "时间", "姓名", "形态", "党纪处分"], ["第一支部", DAY, "吴静宜", 2, "警告"]],
            "慰问": [
                ["党支部", "时间", "事项名称", "慰问金（元）"],
                ["第一支部", "2023年1月", "慰问党员", 8600],
            ],
        }
    )
    batch = previewed(everything)
    assert commit(batch, None).created == 5
    assert list(Material.objects.values_list("title", "agenda_item__category")) == [
        ("甲", "first_topic"),
        ("乙", "first_topic"),
    ]
    lecture = Lecture.objects.get()
    assert (lecture.audience_count, [row.name for row in lecture.lecturers.all()]) == (12, ["程远山"])
    assert [row.name for row in Talk.objects.get().targets.all()] == ["林晓岚", "周启明"]
    action = DisciplinaryAction.objects.get()
    assert (action.party_sanction, action.effective_until) == ("warning", datetime.date(2024, 3, 4))
    [row] = batch.rows.filter(kind="work")
    assert (row.values["amount"], row.values["end_date"]) == (0.86, "2023-01-31")


@pytest.mark.parametrize("again", ["the same file", "one that overlaps"])
def test_twice_is_once(office: SimpleNamespace, again: str) -> None:
    commit(previewed(meetings(*ROWS)), None)
    extra = ["第一支部", DAY, "主题党日", "新活动", 9, 9, None, None, None]
    second = previewed(meetings(*ROWS, *([extra] if again == "one that overlaps" else [])))
    fresh = 1 if again == "one that overlaps" else 0
    assert outcomes(second) == ["duplicate"] * 3 + ["new"] * fresh
    assert commit(second, None).created == fresh
    assert Meeting.objects.count() == 3 + fresh


def test_of_a_duplicate_nothing_more_is_said(office: SimpleNamespace) -> None:
    odd = ["第一支部", DAY, "支部党员大会", "没有议题", 9, 9, None, None, None]
    first = previewed(meetings(odd))
    assert "没有填写议题" in first.rows.get().errors[0]["message"]
    commit(first, None)
    assert [said["message"] for said in previewed(meetings(odd)).rows.get().errors] == ["已有这条记录。"]


def test_other_spellings_of_the_same_record_are_duplicates(office: SimpleNamespace) -> None:
    commit(previewed(meetings(ROWS[1])), None)
    spelled_otherwise = [
        "青峰市档案发展局第一党支部",
        "2023年3月5日",
        "支部主题党日",
        "植 树",
        "9人",
        "九",
        None,
        None,
        None,
    ]
    assert outcomes(previewed(meetings(spelled_otherwise))) == ["duplicate"]


def test_a_changed_row_says_what_differs_and_changes_nothing(office: SimpleNamespace) -> None:
    commit(previewed(meetings(ROWS[1])), None)
    batch = previewed(meetings(["第一支部", DAY, "主题党日", "植树", 9, 8, None, None, None]))
    [row] = batch.rows.all()
    assert row.outcome == "changed"
    [difference] = [error for error in row.errors if error["column"]]
    assert difference["column"] == "实到"
    assert "9" in difference["message"]
    assert "8" in difference["message"]
    assert row.differences == [
        {"field": "present", "label": "实到人数", "old": "9", "new": "8", "by_hand": ""}
    ]
    commit(batch, None)
    assert Meeting.objects.get().present == 9


def test_the_same_row_twice_in_a_file_is_made_once(office: SimpleNamespace) -> None:
    batch = previewed(meetings(ROWS[1], ROWS[1]))
    assert outcomes(batch) == ["new", "duplicate"]
    assert commit(batch, None).created == 1


def test_two_rows_for_one_record_that_differ_are_asked_about(office: SimpleNamespace) -> None:
    other = ["第一支部", DAY, "主题党日", "植树", 9, 7, None, None, None]
    batch = previewed(meetings(ROWS[1], other))
    assert outcomes(batch) == ["new", "error"]
    assert "第 2 行" in batch.rows.last().errors[0]["message"]


def test_a_deleted_record_does_not_block(office: SimpleNamespace) -> None:
    commit(previewed(meetings(ROWS[1])), None)
    Meeting.objects.get().move_to_bin(None)
    batch = previewed(meetings(ROWS[1]))
    assert outcomes(batch) == ["new"]
    assert commit(batch, None).created == 1


def test_with_an_error_it_is_all_or_nothing(office: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS, BAD))
    with pytest.raises(BatchError, match="1 行有误"):
        commit(batch, None)
    batch.refresh_from_db()
    assert (batch.state, Meeting.objects.count(), Change.objects.filter(source="import").count()) == (
        "previewed",
        0,
        0,
    )


def test_or_its_good_rows_only(office: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS, BAD))
    assert commit(batch, None, good_rows=True).created == 3
    assert tally(batch.rows.all()) == {"new": 3, "error": 1}
    assert batch.rows.get(outcome="error").record_id is None


def test_a_commit_happens_once(office: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS))
    stale = ImportBatch.objects.get(pk=batch.pk)
    commit(batch, None)
    with pytest.raises(BatchError, match="已经导入"):
        commit(stale, None)
    assert Meeting.objects.count() == 3


@pytest.mark.parametrize("step", ["understand", "read", "answer", "choose"])
def test_what_was_committed_meanwhile_is_not_read_anew(
    office: SimpleNamespace, cast: SimpleNamespace, step: str
) -> None:
    """Its rows say what it made: without them nobody could undo it."""
    batch = previewed(meetings(*ROWS), cast.administrator)
    in_another_tab = ImportBatch.objects.get(pk=batch.pk)
    commit(batch, cast.administrator)
    steps: dict[str, Callable[[], object]] = {
        "understand": lambda: understand(in_another_tab, cast.administrator),
        "read": lambda: read_rows(in_another_tab, cast.administrator),
        "answer": lambda: take_answers_back(in_another_tab),
        "choose": lambda: choose_all_updates(in_another_tab),
    }
    with pytest.raises(BatchError, match="已经导入"):
        steps[step]()
    batch.refresh_from_db()
    assert (batch.state, batch.rows.exclude(record_id=None).count()) == ("committed", 3)
    assert undo(batch, cast.administrator).removed == 3


def test_two_previews_of_one_file_make_its_records_once(office: SimpleNamespace) -> None:
    first, second = previewed(meetings(*ROWS)), previewed(meetings(*ROWS))
    commit(first, None)
    with pytest.raises(BatchError, match="数据有变化，3 行"):
        commit(second, None)
    assert outcomes(second) == ["duplicate"] * 3
    second.refresh_from_db()
    assert (second.state, Meeting.objects.count()) == ("previewed", 3)


def test_good_rows_go_in_although_others_came_too_late(office: SimpleNamespace) -> None:
    late = previewed(meetings(*ROWS))
    commit(previewed(meetings(ROWS[0])), None)
    done = commit(late, None, good_rows=True)
    assert (done.created, [row.outcome for row in done.late]) == (2, [Outcome.DUPLICATE])
    assert Meeting.objects.count() == 3


def test_a_branch_dissolved_since_the_preview_stops_the_commit(office: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS))
    office.second.dissolved_on = datetime.date(2023, 1, 1)
    office.second.save()
    with pytest.raises(BatchError):
        commit(batch, None)
    assert Meeting.objects.count() == 0
    assert "撤销" in batch.rows.get(outcome="error").errors[0]["message"]


def test_a_failure_in_the_middle_leaves_nothing(
    office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = previewed(meetings(*ROWS))
    load, calls = bulk.pickle.load, []

    def fail_at_the_third(spool: IO[bytes]) -> object:
        calls.append(spool)
        if len(calls) == 3:
            raise DatabaseError("database or disk is full")
        return load(spool)

    monkeypatch.setattr(bulk.pickle, "load", fail_at_the_third)
    with pytest.raises(BatchError, match="磁盘空间不足，没有导入任何内容"):
        commit(batch, None)
    batch.refresh_from_db()
    assert (batch.state, Meeting.objects.count(), Change.objects.filter(source="import").count()) == (
        "previewed",
        0,
        0,
    )
    assert batch.rows.exclude(record_id=None).count() == 0
    monkeypatch.undo()
    assert commit(batch, None).created == 3


def test_undo_removes_exactly_what_the_batch_made(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    commit(previewed(meetings(ROWS[2])), None)
    batch = previewed(meetings(*ROWS), cast.administrator)
    commit(batch, cast.administrator)
    own = Meeting.objects.create(organization=office.first, date=DAY, kind="other", title="手工录入")
    assert undo(batch, cast.administrator).removed == 2
    assert set(Meeting.objects.live()) == {own, Meeting.objects.get(title="学习")}
    assert {row.deleted_by for row in Meeting.objects.binned()} == {cast.administrator}
    removed = Change.objects.filter(action="delete")
    assert {(change.source, change.batch) for change in removed} == {("undo", batch)}
    assert removed.count() == 2
    assert batch.state == "undone"
    with pytest.raises(BatchError, match="已经撤销"):
        undo(batch, cast.administrator)


def test_committed_undone_and_committed_again(office: SimpleNamespace) -> None:
    first = previewed(meetings(*ROWS))
    commit(first, None)
    undo(first, None)
    second = previewed(meetings(*ROWS))
    assert outcomes(second) == ["new"] * 3
    commit(second, None)
    assert Meeting.objects.live().count() == 3
    assert Meeting.objects.live().filter(batch=second).count() == 3


def test_undo_says_what_was_edited_since(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS))
    commit(batch, None)
    assert edited_since(batch) == []
    meeting = Meeting.objects.get(title="植树")
    with acting(user=cast.secretary, source="form"):
        meeting.place = "公园"
        meeting.save()
        AgendaItem.objects.create(meeting=Meeting.objects.get(title="研究一"), topic="补充议题")
    assert {record.title for record in edited_since(batch)} == {"植树", "研究一"}
    assert undo(batch, None).removed == 3


def test_a_preview_that_is_discarded_leaves_no_trace(office: SimpleNamespace) -> None:
    batch = previewed(meetings(*ROWS))
    discard(batch)
    assert (ImportBatch.objects.count(), ImportRow.objects.count()) == (0, 0)
    committed = previewed(meetings(*ROWS))
    commit(committed, None)
    with pytest.raises(BatchError, match="只能撤销"):
        discard(committed)


def test_a_file_that_cannot_be_read_stores_nothing(office: SimpleNamespace) -> None:
    with pytest.raises(WorkbookError):
        previewed(b"no workbook")
    assert ImportBatch.objects.count() == 0


def test_queries_do_not_grow_with_the_rows(office: SimpleNamespace, django_assert_max_num_queries) -> None:
    def ledger(count: int) -> bytes:
        return meetings(
            *(["第一支部", DAY, "主题党日", f"活动{n}", 9, 9, "程远山", None, None] for n in range(count))
        )

    with django_assert_max_num_queries(60) as few:
        commit(previewed(ledger(3)), None, good_rows=True)
    Meeting.objects.all().delete()
    with django_assert_max_num_queries(len(few) + 50):  # an SQLite statement holds some twenty rows
        commit(previewed(ledger(300)), None, good_rows=True)
    assert Meeting.objects.count() == 300
