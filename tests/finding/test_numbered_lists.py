"""Short lists in numbered pages."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

LISTS = ["account_list", "final_list", "import_list", "manuscript_list", "member_list", "organization_list"]
LISTS += ["outline_list", "own_figures"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["9", "0", "最后"])
@pytest.mark.parametrize("name", LISTS)
def test_a_page_that_is_not_there_is_no_mistake(
    client: Client, cast: SimpleNamespace, name: str, page: str
) -> None:
    client.force_login(cast.administrator)
    assert client.get(reverse(name), {"page": page}).status_code == 200
