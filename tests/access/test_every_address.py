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
from django.utils import timezone

from branches.accounts import switch_off
from branches.importing.tables.sheetreport import SheetReport
from branches.models import (
    RECORDS,
    Attachment,
    Change,
    Clue,
    DisciplinaryAction,
    Duty,
    ImportBatch,
    ImportRow,
    Job,
    Lecture,
    Meeting,
    Member,
    Organization,
    Talk,
    User,
    WorkItem,
)
from branches.views.gate import Gate
from reports.models import CustomFigure, Draft, Manuscript, ManuscriptVersion, OwnOutline, Report
from tests.cast import make_user
from tests.drafts.documents import word_document

DAY = datetime.date(2024, 3, 5)
ANYONE = {"secretary", "neighbour", "administrator", "inspector", "viewer", "stranger"}
READERS = {"secretary", "administrator", "viewer"}
WRITERS = {"secretary", "administrator"}
ADMINISTRATOR = {"administrator"}
INSPECTOR = {"inspector"}
COUNTERS = READERS | INSPECTOR

ORDINARY = ("meeting", "lecture", "talk", "work")
SENSITIVE = ("discipline", "clue")

OF_THE_UPLOADER: dict[str, dict[str, str]] = {
    "import_table": {"key": "0.0"},
    "import_forget": {"key": "0.0"},
    "import_read": {},
    "import_questions": {},
    "import_ask_again": {},
    "import_marked": {},
}
"""Pages of an import that only who uploaded the file may open, with what they take beside its key."""

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


def a_photo(record: Any, binned: bool = False) -> Attachment:
    content = b"\xff\xd8\xff a photo"
    attachment = Attachment.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        file=ContentFile(content, name="photo.jpg"),
        thumbnail=ContentFile(content, name="small.jpg"),
        original_name="现场.jpg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="image/jpeg",
    )
    if binned:
        attachment.move_to_bin(None)
    return attachment


def a_draft(owner: User, organization: Organization) -> Draft:
    draft = Draft(file_name="总结.docx", owner=owner, organization=organization, year=2024)
    draft.file.save("", ContentFile(word_document("全年召开党组会12次。")))
    return draft


def a_batch(owner: User, organization: Organization, kind: str) -> ImportBatch:
    """A previewed file with one row. Its content is no workbook: whoever reads it anew is told so."""
    batch = ImportBatch(
        file_name="台账.xlsx", sha256="0" * 64, organization=organization, created_by=owner, state="previewed"
    )
    batch.understood = {"sheets": [SheetReport("台账", 1, kind, key="0.0", tells=True).as_stored()]}
    batch.file.save("", ContentFile(b"no workbook"))
    ImportRow.objects.create(batch=batch, sheet="台账", row=2, kind=kind, outcome="new")
    return batch


def an_outline(organization: Organization) -> OwnOutline:
    text = "标题：总结\n\n开会【党组会次数】次。"
    return OwnOutline.objects.create(organization=organization, name="总结", text=text)


def a_manuscript(owner: User, organization: Organization, deleted: bool = False) -> Manuscript:
    now = timezone.now()
    manuscript = Manuscript.objects.create(
        organization=organization,
        start=DAY.replace(month=1, day=1),
        end=DAY.replace(month=12, day=31),
        outline="year_end",
        name="总结",
        text="标题：总结\n\n开会【党组会次数】次。",
        updated_by=owner,
        updated_at=now,
        deleted_at=now if deleted else None,
        deleted_by=owner if deleted else None,
    )
    ManuscriptVersion.objects.create(
        manuscript=manuscript, kind="started", text="标题：旧", saved_by=owner, began_at=now, saved_at=now
    )
    return manuscript


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
            add("record_list_export", readers | anyone_of, {"slug": slug})
            add("record_add", writers | anyone_of, {"slug": slug})
            add("record_last", writers | anyone_of if slug in ORDINARY else set(), {"slug": slug})
            add("record_detail", readers, *one)
            add("record_detail", set(), gone[0])
            for name in ("record_print", "record_word"):  # nothing of discipline is printed
                add(name, readers if slug in ORDINARY else set(), *one)
                add(name, set(), gone[0])
            add("record_edit", writers, *one)
            add("record_delete", writers, *one)
            add("record_restore", writers, *gone)
            add("attachment_add", writers, *one)
            files, gone_files = (
                [
                    of | {"attachment_pk": a_photo(record, is_gone).pk}
                    for of, record in zip(one, (mine, foreign), strict=True)
                ]
                for is_gone in (False, True)
            )
            add("attachment_restore", writers, *gone_files)
            # The file of a record elsewhere does not open through a record of one's own.
            crossed = one[0] | {"attachment_pk": files[1]["attachment_pk"]}
            for name in ("attachment", "attachment_thumbnail", "photo"):
                add(name, readers, *files)
                add(name, set(), crossed)
                add(name, set(), gone_files[0])
            for name in ("attachment_edit", "attachment_delete"):
                add(name, writers, *files)
                add(name, set(), crossed)
                add(name, set(), gone_files[0])
    member = Member.objects.create(name="程远山", organization=office.first)
    stranger = Member.objects.create(name="郭远航", organization=office.elsewhere)
    add("calendar", READERS | {"neighbour"})
    add("calendar_year", READERS | {"neighbour"}, {"year": 2024})
    add("calendar_month", READERS | {"neighbour"}, {"year": 2024, "month": 3})
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
    add("organization_look_up", READERS | {"neighbour"})
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
    colleague = make_user("f", "administrator", office.bureau)
    for name in ("import_list", "import_upload"):
        add(name, ADMINISTRATOR | INSPECTOR)
    for kind, who in (("meeting", ADMINISTRATOR), ("discipline", INSPECTOR)):
        here, there = (a_batch(colleague, place, kind) for place in (office.bureau, office.elsewhere))
        for name in ("import_detail", "import_decide", "import_updates", "import_undo"):
            add(name, who, {"pk": here.pk}, {"pk": there.pk})
    for name, table in OF_THE_UPLOADER.items():
        mine, foreign, of_a_colleague = (
            {"pk": a_batch(owner, place, "meeting").pk, **table}
            for owner, place in (
                (cast.administrator, office.bureau),
                (cast.administrator, office.elsewhere),
                (colleague, office.bureau),
            )
        )
        add(name, ADMINISTRATOR, mine, foreign)
        add(name, set(), of_a_colleague)
    mine_job, job_of_another = (
        Job.objects.create(kind="import", title="导入", asked_by=user, state="done", file_name="结果.txt")
        for user in (cast.secretary, make_user("e", "administrator", office.bureau))
    )
    mine_job.keep("结果.txt", b"")
    job_of_another.keep("结果.txt", b"")
    add("job_list", ANYONE)
    for name in ("job", "job_file"):
        add(name, {"secretary"}, {"pk": mine_job.pk}, {"pk": job_of_another.pk})
    here, there = f"organization={office.first.pk}&year=2024", f"organization={office.elsewhere.pk}&year=2024"
    add("figures", COUNTERS, {}, {}, here, there)
    for name in ("completion", "completion_export"):
        add(name, READERS, {}, {}, here, there)
    own_outlines = [an_outline(place) for place in (office.first, office.elsewhere)]
    add("outline_list", ADMINISTRATOR)
    add("outline_add", ADMINISTRATOR, {}, {}, "", f"base={own_outlines[1].slug}")
    for name in ("outline_edit", "outline_switch", "outline_versions"):
        add(name, ADMINISTRATOR, {"pk": own_outlines[0].pk}, {"pk": own_outlines[1].pk})
    mine_version, foreign_version = (
        Change.objects.get(record_label="reports.ownoutline", record_id=each.pk).pk for each in own_outlines
    )
    add(
        "outline_version",
        ADMINISTRATOR,
        {"pk": own_outlines[0].pk, "change": mine_version},
        {"pk": own_outlines[1].pk, "change": foreign_version},
    )
    # A version of an outline elsewhere does not open through an outline of one's own.
    add("outline_version", set(), {"pk": own_outlines[0].pk, "change": foreign_version})
    own_figures = [
        CustomFigure.objects.create(organization=place, name=f"{place}次数", counted="talk.events", unit="次")
        for place in (office.first, office.elsewhere)
    ]
    for name in ("own_figures", "own_figure_add"):
        add(name, ADMINISTRATOR)
    for name in ("own_figure_edit", "own_figure_delete"):
        add(name, ADMINISTRATOR, {"pk": own_figures[0].pk}, {"pk": own_figures[1].pk})
    for key, who in (("meeting.general.count", READERS), ("discipline.form1.count", INSPECTOR)):
        add("figure_records", who, {"key": key}, {"key": key}, here, there)
    for slug in ORDINARY:
        add("ledger_export", READERS, {"slug": slug}, {"slug": slug}, here, there)
    for slug in SENSITIVE:
        add("ledger_export", INSPECTOR, {"slug": slug}, {"slug": slug}, here, there)
    for slug in (*ORDINARY, "member", "organization"):
        add("import_template", ADMINISTRATOR, {"slug": slug})
    for slug in SENSITIVE:
        add("import_template", INSPECTOR, {"slug": slug})
    for name in ("handbook", "handbook_make", "year_workbook"):
        add(name, READERS, {}, {}, here, there)
    for name in ("reports", "report_word", "summaries_make"):
        add(name, ADMINISTRATOR, {}, {}, here, there)
    add("manuscript_list", ADMINISTRATOR)
    add("manuscript_start", ADMINISTRATOR, {}, {}, here, there, by_post=True)
    manuscripts = [a_manuscript(cast.administrator, place) for place in (office.bureau, office.elsewhere)]
    for name in ("", "_save", "_live", "_offers", "_seen", "_word", "_final", "_delete", "_versions"):
        add(f"manuscript{name}", ADMINISTRATOR, *({"pk": each.pk} for each in manuscripts))
    binned_manuscripts = [
        a_manuscript(cast.administrator, place, deleted=True) for place in (office.bureau, office.elsewhere)
    ]
    add("manuscript_restore", ADMINISTRATOR, *({"pk": each.pk} for each in binned_manuscripts))
    add("manuscript_restore", set(), {"pk": manuscripts[0].pk})
    for name in ("", "_save", "_live", "_word", "_final", "_versions"):
        add(f"manuscript{name}", set(), {"pk": binned_manuscripts[0].pk})
    mine_text, foreign_text = (each.versions.get().pk for each in manuscripts)
    add(
        "manuscript_version",
        ADMINISTRATOR,
        {"pk": manuscripts[0].pk, "version": mine_text},
        {"pk": manuscripts[1].pk, "version": foreign_text},
    )
    add("manuscript_version", set(), {"pk": manuscripts[0].pk, "version": foreign_text})
    finals = [
        Report.objects.create(
            organization=place,
            title="总结",
            start=DAY,
            end=DAY,
            counted_at=timezone.now(),
            made_by=cast.administrator,
            sha256=hashlib.sha256(b"word").hexdigest(),
            file=ContentFile(b"word", "x"),
        )
        for place in (office.bureau, office.elsewhere)
    ]
    add("final_list", ADMINISTRATOR)
    add("final_make", ADMINISTRATOR, {}, {}, here, there, by_post=True)
    for name in ("final", "final_file", "final_withdraw"):
        add(name, ADMINISTRATOR, {"pk": finals[0].pk}, {"pk": finals[1].pk})
    draft, draft_elsewhere, draft_of_another = (
        a_draft(owner, organization)
        for owner, organization in (
            (cast.administrator, office.bureau),
            (cast.administrator, office.elsewhere),
            (cast.secretary, office.bureau),
        )
    )
    add("draft_upload", ADMINISTRATOR)
    for name in (
        "draft",
        "draft_check",
        "draft_checked_copy",
        "draft_choose",
        "draft_download",
        "draft_review_copy",
        "draft_issue",
        "draft_delete",
    ):
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
            "attachment_restore",
            "duty_delete",
            "account_reset",
            "account_deactivate",
            "account_activate",
            "draft_delete",
            "outline_switch",
            "outline_version",
            "manuscript_delete",
            "manuscript_restore",
            "manuscript_version",
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
