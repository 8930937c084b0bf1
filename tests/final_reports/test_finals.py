"""Final reports: what was issued stays as it was, and what changed since is told record by record."""

import contextlib
import datetime
import hashlib
import io
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from docx import Document

from branches.models import DisciplinaryAction, Meeting
from reports.issuing.contradicting import contradictions
from reports.issuing.freezing import freeze
from reports.issuing.since import since
from reports.models import OwnOutline, Report
from reports.views import finals

pytestmark = pytest.mark.django_db
YEAR = 2024


def meeting(place: Any, month: int, kind: str = "theme_day", title: str = "主题党日") -> Meeting:
    return Meeting.objects.create(
        organization=place, kind=kind, title=f"{title}{month}", date=datetime.date(YEAR, month, 5), present=8
    )


@pytest.fixture
def theme_days(office: SimpleNamespace) -> list[Meeting]:
    meeting(office.second, 2)
    return [meeting(office.first, month) for month in (3, 4, 5)]


def choice(office: SimpleNamespace) -> dict[str, Any]:
    return {"organization": office.bureau.pk, "year": YEAR, "outline": "year_end"}


def made(client: Client, office: SimpleNamespace) -> Report:
    answer = client.post(reverse("final_make"), choice(office))
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.order_by("-pk")[0]


def frozen(report: Report, key: str) -> Any:
    return next(each for each in since(report) if each.frozen.key == key and each.frozen.start.year == YEAR)


@pytest.fixture
def report(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, theme_days: list[Meeting]
) -> Report:
    client.force_login(cast.administrator)
    return made(client, office)


def page(client: Client, report: Report) -> str:
    return client.get(reverse("final", args=[report.pk])).content.decode()


def test_the_file_is_the_one_that_was_issued(client: Client, report: Report, office: SimpleNamespace) -> None:
    issued = b"".join(client.get(reverse("final_file", args=[report.pk])))
    assert hashlib.sha256(issued).hexdigest() == report.sha256
    assert any("主题党日4次" in each.text for each in Document(io.BytesIO(issued)).paragraphs)
    meeting(office.first, 6)
    again = b"".join(client.get(reverse("final_file", args=[report.pk])))
    assert again == issued


def test_a_file_that_was_changed_on_disk_is_not_given_out(client: Client, report: Report) -> None:
    with open(report.file.path, "ab") as file:
        file.write(b"x")
    answer = client.get(reverse("final_file", args=[report.pk]), follow=True)
    assert "存放的文件与定稿时不一致" in answer.content.decode()


def test_nothing_has_changed_at_first(client: Client, report: Report) -> None:
    assert not any(each.moved for each in since(report))
    assert "没有变化" in page(client, report)


def test_every_way_in_which_a_record_can_move_is_told(
    client: Client, cast: SimpleNamespace, report: Report, office: SimpleNamespace, theme_days: list[Meeting]
) -> None:
    binned, changed, moved_away = theme_days
    binned.move_to_bin(cast.administrator)
    changed.minutes = "补写的记录"
    changed.save()
    moved_away.kind = "general"
    moved_away.save()
    late = meeting(office.second, 9, title="补登")
    count = frozen(report, "meeting.theme_day.count")
    assert (count.frozen.value, count.now.value) == (4, 3)
    assert (count.added, count.gone, count.changed) == (
        [late.pk],
        sorted([binned.pk, moved_away.pk]),
        [changed.pk],
    )
    shown = page(client, report)
    assert "定稿 4 次，现在 3 次" in shown
    assert "已移入回收站" in shown
    for each in (late, changed, moved_away):
        assert each.get_absolute_url() in shown
    assert f'href="{binned.get_absolute_url()}"' not in shown


def test_the_same_number_out_of_other_records_is_no_agreement(
    client: Client, cast: SimpleNamespace, report: Report, office: SimpleNamespace, theme_days: list[Meeting]
) -> None:
    theme_days[0].move_to_bin(cast.administrator)
    meeting(office.first, 7)
    count = frozen(report, "meeting.theme_day.count")
    assert not count.differs
    assert count.moved
    assert "（一致）" in page(client, report)


def test_rows_of_discipline_are_counted_and_never_named(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, theme_days: list[Meeting]
) -> None:
    action = DisciplinaryAction.objects.create(
        organization=office.first, date=datetime.date(YEAR, 5, 6), person="吴某某", form=1
    )
    client.force_login(cast.administrator)
    report = made(client, office)
    assert frozen(report, "discipline.form1.person_times").frozen.value == 1
    action.measure = "remind"
    action.save()
    DisciplinaryAction.objects.create(
        organization=office.first, date=datetime.date(YEAR, 6, 6), person="郑某某", form=1
    )
    shown = page(client, report)
    assert "定稿 1 人次，现在 2 人次" in shown
    assert "某某" not in shown
    assert "1 条未列出" in shown


def test_two_reports_that_say_different_things_point_at_each_other(
    client: Client, report: Report, office: SimpleNamespace
) -> None:
    Report.objects.update(made_at=report.made_at - datetime.timedelta(minutes=1))
    meeting(office.first, 8)
    second = made(client, office)
    assert second != report
    (found,) = [each for each in contradictions(second) if each.mine.key == "meeting.theme_day.count"]
    assert (found.mine.value, found.other.value, found.other.report) == (5, 4, report)
    for each in (report, second):
        assert "与其他定稿不一致" in page(client, each)
    client.post(reverse("final_withdraw", args=[report.pk]), {"reason": "重复定稿"})
    assert "与其他定稿不一致" not in page(client, second)
    assert "重复定稿" in page(client, report)
    assert client.get(reverse("final_withdraw", args=[report.pk])).status_code == 404


def test_a_double_click_issues_one(client: Client, report: Report, office: SimpleNamespace) -> None:
    assert made(client, office) == report


def test_a_title_without_end_is_kept_as_far_as_it_goes(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, theme_days: list[Meeting]
) -> None:
    text = f"标题：{'长' * 600}\n\n开展主题党日【主题党日次数】次。"
    own = OwnOutline.objects.create(organization=office.bureau, name="长标题", text=text)
    client.force_login(cast.administrator)
    for _ in range(2):
        assert client.post(reverse("final_make"), choice(office) | {"outline": own.slug}).status_code == 302
    assert Report.objects.get().title == "长" * 300


def test_two_clicks_that_arrive_together_issue_one(
    transactional_db: None,
    client: Client,
    cast: SimpleNamespace,
    office: SimpleNamespace,
    theme_days: list[Meeting],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.force_login(cast.administrator)
    both_there = threading.Barrier(2)
    answers: list[tuple[int, str]] = []

    def freeze_together(*arguments: Any) -> Report:
        with contextlib.suppress(threading.BrokenBarrierError):
            both_there.wait(0.3)
        return freeze(*arguments)

    monkeypatch.setattr(finals, "freeze", freeze_together)

    def post() -> None:
        each = Client()
        each.cookies = client.cookies
        answer = each.post(reverse("final_make"), choice(office))
        answers.append((answer.status_code, answer["Location"]))
        connection.close()

    senders = [threading.Thread(target=post) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    report = Report.objects.get()
    assert answers == [(302, reverse("final", args=[report.pk]))] * 2


def test_a_withdrawal_needs_a_reason(client: Client, report: Report) -> None:
    answer = client.post(reverse("final_withdraw", args=[report.pk]), {"reason": "  "})
    assert "请写明撤回原因。" in answer.content.decode()
    report.refresh_from_db()
    assert report.withdrawn_at is None


def test_a_year_without_records_is_not_issued(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    assert client.post(reverse("final_make"), choice(office)).status_code == 404
    assert not Report.objects.exists()


def test_the_report_page_offers_to_issue_what_it_shows(
    client: Client, cast: SimpleNamespace, office: SimpleNamespace, theme_days: list[Meeting]
) -> None:
    client.force_login(cast.administrator)
    shown = client.get(reverse("reports"), choice(office)).content.decode()
    for name, value in choice(office).items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in shown


def test_a_report_that_cannot_be_kept_leaves_no_file(
    client: Client,
    office: SimpleNamespace,
    cast: SimpleNamespace,
    theme_days: list[Meeting],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.force_login(cast.administrator)
    kept = Path(made(client, office).file.path)
    client.post(reverse("final_withdraw", args=[Report.objects.get().pk]), {"reason": "重做"})

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reports.issuing.freezing.versions", fail)
    before = set(kept.parent.iterdir())
    with pytest.raises(ZeroDivisionError):
        client.post(reverse("final_make"), choice(office))
    assert Report.objects.count() == 1
    assert kept in before == set(kept.parent.iterdir())
