"""Who came to a meeting of the demo office, and what the meeting counts from it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from branches.demo.people import Person
from branches.models import Attendance, Meeting, Post

USUAL = 0.94
"""Chance that an ordinary member comes."""
LEADER = 0.72
RETIRED = 0.82

REASONS = ("出差", "出差", "病假", "年休假", "参加业务培训", "到园区现场办公", "家中有事", "驻村帮扶")
LEADER_REASONS = ("参加市里会议", "出差", "陪同上级调研", "带队外出招商")
RETIRED_REASONS = ("住院休养", "在外地居住", "身体不适", "照看家人")


@dataclass(slots=True)
class RollCall:
    """How a meeting was attended: ``must`` always come, ``speakers`` speak, ``guests`` attend without a vote.

    ``at_most`` caps those present, for the rare meeting below its quorum.
    """

    draw: Random
    expected: Sequence[Person]
    must: Sequence[Person] = ()
    speakers: Sequence[Person] = ()
    guests: Sequence[Person] = ()
    retired: bool = False
    at_most: int | None = None
    least: float = 0.5  # share of those expected who come at any rate
    present: list[Person] = field(default_factory=list)
    away: list[tuple[Person, str]] = field(default_factory=list)  # with the reason; none: absent

    def hold(self, meeting: Meeting) -> list[Attendance]:
        """Draw who comes, set the meeting's counts, and return the rows."""
        day = meeting.date
        self._draw(day)
        rows = [self._row(meeting, person, "present") for person in self.present]
        rows += [
            self._row(meeting, person, "leave" if reason else "absent", reason)
            for person, reason in self.away
        ]
        rows += [self._row(meeting, person, "nonvoting") for person in self.guests]
        meeting.expected = len(self.present) + len(self.away)
        meeting.present = len(self.present)
        meeting.leave = sum(1 for _, reason in self.away if reason)
        meeting.absent = meeting.expected - meeting.present - meeting.leave
        meeting.absentees_note = "、".join(
            f"{person.name}（{reason or '未请假'}）" for person, reason in self.away
        )
        return rows

    def voters(self, day: datetime.date) -> tuple[int, int]:
        """(entitled, of them present)."""
        entitled = [person for person in self.expected if person.may_vote_on(day)]
        return len(entitled), sum(1 for person in self.present if person in entitled)

    def _draw(self, day: datetime.date) -> None:
        must = {*self.must, *self.speakers}
        coming: list[Person] = []
        for person in self.expected:
            leader = person.post_on(day) in Post.LEADERS
            rate = LEADER if leader else RETIRED if self.retired else USUAL
            if person in must or self.draw.random() < rate:
                coming.append(person)
            else:
                self.away.append((person, self._reason(leader)))
        enough = -int(-self.least * len(self.expected) // 1)
        while len(coming) < enough and self.away:
            coming.append(self.away.pop()[0])
        may_stay_away = [person for person in coming if person not in must]
        while self.at_most is not None and len(coming) > self.at_most and may_stay_away:
            person = may_stay_away.pop()
            coming.remove(person)
            self.away.append((person, self._reason(leader=False)))
        self.present = [person for person in self.expected if person in coming]

    def _reason(self, leader: bool) -> str:
        if self.draw.random() < 0.04:
            return ""
        if leader:
            return self.draw.choice(LEADER_REASONS)
        return self.draw.choice(RETIRED_REASONS if self.retired else REASONS)

    def _row(self, meeting: Meeting, person: Person, status: str, reason: str = "") -> Attendance:
        return Attendance(
            meeting=meeting,
            member=person.member,
            name=person.name,
            post=person.post_on(meeting.date),
            status=status,
            reason=reason,
            spoke=status in {"present", "nonvoting"} and person in self.speakers,
        )
