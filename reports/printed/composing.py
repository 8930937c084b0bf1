"""A branch and a year → its handbook."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.utils import timezone

from branches.duties import Completion, Slot, State, completion
from branches.models import Meeting, Member, Organization, User
from branches.models.record import chinese_date
from branches.querysets import RecordQuerySet
from reports.characters import one_line
from reports.completion import notes
from reports.document import Align, Column
from reports.figures.counting import figure_values
from reports.figures.registry import FigureValue
from reports.figures.sections import SENSITIVE, by_section, counted_from
from reports.numerals import arabic
from reports.periods import Period
from reports.printed.handbook import Cell, Chapter, Handbook, Register, texts
from reports.printed.people import People, rows_or_none
from reports.printed.reading import print_all, readable
from reports.printed.record import PrintedRecord

Kind = Meeting.Kind
LECTURES, TALKS, WORK = "党课", "谈话", "工作事项"
FIRST: Final = (Kind.GENERAL, Kind.COMMITTEE, Kind.GROUP, Kind.THEME_DAY)
"""Before the lectures; then the life meetings, the talks, and every other kind."""
LIFE: Final = (Kind.ORGANIZATIONAL_LIFE, Kind.APPRAISAL)
OTHERS: Final = tuple(kind for kind in Kind if kind not in FIRST + LIFE)
OTHER_LABEL: Final = {Kind.OTHER: "其他会议活动"}
SIGNS: Final = "数字为开展的次数；“缺”为到期未开展，“待”为尚未到期，“—”为不适用。"
MONTHS: Final = 12
NOT_SHOWN: Final = SENSITIVE | {Organization}
"""What the figures are not about: discipline, not even sums, and how many branches a branch is."""


def compose_handbook(
    branch: Organization, period: Period, user: User | None = None, now: datetime.datetime | None = None
) -> Handbook:
    """The handbook of a branch and its groups, with the records this person may see; without one (a command)
    with all that are live. Nothing of discipline is ever in it. The number of queries does not grow.
    """
    moment = timezone.localtime(now)
    members = Member.objects.visible_to(user) if user else Member.objects.live()
    people = People(branch, period, members, moment.date())
    chapters = (
        Chapter("支部基本情况", tuple(_basics(branch, people))),
        Chapter("应开展事项完成情况", tuple(_duties(branch, period, moment.date()))),
        *_records(branch, period, user),
        Chapter("本年度工作统计", tuple(_figures(branch, period, moment.date()))),
    )
    return Handbook(
        organization=one_line(branch.name),
        period=period,
        secretaries=people.secretaries(),
        chapters=tuple(chapter for chapter in chapters if chapter.parts),
        made_at=moment,
    )


def _basics(branch: Organization, people: People) -> Iterator[Register]:
    facts = {
        "党支部全称": one_line(branch.name),
        "成立日期": chinese_date(branch.founded_on) if branch.founded_on else "",
        "本届任期届满": chinese_date(branch.term_ends_on) if branch.term_ends_on else "",
        "党支部书记": "、".join(people.secretaries()),
        "党员人数": people.in_numbers(),
        "党小组": f"{len(people.groups)} 个" if people.groups else "未设",
    }
    columns = (Column("项目", 5, Align.CENTER), Column("内容", 15))
    yield Register("基本情况", columns, tuple(texts(*fact) for fact in facts.items()))
    yield from rows_or_none((people.committee(), people.group_register(), people.roll(), people.candidates()))


def _duties(branch: Organization, period: Period, today: datetime.date) -> Iterator[Register]:
    found = completion([branch], period, today)
    if not found:
        return
    months = tuple(Column(str(number), 76, Align.CENTER) for number in range(1, MONTHS + 1))
    sums = tuple(Column(title, 136, Align.CENTER) for title in ("应完成", "已完成", "欠缺"))
    remarks = tuple(f"{each.duty.name}：{note}。" for each in found if each.applies for note in notes(each))
    never = tuple(f"{each.duty.name}不适用：{each.reason}。" for each in found if not each.applies)
    yield Register(
        "完成情况",
        (Column("事项／月份", 280), *months, *sums),
        tuple(_duty(each) for each in found if each.applies),
        (SIGNS, *remarks, *never),
    )


def _duty(found: Completion) -> tuple[Cell, ...]:
    span = MONTHS // len(found.slots)
    return (
        Cell(f"{one_line(found.duty.name)}\n{found.duty.get_per_display()} {found.duty.times} 次"),
        *(Cell(_sign(slot), span, Align.CENTER) for slot in found.slots),
        *texts(str(found.required), str(found.done), str(found.missing)),
    )


def _sign(slot: Slot) -> str:
    if slot.is_ahead:
        return ""
    if slot.state is State.DONE:
        return str(slot.done)
    if slot.state is State.NOT_APPLICABLE:
        return str(slot.done) if slot.done else "—"
    word = "缺" if slot.state is State.OVERDUE else "待"
    return word if slot.required == 1 else f"{word}{slot.lacking}"


def _records(branch: Organization, period: Period, user: User | None) -> Iterator[Chapter]:
    def rows(slug: str) -> "RecordQuerySet[Any]":
        return readable(slug, user).under(branch).held_in(period).order_by("date", "pk")

    meetings: dict[str, list[PrintedRecord]] = defaultdict(list)
    for record in print_all("meeting", rows("meeting"), user):
        meetings[record.kind].append(record)
    for kind in FIRST:
        yield _chapter(str(kind.label), meetings[kind], branch)
    yield _chapter(LECTURES, print_all("lecture", rows("lecture"), user), branch)
    for kind in LIFE:
        yield _chapter(str(kind.label), meetings[kind], branch)
    yield _chapter(TALKS, print_all("talk", rows("talk"), user), branch)
    for kind in OTHERS:
        yield _chapter(OTHER_LABEL.get(kind, str(kind.label)), meetings[kind], branch)
    yield _chapter(WORK, print_all("work", rows("work"), user), branch)


def _chapter(title: str, records: list[PrintedRecord], branch: Organization) -> Chapter:
    return Chapter(title, tuple(_with_group(record, branch) for record in records))


def _with_group(record: PrintedRecord, branch: Organization) -> PrintedRecord:
    """In the table of contents the record of a group says of which."""
    name = one_line(branch.name)
    if record.organization == name:
        return record
    return replace(record, listed=f"{record.organization.removeprefix(name)} {record.listed}")


def _figures(branch: Organization, period: Period, today: datetime.date) -> Iterator[Register]:
    """Every figure that has a record behind it."""
    values = figure_values(branch, period, today=today)
    shown = {
        value.figure: value
        for value in values.values()
        if value.records and counted_from(value.figure) not in NOT_SHOWN
    }
    columns = (
        Column("项目", 8),
        Column("数量", 3, Align.RIGHT),
        Column("项目", 8),
        Column("数量", 3, Align.RIGHT),
    )
    for section, figures in by_section(shown).items():
        cells = [texts(figure.name, _counted(shown[figure])) for figure in figures]
        if len(cells) % 2:
            cells.append(texts("", ""))
        half = len(cells) // 2
        rows = tuple(left + right for left, right in zip(cells[:half], cells[half:], strict=True))
        yield Register(section, columns, rows)


def _counted(value: FigureValue) -> str:
    assert value.value is not None  # noqa: S101 - there are records
    return f"{arabic(value.value)} {value.figure.unit}"
