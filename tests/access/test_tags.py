"""A tag that stands on clues and disciplinary actions alone is nobody's but the inspector's."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from branches.forms.saving import known_tags
from branches.models import Clue, Organization, Tag, User
from reports.drafts.processing import names_of
from tests.access.test_every_address import a_record

SECRET, SHARED, FREE = "某某专案", "主题教育", "党建联盟"


@pytest.fixture
def tags(office: SimpleNamespace) -> dict[str, Tag]:
    found = known_tags([SECRET, SHARED, FREE])
    clue: Clue = a_record("clue", office.first)
    clue.tags.set([found[SECRET], found[SHARED]])
    a_record("discipline", office.first).tags.set([found[SECRET]])
    a_record("meeting", office.first).tags.set([found[SHARED]])
    return found


@pytest.mark.usefixtures("tags")
def test_a_draft_is_read_without_them(office: SimpleNamespace) -> None:
    """Else what is left open in a made-up draft would tell that the word is there."""
    bureau: Organization = office.bureau
    assert set(names_of(bureau).tags) == {SHARED, FREE}


@pytest.mark.usefixtures("tags")
def test_who_runs_the_machine_does_not_read_them(client: Client, tags: dict[str, Tag]) -> None:
    client.force_login(User.objects.create_superuser("root", password="a-long-password-1"))
    page = client.get(reverse("admin:branches_tag_changelist")).content.decode()
    assert SHARED in page
    assert SECRET not in page
    secret, shared = (reverse("admin:branches_tag_change", args=[tags[each].pk]) for each in (SECRET, SHARED))
    assert client.get(secret).status_code == 302
    assert client.get(shared).status_code == 200
