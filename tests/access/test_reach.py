"""Who sees what of the tree; moved branches; roles given and taken."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from branches import paths
from branches.access import Permission, may, organizations_for, reach
from branches.models import DisciplinaryAction, Meeting, Organization, Role, User

DAY = datetime.date(2024, 3, 5)


def again(user: User) -> User:
    """As the next request sees the person."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def meetings(office: SimpleNamespace) -> dict[str, Meeting]:
    return {
        name: Meeting.objects.create(organization=getattr(office, name), kind="general", title=name, date=DAY)
        for name in ("bureau", "first", "second", "group", "elsewhere")
    }


@pytest.mark.parametrize(
    ("who", "seen", "editable"),
    [
        ("secretary", {"first"}, {"first"}),
        ("neighbour", {"second", "group"}, {"second", "group"}),
        (
            "administrator",
            {"bureau", "first", "second", "group"},
            {"bureau", "first", "second", "group"},
        ),
        ("viewer", {"bureau", "first", "second", "group"}, set()),
        ("inspector", set(), set()),
        ("stranger", set(), set()),
    ],
)
def test_meetings_are_seen_within_reach(
    cast: SimpleNamespace, meetings: dict[str, Meeting], who: str, seen: set[str], editable: set[str]
) -> None:
    user = getattr(cast, who)
    assert {meeting.title for meeting in Meeting.objects.visible_to(user)} == seen
    assert {meeting.title for meeting in Meeting.objects.editable_by(user)} == editable


def test_discipline_is_the_inspectors_alone(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    DisciplinaryAction.objects.create(organization=office.first, person="吴某", form=1, date=DAY)
    seen = {who: DisciplinaryAction.objects.visible_to(user).count() for who, user in vars(cast).items()}
    assert seen == {
        "secretary": 0,
        "neighbour": 0,
        "administrator": 0,
        "inspector": 1,
        "viewer": 0,
        "stranger": 0,
    }


def test_nobody_signed_in_and_switched_off_accounts_see_nothing(
    cast: SimpleNamespace, meetings: dict[str, Meeting]
) -> None:
    cast.administrator.is_active = False
    cast.administrator.save()
    assert not Meeting.objects.visible_to(again(cast.administrator)).exists()
    assert not Meeting.objects.visible_to(AnonymousUser()).exists()


def test_a_superuser_without_a_role_sees_no_records(meetings: dict[str, Meeting]) -> None:
    root = User.objects.create_superuser("root", password="a-long-password-1")
    assert not Meeting.objects.visible_to(root).exists()


def test_deleted_records_are_not_seen(cast: SimpleNamespace, meetings: dict[str, Meeting]) -> None:
    meetings["first"].move_to_bin(cast.secretary)
    assert not Meeting.objects.visible_to(cast.secretary).exists()
    assert Meeting.objects.binned().within_reach_of(cast.secretary, Permission.WRITE).count() == 1
    assert not Meeting.objects.binned().within_reach_of(cast.neighbour, Permission.WRITE).exists()


def test_a_moved_branch_takes_its_groups_and_readers_along(
    office: SimpleNamespace, cast: SimpleNamespace, meetings: dict[str, Meeting]
) -> None:
    office.second.parent = office.elsewhere
    office.second.save()
    seen = {meeting.title for meeting in Meeting.objects.visible_to(again(cast.administrator))}
    assert seen == {"bureau", "first"}
    seen = {meeting.title for meeting in Meeting.objects.visible_to(again(cast.neighbour))}
    assert seen == {"second", "group"}


def test_moving_with_a_stale_copy_keeps_the_tree_whole(office: SimpleNamespace) -> None:
    stale = Organization.objects.get(pk=office.group.pk)
    office.second.parent = office.elsewhere
    office.second.save()
    stale.short_name = "一组"
    stale.save()
    stale.refresh_from_db()
    assert stale.path.startswith(Organization.objects.get(pk=office.second.pk).path)


def test_an_organisation_cannot_hang_below_itself(office: SimpleNamespace) -> None:
    office.bureau.parent = Organization.objects.get(pk=office.group.pk)
    with pytest.raises(ValidationError):
        office.bureau.full_clean()


def test_roles_held_inside_each_other_count_once(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    Role.objects.create(user=cast.viewer, kind="viewer", organization=office.first)
    user = again(cast.viewer)
    assert reach(user, Permission.VIEW) == [Organization.objects.get(pk=office.bureau.pk).path]


def test_a_permission_ends_where_the_role_ends(office: SimpleNamespace, cast: SimpleNamespace) -> None:
    assert may(cast.administrator, Permission.REPORT, office.group)
    assert not may(cast.administrator, Permission.REPORT, office.elsewhere)
    assert not may(cast.secretary, Permission.IMPORT)
    assert [each.pk for each in organizations_for(cast.secretary, Permission.WRITE)] == [office.first.pk]


def test_path_steps_are_of_one_width_and_in_order() -> None:
    keys = [1, 35, 36, 1295, 1296, 58_000_000, paths.LARGEST_KEY]
    steps = [paths.step(key) for key in keys]
    assert steps == sorted(steps)
    assert {len(step) for step in steps} == {paths.STEP}
    assert all(step < paths.BEHIND_ALL for step in steps)
    with pytest.raises(ValueError, match="does not fit"):
        paths.step(paths.LARGEST_KEY + 1)


def test_an_empty_path_reaches_nothing(office: SimpleNamespace) -> None:
    assert not Organization.objects.filter(paths.under_path("path", "")).exists()
