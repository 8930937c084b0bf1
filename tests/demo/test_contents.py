"""The demo office has what a real one has: every kind of record, in realistic numbers, with a few gaps."""

import datetime
from collections import Counter
from types import SimpleNamespace

import pytest

from branches import duties
from branches.demo.office import BUREAU
from branches.models import (
    RECORDS,
    AgendaItem,
    Attendance,
    Clue,
    DisciplinaryAction,
    Lecture,
    Lecturer,
    Material,
    Meeting,
    Member,
    Organization,
    Post,
    Tag,
    Talk,
    TalkTarget,
    WorkItem,
)
from branches.models.organization import COMMITTEE_FROM
from branches.periods import Period

pytestmark = pytest.mark.django_db

YEARS = (2023, 2024)


def test_tree(demo: SimpleNamespace) -> None:
    kinds = Counter(Organization.objects.values_list("kind", flat=True))
    assert kinds == {"committee": 1, "leading_group": 1, "branch": 8, "group": 7}
    assert demo.root.name == f"{BUREAU}机关党委"
    with_groups = Organization.objects.filter(kind="group").values("parent").distinct().count()
    assert with_groups == 3
    small = [
        branch
        for branch in Organization.objects.filter(kind="branch")
        if branch.members.live().on(demo.today).filter(status="full").count() < COMMITTEE_FROM
    ]
    assert [branch.short_name for branch in small] == ["驻园工作站党支部"]


@pytest.mark.parametrize(
    "day", [datetime.date(2023, 1, 1), datetime.date(2024, 1, 1), datetime.date(2025, 1, 15)]
)
def test_about_120_members(demo: SimpleNamespace, day: datetime.date) -> None:
    assert 110 <= Member.objects.on(day).count() <= 130


def test_people_come_go_and_rise(demo: SimpleNamespace) -> None:
    assert Member.objects.filter(left_on__year=2023).exists()
    assert Member.objects.filter(arrived_on__year=2024).exists()
    assert Member.objects.filter(full_on__year=2023).exists()
    assert set(Member.objects.values_list("status", flat=True)) == {"full", "probationary", "activist"}
    secretaries = Post.objects.filter(kind="branch_secretary", organization__short_name="第三党支部")
    before, after = secretaries.order_by("start_on")
    assert before.end_on == after.start_on == datetime.date(2023, 6, 15)
    names = list(Member.objects.values_list("name", flat=True))
    assert len(names) == len(set(names))


@pytest.mark.parametrize("year", YEARS)
def test_about_700_records_a_year(demo: SimpleNamespace, year: int) -> None:
    total = sum(model.objects.filter(date__year=year).count() for model in RECORDS.values())
    assert 650 <= total <= 750


@pytest.mark.parametrize("year", YEARS)
def test_every_kind_occurs_every_year(demo: SimpleNamespace, year: int) -> None:
    def kinds(model: type, field: str, **where: object) -> set[object]:
        return set(model.objects.filter(**where).values_list(field, flat=True))

    assert kinds(Meeting, "kind", date__year=year) == set(Meeting.Kind.values)
    assert kinds(Talk, "kind", date__year=year) == set(Talk.Kind.values)
    assert kinds(Lecture, "kind", date__year=year) == set(Lecture.Kind.values)
    assert kinds(Lecture, "audience", date__year=year) == set(Lecture.Audience.values)
    assert kinds(Lecturer, "post", lecture__date__year=year) == set(Lecturer.Post.values)
    assert kinds(WorkItem, "kind", date__year=year) == set(WorkItem.Kind.values)
    assert kinds(DisciplinaryAction, "form", date__year=year) == {1, 2, 3, 4}
    assert kinds(Clue, "disposal", date__year=year) == {"", *Clue.Disposal.values}
    categories = kinds(AgendaItem, "category", meeting__kind="leading_group", meeting__date__year=year)
    assert categories == set(AgendaItem.Category.values)


@pytest.mark.parametrize("year", YEARS)
def test_what_year_end_summaries_ask_for(demo: SimpleNamespace, year: int) -> None:
    meetings = Meeting.objects.filter(date__year=year)
    assert meetings.filter(kind="leading_group").count() == {2023: 64, 2024: 67}[year]
    assert meetings.filter(kind="central_group").count() == 12
    assert meetings.filter(kind="central_group", is_special=True).exists()
    reading_class = meetings.get(kind="reading_class")
    assert (reading_class.end_date - reading_class.date).days == 13
    studied = Material.objects.filter(agenda_item__category="first_topic", meeting__date__year=year)
    assert studied.count() > studied.values("title").distinct().count() > 40
    spoke = Attendance.objects.filter(meeting__kind="exchange", meeting__date__year=year, spoke=True)
    assert {"branch_secretary", "probationary", "activist"} <= set(spoke.values_list("post", flat=True))
    in_branch = Attendance.objects.filter(
        meeting__date__year=year,
        meeting__kind__in=Meeting.BRANCH_LEVEL,
        post__in=Post.LEADERS,
        status="present",
    )
    assert in_branch.count() > 60
    talks = TalkTarget.objects.filter(talk__kind="heart", talk__date__year=year)
    assert talks.values("talk").distinct().count() > 100
    assert talks.filter(talk__meeting__kind="organizational_life").count() > 30
    money = WorkItem.objects.filter(date__year=year, kind="condolence", amount__gt=0, persons__gt=0)
    assert money.count() == 4
    assert WorkItem.objects.filter(date__year=year, kind="reflection", quantity__gt=0, unit="篇").exists()


def test_years_differ_as_those_of_a_real_office_do(demo: SimpleNamespace) -> None:
    """No row of the summary's table of two years that looks as if it had been copied."""

    def counts(year: int) -> dict[str, int]:
        counted = Counter(
            f"{model.__name__}.{kind}"
            for model in (Meeting, Lecture, Talk, WorkItem)
            for kind in model.objects.filter(date__year=year).values_list("kind", flat=True)
        )
        first_topics = Material.objects.filter(agenda_item__category="first_topic", meeting__date__year=year)
        counted["titles"] = first_topics.values("title").distinct().count()
        counted["topics"] = AgendaItem.objects.filter(
            meeting__kind="leading_group", meeting__date__year=year, category="major_decision"
        ).count()
        counted["heads"] = sum(one.audience_count or 0 for one in Lecture.objects.filter(date__year=year))
        return counted

    before, after = counts(2023), counts(2024)
    large = {name for name in before if before[name] > 12}
    assert len(large) > 10
    assert {name for name in large if before[name] == after[name]} == set()
    small = before.keys() - large
    assert sum(1 for name in small if before[name] == after[name]) * 2 < len(small)
    assert {name for name in large if before[name] > after[name]}
    round_ones = {"Meeting.leading_group", "Meeting.group", "Meeting.theme_day", "Talk.heart", "titles"}
    assert all(year[name] % 10 for year in (before, after) for name in round_ones)


def test_gaps_move_from_year_to_year(demo: SimpleNamespace) -> None:
    organizations = Organization.objects.under(demo.root)

    def missed(year: int) -> set[tuple[str, str, int]]:
        return {
            (str(completion.organization), completion.duty.kind, slot.period.start.month)
            for completion in duties.completion(organizations, Period.year(year), today=demo.today)
            for slot in completion.slots
            if slot.state is duties.State.OVERDUE
        }

    first, second = missed(2023), missed(2024)
    assert min(len(first), len(second)) >= 5
    assert len(first & second) <= 2


def test_leaders_lecture_to_their_own_branch_and_the_secretary_to_all(demo: SimpleNamespace) -> None:
    for lecturer in Lecturer.objects.filter(post="leader", lecture__audience="own_branch").select_related(
        "lecture"
    ):
        assert lecturer.member is not None
        assert lecturer.lecture.organization == lecturer.member.organization
    to_all = Lecture.objects.filter(
        audience="all", lecturers__post="leading_group_secretary", date__year=2024
    )
    assert to_all.count() == 2
    assert {lecture.lecturers.get().name for lecture in to_all} == {"谭敬山"}  # the new one came in July


def test_tags(demo: SimpleNamespace) -> None:
    assert {"党建联盟", "主题教育", "青年学习"} <= set(Tag.objects.values_list("name", flat=True))
    assert all(tag.meetings.exists() for tag in Tag.objects.all())


def test_completion_is_good_but_not_perfect(demo: SimpleNamespace) -> None:
    organizations = Organization.objects.under(demo.root)
    found = duties.completion(organizations, Period.year(2024), today=demo.today)
    slots = Counter(slot.state for completion in found for slot in completion.slots)
    overdue = slots[duties.State.OVERDUE]
    assert 5 <= overdue <= 20
    assert slots[duties.State.DONE] > 10 * overdue
    missed = [
        slot.period.start.month
        for completion in found
        for slot in completion.slots
        if str(completion.organization) == "第五党支部"
        and completion.duty.kind == "theme_day"
        and slot.state is duties.State.OVERDUE
    ]
    assert missed == [8, 10]


def test_some_records_carry_warnings(demo: SimpleNamespace) -> None:
    warned = [warning for meeting in Meeting.objects.all() for warning in meeting.warnings()]
    said = Counter("".join(letter for letter in warning if not letter.isdigit()) for warning in warned)
    assert len(said) == 3  # below quorum, no agenda, too many 优秀
    assert 5 <= sum(said.values()) < 15


def test_minutes_are_each_their_own_but_for_one_copy(demo: SimpleNamespace) -> None:
    minutes = Counter(Meeting.objects.exclude(content="").values_list("content", flat=True))
    assert [count for count in minutes.values() if count > 1] == [2]


def test_records_were_entered_after_the_day_and_before_the_load(demo: SimpleNamespace) -> None:
    late = 0
    for model in RECORDS.values():
        for record in model.objects.all():
            entered = record.created_at.date()
            assert record.date <= entered < demo.today
            assert record.created_by is not None
            late += (entered - record.date).days > 30
    assert 5 <= late <= 60
