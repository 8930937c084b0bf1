"""A meeting as its printed record (会议记录)."""

from collections.abc import Iterable, Iterator

from branches.forms.attendance import says_more
from branches.models import AgendaItem, Attendance, Lecture, Material, Meeting
from branches.models.record import chinese_date
from branches.views.showing import when
from reports.characters import one_line
from reports.numerals import arabic
from reports.printed.record import (
    Entry,
    Manner,
    Paragraph,
    PrintedRecord,
    Row,
    fact,
    names,
    prose,
    row,
    text,
    when_and_where,
)

Status = Attendance.Status
Kind = Meeting.Kind

TITLES = {Kind.THEME_DAY: "主题党日活动记录", Kind.OTHER: "会议活动记录"}
"""Where the kind with 记录 behind it would not do."""
NOBODY = "无"
VOTING = frozenset({Kind.GENERAL})
"""Kinds whose form has a place for the votes even where none was taken."""


def printed_meeting(meeting: Meeting, attachments: Iterable[str] = ()) -> PrintedRecord:
    kind = Kind(meeting.kind)
    return PrintedRecord(
        kind=meeting.kind,
        title=TITLES.get(kind, f"{kind.label}记录"),
        organization=one_line(meeting.organization.name),
        date=meeting.date,
        listed=one_line(meeting.title),
        head=(
            row(fact("党组织", meeting.organization.name)),
            when_and_where(when(meeting), fact("地点", meeting.place)),
        ),
        rows=tuple(_rows(meeting, attachments)),
        signatures=("主持人", "记录人"),
    )


def _rows(meeting: Meeting, attachments: Iterable[str]) -> Iterator[Row]:
    yield row(fact("主题", meeting.title))
    yield row(fact("主持人", meeting.chair), fact("记录人", meeting.recorder))
    yield from _attendance(meeting)
    yield from _study(meeting)
    agenda = tuple(_agenda(meeting.agenda_items.all()))
    if agenda or meeting.kind in Meeting.WITH_AGENDA:
        yield row(Entry("议题", agenda), room=2)
    loose = [material for material in meeting.materials.all() if not material.agenda_item_id]
    if loose:
        yield row(Entry("学习材料", tuple(Paragraph(_material(each)) for each in loose)))
    if lectures := meeting.lectures.all():
        yield row(Entry("党课", tuple(Paragraph(_lecture(each)) for each in lectures)))
    yield row(text("会议内容", meeting.content), room=6, fills=True)
    yield from _results(meeting)
    yield row(text("决议事项", meeting.decision), room=2)
    if meeting.follow_up:
        yield row(text("落实情况", meeting.follow_up))
    listed = tuple(Paragraph(one_line(name)) for name in attachments)
    if listed:
        yield row(Entry("附件", listed))
    if meeting.remark:
        yield row(text("备注", meeting.remark))


def _attendance(meeting: Meeting) -> Iterator[Row]:
    """The counts, then the names by status. A note on absentees is left out where the roster says it all."""
    attended = list(meeting.attendances.all())
    by_status = {status: [each for each in attended if each.status == status] for status in Status}
    away = by_status[Status.LEAVE] + by_status[Status.ABSENT]
    yield row(
        *(
            fact(label, count)
            for label, count in (
                ("应到", meeting.expected),
                ("实到", meeting.present),
                ("请假", meeting.leave),
                ("缺席", meeting.absent),
            )
        )
    )
    yield row(names("实到人员", map(_person, by_status[Status.PRESENT])), room=2)
    if away or not meeting.absentees_note:
        yield row(_stayed_away("请假人员", by_status[Status.LEAVE], meeting.leave))
        yield row(_stayed_away("缺席人员", by_status[Status.ABSENT], meeting.absent))
    if says_more(meeting.absentees_note, away):
        yield row(text("缺席人员及原因", meeting.absentees_note))
    yield row(names("列席人员", map(_person, by_status[Status.NONVOTING])))
    if speakers := [each.name for each in attended if each.spoke]:
        yield row(names("发言人员", speakers))


def _person(attended: Attendance) -> str:
    return f"{attended.name}（{attended.reason}）" if attended.reason else attended.name


def _stayed_away(label: str, people: Iterable[Attendance], count: int | None) -> Entry:
    """The names; 无 where it is known that there was nobody."""
    found = names(label, map(_person, people))
    return fact(label, NOBODY) if count == 0 and not found.paragraphs else found


def _study(meeting: Meeting) -> Iterator[Row]:
    """How it was held, as far as said."""
    said = [label for flag, label in ((meeting.is_special, "专题"), (meeting.is_extended, "扩大")) if flag]
    form = [meeting.get_study_form_display(), *said]
    if any(form) or meeting.hours is not None:
        hours = None if meeting.hours is None else arabic(meeting.hours)
        yield row(fact("学习形式", "、".join(filter(None, form))), fact("学时", hours))
    if meeting.partners:
        yield row(fact("联建单位", meeting.partners))


def _agenda(items: Iterable[AgendaItem]) -> Iterator[Paragraph]:
    """Each topic as a line of its own, below it what was said, decided and studied."""
    for position, item in enumerate(items, start=1):
        topic = f"{position}. {one_line(item.topic)}"
        if item.category:
            topic += f"（{item.get_category_display()}）"
        yield Paragraph(topic, Manner.TOPIC)
        if item.speaker:
            yield Paragraph(f"汇报（发言）人：{one_line(item.speaker)}", Manner.PROSE)
        for material in item.materials.all():
            yield Paragraph(f"学习材料：{_material(material)}", Manner.PROSE)
        yield from prose(item.content)
        yield from _decided(item.decision)


def _decided(decision: str) -> Iterator[Paragraph]:
    first, *others = prose(decision) or (None,)
    if first:
        yield Paragraph(f"议定：{first.text}", Manner.PROSE)
    yield from (each for each in others if each)


def _material(material: Material) -> str:
    title = one_line(material.title)
    quoted = title if title.startswith("《") else f"《{title}》"
    published = chinese_date(material.published_on) if material.published_on else ""
    source = "，".join(filter(None, (one_line(material.source), published)))
    return f"{quoted}（{source}）" if source else quoted


def _lecture(lecture: Lecture) -> str:
    lecturers = "、".join(each.name for each in lecture.lecturers.all())
    return one_line(f"《{lecture.topic}》（授课人：{lecturers}）" if lecturers else f"《{lecture.topic}》")


def _results(meeting: Meeting) -> Iterator[Row]:
    """Votes, opinions and grades in words, as far as they are known."""
    votes = _counted(
        ("有表决权", meeting.entitled, "人"),
        ("赞成", meeting.votes_for, "票"),
        ("反对", meeting.votes_against, "票"),
        ("弃权", meeting.votes_abstained, "票"),
    )
    if votes or meeting.kind in VOTING:
        yield row(fact("表决情况", votes))
    found = _counted(
        ("征求意见", meeting.opinions_count, "条"),
        ("批评意见", meeting.criticisms_count, "条"),
        ("整改措施", meeting.measures_count, "条"),
    )
    if found:
        yield row(fact("查摆整改", found))
    grades = _counted(
        ("优秀", meeting.graded_excellent, "人"),
        ("合格", meeting.graded_qualified, "人"),
        ("基本合格", meeting.graded_basic, "人"),
        ("不合格", meeting.graded_unqualified, "人"),
    )
    if grades:
        yield row(fact("评议结果", grades))


def _counted(*counts: tuple[str, int | None, str]) -> str:
    """赞成 15 票，反对 0 票 — what is not known is left out."""
    return "，".join(f"{word} {count} {unit}" for word, count, unit in counts if count is not None)
