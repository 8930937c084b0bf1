"""Every address of the site × everyone of the cast. An address that is not in the table fails the test.

The table says who gets past the gate for something within reach; for the same thing out of reach, and for
everybody not named, the answer is 404 — the same as for what does not exist.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from branches.accounts import switch_off
from branches.models import (
    RECORDS,
    Attachment,
    Clue,
    DisciplinaryAction,
    Duty,
    ImportBatch,
    Lecture,
    Meeting,
    Member,
    Organization,
    Talk,
    User,
    WorkItem,
)
from branches.views.gate import Gate
from reports.models import Draft
from tests.cast import make_user

DAY = datetime.date(2024, 3, 5)
ANYONE = {"secretary", "neighbour", "administrator", "inspector", "viewer", "stranger"}
READERS = {"secretary", "administrator", "viewer"}
WRITERS = {"secretary", "administrator"}
ADMINISTRATOR = {"administrator"}
INSPECTOR = {"inspector"}
COUNTERS = READERS | INSPECTOR

ORDINARY = ("meeting", "lecture", "talk", "work")
SENSITIVE = ("discipline", "clue")

OPEN = {"login", "logout"}
"""Addresses that need nobody signed in (``logout`` only ends what there is)."""


@dataclass(frozen=True)
class Address:
    """An address with its arguments, and who may open it. ``scoped``: the arguments name something within
    reach, so that the same name exists elsewhere and must be refused to everybody."""

    name: str
    who: frozenset[str]
    within: dict[str, Any]
    elsewhere: dict[str, Any] | None = None
    query: str = ""
    query_elsewhere: str = ""
    by_post: bool = False


def names() -> set[str]:
    """Every named address of the resolver, outside the Django admin."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":
                    yield from walk(pattern.url_patterns)
            else:
                yield pattern

    found = list(walk(get_resolver().url_patterns))
    assert all(pattern.name for pattern in found), "every address needs a name"
    return {str(pattern.name) for pattern in found}


def views() -> dict[str, Any]:
    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":
                    yield from walk(pattern.url_patterns)
            else:
                yield str(pattern.name), pattern.callback

    return dict(walk(get_resolver().url_patterns))


def a_record(slug: str, organization: Organization) -> Any:
    values: dict[str, dict[str, Any]] = {
        "meeting": {"kind": "general", "title": "党员大会"},
        "lecture": {"topic": "学习党章"},
        "talk": {"kind": "heart", "talker": "程远山"},
        "discipline": {"person": "吴某", "form": 1},
        "clue": {"number": "1", "source": "report", "about": "某人"},
        "work": {"kind": "condolence", "title": "走访慰问"},
    }
    return RECORDS[slug].objects.create(organization=organization, date=DAY, **values[slug])


def an_attachment(record: Any) -> Attachment:
    content = b"%PDF-1.4 a notice"
    return Attachment.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        file=ContentFile(content, name="notice.pdf"),
        original_name="通知.pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="application/pdf",
    )


def a_draft(owner: User, organization: Organization) -> Draft:
    draft = Draft(file_name="总结.txt", owner=owner, organization=organization, year=2024)
    draft.file.save("", ContentFile("全年召开党组会12次。".encode()))
    return draft


@pytest.fixture
def addresses(office: SimpleNamespace, cast: SimpleNamespace) -> list[Address]:
    found: list[Address] = []

    def add(
        name: str,
        who: set[str],
        within: dict[str, Any] | None = None,
        elsewhere: dict[str, Any] | None = None,
        query: str = "",
        query_elsewhere: str = "",
        by_post: bool = False,
    ) -> None:
        found.append(Address(name, frozenset(who), within or {}, elsewhere, query, query_elsewhere, by_post))

    for name in ("home", "password_change"):
        add(name, ANYONE)
    for slugs, readers, writers in ((ORDINARY, READERS, WRITERS), (SENSITIVE, INSPECTOR, INSPECTOR)):
        for slug in slugs:
            mine, foreign = a_record(slug, office.first), a_record(slug, office.elsewhere)
            binned, binned_foreign = a_record(slug, office.first), a_record(slug, office.elsewhere)
            for record in (binned, binned_foreign):
                record.move_to_bin(None)
            one = {"slug": slug, "pk": mine.pk}, {"slug": slug, "pk": foreign.pk}
            gone = {"slug": slug, "pk": binned.pk}, {"slug": slug, "pk": binned_foreign.pk}
            anyone_of = {"neighbour"} if slug in ORDINARY else set()
            add("record_list", readers | anyone_of, {"slug": slug})
            add("record_add", writers | anyone_of, {"slug": slug})
            add("record_detail", readers, *one)
            add("record_detail", set(), gone[0])
            add("record_edit", writers, *one)
            add("record_delete", writers, *one)
            add("record_restore", writers, *gone)
            add("attachment_add", writers, *one)
            mine_file, foreign_file = an_attachment(mine), an_attachment(foreign)
            files = (
                one[0] | {"attachment_pk": mine_file.pk},
                one[1] | {"attachment_pk": foreign_file.pk},
            )
            add("attachment", readers, *files)
            add("attachment_delete", writers, *files)
            # The file of a record elsewhere does not open through a record of one's own.
            add("attachment", set(), one[0] | {"attachment_pk": foreign_file.pk})
            add("attachment_delete", set(), one[0] | {"attachment_pk": foreign_file.pk})
    member = Member.objects.create(name="程远山", organization=office.first)
    stranger = Member.objects.create(name="郭远航", organization=office.elsewhere)
    add("member_list", READERS | {"neighbour"})
    add("member_add", WRITERS | {"neighbour"})
    add("member_detail", READERS, {"pk": member.pk}, {"pk": stranger.pk})
    add("member_edit", WRITERS, {"pk": member.pk}, {"pk": stranger.pk})
    add("member_delete", WRITERS, {"pk": member.pk}, {"pk": stranger.pk})
    for each in (
        member_gone := Member.objects.create(name="高成林", organization=office.first),
        stranger_gone := Member.objects.create(name="曹思源", organization=office.elsewhere),
    ):
        each.deleted_at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        each.save()
    add("member_restore", WRITERS, {"pk": member_gone.pk}, {"pk": stranger_gone.pk})
    for_roster = "kind=general&date=2024-03-05&organization="
    add(
        "roster",
        WRITERS,
        {},
        {},
        f"{for_roster}{office.first.pk}",
        f"{for_roster}{office.elsewhere.pk}",
        by_post=True,
    )
    add("bin", WRITERS | INSPECTOR | {"neighbour"})
    add("organization_list", READERS | {"neighbour"})
    add("organization_add", ADMINISTRATOR)
    add("organization_edit", ADMINISTRATOR, {"pk": office.first.pk}, {"pk": office.elsewhere.pk})
    mine_duty = Duty.objects.create(
        name="每季度党课", organization=office.first, activity="lecture", per="quarter"
    )
    foreign_duty = Duty.objects.create(
        name="每季度党课", organization=office.elsewhere, activity="lecture", per="quarter"
    )
    add("account_list", ADMINISTRATOR)
    add("account_add", ADMINISTRATOR)
    clerk, clerk_elsewhere = (
        make_user(name, "secretary", place) for name, place in (("a", office.first), ("b", office.elsewhere))
    )
    for name in ("account_edit", "account_reset", "account_deactivate"):
        add(name, ADMINISTRATOR, {"pk": clerk.pk}, {"pk": clerk_elsewhere.pk})
        for untouchable in (cast.administrator, cast.inspector, cast.stranger):
            add(name, set(), {"pk": untouchable.pk})
    off, off_elsewhere = (
        make_user(name, "secretary", place) for name, place in (("c", office.first), ("d", office.elsewhere))
    )
    for each in (off, off_elsewhere):
        switch_off(each)
    add("account_activate", ADMINISTRATOR, {"pk": off.pk}, {"pk": off_elsewhere.pk})
    bare = [
        Meeting.objects.create(organization=place, kind="theme_day", title="主题党日", date=DAY)
        for place in (office.first, office.elsewhere)
    ]
    add("quality_list", WRITERS | {"neighbour"})
    add("quality_check", WRITERS, *({"slug": "meeting", "pk": each.pk, "kind": "empty"} for each in bare))
    add("duty_list", ADMINISTRATOR)
    add("duty_add", ADMINISTRATOR)
    add("duty_edit", ADMINISTRATOR, {"pk": mine_duty.pk}, {"pk": foreign_duty.pk})
    add("duty_delete", ADMINISTRATOR, {"pk": mine_duty.pk}, {"pk": foreign_duty.pk})
    batches = [
        ImportBatch.objects.create(file_name="台账.xlsx", sha256="0" * 64, organization=organization)
        for organization in (office.bureau, office.elsewhere)
    ]
    for name in sorted(names()):
        if name.startswith("import_"):
            if name in {"import_list", "import_upload"}:
                add(name, ADMINISTRATOR)
            else:
                add(name, ADMINISTRATOR, {"pk": batches[0].pk}, {"pk": batches[1].pk})
    here, there = f"organization={office.first.pk}&year=2024", f"organization={office.elsewhere.pk}&year=2024"
    add("figures", COUNTERS, {}, {}, here, there)
    for name in ("completion", "completion_export"):
        add(name, READERS, {}, {}, here, there)
    for key, who in (("meeting.general.count", READERS), ("discipline.form1.count", INSPECTOR)):
        add("figure_records", who, {"key": key}, {"key": key}, here, there)
    for slug in ORDINARY:
        add("ledger_export", READERS, {"slug": slug}, {"slug": slug}, here, there)
    for slug in SENSITIVE:
        add("ledger_export", INSPECTOR, {"slug": slug}, {"slug": slug}, here, there)
    for name in ("reports", "report_word"):
        add(name, ADMINISTRATOR, {}, {}, here, there)
    draft, draft_elsewhere, draft_of_another = (
        a_draft(owner, organization)
        for owner, organization in (
            (cast.administrator, office.bureau),
            (cast.administrator, office.elsewhere),
            (cast.secretary, office.bureau),
        )
    )
    add("draft_upload", ADMINISTRATOR)
    for name in ("draft", "draft_check", "draft_choose", "draft_download", "draft_delete"):
        add(name, ADMINISTRATOR, {"pk": draft.pk}, {"pk": draft_elsewhere.pk})
        add(name, set(), {"pk": draft_of_another.pk})
    return found


def test_the_table_knows_every_address(addresses: list[Address]) -> None:
    assert names() - OPEN == {address.name for address in addresses}


def test_every_view_passes_the_gate() -> None:
    for name, callback in views().items():
        if name in OPEN:
            continue
        assert issubclass(callback.view_class, Gate), name
        assert callback.view_class.dispatch is Gate.dispatch or "Gate" in repr(
            callback.view_class.__mro__[1:]
        ), name


def ask(client: Client, method: str, address: Address, arguments: dict[str, Any], query: str) -> int:
    url = reverse(address.name, kwargs=arguments)
    if method == "post" and address.by_post:
        return int(client.post(url, dict(parse_qsl(query))).status_code)
    answer = getattr(client, method)(f"{url}?{query}" if query else url)
    return int(answer.status_code)


def nothing_there(client: Client, address: Address) -> int:
    return ask(client, "get", address, {**address.within, "pk": 999_999}, "") if address.within else 405


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", sorted(ANYONE))
def test_everyone_gets_what_is_theirs_and_nothing_else(
    client: Client, cast: SimpleNamespace, addresses: list[Address], who: str, method: str
) -> None:
    """GET and an empty POST: past the gate (200, 302, 400, 405 …), or 404. Never 403, never 500."""
    client.force_login(getattr(cast, who))
    wrong = []
    for address in addresses:
        if method == "post" and address.name in {
            "record_delete",
            "record_restore",
            "member_delete",
            "member_restore",
            "attachment_delete",
            "duty_delete",
            "account_reset",
            "account_deactivate",
            "account_activate",
            "draft_delete",
        }:
            continue  # an empty POST would do it; the refusals are tested below
        status = ask(client, method, address, address.within, address.query)
        if method == "get" and status == 405 and nothing_there(client, address) == 405:
            continue  # takes no GET at all, and says the same of what does not exist
        may = who in address.who
        if (
            status >= 500
            or status == 403
            or (may and status == 404)
            or (not may and status not in {404, 405})
        ):
            wrong.append((address.name, address.within, status, "may" if may else "may not"))
        if not may and method == "get" and status == 405:
            wrong.append((address.name, address.within, status, "405 tells that it exists"))
        if address.elsewhere is not None:
            status = ask(client, method, address, address.elsewhere, address.query_elsewhere)
            if status not in {404, 405} or (method == "get" and status == 405 and not may):
                wrong.append((address.name, address.elsewhere, status, "elsewhere"))
    assert wrong == []


@pytest.mark.parametrize("who", sorted(ANYONE))
def test_nobody_changes_what_is_elsewhere(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, addresses: list[Address], who: str
) -> None:
    client.force_login(getattr(cast, who))
    models = [Meeting, Lecture, Talk, DisciplinaryAction, Clue, WorkItem, Member, Duty]
    before = [
        list(model.objects.filter(organization=office.elsewhere).order_by("pk").values()) for model in models
    ]
    for address in addresses:
        if address.elsewhere is not None:
            assert ask(client, "post", address, address.elsewhere, address.query_elsewhere) in {404, 405}
        if who not in address.who:
            assert ask(client, "post", address, address.within, address.query) in {404, 405}
    after = [
        list(model.objects.filter(organization=office.elsewhere).order_by("pk").values()) for model in models
    ]
    assert after == before


def test_without_signing_in_every_address_leads_to_the_login(
    client: Client, addresses: list[Address]
) -> None:
    for address in addresses:
        for method in ("get", "post"):
            url = reverse(address.name, kwargs=address.within)
            answer = getattr(client, method)(url)
            assert answer.status_code == 302, (address.name, method)
            assert answer.url.startswith(reverse("login")), (address.name, method)


def test_a_superuser_gets_no_records(client: Client, addresses: list[Address]) -> None:
    client.force_login(User.objects.create_superuser("root", password="a-long-password-1"))
    for address in addresses:
        if "pk" in address.within:
            assert ask(client, "get", address, address.within, address.query) == 404, address
