"""A lecture, a talk or a work item as its printed record."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from branches.models import Lecture, Meeting, Talk, WorkItem
from branches.views.showing import when
from reports.characters import one_line
from reports.numerals import arabic
from reports.printed.record import (
    Entry,
    Paragraph,
    PrintedRecord,
    Row,
    fact,
    names,
    row,
    text,
    when_and_where,
)


def printed_lecture(lecture: Lecture, attachments: Iterable[str] = ()) -> PrintedRecord:
    def rows() -> Iterator[Row]:
        yield row(fact("党课题目", lecture.topic))
        lecturers = [
            _with(each.name, each.get_post_display(), each.title) for each in lecture.lecturers.all()
        ]
        yield row(names("授课人", lecturers))
        yield row(fact("党课类型", lecture.get_kind_display()), fact("学时", _number(lecture.hours)))
        yield row(fact("授课对象", lecture.get_audience_display()), fact("听课人数", lecture.audience_count))
        yield row(text("主要内容", lecture.content), room=6, fills=True)
        yield from _closing(lecture, lecture.meeting, attachments)

    return PrintedRecord(
        kind=lecture.slug,
        title="党课记录",
        organization=one_line(lecture.organization.name),
        date=lecture.date,
        listed=one_line(lecture.topic),
        head=(
            row(fact("党组织", lecture.organization.name)),
            when_and_where(when(lecture), fact("地点", lecture.place)),
        ),
        rows=tuple(rows()),
        signatures=("授课人", "记录人"),
    )


def printed_talk(talk: Talk, attachments: Iterable[str] = ()) -> PrintedRecord:
    targets = list(talk.targets.all())

    def rows() -> Iterator[Row]:
        yield row(fact("谈话人", talk.talker), fact("职务", talk.talker_post))
        yield row(names("谈话对象", (_with(each.name, each.post) for each in targets)))
        yield row(fact("谈话事由", talk.matter))
        yield row(text("谈话内容", talk.content), room=4, fills=True)
        yield row(text("谈话对象态度", talk.attitude), room=2)
        if talk.follow_up:
            yield row(text("跟进情况", talk.follow_up))
        yield from _closing(talk, talk.meeting, attachments)

    told = "、".join(each.name for each in targets)
    return PrintedRecord(
        kind=talk.slug,
        title=f"{talk.get_kind_display()}记录",
        organization=one_line(talk.organization.name),
        date=talk.date,
        listed=one_line(f"{talk.talker}与{told}" if told else talk.talker),
        head=(
            row(fact("党组织", talk.organization.name)),
            when_and_where(when(talk), fact("地点", talk.place)),
        ),
        rows=tuple(rows()),
        signatures=("谈话人", "谈话对象"),
        shares_page=True,
    )


def printed_work_item(item: WorkItem, attachments: Iterable[str] = ()) -> PrintedRecord:
    def rows() -> Iterator[Row]:
        yield row(fact("事项名称", item.title))
        yield row(fact("牵头人", item.lead), fact("进展", item.get_status_display()))
        quantity = "" if item.quantity is None else f"{arabic(item.quantity)} {item.unit}".strip()
        money = "" if item.amount is None else f"{arabic(item.amount)} 万元"
        if quantity or money or item.persons is not None:
            persons = None if item.persons is None else f"{item.persons} 人次"
            yield row(fact("数量", quantity), fact("涉及人次", persons))
            if money:
                yield row(fact("金额", money))
        yield row(text("说明", item.note), room=3, fills=True)
        yield from _closing(item, None, attachments)

    return PrintedRecord(
        kind=item.slug,
        title="工作事项记录",
        organization=one_line(item.organization.name),
        date=item.date,
        listed=one_line(item.title),
        head=(
            row(fact("党组织", item.organization.name)),
            when_and_where(when(item), fact("事项类型", item.get_kind_display())),
        ),
        rows=tuple(rows()),
        signatures=("牵头人",),
        shares_page=True,
    )


def _closing(
    record: Lecture | Talk | WorkItem, meeting: Meeting | None, attachments: Iterable[str]
) -> Iterator[Row]:
    if meeting:
        yield row(fact("所属会议活动", meeting))
    listed = tuple(Paragraph(one_line(name)) for name in attachments)
    if listed:
        yield row(Entry("附件", listed))
    if record.remark:
        yield row(text("备注", record.remark))


def _with(name: str, *said: str) -> str:
    """程远山（党支部书记，局长）"""
    told = "，".join(dict.fromkeys(filter(None, said)))
    return f"{name}（{told}）" if told else name


def _number(value: Decimal | None) -> str | None:
    return None if value is None else arabic(value)
