"""Every page of the site, opened once in a browser by whoever sees most of it: it fits a telephone and a
desk, shuts nobody out, and the browser complains of nothing.

The pages come from the table of addresses, which knows every address.
"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Error, Page

from branches.models import User
from tests.access.test_every_address import Address, addresses  # noqa: F401 - a fixture
from tests.browser import DESK, PHONE, OpenPage, faults, wide

SEE_MOST = ("administrator", "inspector", "secretary", "viewer", "neighbour", "stranger")
SHARES = [(("administrator",), 0, 2), (("administrator",), 1, 2), (("inspector", "secretary"), 0, 1)]
"""Who opens which part of their pages: several short tests run beside each other."""

NO_PAGES = {
    "attachment",
    "attachment_add",
    "attachment_restore",
    "attachment_thumbnail",
    "completion_export",
    "draft_checked_copy",
    "draft_choose",
    "draft_download",
    "final_file",
    "final_make",
    "handbook_make",
    "import_ask_again",
    "import_decide",
    "import_forget",
    "import_marked",
    "import_read",
    "import_template",
    "import_undo",
    "import_updates",
    "job_file",
    "ledger_export",
    "manuscript_final",
    "manuscript_live",
    "manuscript_offers",
    "manuscript_restore",
    "manuscript_save",
    "manuscript_seen",
    "manuscript_start",
    "manuscript_word",
    "member_restore",
    "organization_look_up",
    "outline_switch",
    "record_last",
    "record_list_export",
    "record_restore",
    "record_word",
    "report_word",
    "roster",
    "summaries_make",
    "year_workbook",
}
"""Addresses that answer with no page of their own: a file, a redirect, a piece of a page; or only to POST."""

NOT_SHOWN = ("Download is starting", "ERR_HTTP_RESPONSE_CODE_FAILURE")
"""What a browser says of a file, and of an answer to POST alone."""

ELSEWHERE = {"record_detail", "record_edit"}
"""Pages that ``tests/records/test_browser.py`` opens with everything filled in."""

OWN_TEMPLATE = {"record_list", "figure_records"}
"""Addresses whose page is another for every type of record; the others are looked at once."""


def found_at(page: Page, url: str) -> list[str]:
    """What is wrong with the page at this address, on a telephone and at a desk."""
    page.set_viewport_size(PHONE["viewport"])
    try:
        answer = page.goto(url)
    except Error as refused:
        if any(reason in refused.message for reason in NOT_SHOWN):
            return []  # could stand in NO_PAGES, to save the time
        raise
    if answer is None or answer.status != 200:
        return [f"{url}: belongs in NO_PAGES? {answer and answer.status}"]
    found = faults(page)
    page.set_viewport_size(DESK["viewport"])
    if wide(page) > 0:
        found.append(f"{wide(page)} px too wide at a desk")
    return [f"{url}\n" + "\n".join(found)] if found else []


def pages_of(person: str, table: list[Address]) -> list[str]:
    """The addresses that this person opens before all others, one of each kind of page."""
    found: dict[tuple[str, str], str] = {}
    for address in table:
        kind = (address.name, address.within.get("slug", "") if address.name in OWN_TEMPLATE else "")
        first = next((name for name in SEE_MOST if name in address.who), "")
        if first == person and kind not in found and address.name not in NO_PAGES | ELSEWHERE:
            query = f"?{address.query}" if address.query else ""
            found[kind] = reverse(address.name, kwargs=address.within) + query
    return list(found.values())


@pytest.mark.browser
@pytest.mark.parametrize(("persons", "part", "parts"), SHARES)
def test_every_page_fits_and_shuts_nobody_out(
    open_page: OpenPage,
    sign_in: Callable[[Page, User], None],
    cast: SimpleNamespace,
    addresses: list[Address],  # noqa: F811
    persons: tuple[str, ...],
    part: int,
    parts: int,
) -> None:
    page = open_page(**DESK)
    for person in persons:
        pages = pages_of(person, addresses)[part::parts]
        assert pages, "nothing to open: the table or this test is wrong"
        sign_in(page, getattr(cast, person))
        assert [found for url in pages for found in found_at(page, url)] == []


@pytest.mark.browser
def test_the_pages_of_nobody_fit_and_shut_nobody_out(open_page: OpenPage) -> None:
    page = open_page(**DESK)
    login = reverse("login")
    assert [found for url in (login, f"{login}?next=/bin/") for found in found_at(page, url)] == []
