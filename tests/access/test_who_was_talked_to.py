"""Whom somebody talked to, by way of reminder or admonition too, is told wherever the list of talks tells it
to this person, and nowhere else: handbook, printed record, member's page, ledgers, lists, searching.
"""

import datetime
import io
from types import SimpleNamespace

import docx
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx.oxml.ns import qn
from openpyxl import load_workbook

from branches.models import Clue, DisciplinaryAction, Job, Member, Organization, Talk, TalkTarget, User

DAY = datetime.date(2024, 3, 5)
YEAR = "year=2024"
KINDS = ("heart", "reminder", "admonition", "summons")
NAMES = dict(zip(KINDS, ("孟谈心", "孟提醒", "孟诫勉", "孟约谈"), strict=True))
PUNISHED = ("罗受处", "罗线索")


@pytest.fixture
def talks(office: SimpleNamespace) -> list[Talk]:
    """One of each kind at three places, the name of who was talked to ending in that of the place; one in the
    bin; and somebody punished, and somebody reported."""
    found = []
    for place, suffix in ((office.first, "甲"), (office.second, "乙"), (office.elsewhere, "丙")):
        for kind in KINDS:
            name = f"{NAMES[kind]}{suffix}"
            member = Member.objects.create(name=name, organization=place, joined_on=DAY)
            talk = Talk.objects.create(organization=place, kind=kind, talker="程远山", date=DAY)
            TalkTarget.objects.create(talk=talk, member=member, name=name)
            found.append(talk)
    binned = Talk.objects.create(organization=office.first, kind="reminder", talker="程远山", date=DAY)
    TalkTarget.objects.create(talk=binned, name="孟误录甲")
    binned.move_to_bin(None)
    DisciplinaryAction.objects.create(organization=office.first, date=DAY, person=PUNISHED[0], form=1)
    Clue.objects.create(organization=office.first, date=DAY, number="1", source="report", about=PUNISHED[1])
    return found


EVERYBODY = {f"{name}{suffix}" for name in (*NAMES.values(), "孟误录") for suffix in "甲乙丙"} | {*PUNISHED}


def names_in(text: str) -> set[str]:
    return {name for name in EVERYBODY if name in text}


class Reader:
    """Somebody signed in, and the words of whatever they ask for; "" where it does not exist for them."""

    def __init__(self, user: User) -> None:
        self.user, self.client = user, Client()
        self.client.force_login(user)

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        return answer.content.decode() if answer.status_code == 200 else ""

    def file(self, address: str) -> str:
        answer = self.client.get(address)
        return words_of(answer) if answer.status_code == 200 else ""

    def made(self, address: str) -> str:
        if self.client.post(address).status_code != 302:
            return ""
        job = Job.objects.filter(asked_by=self.user).latest("pk")
        assert job.state == Job.State.DONE, job.reason
        return self.file(reverse("job_file", args=[job.pk]))


def words_of(answer: HttpResponse) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheet" in answer["Content-Type"]:
        book = load_workbook(io.BytesIO(content))
        return " ".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(each.text or "" for each in body.iter(qn("w:t")))


def of(organization: Organization) -> str:
    return f"organization={organization.pk}&{YEAR}"


@pytest.mark.parametrize(
    "who", ["secretary", "neighbour", "administrator", "viewer", "inspector", "stranger"]
)
def test_everywhere_exactly_what_the_list_tells(
    cast: SimpleNamespace, office: SimpleNamespace, talks: list[Talk], who: str
) -> None:
    reader = Reader(getattr(cast, who))
    listed = names_in(reader.page("/records/talk/"))
    suffixes = {"secretary": "甲", "neighbour": "乙", "administrator": "甲乙", "viewer": "甲乙"}.get(who, "")
    assert listed == {f"{name}{suffix}" for name in NAMES.values() for suffix in suffixes}

    places = (office.first, office.second, office.bureau, office.elsewhere)
    ledgers = [reader.file(f"{reverse('ledger_export', args=['talk'])}?{of(place)}") for place in places]
    books = [
        reader.made(f"{reverse('handbook_make')}?{of(place)}") for place in (office.first, office.second)
    ]
    workbooks = [reader.made(f"{reverse('year_workbook')}?{of(place)}") for place in places]
    one_by_one = [("talk", talk.pk) for talk in Talk.objects.all()]
    told = {
        "list as a file": reader.file(reverse("record_list_export", args=["talk"])),
        "searching": "".join(
            said[said.index("<tbody") :]
            for name in EVERYBODY
            if "<tbody" in (said := reader.page(f"/records/talk/?q={name}"))
        ),
        "ledger": "".join(ledgers),
        "handbook": "".join(books),
        "workbook": "".join(workbooks),
        "page": "".join(reader.page(reverse("record_detail", args=each)) for each in one_by_one),
        "print view": "".join(reader.page(reverse("record_print", args=each)) for each in one_by_one),
        "printed record": "".join(reader.file(reverse("record_word", args=each)) for each in one_by_one),
        "members' pages": "".join(
            reader.page(f"{reverse('member_detail', args=[pk])}?{YEAR}")
            for pk in TalkTarget.objects.exclude(member=None).values_list("member", flat=True)
        ),
    }
    assert {place: names_in(said) for place, said in told.items()} == dict.fromkeys(told, listed)


@pytest.mark.parametrize("who", ["secretary", "administrator", "viewer", "inspector"])
def test_of_discipline_the_inspector_alone_reads_names(
    cast: SimpleNamespace, office: SimpleNamespace, talks: list[Talk], who: str
) -> None:
    reader = Reader(getattr(cast, who))
    lists = reader.page("/records/discipline/") + reader.page("/records/clue/")
    files = "".join(
        reader.file(f"{reverse('ledger_export', args=[slug])}?{of(office.first)}")
        for slug in ("discipline", "clue")
    )
    allowed = {*PUNISHED} if who == "inspector" else set()
    assert names_in(lists) == names_in(files) == allowed
    rest = reader.page("/") + reader.page("/calendar/2024/3/") + reader.page("/bin/")
    assert not names_in(rest) & {*PUNISHED} - allowed


def test_a_leader_reads_on_the_member_page_only_of_talks_within_reach(
    cast: SimpleNamespace, office: SimpleNamespace, talks: list[Talk]
) -> None:
    """Who led a talk elsewhere is not told there whom it was with."""
    talker = Member.objects.create(name="程远山", organization=office.first)
    Talk.objects.update(talker_member=talker)
    page = Reader(cast.secretary).page(f"{reverse('member_detail', args=[talker.pk])}?{YEAR}")
    assert names_in(page) == {f"{name}甲" for name in NAMES.values()}
