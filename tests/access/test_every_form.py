"""Every form of the site, filled with what no form expects: a clear page comes back, what was typed stays.

The forms are those on the pages of the table of addresses. The forms of records are tried more closely in
``tests/records/test_hostile.py``.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.access.test_every_address import Address, addresses  # noqa: F401 - a fixture
from tests.access.test_every_page import ELSEWHERE, NO_PAGES

NASTY = [
    "a\x00b\x07\x1b[31m\u202e\u2066",
    "9" * 400,
    "1e9999",
    "99999-13-45",
    "..\\..\\x.php",
    "{{ 7*7 }}【党组会次数|",
    "😀👨‍👩‍👧" * 300,
]
LONG = {"POST": "长" * 100_001, "GET": "x" * 60_000}
"""More than anything holds, and more than SQLite looks for; an address is no longer than that."""
NO_FORMS = NO_PAGES | ELSEWHERE | {"record_add", "record_delete"}
NOT_TYPED = {"hidden", "file", "password", "checkbox", "radio", "submit", "button"}
"""What is not typed, or is not given back on purpose."""


@pytest.fixture
def forms(cast: SimpleNamespace, addresses: list[Address]) -> list[tuple[Client, str, html.FormElement]]:  # noqa: F811
    """Every form, once for each kind of page: whoever fills it, the address of its page, and itself."""
    clients: dict[str, Client] = {}
    found, seen = [], set()
    for address in addresses:
        person = next((name for name in ("administrator", "inspector") if name in address.who), "")
        if not person or address.name in NO_FORMS | seen:
            continue
        seen.add(address.name)
        client = clients.setdefault(person, Client(raise_request_exception=False))
        client.force_login(getattr(cast, person))
        url = reverse(address.name, kwargs=address.within) + (f"?{address.query}" if address.query else "")
        answer = client.get(url)
        if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content:
            for form in html.document_fromstring(answer.content.decode()).forms:
                if "/accounts/logout/" not in (form.action or ""):
                    found.append((client, url, form))
    return found


def typed(form: html.FormElement) -> Iterator[str]:
    """The names of the fields into which somebody types."""
    for field in form.inputs:
        kind = (field.get("type") or "text").lower()
        by_hand = field.tag == "textarea" or (field.tag == "input" and kind not in NOT_TYPED)
        if by_hand and field.name and "__prefix__" not in field.name:
            yield field.name


def send(client: Client, url: str, form: html.FormElement, values: dict[str, str]) -> tuple[int, str]:
    filled = dict(form.form_values()) | values
    target = urljoin(url, form.action or "")
    answer = client.post(target, filled) if form.method == "POST" else client.get(target, filled)
    content = "" if answer.streaming or answer.status_code != 200 else answer.content.decode()
    return answer.status_code, content


def test_no_value_breaks_a_form(forms: list[tuple[Client, str, html.FormElement]]) -> None:
    assert len(forms) > 40
    wrong = []
    for client, url, form in forms:
        names = [*typed(form), *(field.name for field in form.inputs if field.tag == "select" and field.name)]
        values = (LONG[form.method], *(NASTY if form.method == "POST" else NASTY[:2]))
        for nasty in values if names else ():
            status, content = send(client, url, form, dict.fromkeys(names, nasty))
            if status not in {200, 302, 400, 404, 405, 409} or "Traceback" in content:
                wrong.append((url, status, nasty[:12]))
    assert wrong == [], "\n".join(map(str, wrong))


def test_beside_a_mistake_everything_typed_stays(
    forms: list[tuple[Client, str, html.FormElement]],
) -> None:
    """Each field gets a text of its own; where a number, a day or a choice is wanted, that is a mistake."""
    tried, lost = 0, []
    for client, url, form in forms:
        names = list(typed(form))
        if form.method != "POST" or len(names) < 2:
            continue
        values = {name: f"写在第{number}处的话" for number, name in enumerate(dict.fromkeys(names))}
        status, content = send(client, url, form, values)
        if status != 200:
            continue  # saved: there was nothing wrong with it
        tried += 1
        lost += [(url, name) for name, said in values.items() if said not in content]
    assert tried > 5
    assert lost == [], "\n".join(map(str, lost))
