"""Who may import what, and who sees the batches of others."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from branches.importing.batch.committing import commit
from branches.importing.batch.stored import BatchError, batches_for
from branches.models import (
    ImportBatch,
    Meeting,
    Role,
    User,
)
from tests.cast import make_user
from tests.importing.small_ledger import DAY, HEADER, ROWS, meetings, outcomes, previewed
from tests.importing.workbooks import xlsx

pytestmark = pytest.mark.django_db


SANCTION = xlsx({"处分": [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "吴静宜", 1]]})


def test_a_right_lost_since_the_preview_stops_the_commit(
    office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    batch = previewed(meetings(*ROWS), cast.administrator)
    Role.objects.filter(user=cast.administrator).delete()
    with pytest.raises(BatchError):
        commit(batch, User.objects.get(pk=cast.administrator.pk))
    assert Meeting.objects.count() == 0


def test_discipline_is_not_read_for_those_who_may_not_write_it(cast: SimpleNamespace) -> None:
    batch = previewed(SANCTION, cast.administrator)
    assert batch.rows.count() == 0
    assert "纪检监察" in batch.understood["sheets"][0]["problem"]
    assert "吴静宜" not in str(batch.understood)


def test_a_batch_with_discipline_is_for_those_who_may_write_it(
    office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    Role.objects.create(user=cast.inspector, organization=office.bureau, kind="administrator")
    both = User.objects.get(pk=cast.inspector.pk)
    sensitive, ordinary = previewed(SANCTION, both), previewed(meetings(*ROWS), both)
    assert outcomes(sensitive) == ["new"]
    assert set(batches_for(both)) == {sensitive, ordinary}
    assert set(batches_for(cast.administrator)) == {ordinary}
    assert commit(sensitive, both).created == 1


def test_batches_of_others_are_seen_within_reach_only(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    here, there = (
        previewed(meetings(*ROWS), cast.administrator),
        previewed(meetings(*ROWS), organization=office.elsewhere),
    )
    assert list(batches_for(cast.administrator)) == [here]
    assert there not in batches_for(cast.administrator)
    assert [
        list(batches_for(who)) for who in (cast.secretary, cast.viewer, cast.stranger, cast.inspector)
    ] == [[]] * 4


def test_a_batch_of_no_office_is_for_who_reaches_all_its_rows(
    office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    foreign = ["云岭市水务局机关党委", DAY, "主题党日", "植树", 9, 9, None, None, None]
    nameless = ["没有的支部", DAY, "主题党日", "植树", 9, 9, None, None, None]
    ours, both, anybodys = (
        previewed(meetings(*rows)) for rows in (ROWS, [*ROWS, foreign], [*ROWS, nameless])
    )
    assert ours.organization is None
    assert list(batches_for(cast.administrator)) == [ours]
    assert list(batches_for(cast.inspector)) == []
    Role.objects.create(user=cast.administrator, organization=office.elsewhere, kind="administrator")
    assert set(batches_for(User.objects.get(pk=cast.administrator.pk))) == {ours, both, anybodys}


def test_sensitive_rows_are_for_who_may_write_them(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    sanction = {"处分": [["党支部", "时间", "姓名", "形态"], ["第一支部", DAY, "吴静宜", 1]]}
    alone = previewed(xlsx(sanction), cast.inspector)
    mixed = previewed(xlsx({**sanction, "台账": [HEADER, *ROWS]}), organization=office.bureau)
    assert set(batches_for(cast.inspector)) == {alone}
    assert set(batches_for(cast.administrator)) == set()
    Role.objects.create(user=cast.inspector, organization=office.bureau, kind="administrator")
    assert set(batches_for(User.objects.get(pk=cast.inspector.pk))) == {alone, mixed}


def test_a_user_cannot_import_into_a_branch_out_of_reach(
    office: SimpleNamespace, cast: SimpleNamespace
) -> None:
    foreign = ["云岭市水务局机关党委", DAY, "主题党日", "植树", 9, 9, None, None, None]
    assert outcomes(previewed(meetings(foreign), cast.administrator)) == ["error"]
    assert outcomes(previewed(meetings(foreign))) == ["new"]


@pytest.fixture
def deputy(office: SimpleNamespace) -> User:
    """An administrator of the first branch alone."""
    return make_user("deputy", "administrator", office.first)


@pytest.mark.parametrize("brought_up_to_date", [False, True])
def test_what_was_moved_out_of_reach_is_not_taken_back(
    client: Client, office: SimpleNamespace, deputy: User, brought_up_to_date: bool
) -> None:
    commit(previewed(meetings(ROWS[1]), deputy), deputy)
    batch = ImportBatch.objects.get()
    if brought_up_to_date:
        batch = previewed(meetings([*ROWS[1][:4], 9, 8, *ROWS[1][6:]]), deputy)
        assert commit(batch, deputy, update_changed=True).updated == 1
    meeting = Meeting.objects.get()
    client.force_login(deputy)
    assert client.get(reverse("import_undo", args=[batch.pk])).status_code == 200
    meeting.organization, meeting.title = office.second, "别的支部的事"
    meeting.save()
    for answer in (
        client.get(reverse("import_undo", args=[batch.pk]), follow=True),
        client.post(reverse("import_undo", args=[batch.pk]), follow=True),
    ):
        assert "已经调整到您管理的范围以外" in answer.content.decode()
        assert "别的支部的事" not in answer.content.decode()
    assert Meeting.objects.live().get().title == "别的支部的事"
