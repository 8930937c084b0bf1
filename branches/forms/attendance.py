"""Attendance: what a roster says about the counts of a meeting, and what the counts say about the roster."""

from collections import Counter
from collections.abc import Iterable, Sequence

from branches.forms.people import People, status_on
from branches.models import Attendance, Meeting
from branches.models.record import normalized

_STAYED_AWAY = ("请假", "未请假", "缺席", "未到", "未到会", "无故")
_COUNTS = {"present": "实到", "leave": "请假", "absent": "缺席"}


def know(meeting: Meeting, rows: Sequence[Attendance], people: People) -> None:
    """Link each row to the person it names and note what that person was on the day."""
    if not (meeting.date and meeting.organization_id):
        return
    for row in rows:
        if row.member_id is None and row.name:
            row.member = people.find(row.name, meeting.organization, meeting.date)
        if row.member_id is not None and row.member is not None and not row.post:
            row.post = people.post_of(row.member, meeting.date)


def count_whole(meeting: Meeting, rows: Sequence[Attendance]) -> None:
    """Set 应到, 实到, 请假 and 缺席 from a complete roster; 列席 belongs to none of them.

    A note on the absentees that was left empty is written from the roster, as ledgers want it.
    """
    counted = Counter(row.status for row in rows)
    for name in _COUNTS:
        setattr(meeting, name, counted[name])
    meeting.expected = sum(counted[name] for name in _COUNTS)
    if not meeting.absentees_note:
        meeting.absentees_note = "、".join(_excused(row) for row in rows if row.status in {"leave", "absent"})
    if meeting.kind == "general" and meeting.entitled is None and meeting.votes_for is not None:
        members = [row.member for row in rows if row.status in _COUNTS and row.member is not None]
        meeting.entitled = sum(status_on(member, meeting.date) == "full" for member in members) or None


def _excused(row: Attendance) -> str:
    """林晓岚（出差）, 周启明（请假）, 吴静宜（缺席，原因不明）"""
    if row.status == Attendance.Status.LEAVE:
        return f"{row.name}（{row.reason or '请假'}）"
    return f"{row.name}（{'，'.join(filter(None, ['缺席', row.reason]))}）"


def says_more(note: str, away: Iterable[Attendance]) -> bool:
    """Whether the note tells anything besides the names, the reasons and the words for staying away."""
    rest = normalized(note)
    known = [word for each in away for word in (each.name, each.reason)]
    for word in sorted(map(normalized, [*known, *_STAYED_AWAY]), key=len, reverse=True):
        rest = rest.replace(word, "") if word else rest
    return bool(rest)


def count_some(meeting: Meeting, rows: Sequence[Attendance]) -> list[str]:
    """Complete the counts from rows that name only some of the people; what disagrees is returned in words.

    A count that was given stays. Absentees fill 请假 and 缺席 only when they are all who are missing.
    """
    counted = Counter(row.status for row in rows)
    remarks = []
    if counted["present"]:
        if meeting.present is None:
            meeting.present = counted["present"]
        elif meeting.present != counted["present"]:
            remarks.append(f"实到 {meeting.present} 人，参加人员列出 {counted['present']} 人，请核对。")
    listed = counted["leave"] + counted["absent"]
    if listed and meeting.leave is None and meeting.absent is None:
        missing = (
            meeting.expected - meeting.present
            if meeting.expected is not None and meeting.present is not None
            else None
        )
        if missing is None or missing == listed:
            meeting.leave, meeting.absent = counted["leave"], counted["absent"]
        else:
            remarks.append(
                f"应到 {meeting.expected} 人、实到 {meeting.present} 人，未到人员列出 {listed} 人，请核对。"
            )
    else:
        for name in ("leave", "absent"):
            given = getattr(meeting, name)
            if counted[name] and given is not None and given != counted[name]:
                remarks.append(f"{_COUNTS[name]} {given} 人，人员列出 {counted[name]} 人，请核对。")
    return remarks
