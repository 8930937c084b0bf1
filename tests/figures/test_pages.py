"""The page of figures, the records behind a number, and the download of a ledger: what is shown to whom."""

import datetime
import io
import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from branches.models import (
    Clue,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Meeting,
    Member,
    Organization,
    Post,
    User,
)
from reports.figures.registry import registry
from reports.figures.sections import SENSITIVE, counted_from
from tests.cast import make_user

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 3, 5)


@pytest.fixture
def records(office: SimpleNamespace) -> SimpleNamespace:
    """One theme day in each branch and one the year before; a secret case and clue; a lecture by two."""

    def theme_day(organization: Organization, title: str, day: datetime.date = DAY) -> Meeting:
        return Meeting.objects.create(
            organization=organization, date=day, kind="theme_day", title=title, present=12
        )

    found = SimpleNamespace(
        first=theme_day(office.first, "参观档案馆"),
        second=theme_day(office.second, "义务植树"),
        before=theme_day(office.first, "往年活动", datetime.date(2022, 3, 5)),
        elsewhere=theme_day(office.elsewhere, "别家的活动"),
        action=DisciplinaryAction.objects.create(
            organization=office.first, date=DAY, person="涉案某", form=1, measure="reminder"
        ),
        clue=Clue.objects.create(
            organization=office.first, date=DAY, number="线索九号", source="report", about="被反映某"
        ),
        lecture=Lecture.objects.create(organization=office.first, date=DAY, topic="学党章"),
    )
    for name in ("程远山", "林晓岚"):
        Lecturer.objects.create(lecture=found.lecture, name=name, post="branch_secretary")
    return found


class Visitor:
    """Somebody signed in, and what they read."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, name: str, *args: Any, **query: Any) -> Any:
        return self.client.get(reverse(name, args=args), query)

    def text(self, name: str, *args: Any, **query: Any) -> str:
        answer = self.get(name, *args, **query)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def row_of(visitor: Visitor, figure: str, **query: Any) -> list[str]:
    """The cells of one figure's row, without the definition; [] when the page has no such row."""
    page = visitor.get("figures", **{"year": 2023, **query}).content.decode()
    for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL):
        cells = [
            re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        if cells[0] == figure:
            return cells[:4]
    return []


def test_a_figure_stands_beside_last_years_and_the_change(
    cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    page = Visitor(cast.administrator)
    assert row_of(page, "主题党日次数") == ["主题党日次数", "2 次", "1 次", "增加1"]
    assert row_of(page, "主题党日参加人次") == ["主题党日参加人次", "24 人次", "12 人次", "增加12"]
    assert row_of(page, "党课次数") == ["党课次数", "1 次", "无记录", "—"]


def test_figures_of_half_a_year_and_of_one_branch(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    page = Visitor(cast.administrator)
    assert row_of(page, "主题党日次数", organization=office.first.pk)[1] == "1 次"
    assert row_of(page, "主题党日次数", part="h2") == []
    assert row_of(page, "主题党日次数", part="m3")[1:] == ["2 次", "1 次", "增加1"]


def test_a_figure_without_records_is_not_nought(cast: SimpleNamespace, records: SimpleNamespace) -> None:
    page = Visitor(cast.administrator)
    assert row_of(page, "支部党员大会次数") == []
    assert row_of(page, "支部党员大会次数", all=1) == ["支部党员大会次数", "无记录", "无记录", "—"]


def test_a_number_leads_to_its_records(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    visitor = Visitor(cast.administrator)
    page = visitor.get("figures", year=2023).content.decode()
    (link,) = set(re.findall(r'href="([^"]*meeting\.theme_day\.count/records/[^"]*year=2023)"', page))
    listed = visitor.client.get(link.replace("&amp;", "&")).content.decode()
    assert records.first.get_absolute_url() in listed
    assert records.second.get_absolute_url() in listed
    assert records.before.get_absolute_url() not in listed
    assert records.elsewhere.get_absolute_url() not in listed
    assert "由 2 条记录统计得出" in listed


def test_every_number_shown_opens_as_many_records_as_it_counts(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace, roster: list[Member]
) -> None:
    inspector = make_user("everything", "inspector", office.bureau)
    make_role(inspector, "administrator", office.bureau)
    visitor = Visitor(inspector)
    page = visitor.get("figures", year=2023).content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*/records/[^"]*)"', page)}
    figures = {link for link in links if "/figures/" in link}
    assert len(figures) > 20
    for link in figures:
        answer = visitor.client.get(link)
        assert answer.status_code == 200, link
        context = answer.context
        assert context["page_obj"].paginator.count == context["records"] > 0, link
        assert context["out_of_reach"] == 0


def make_role(user: User, kind: str, organization: Organization) -> None:
    user.roles.create(kind=kind, organization=organization)


def test_a_deleted_record_no_longer_counts(cast: SimpleNamespace, records: SimpleNamespace) -> None:
    records.first.move_to_bin(cast.secretary)
    visitor = Visitor(cast.administrator)
    assert row_of(visitor, "主题党日次数")[1] == "1 次"
    assert "参观档案馆" not in visitor.text("figure_records", "meeting.theme_day.count", year=2023)


def test_sensitive_totals_go_to_those_who_report_and_rows_to_the_inspector(
    cast: SimpleNamespace, records: SimpleNamespace
) -> None:
    totals = {"secretary": False, "viewer": False, "administrator": True, "inspector": True}
    for name, sees in totals.items():
        visitor = Visitor(getattr(cast, name))
        for figure in ("第一种形态处理人次", "受理问题线索件数"):
            assert bool(row_of(visitor, figure)) is sees, (name, figure)
        page = visitor.get("figures", year=2023, all=1).content.decode()
        assert ("discipline.form1.count/records/" in page) is (name == "inspector")
        assert ("处理处分" in page) is sees
    for name in ("secretary", "neighbour", "viewer", "administrator"):
        visitor = Visitor(getattr(cast, name))
        for key in ("discipline.form1.person_times", "clue.received.count"):
            assert visitor.get("figure_records", key, year=2023).status_code == 404
    inspector = Visitor(cast.inspector)
    assert "涉案某" in inspector.text("figure_records", "discipline.form1.person_times", year=2023)
    assert "被反映某" in inspector.text("figure_records", "clue.received.count", year=2023)


def test_the_inspector_sees_no_ordinary_figures(cast: SimpleNamespace, records: SimpleNamespace) -> None:
    inspector = Visitor(cast.inspector)
    assert row_of(inspector, "主题党日次数", all=1) == []
    assert inspector.get("figure_records", "meeting.theme_day.count", year=2023).status_code == 404


def test_figures_end_at_ones_own_branch(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    secretary = Visitor(cast.secretary)
    assert row_of(secretary, "主题党日次数")[1] == "1 次"
    for beyond in (office.bureau, office.second, office.elsewhere):
        for name, args in (("figures", []), ("figure_records", ["meeting.theme_day.count"])):
            assert secretary.get(name, *args, organization=beyond.pk, year=2023).status_code == 404
    assert "第二支部" not in secretary.get("figures", year=2023).content.decode()


def test_a_stranger_finds_nothing_here(cast: SimpleNamespace, records: SimpleNamespace) -> None:
    stranger = Visitor(cast.stranger)
    assert stranger.get("figures").status_code == 404
    assert stranger.get("figure_records", "meeting.count", year=2023).status_code == 404
    assert stranger.get("ledger_export", "meeting", year=2023).status_code == 404


def test_who_is_not_signed_in_is_asked_to(records: SimpleNamespace) -> None:
    for address in (reverse("figures"), reverse("ledger_export", args=["meeting"])):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_holders_of_a_post_from_beyond_ones_reach_are_counted_but_not_listed(
    cast: SimpleNamespace, office: SimpleNamespace, roster: list[Member]
) -> None:
    outsider = Member.objects.create(name="外单位某", organization=office.elsewhere)
    Post.objects.create(member=outsider, organization=office.first, kind="branch_secretary")
    text = Visitor(cast.secretary).text(
        "figure_records", "organization.post.branch_secretary.count", year=2023
    )
    assert "2 名" in text
    assert "其中 1 条不在您的查看范围内" in text
    assert "程远山" in text
    assert "外单位某" not in text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"year": "abc"}, "请填写四位数的年份"),
        ({"year": ""}, "请填写年份"),
        ({"year": "1"}, "请填写 1921 年以后的年份"),
        ({"year": "99999"}, "还没有到"),
        ({"year": "2023", "part": "h9"}, "请从列表中选择时段"),
    ],
)
def test_a_choice_that_makes_no_sense_is_answered_at_the_field(
    cast: SimpleNamespace, records: SimpleNamespace, query: dict[str, str], reason: str
) -> None:
    visitor = Visitor(cast.administrator)
    answer = visitor.get("figures", **query)
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert "field-error" in answer.content.decode()
    assert visitor.get("figure_records", "meeting.count", **query).status_code == 404
    assert visitor.get("ledger_export", "meeting", **query).status_code == 404


@pytest.mark.parametrize("organization", ["999999", "abc", ""])
def test_an_organisation_that_does_not_exist_is_not_found(cast: SimpleNamespace, organization: str) -> None:
    assert Visitor(cast.administrator).get("figures", organization=organization).status_code == 404


def test_an_unknown_figure_or_ledger_is_not_found(cast: SimpleNamespace) -> None:
    visitor = Visitor(cast.administrator)
    assert visitor.get("figure_records", "no.such.figure", year=2023).status_code == 404
    assert visitor.get("ledger_export", "nothing", year=2023).status_code == 404


def test_the_list_of_records_comes_in_pages(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    for number in range(60):
        Meeting.objects.create(
            organization=office.first, date=datetime.date(2023, 5, 1), kind="visit", title=f"参观{number:02}"
        )
    visitor = Visitor(cast.secretary)
    first = visitor.text("figure_records", "meeting.visit.count", year=2023)
    last = visitor.text("figure_records", "meeting.visit.count", year=2023, page=99)
    assert "第 1 页，共 2 页" in first
    assert "第 2 页，共 2 页" in last
    titles = set(re.findall(r"参观\d\d", first)) | set(re.findall(r"参观\d\d", last))
    assert len(titles) == 60


def test_the_pages_ask_the_same_number_of_questions_for_any_number_of_branches(
    cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    visitor = Visitor(cast.administrator)

    def questions_with(branches: range) -> tuple[int, int]:
        for number in branches:
            branch = Organization.objects.create(name=f"支部{number}", kind="branch", parent=office.bureau)
            for day in range(1, 4):
                Meeting.objects.create(
                    organization=branch, date=datetime.date(2023, 5, day), kind="visit", title="参观"
                )
        with CaptureQueriesContext(connection) as page:
            visitor.get("figures", year=2023)
        with CaptureQueriesContext(connection) as listed:
            visitor.get("figure_records", "meeting.visit.count", year=2023)
        return len(page), len(listed)

    assert questions_with(range(1)) == questions_with(range(1, 7))


def test_a_ledger_holds_what_one_may_see_and_no_more(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    def titles(user: User, **query: Any) -> set[str]:
        answer = Visitor(user).get("ledger_export", "meeting", year=2023, **query)
        assert answer.status_code == 200
        sheet = load_workbook(io.BytesIO(answer.getvalue())).active
        return {row[7].value for row in sheet.iter_rows(min_row=4)}

    assert titles(cast.administrator) == {"参观档案馆", "义务植树"}
    assert titles(cast.administrator, organization=office.second.pk) == {"义务植树"}
    assert titles(cast.secretary) == {"参观档案馆"}


def test_a_ledger_comes_as_a_file_named_for_what_it_holds(
    cast: SimpleNamespace, office: SimpleNamespace, records: SimpleNamespace
) -> None:
    answer = Visitor(cast.administrator).get("ledger_export", "lecture", year=2023, part="q1")
    assert quote("机关党委2023年第一季度党课台账.xlsx") in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("kind", ["discipline", "clue"])
def test_sensitive_ledgers_are_the_inspectors_alone(
    cast: SimpleNamespace, records: SimpleNamespace, kind: str
) -> None:
    for name in ("secretary", "viewer", "administrator", "stranger"):
        assert Visitor(getattr(cast, name)).get("ledger_export", kind, year=2023).status_code == 404
    assert Visitor(cast.inspector).get("ledger_export", kind, year=2023).status_code == 200
    assert Visitor(cast.inspector).get("ledger_export", "meeting", year=2023).status_code == 404
    page = Visitor(cast.administrator).get("figures", year=2023).content.decode()
    assert reverse("ledger_export", args=["meeting"]) in page
    assert reverse("ledger_export", args=[kind]) not in page


def test_no_figure_counts_sensitive_rows_under_an_ordinary_name() -> None:
    """What is sensitive follows from the rows that are counted, so no list of keys can be forgotten."""
    for figure in registry:
        sensitive = figure.key.split(".")[0] in {"discipline", "clue"}
        assert (counted_from(figure) in SENSITIVE) is sensitive, figure.key


def test_this_year_is_shown_first(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    today = timezone.localdate()
    Meeting.objects.create(organization=office.first, date=today, kind="visit", title="参观")
    text = Visitor(cast.viewer).text("figures")
    assert f"{today.year}年" in text
    assert "参观见学次数" in text
