"""Django's administration: for the system administrator, without records, its writes marked as its own."""

import pytest
from django.contrib import admin
from django.test import Client

from branches.models import Change, Clue, DisciplinaryAction, Record, Role, User
from tests.cast import make_user
from tests.records.posting import sentences


@pytest.fixture
def system_administrator(db: None) -> Client:
    user = make_user("root")
    user.is_staff = user.is_superuser = True
    user.save()
    client = Client()
    client.force_login(user)
    return client


def test_no_record_is_kept_there() -> None:
    assert not [model for model in admin.site._registry if issubclass(model, Record)]
    assert DisciplinaryAction not in admin.site._registry
    assert Clue not in admin.site._registry


def test_every_page_opens(system_administrator, office, roster, cast) -> None:
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert system_administrator.get(base).status_code == 200, base
    for path in (f"user/{cast.secretary.pk}", f"member/{roster[0].pk}", f"organization/{office.first.pk}"):
        assert system_administrator.get(f"/admin/branches/{path}/change/").status_code == 200


def test_a_role_given_there_says_so_in_history(system_administrator, cast, office) -> None:
    url = f"/admin/branches/user/{cast.stranger.pk}/change/"
    answer = system_administrator.post(
        url,
        {
            "username": "stranger",
            "display_name": "陌生人",
            "email": "",
            "is_active": "on",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-MIN_NUM_FORMS": "0",
            "roles-MAX_NUM_FORMS": "1000",
            "roles-0-organization": str(office.first.pk),
            "roles-0-kind": "viewer",
            "roles-0-user": str(cast.stranger.pk),
        },
    )
    assert answer.status_code == 302, sentences(answer)
    role = Role.objects.get(user=cast.stranger)
    change = Change.objects.get(record_label="branches.role", record_id=role.pk)
    assert (change.source, change.user) == ("admin", User.objects.get(username="root"))


def test_accounts_organisations_and_members_are_not_deleted_there(
    system_administrator, cast, office, roster
) -> None:
    for path in (f"user/{cast.secretary.pk}", f"member/{roster[0].pk}", f"organization/{office.first.pk}"):
        answer = system_administrator.post(f"/admin/branches/{path}/delete/", {"post": "yes"})
        assert answer.status_code == 403


def test_an_office_administrator_has_no_way_in(enter, cast) -> None:
    assert enter(cast.administrator).get("/admin/").status_code == 302
