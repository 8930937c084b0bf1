"""A row whose record is there and says otherwise: shown field by field, put in by choice, taken back."""

import datetime
from types import SimpleNamespace

import pytest

from branches.history import acting
from branches.importing.batch.committing import commit
from branches.importing.batch.failing import BatchError
from branches.importing.batch.intake import preview
from branches.importing.batch.undoing import kept_by_undo, undo
from branches.importing.scope import Scope
from branches.models import (
    AgendaItem,
    Change,
    DisciplinaryAction,
    ImportBatch,
    ImportRow,
    Lecture,
    Meeting,
    Member,
    Talk,
    User,
    WorkItem,
)
from tests.importing.workbooks import xlsx

DAY = datetime.date(2023, 3, 5)
HEADER = ["党支部", "时间", "类型", "主题", "地点", "实到", "参加人员", "缺席人员", "议题"]

pytestmark = pytest.mark.usefixtures("office")


def previewed(
    header: list[str], *rows: list[object], sheet: str = "台账", user: User | None = None
) -> ImportBatch:
    return preview(xlsx({sheet: [header, *rows]}), "台账.xlsx", Scope(user=user))


def imported(header: list[str], *rows: list[object], sheet: str = "台账") -> ImportBatch:
    batch = previewed(header, *rows, sheet=sheet)
    commit(batch, None)
    return batch


def shown(row: ImportRow) -> dict[str, tuple[str, str]]:
    return {each["label"]: (each["old"], each["new"]) for each in row.differences}


def meeting(title: str = "植树", **cells: object) -> list[object]:
    given = {"党支部": "第一支部", "时间": DAY, "类型": "主题党日", "主题": title, **cells}
    return [given.get(word) for word in HEADER]


def only(batch: ImportBatch, outcome: str = "changed") -> ImportRow:
    [row] = batch.rows.all()
    assert row.outcome == outcome, row.errors
    return row


def outcomes(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("outcome", flat=True))


# --- what is seen -----------------------------------------------------------------------------------------


def test_every_field_is_told_old_and_new(roster: list[Member]) -> None:
    imported(HEADER, meeting(地点="三楼", 实到=8, 参加人员="程远山、林晓岚", 议题="1.甲；2.乙"))
    row = only(previewed(HEADER, meeting(地点="公园", 实到=9, 参加人员="程远山、周启明", 议题="1.甲；2.丙")))
    assert shown(row) == {
        "地点": ("三楼", "公园"),
        "实到人数": ("8", "9"),
        "议题": ("甲、乙", "甲、丙"),
        "参加人员": ("程远山、林晓岚", "程远山、周启明"),
    }
    assert {error["column"] for error in row.errors} >= {"地点", "实到", "议题", "参加人员"}
    assert row.stored_id == Meeting.objects.get().pk


@pytest.mark.parametrize(
    "again",
    [
        {"地点": "三 楼"},
        {"地点": None},
        {"地点": "三楼", "实到": "８人"},
        {"地点": "—", "实到": None},
        {"参加人员": "林晓岚，程远山"},
        {"参加人员": "程远山、林晓岚等8人"},
        {"议题": "乙；甲"},
    ],
)
def test_another_spelling_or_an_empty_cell_is_no_change(
    again: dict[str, object], roster: list[Member]
) -> None:
    imported(HEADER, meeting(地点="三楼", 实到=8, 参加人员="程远山、林晓岚", 议题="甲\n乙"))
    again = {name: value.replace("；", "\n") if name == "议题" else value for name, value in again.items()}
    row = only(previewed(HEADER, meeting(**again)), "duplicate")
    assert row.differences == []


@pytest.mark.parametrize(
    ("sheet", "header", "first", "second", "differences"),
    [
        (
            "党课",
            ["党支部", "时间", "题目", "主讲人", "主讲人职务", "听课人数"],
            ["第一支部", DAY, "党章", "程远山", "处长", 12],
            ["第一支部", DAY, "党章", "程远山", "局长", 13],
            {"授课人职务": ("程远山（处长）", "程远山（局长）"), "听课人数": ("12", "13")},
        ),
        (
            "谈心谈话",
            ["党支部", "时间", "谈话人", "谈话对象", "谈话内容"],
            ["第一支部", DAY, "程远山", "林晓岚", "工作"],
            ["第一支部", DAY, "程远山", "林晓岚", "工作和家庭"],
            {"谈话内容": ("工作", "工作和家庭")},
        ),
        (
            "处分",
            ["党支部", "时间", "姓名", "形态", "职务"],
            ["第一支部", DAY, "吴静宜", 1, "科员"],
            ["第一支部", DAY, "吴静宜", 1, "科长"],
            {"职务": ("科员", "科长")},
        ),
        (
            "慰问",
            ["党支部", "时间", "事项名称", "慰问金（元）"],
            ["第一支部", DAY, "慰问党员", 8600],
            ["第一支部", DAY, "慰问党员", 9600],
            {"金额（万元）": ("0.86", "0.96")},
        ),
    ],
)
def test_records_of_every_sort_can_change(
    sheet: str,
    header: list[str],
    first: list[object],
    second: list[object],
    differences: dict[str, tuple[str, str]],
) -> None:
    imported(header, first, sheet=sheet)
    batch = previewed(header, second, sheet=sheet)
    assert shown(only(batch)) == differences
    done = commit(batch, None, update_changed=True)
    assert (done.created, done.updated) == (0, 1)
    assert outcomes(previewed(header, second, sheet=sheet)) == ["duplicate"]
    assert sum(model.objects.count() for model in (Lecture, Talk, DisciplinaryAction, WorkItem)) == 1


# --- by choice --------------------------------------------------------------------------------------------


def test_nothing_is_changed_unless_it_was_chosen() -> None:
    imported(HEADER, meeting(实到=8))
    batch = previewed(HEADER, meeting(实到=9), meeting("新的"))
    done = commit(batch, None)
    assert (done.created, done.updated) == (1, 0)
    assert Meeting.objects.get(title="植树").present == 8


def test_a_chosen_row_puts_in_what_it_says_and_keeps_the_rest(
    cast: SimpleNamespace, roster: list[Member]
) -> None:
    imported(HEADER, meeting(地点="三楼", 参加人员="程远山、林晓岚", 议题="甲"), meeting("其他", 实到=5))
    record = Meeting.objects.get(title="植树")
    with acting(user=cast.secretary, source="form"):
        item = record.agenda_items.get()
        item.speaker = "程远山"
        item.save()
        record.recorder, record.hours = "苏念慈", 2
        record.save()
    batch = previewed(
        HEADER, meeting(实到=3, 参加人员="程远山、周启明、方初阳", 议题="甲\n乙"), meeting("其他", 实到=6)
    )
    chosen = batch.rows.order_by("pk")[0]
    done = commit(batch, cast.administrator, update_changed={chosen.pk})
    assert done.updated == 1
    record.refresh_from_db()
    assert (record.present, record.place, record.recorder, record.hours) == (3, "三楼", "苏念慈", 2)
    assert list(record.agenda_items.values_list("topic", "speaker")) == [("甲", "程远山"), ("乙", "")]
    assert list(record.attendances.values_list("name", "member")) == [
        ("程远山", roster[0].pk),
        ("周启明", roster[2].pk),
        ("方初阳", roster[8].pk),
    ]
    assert Meeting.objects.get(title="其他").present == 5
    chosen.refresh_from_db()
    assert chosen.record_id == record.pk


def test_an_update_leaves_history(cast: SimpleNamespace) -> None:
    imported(HEADER, meeting(实到=8))
    batch = previewed(HEADER, meeting(实到=9, 议题="甲"))
    commit(batch, cast.administrator, update_changed=True)
    changes = Change.objects.filter(batch=batch, user=cast.administrator, source="import").order_by("pk")
    assert [(each.record_label, each.action) for each in changes] == [
        ("branches.meeting", "update"),
        ("branches.agendaitem", "create"),
    ]
    assert (changes[0].before, changes[0].after) == ({"present": 8}, {"present": 9})


def test_names_are_only_added_where_the_ledger_says_that_there_are_more(roster: list[Member]) -> None:
    imported(HEADER, meeting(参加人员="程远山、林晓岚"))
    batch = previewed(HEADER, meeting(参加人员="周启明等5人"))
    assert shown(only(batch))["参加人员"] == ("程远山、林晓岚", "程远山、林晓岚、周启明")


def test_an_update_against_the_rules_is_refused_with_the_reason() -> None:
    header = [*HEADER, "应到", "请假"]
    imported(header, [*meeting(实到=8), 10, 2])
    batch = previewed(HEADER, meeting(实到=9))
    row = only(batch)
    assert "不能按本行更新" in row.errors[-1]["message"]
    assert "应到 10 人" in row.errors[-1]["message"]
    assert commit(batch, None, update_changed={row.pk}).updated == 0
    assert Meeting.objects.get().present == 8


# --- what a person typed ----------------------------------------------------------------------------------


def typed(cast: SimpleNamespace, **values: object) -> Meeting:
    record = Meeting.objects.get(title="植树")
    with acting(user=cast.secretary, source="form"):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
    return record


def test_what_a_person_typed_is_replaced_only_by_choice_of_that_row(cast: SimpleNamespace) -> None:
    imported(HEADER, meeting(实到=8))
    typed(cast, present=7)
    batch = previewed(HEADER, meeting(实到=9))
    row = only(batch)
    assert "secretary在网页上填写" in row.differences[0]["by_hand"]
    assert "单独选中" in row.errors[-1]["message"]
    assert commit(batch, None, update_changed=True).updated == 0
    assert Meeting.objects.get().present == 7
    again = previewed(HEADER, meeting(实到=9))
    assert commit(again, None, update_changed=[only(again).pk]).updated == 1
    assert Meeting.objects.get().present == 9


def test_what_a_person_left_empty_is_filled_in(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    with acting(user=cast.secretary, source="form"):
        Meeting.objects.create(organization=office.first, date=DAY, kind="theme_day", title="植树")
    batch = previewed(HEADER, meeting(地点="公园"))
    assert only(batch).differences[0]["by_hand"] == ""
    assert commit(batch, None, update_changed=True).updated == 1
    assert Meeting.objects.get().place == "公园"


def test_a_topic_a_person_added_is_not_dropped_unseen(cast: SimpleNamespace) -> None:
    imported(HEADER, meeting(议题="甲"))
    with acting(user=cast.secretary, source="form"):
        AgendaItem.objects.create(meeting=Meeting.objects.get(), topic="补记", position=2)
    row = only(previewed(HEADER, meeting(议题="甲")))
    assert row.differences[0]["old"] == "甲、补记"
    assert "secretary" in row.differences[0]["by_hand"]


def test_an_edit_after_the_preview_wins(cast: SimpleNamespace) -> None:
    imported(HEADER, meeting(实到=8))
    batch = previewed(HEADER, meeting(实到=9), meeting("新的"))
    typed(cast, place="公园")
    with pytest.raises(BatchError, match="1 行不能再导入"):
        commit(batch, None, update_changed=True)
    assert Meeting.objects.count() == 1
    assert "预览之后有人改过" in batch.rows.get(outcome="changed").errors[-1]["message"]
    done = commit(batch, None, update_changed=True, good_rows=True)
    assert (done.created, done.updated) == (1, 0)
    assert Meeting.objects.get(title="植树").present == 8


# --- and back ---------------------------------------------------------------------------------------------


def test_undo_restores_what_the_batch_changed(cast: SimpleNamespace, roster: list[Member]) -> None:
    imported(
        HEADER,
        meeting(地点="三楼", 实到=2, 参加人员="程远山、林晓岚", 缺席人员="周启明（病假）", 议题="甲\n乙"),
    )
    record = Meeting.objects.get()
    before = everything(record)
    batch = previewed(
        HEADER,
        meeting(
            地点="公园", 实到=3, 参加人员="程远山、周启明、何立诚", 缺席人员="林晓岚（出差）", 议题="乙\n丙"
        ),
        meeting("新的"),
    )
    done = commit(batch, cast.administrator, update_changed=True)
    assert (done.created, done.updated) == (1, 1)
    assert everything(record) != before
    undone = undo(batch, cast.administrator)
    assert (undone.removed, undone.restored, undone.kept) == (1, 1, [])
    assert everything(record) == before
    assert [each.title for each in Meeting.objects.live()] == ["植树"]
    assert {each.source for each in Change.objects.filter(batch=batch)} == {"import", "undo"}
    record.refresh_from_db()
    assert record.fingerprint == record.compute_fingerprint()


def everything(record: Meeting) -> tuple[object, ...]:
    columns = ("place", "present", "leave", "absent", "absentees_note", "start_time")
    return (
        Meeting.objects.values_list(*columns).get(pk=record.pk),
        list(record.agenda_items.order_by("position").values_list("pk", "topic", "position")),
        list(record.attendances.order_by("pk").values_list("pk", "name", "member", "status", "reason")),
    )


def test_undo_leaves_alone_what_was_edited_since_and_says_so(cast: SimpleNamespace) -> None:
    imported(HEADER, meeting(实到=8), meeting("其他", 实到=8))
    batch = previewed(HEADER, meeting(实到=9), meeting("其他", 实到=9))
    commit(batch, None, update_changed=True)
    record = typed(cast, place="公园")
    assert kept_by_undo(batch) == [record]
    undone = undo(batch, None)
    assert (undone.removed, undone.restored, undone.kept) == (0, 1, [record])
    assert list(Meeting.objects.order_by("pk").values_list("present", flat=True)) == [9, 8]


# --- the same meeting with and without its clock time -----------------------------------------------------

CLOCKED = ["党支部", "时间", "类型", "主题", "开始时间", "地点"]


def at(clock: str | None, place: str | None = None) -> list[object]:
    return ["第一支部", DAY, "主题党日", "植树", clock, place]


def clocks() -> list[str]:
    times = Meeting.objects.live().order_by("start_time", "pk").values_list("start_time", flat=True)
    return [f"{clock:%H:%M}" if clock else "" for clock in times]


def test_a_meeting_typed_with_its_time_is_the_one_the_ledger_knows_by_the_day() -> None:
    imported(CLOCKED, at("9:00"))
    assert outcomes(previewed(CLOCKED, at(None))) == ["duplicate"]
    assert shown(only(previewed(CLOCKED, at(None, "公园")))) == {"地点": ("", "公园")}


def test_a_time_the_record_lacks_is_a_change() -> None:
    imported(CLOCKED, at(None))
    batch = previewed(CLOCKED, at("9:00"))
    assert shown(only(batch)) == {"开始时间": ("", "09:00")}
    commit(batch, None, update_changed=True)
    assert clocks() == ["09:00"]


def test_two_times_on_one_day_are_two_meetings() -> None:
    batch = imported(CLOCKED, at("9:00"), at("14:00"))
    assert outcomes(batch) == ["new", "new"]
    assert outcomes(previewed(CLOCKED, at("14:00"), at("9:00"), at("16:00"))) == [
        "duplicate",
        "duplicate",
        "new",
    ]


def test_a_row_that_may_be_either_of_two_is_said_to_be_and_never_merged() -> None:
    imported(CLOCKED, at("9:00"), at("14:00"))
    batch = previewed(CLOCKED, at(None, "公园"))
    row = only(batch, "warned")
    assert "09:00、14:00" in row.errors[0]["message"]
    assert row.differences == []
    assert commit(batch, None, update_changed=True).created == 1
    assert list(Meeting.objects.filter(place="").values_list("start_time__hour", flat=True)) == [14, 9]


def test_of_two_the_one_that_agrees_in_everything_is_meant() -> None:
    imported(CLOCKED, at("9:00", "三楼"), at("14:00", "公园"))
    assert outcomes(previewed(CLOCKED, at(None, "公园"))) == ["duplicate"]


def test_one_record_without_a_time_is_not_two_rows_with_one() -> None:
    imported(CLOCKED, at(None))
    batch = previewed(CLOCKED, at("9:00"), at("14:00"))
    assert outcomes(batch) == ["changed", "warned"]
    assert "第 2 行" in batch.rows.last().errors[0]["message"]
    commit(batch, None, update_changed=True)
    assert clocks() == ["09:00", "14:00"]


def test_with_and_without_a_time_in_one_file_is_asked_about() -> None:
    assert outcomes(previewed(CLOCKED, at("9:00"), at(None))) == ["new", "error"]
