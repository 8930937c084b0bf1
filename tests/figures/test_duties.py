"""Completion: what is done, due, overdue and not asked for."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from branches.duties import Completion, State, completion
from branches.models import AgendaItem, Duty, Lecture, Member, Organization, Talk
from branches.periods import Period
from tests.meetings import hold

pytestmark = pytest.mark.django_db
YEAR = Period.year(2023)
LATER = datetime.date(2024, 2, 1)


@pytest.fixture
def duties(office: SimpleNamespace) -> SimpleNamespace:
    """Only the rules a test makes: the standard ones are put aside."""
    Duty.objects.all().delete()

    def make(**values: Any) -> Duty:
        given = {"activity": "meeting", "kind": "theme_day", "per": "month", "applies_to": ["branch"]}
        return Duty.objects.create(name=values.pop("name", "事项"), **{**given, **values})

    return SimpleNamespace(make=make)


def of(organization: Organization, period: Period = YEAR, today: datetime.date = LATER) -> Completion:
    (found,) = completion([organization], period, today)
    return found


def states(found: Completion) -> str:
    """One letter a slot: Done, due (u), Overdue, not applicable (-)."""
    letters = {State.DONE: "D", State.DUE: "u", State.OVERDUE: "O", State.NOT_APPLICABLE: "-"}
    return "".join(letters[slot.state] for slot in found.slots)


def test_each_month_stands_for_itself(office: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make()
    for day in ("2023-01-01", "2023-01-31", "2023-02-28", "2023-04-15"):
        hold(office.first, day)
    found = of(office.first)
    assert states(found) == "DDODOOOOOOOO"
    assert (found.required, found.done, found.missing, found.held) == (12, 3, 9, 4)


def test_what_is_not_over_yet_is_due_and_not_missing(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make()
    hold(office.first, "2023-01-10")
    found = of(office.first, today=datetime.date(2023, 3, 31))
    assert states(found) == "DOu---------"
    assert (found.required, found.done, found.missing) == (2, 1, 1)
    assert states(of(office.first, today=datetime.date(2023, 4, 1))) == "DOOu--------"
    assert found.slots[3].reason == "尚未开始"
    assert found.current(datetime.date(2023, 3, 31)) == found.slots[2]


def test_more_often_than_once(office: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make(times=2, per="quarter")
    for day in ("2023-01-10", "2023-03-31", "2023-04-01"):
        hold(office.first, day)
    found = of(office.first)
    assert [(slot.required, slot.done) for slot in found.slots] == [(2, 2), (2, 1), (2, 0), (2, 0)]
    assert (found.required, found.done, found.missing) == (8, 3, 5)


def test_other_kinds_other_branches_and_the_bin_do_not_count(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make(per="year")
    hold(office.first, "2023-05-05", "general")
    hold(office.second, "2023-05-05")
    hold(office.bureau, "2023-05-05")
    hold(office.first, "2022-12-31")
    hold(office.first, "2024-01-01")
    hold(office.first, "2023-05-05", deleted_at=timezone.now())
    assert of(office.first).held == 0
    assert of(office.second).held == 1


def test_a_yearly_duty_says_nothing_about_a_quarter(office: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make(per="year")
    assert completion([office.first], Period.quarter(2023, 4), LATER) == []


def test_a_duty_is_laid_on_its_kinds_of_organisation_only(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make(name="中心组学习", kind="central_group", per="quarter", applies_to=["leading_group"])
    everyone = Organization.objects.under(office.bureau)
    assert [each.organization for each in completion(everyone, YEAR, LATER)] == [office.leading_group]


def test_a_rule_put_out_of_use_asks_for_nothing(office: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make(is_active=False)
    assert completion([office.first], YEAR, LATER) == []


def test_the_nearer_rule_replaces_the_one_from_above(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make(name="每月一次")
    duties.make(name="外单位", organization=office.elsewhere, per="half_year")
    duties.make(name="每季度一次", organization=office.second, per="quarter")
    found = completion([office.first, office.second], YEAR, LATER)
    assert [(each.organization, each.duty.name) for each in found] == [
        (office.first, "每月一次"),
        (office.second, "每季度一次"),
    ]


def test_two_rules_of_one_office_both_hold(office: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make(name="每季度党课", activity="lecture", kind="", per="quarter")
    duties.make(name="每年党课两次", activity="lecture", kind="", per="year", times=2)
    assert len(completion([office.first], YEAR, LATER)) == 2


@pytest.mark.parametrize("holder", ["group", "second"])
def test_a_group_meeting_counts_for_the_branch(
    office: SimpleNamespace, duties: SimpleNamespace, holder: str
) -> None:
    duties.make(kind="group", per="year", condition="groups")
    hold(getattr(office, holder), "2023-05-05", "group")
    assert states(of(office.second)) == "D"


def test_what_a_group_holds_otherwise_is_not_the_branchs(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make(per="year")
    hold(office.group, "2023-05-05", "theme_day")
    assert of(office.second).held == 0


def test_a_branch_without_groups_need_hold_no_group_meetings(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make(kind="group", condition="groups")
    assert states(of(office.second)) == "OOOOOOOOOOOO"
    found = of(office.first)
    assert states(found) == "------------"
    assert found.slots[0].reason == "未设党小组"
    assert (found.required, found.applies) == (0, False)
    office.group.dissolved_on = datetime.date(2023, 4, 1)
    office.group.save()
    assert states(of(office.second)) == "OOO---------"


def test_a_committee_meets_from_seven_full_members_of_that_day_on(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make(kind="committee", condition="committee")

    def add(**values: Any) -> None:
        Member.objects.create(
            **{"name": "程远山", "organization": office.first, "status": "full", **values},
        )

    for _ in range(6):
        add()
    add(status="probationary")
    add(organization=office.second)
    add(deleted_at=timezone.now())
    add(left_on=datetime.date(2023, 3, 31))
    assert states(of(office.first)) == "OO----------"
    assert of(office.first).slots[2].reason == "正式党员 6 人，不足 7 人，不设支部委员会"
    add(arrived_on=datetime.date(2023, 5, 31))
    add(full_on=datetime.date(2023, 4, 30))
    assert states(of(office.first)) == "OO-OOOOOOOOO"


def test_an_organisation_answers_only_for_the_time_it_existed(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    duties.make()
    office.first.founded_on = datetime.date(2023, 3, 15)
    office.first.dissolved_on = datetime.date(2023, 9, 20)
    office.first.save()
    assert states(of(office.first)) == "--OOOOOO----"
    office.first.founded_on = datetime.date(2023, 3, 17)  # the second half of March
    office.first.save()
    assert states(of(office.first)) == "---OOOOO----"
    assert of(office.first).slots[0].reason == "党组织当时尚未成立或已经撤销"


def test_a_topic_counts_once_a_meeting(office: SimpleNamespace, duties: SimpleNamespace) -> None:
    duties.make(
        kind="leading_group", agenda_category="ideology", per="half_year", applies_to=["leading_group"]
    )
    meeting = hold(office.leading_group, "2023-03-01", "leading_group")
    for topic in ("意识形态工作汇报", "网络意识形态"):
        AgendaItem.objects.create(meeting=meeting, topic=topic, category="ideology")
    other = hold(office.leading_group, "2023-09-01", "leading_group")
    AgendaItem.objects.create(meeting=other, topic="人事", category="personnel")
    found = of(office.leading_group)
    assert states(found) == "DO"
    assert found.held == 1


def test_meetings_without_the_topic_count_for_the_rule_without_it(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    given = {"kind": "leading_group", "per": "year", "applies_to": ["leading_group"]}
    duties.make(name="党组会", **given)
    duties.make(name="研究意识形态", agenda_category="ideology", **given)
    hold(office.leading_group, "2023-03-01", "leading_group")
    assert [(each.duty.name, each.held) for each in completion([office.leading_group], YEAR, LATER)] == [
        ("党组会", 1),
        ("研究意识形态", 0),
    ]


def test_lectures_and_talks_count_by_kind_or_of_any_kind(
    office: SimpleNamespace, duties: SimpleNamespace
) -> None:
    given = {"per": "year", "activity": "lecture"}
    duties.make(name="党课", kind="", **given)
    duties.make(name="廉政党课", kind="integrity", **given)
    duties.make(name="谈心谈话", per="year", activity="talk", kind="heart")
    date = datetime.date(2023, 6, 1)
    Lecture.objects.create(organization=office.first, date=date, topic="一", kind="special")
    Lecture.objects.create(organization=office.first, date=date, topic="二", kind="integrity")
    Talk.objects.create(organization=office.first, date=date, kind="heart", talker="程远山")
    Talk.objects.create(organization=office.first, date=date, kind="reminder", talker="程远山")
    found = completion([office.first], YEAR, LATER)
    assert [(each.duty.name, each.held) for each in found] == [("党课", 2), ("廉政党课", 1), ("谈心谈话", 1)]


@pytest.mark.parametrize("branches", [1, 8])
def test_the_standard_rules_take_eight_queries_however_many_branches(
    office: SimpleNamespace, branches: int
) -> None:
    for number in range(branches):
        branch = Organization.objects.create(name=f"支部{number}", kind="branch", parent=office.bureau)
        for month in range(1, 13):
            hold(branch, f"2023-{month:02}-10")
    with CaptureQueriesContext(connection) as queries:
        completion(Organization.objects.under(office.bureau), YEAR, LATER)
    assert len(queries) == 8
