"""``remind``: who is written to, of what, and never twice of the same thing."""

import datetime
import io
import json
import smtplib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.core.management.base import CommandError as Refusal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from branches.models import Clue, DisciplinaryAction, Organization, Reminder, Role
from branches.reminding import letters
from tests.cast import make_user
from tests.completion.conftest import TODAY
from tests.meetings import hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast: SimpleNamespace) -> SimpleNamespace:
    """Everyone of the cast has an address but the neighbour."""
    for name in ("secretary", "administrator", "inspector", "viewer", "stranger"):
        user = getattr(cast, name)
        user.email = f"{name}@ledger.example.org"
        user.save()
    return cast


def remind(*arguments: str) -> str:
    printed = io.StringIO()
    call_command("remind", *arguments, stdout=printed)
    return printed.getvalue()


def outbox() -> dict[str, str]:
    """The mails since the last look, by who got them; whoever gets two fails the test."""
    found = {message.to[0]: message.body for message in mail.outbox}
    assert len(found) == len(mail.outbox)
    assert all(len(message.to) == 1 and not message.cc and not message.bcc for message in mail.outbox)
    mail.outbox.clear()
    return {address.split("@")[0]: str(body) for address, body in found.items()}


def test_a_secretary_hears_of_the_own_branch_and_an_administrator_of_what_is_late_below(
    year: SimpleNamespace, people: SimpleNamespace
) -> None:
    remind("--days", "11")
    sent = outbox()
    assert sent.keys() == {"secretary", "administrator"}
    own = sent["secretary"]
    assert "· 第一支部　2024年3月　主题党日　还缺 1 次" in own
    assert "· 第一支部　2024年第一季度　支部党员大会　还缺 1 次" in own
    assert "· 第一支部　主题党日　还缺 1 次，请在2024年5月31日前完成" in own
    assert "第二支部" not in own
    assert "2024年6月30日" not in own  # the quarter is not over within eleven days
    summary = sent["administrator"]
    assert "· 2024年3月　主题党日　1 个党组织：第一支部" in summary
    assert "· 2024年2月　党小组会　1 个党组织：第二支部" in summary
    assert "5月" not in summary


def test_a_letter_links_to_the_site_only_where_its_address_is_known(
    year: SimpleNamespace, people: SimpleNamespace, settings: Settings
) -> None:
    settings.SITE_URL = ""
    said = remind("--dry-run", "--days", "11")
    assert "请登录支部台账" in said and "://" not in said
    settings.SITE_URL = "https://ledger.example.org"
    said = remind("--dry-run", "--days", "11")
    assert "\n今日待办：https://ledger.example.org/\n" in said
    assert "\n完成情况：https://ledger.example.org/completion/\n" in said


def test_how_long_before_is_asked_for(year: SimpleNamespace, people: SimpleNamespace) -> None:
    for days, told in (("10", False), ("11", True)):
        assert ("请在2024年5月31日前完成" in remind("--dry-run", "--days", days)) is told


def test_nobody_is_told_the_same_thing_twice_and_everybody_of_the_next_stage(
    year: SimpleNamespace, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    remind("--days", "11")
    outbox()
    remind("--days", "11")
    assert outbox() == {}
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date(2024, 6, 1))
    remind("--days", "11")
    sent = outbox()
    assert "· 第一支部　2024年5月　主题党日　还缺 1 次" in sent["secretary"]
    assert "3月" not in sent["secretary"]
    assert "2024年5月　主题党日　1 个党组织：第一支部" in sent["administrator"]


def test_what_was_held_meanwhile_is_not_spoken_of(year: SimpleNamespace, people: SimpleNamespace) -> None:
    hold(year.first, "2024-03-02")
    hold(year.first, "2024-03-02", "general")
    remind()
    assert outbox().keys() == {"administrator"}


def test_a_failed_letter_is_not_recorded_and_goes_out_next_time(
    year: SimpleNamespace, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = smtplib.SMTPRecipientsRefused({"secretary@ledger.example.org": (550, b"no such box")})
    with monkeypatch.context() as patched:
        patched.setattr("branches.reminding.send_mail", failing_for("secretary", refused))
        with pytest.raises(CommandError, match="1 封邮件没有发出"):
            remind()
    assert outbox().keys() == {"administrator"}
    assert set(Reminder.objects.values_list("user__username", flat=True)) == {"administrator"}
    remind()
    assert outbox().keys() == {"secretary"}


def failing_for(username: str, error: Exception) -> Callable[..., int]:
    send_mail = mail.send_mail

    def sending(subject: str, message: str, sender: str, recipients: list[str], **rest: Any) -> int:
        if recipients[0].startswith(username):
            raise error
        return send_mail(subject, message, sender, recipients, **rest)

    return sending


def test_a_server_that_does_not_answer_is_asked_once(
    year: SimpleNamespace, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def down(*args: Any, **rest: Any) -> int:
        tried.append(args)
        raise ConnectionRefusedError

    monkeypatch.setattr("branches.reminding.send_mail", down)
    with pytest.raises(CommandError, match="2 封邮件没有发出"):
        remind()
    assert len(tried) == 1
    assert not Reminder.objects.exists()


def test_another_run_is_left_to_its_letter_until_it_is_plain_that_it_broke_off(
    year: SimpleNamespace, people: SimpleNamespace, duties: SimpleNamespace
) -> None:
    claim = Reminder.objects.create(
        user=people.secretary,
        organization=year.first,
        duty=duties.theme,
        start=datetime.date(2024, 3, 1),
        end=datetime.date(2024, 3, 31),
        stage=Reminder.Stage.OVERDUE,
    )
    told = json.loads(remind("--json"))["letters"]
    assert {each["user"]: each["outcome"] for each in told} == {"administrator": "sent", "secretary": "busy"}
    assert outbox().keys() == {"administrator"}
    Reminder.objects.filter(pk=claim.pk).update(claimed_at=timezone.now() - datetime.timedelta(hours=2))
    remind()
    assert "2024年3月　主题党日" in outbox()["secretary"]
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_a_dry_run_sends_and_remembers_nothing(year: SimpleNamespace, people: SimpleNamespace) -> None:
    printed = remind("--dry-run")
    assert "收件人：secretary@ledger.example.org" in printed
    assert "将提醒 2 人。" in printed
    assert "另有 1 人没有填写邮箱" in printed
    assert outbox() == {}
    assert not Reminder.objects.exists()


def test_json_says_exactly_what_was_told(year: SimpleNamespace, people: SimpleNamespace) -> None:
    told = json.loads(remind("--json"))
    assert told["without_address"] == 1
    (secretary,) = [each for each in told["letters"] if each["user"] == "secretary"]
    assert secretary["outcome"] == "sent"
    assert secretary["things"][0] == {
        "organization": "青峰市档案发展局第一党支部",
        "duty": "主题党日",
        "start": "2024-03-01",
        "end": "2024-03-31",
        "stage": "overdue",
        "missing": 1,
    }


def test_printed_letters_do_not_stand_between_the_json(
    year: SimpleNamespace, people: SimpleNamespace, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    call_command("remind", "--json")
    printed = capsys.readouterr()
    assert {each["outcome"] for each in json.loads(printed.out)["letters"]} == {"sent"}
    assert "secretary@ledger.example.org" in printed.err


def test_terms_are_told_at_six_three_and_one_months_once_each(
    year: SimpleNamespace, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    remind()
    outbox()
    year.second.term_ends_on = datetime.date(2024, 12, 31)
    year.second.save()
    told = {}
    day = datetime.date(2024, 6, 1)
    while day < datetime.date(2025, 1, 31):
        monkeypatch.setattr(timezone, "localdate", lambda *_, day=day: day)
        remind()
        sent = outbox()
        if "第二支部　任期" in sent.get("administrator", ""):
            told[day] = sent["administrator"]
        assert "第二支部" not in sent.get("secretary", "")
        day += datetime.timedelta(days=1)
    assert list(told) == [datetime.date(2024, 6, 30), datetime.date(2024, 9, 30), datetime.date(2024, 11, 30),
                          datetime.date(2025, 1, 1)]  # fmt: skip
    assert "· 第二支部　任期已于 2024年12月31日届满" in told[datetime.date(2025, 1, 1)]
    assert "· 第二支部　任期到 2024年12月31日" in told[datetime.date(2024, 6, 30)]


def test_january_still_speaks_of_the_year_that_ended_and_march_no_longer(
    year: SimpleNamespace, people: SimpleNamespace
) -> None:
    def months(day: datetime.date) -> set[str]:
        found = [letter for letter in letters(day, 0) if letter.user == people.secretary]
        return {str(thing.period) for letter in found for thing in letter.things if thing.duty}

    assert {"2024年12月", "2024年第四季度"} <= months(datetime.date(2025, 1, 5))
    assert "2024年11月" not in months(datetime.date(2025, 1, 5))
    assert "2024年12月" not in months(datetime.date(2025, 3, 1))


def test_who_is_both_gets_one_letter_and_each_thing_in_it_once(
    year: SimpleNamespace, people: SimpleNamespace
) -> None:
    Role.objects.create(user=people.administrator, organization=year.first, kind="secretary")
    year.first.term_ends_on = TODAY
    year.first.save()
    remind()
    letter = outbox()["administrator"]
    assert letter.count("2024年3月　主题党日") == 1
    assert letter.count("第一支部　任期到") == 1
    assert letter.index("尚未登记") < letter.index("下级党组织逾期")


def test_who_left_is_not_written_to(year: SimpleNamespace, people: SimpleNamespace) -> None:
    people.secretary.is_active = False
    people.secretary.save()
    remind()
    assert outbox().keys() == {"administrator"}


def test_a_dissolved_branch_is_not_spoken_of(year: SimpleNamespace, people: SimpleNamespace) -> None:
    year.first.dissolved_on = TODAY
    year.first.save()
    remind()
    assert "第一支部" not in str(outbox())


def test_nothing_of_discipline_is_in_a_letter(year: SimpleNamespace, people: SimpleNamespace) -> None:
    Role.objects.create(user=people.inspector, organization=year.bureau, kind="secretary")
    DisciplinaryAction.objects.create(
        organization=year.first,
        date=TODAY - datetime.timedelta(days=360),
        person="涉案某",
        form=2,
        party_sanction="warning",
    )
    Clue.objects.create(
        organization=year.first,
        date=datetime.date(2024, 1, 5),
        number="线索九号",
        source="report",
        about="某人",
    )
    remind("--days", "60")
    sent = outbox()
    assert "inspector" in sent
    for word in ("涉案某", "线索", "处分", "某人"):
        assert word not in str(sent)


@pytest.mark.parametrize("days", ["-1", "seven", "367", "１"])
def test_days_that_cannot_be_are_refused_in_one_line(
    year: SimpleNamespace, people: SimpleNamespace, days: str
) -> None:
    with pytest.raises(Refusal, match="--days 应为 0 到 366 之间的整数"):
        remind(f"--days={days}")
    assert outbox() == {}


def test_queries_do_not_grow_with_people_and_branches(year: SimpleNamespace, people: SimpleNamespace) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            letters(TODAY, 30)
        return len(captured)

    few = queries()
    for number in range(5):
        branch = Organization.objects.create(
            name=f"第{number + 3}党支部", kind="branch", parent=year.bureau, founded_on=year.first.founded_on
        )
        user = make_user(f"secretary{number}", "secretary", branch)
        user.email = f"secretary{number}@ledger.example.org"
        user.save()
    assert len(letters(TODAY, 30)) == 7
    assert queries() == few
