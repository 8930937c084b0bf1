"""党员名册 written, brought up to date, taken back."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from branches.importing.batch.committing import commit
from branches.importing.batch.failing import BatchError
from branches.importing.batch.intake import preview
from branches.importing.batch.undoing import undo
from branches.importing.scope import Scope
from branches.models import (
    Attendance,
    Change,
    DisciplinaryAction,
    ImportBatch,
    Meeting,
    Member,
    Post,
    Role,
)
from tests.importing.reading import read
from tests.importing.roster.rosters import HEADER, LI, ZHANG, D, imported, roster_file
from tests.importing.workbooks import xls, xlsx

pytestmark = pytest.mark.usefixtures("office")


def test_a_commit_writes_members_posts_and_history(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    batch = imported(ZHANG, LI, user=cast.administrator)
    zhang = Member.objects.get(name="张明")
    assert (zhang.organization, zhang.sex, zhang.birth_date, zhang.status, zhang.full_on) == (
        office.first,
        "male",
        D(1975, 8, 3),
        "full",
        D(1999, 7, 1),
    )
    [post] = zhang.posts.all()
    assert (post.kind, post.organization) == ("branch_secretary", office.first)
    changes = Change.objects.filter(subject_label="branches.member", subject_id=zhang.pk)
    assert {(change.source, change.batch_id, change.user_id) for change in changes} == {
        ("import", batch.pk, cast.administrator.pk)
    }
    assert changes.count() == 2


def test_twice_is_once() -> None:
    imported(ZHANG, LI)
    again = preview(roster_file(ZHANG, LI, ZHANG), "名册.xlsx", Scope())
    assert set(again.rows.values_list("outcome", flat=True)) == {"duplicate"}
    assert commit(again, None).created == 0
    assert (Member.objects.count(), Post.objects.count()) == (2, 1)


def test_two_previews_of_one_roster_make_its_people_once() -> None:
    first, second = (preview(roster_file(ZHANG), "名册.xlsx", Scope()) for _ in range(2))
    commit(first, None)
    with pytest.raises(BatchError, match="预览之后数据有变化"):
        commit(second, None)
    assert Member.objects.count() == 1
    assert second.rows.get(row=3).outcome == "duplicate"


MONTHS = ["姓名", "出生年月", "入党时间", "转正时间", "所在党支部"]
IN_MONTHS = ["张明", "1975.08", "1998年7月", "1999.07", "第一支部"]


def _of_months(*rows: list[object]) -> ImportBatch:
    return preview(xlsx({"党员名册": [MONTHS, *rows]}), "名册.xlsx", Scope())


def test_a_month_is_kept_as_a_month_and_shown_on_the_page(client: Client, cast: SimpleNamespace) -> None:
    commit(_of_months(IN_MONTHS), None)
    zhang = Member.objects.get(name="张明")
    assert (zhang.birth_date, zhang.joined_on, zhang.full_on, zhang.status) == (None, None, None, "full")
    client.force_login(cast.administrator)
    page = client.get(reverse("member_detail", args=[zhang.pk])).content.decode()
    assert all(words in page for words in ("1975年8月", "1998年7月", "1999年7月"))
    form = client.get(reverse("member_edit", args=[zhang.pk])).content.decode()
    assert "只知道是1998年7月" in form
    assert set(_of_months(IN_MONTHS).rows.values_list("outcome", flat=True)) == {"duplicate"}


def test_a_whole_day_takes_the_place_of_its_month_and_a_month_never_that_of_the_day() -> None:
    commit(_of_months(IN_MONTHS), None)
    whole = ["张明", "1975-08-03", "1998-07-01", "1999-07-01", "第一支部"]
    batch = _of_months(whole)
    [row] = batch.rows.all()
    assert [(each["field"], each["old"], each["new"]) for each in row.differences] == [
        ("birth_date", "1975-08", "1975-08-03"),
        ("joined_on", "1998-07", "1998-07-01"),
        ("full_on", "1999-07", "1999-07-01"),
    ]
    commit(batch, None, update_changed=True)
    zhang = Member.objects.get(name="张明")
    assert (zhang.joined_on, zhang.joined_month) == (D(1998, 7, 1), "")
    assert set(_of_months(IN_MONTHS).rows.values_list("outcome", flat=True)) == {"duplicate"}
    undo(batch, None)
    zhang.refresh_from_db()
    assert (zhang.joined_on, zhang.joined_month) == (None, "1998-07")


def test_two_of_one_name_are_told_apart_by_the_month_of_birth_but_not_by_a_month_and_its_day() -> None:
    other = ["张明", "1980.02", "2005.07", "2006.07", "第一支部"]
    assert set(_of_months(IN_MONTHS, other).rows.values_list("outcome", flat=True)) == {"warned"}
    same = ["张明", "1975-08-03", "1998-07-01", "1999-07-01", "第一支部"]
    assert _of_months(IN_MONTHS, same).rows.get(row=3).outcome == "error"
    commit(_of_months(IN_MONTHS), None)
    [row] = _of_months(other).rows.all()
    assert (row.outcome, "1975-08" in row.errors[0]["message"]) == ("error", True)


def test_what_a_row_says_otherwise_is_shown_and_put_in_by_choice() -> None:
    imported(LI)
    changed = [2, "李华", "女", "汉", D(1980, 1, 2), "x", None, None, "第二支部", "支部书记", None]
    header = [*HEADER, "政治面貌"]
    data = xlsx({"名册": [header, [*changed, "预备党员"]]})
    batch = preview(data, "名册.xlsx", Scope())
    row = batch.rows.get()
    assert row.outcome == "changed"
    assert {each["field"] for each in row.differences} == {"status", "posts"}
    assert commit(batch, None).updated == 0
    batch = preview(data, "名册.xlsx", Scope())
    assert commit(batch, None, update_changed=True).updated == 1
    li = Member.objects.get()
    assert (li.status, [post.kind for post in li.posts.all()]) == ("probationary", ["branch_secretary"])
    assert undo(batch, None).restored == 1
    li.refresh_from_db()
    assert (li.status, li.posts.count()) == ("full", 0)


def test_what_a_person_typed_is_replaced_only_by_choosing_the_row(cast: SimpleNamespace) -> None:
    imported(LI)
    li = Member.objects.get()
    Change.objects.bulk_create(
        [
            Change(
                user=cast.secretary,
                source="form",
                action="update",
                record_label="branches.member",
                record_id=li.pk,
                subject_label="branches.member",
                subject_id=li.pk,
                before={"sex": ""},
                after={"sex": "female"},
            )
        ]
    )
    other = [2, "李华", "男", "汉", D(1980, 1, 2), "x", None, D(2022, 6, 30), "第二支部", None, None]
    batch = preview(roster_file(other), "名册.xlsx", Scope())
    assert batch.rows.get().differences[0]["by_hand"]
    assert commit(batch, None, update_changed=True).updated == 0
    batch = preview(roster_file(other), "名册.xlsx", Scope())
    assert commit(batch, None, update_changed=[batch.rows.get().pk]).updated == 1


def test_one_edited_since_the_preview_is_not_brought_up_to_date() -> None:
    imported(LI)
    other = [2, "李华", "男", "汉", D(1980, 1, 2), "x", None, D(2022, 6, 30), "第二支部", None, None]
    batch = preview(roster_file(other), "名册.xlsx", Scope())
    Member.objects.update(arrived_on=D(2022, 1, 1))
    with pytest.raises(BatchError):
        commit(batch, None, update_changed=True)
    assert Member.objects.get().sex == "female"


def test_one_name_twice_in_a_branch_is_asked_about_never_merged(roster: list[Member]) -> None:
    twice = [
        [1, "张明", "男", None, None, None, None, D(1999, 7, 1), "第一支部", None, None],
        [2, "张明", "男", None, None, None, None, D(2001, 7, 1), "第一支部", None, None],
    ]
    assert "姓名相同" in read(roster_file(*twice)).errors(4)["姓名"]
    born = [[*row[:4], D(1970 + n, 1, 1), *row[5:]] for n, row in enumerate(twice)]
    found = read(roster_file(*born))
    assert found.outcomes()[3] == "new"
    assert found.one(4).outcome == "warned"
    assert len({found.values(3)["birth_date"], found.values(4)["birth_date"]}) == 2
    stored = roster[0]
    here = [1, stored.name, None, None, None, None, D(2001, 7, 1), D(2002, 7, 1), "第一支部", None, None]
    assert "入党日期" in read(roster_file(here)).errors(3)["姓名"]
    Member.objects.create(name=stored.name, organization=stored.organization)
    same = [1, stored.name, None, None, None, None, None, D(2016, 1, 1), "第一支部", None, None]
    assert "分不清" in read(roster_file(same)).errors(3)["姓名"]


def test_one_name_in_another_branch_is_remarked_on_and_asked_when_born_the_same_day(
    office: SimpleNamespace,
) -> None:
    Member.objects.create(name="张明", organization=office.second, birth_date=D(1980, 1, 1))
    found = read(roster_file(ZHANG))
    assert found.one(3).outcome == "warned"
    assert "第二支部" in found.one(3).findings[0].message
    moved = [*ZHANG[:4], D(1980, 1, 1), *ZHANG[5:]]
    assert "如已转来" in read(roster_file(moved)).errors(3)["姓名"]


def test_the_rules_of_the_form_hold(office: SimpleNamespace) -> None:
    office.second.dissolved_on = D(2020, 1, 1)
    office.second.save()
    header = ["姓名", "出生日期", "入党时间", "转正时间", "党支部"]
    rows = [
        header,
        ["张明", D(1980, 1, 1), D(2001, 7, 1), D(2000, 7, 1), "第一支部"],
        ["李华", D(1980, 1, 1), D(1979, 7, 1), D(2000, 7, 1), "第一支部"],
        ["王强", D(1980, 1, 1), D(1999, 7, 1), D(2000, 7, 1), "第二支部"],
        [None, D(1980, 1, 1), D(1999, 7, 1), D(2000, 7, 1), "第一支部"],
    ]
    found = read(xlsx({"党员名册": rows}))
    assert "转正日期早于入党日期" in found.errors(2)["转正时间"]
    assert "入党日期早于出生日期" in found.errors(3)["入党时间"]
    assert "已经撤销" in found.errors(4)["党支部"]
    assert "没有写姓名" in found.errors(5)["姓名"]


def test_only_branches_within_reach_take_members(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    row = [*ZHANG[:8], "云岭市水务局机关党委", None, None]
    assert "没有叫" in read(roster_file(row), user=cast.administrator).errors(3)["所在党支部"]
    assert read(roster_file(ZHANG), user=cast.secretary).sheet.problem


def test_an_old_xls_with_numbers_that_excel_rounded() -> None:
    rows = [HEADER, [*ZHANG[:5], 1.10101197508031e17, *ZHANG[6:]]]
    found = read(xls({"党员名册": rows}))
    assert found.values(2)["name"] == "张明"


def test_undo_moves_to_the_bin_unless_something_was_put_to_them(office: SimpleNamespace) -> None:
    batch = imported(ZHANG)
    zhang = Member.objects.get()
    meeting = Meeting.objects.create(
        organization=office.first, date=D(2023, 3, 5), kind="theme_day", title="植树"
    )
    seat = Attendance.objects.create(meeting=meeting, member=zhang, name="张明", status="present")
    with pytest.raises(BatchError, match="张明.*1 条"):
        undo(batch, None)
    batch.refresh_from_db()
    assert batch.state == "committed"
    seat.delete()
    assert undo(batch, None).removed == 1
    assert not Member.objects.live().exists()
    assert imported(ZHANG).rows.get(row=3).outcome == "new"


def test_who_may_not_see_discipline_is_not_told_of_it_by_an_undo(
    client: Client, office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    """“张明”等已有处理处分 1 条: the administrator would have known."""
    batch = imported(ZHANG)
    zhang = Member.objects.get()
    action = DisciplinaryAction.objects.create(
        organization=office.first, member=zhang, person="张明", date=D(2023, 3, 5), form=1
    )
    url = reverse("import_undo", args=[batch.pk])
    Role.objects.create(user=cast.inspector, organization=office.bureau, kind="administrator")
    client.force_login(cast.inspector)
    assert "“张明”等已有处理处分 1 条。" in client.get(url).content.decode()
    client.force_login(cast.administrator)
    assert "处分" not in client.get(url).context["obstacles"]
    assert client.get(url).context["obstacles"] == []
    client.post(url)
    zhang.refresh_from_db()
    action.refresh_from_db()
    assert zhang.deleted_at is not None
    assert (action.member, action.deleted_at) == (zhang, None)
