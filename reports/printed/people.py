"""The people of a branch in a year, for its handbook: members, posts, groups. Rights are the caller's."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from branches.forms.people import PARTY, belongs, status_on
from branches.models import Member, Organization, Post
from branches.models.record import chinese_date
from reports.characters import one_line
from reports.document import Align, Column
from reports.periods import Period
from reports.printed.handbook import Register, texts

COMMITTEE = "书记、委员任职情况"
SECRETARY = Post.Kind.BRANCH_SECRETARY
_UNKNOWN = "9999"
"""Behind every day of joining."""


class People:
    """Everyone of the branch in the period, and everyone who held a post there: four queries."""

    def __init__(
        self, branch: Organization, period: Period, members: "QuerySet[Member]", today: datetime.date
    ) -> None:
        self.branch, self.period = branch, period
        self.last = max(min(period.end, today), period.start)
        self.groups = [
            group
            for group in Organization.objects.under(branch).filter(kind=Organization.Kind.GROUP)
            if _overlaps(period, group.founded_on, group.dissolved_on)
        ]
        here = [group.pk for group in self.groups] + [branch.pk]
        self.posts = sorted(
            Post.objects.filter(
                _of(period, "start_on", "end_on"), organization__in=here, member__in=members
            ).select_related("member", "organization"),
            key=lambda post: (Post.RANK[post.kind], post.start_on or datetime.date.min, post.pk),
        )
        self.members = list(
            members.filter(_of(period, "arrived_on", "left_on"), organization=branch)
            .select_related("group")
            .prefetch_related("posts__organization")
        )
        self.members.sort(key=self._rank)

    def secretaries(self) -> tuple[str, ...]:
        """Who was secretary, in the order of time; with the days unless it was the whole period."""
        return tuple(
            f"{one_line(post.member.name)}{_part_of(self.period, post)}"
            for post in self.posts
            if post.kind == SECRETARY and post.organization_id == self.branch.pk
        )

    def in_numbers(self) -> str:
        """正式党员 15 名，预备党员 1 名（截至2023年12月31日）: the last day of the period, or today."""
        here = [member for member in self.members if belongs(member, self.last)]
        counts = {
            status: sum(status_on(member, self.last) == status for member in here)
            for status in (Member.Status.FULL, Member.Status.PROBATIONARY)
        }
        said = "，".join(f"{status.label} {count} 名" for status, count in counts.items() if count)
        return f"{said}（截至{chinese_date(self.last)}）" if said else ""

    def committee(self) -> Register:
        posts = [
            post
            for post in self.posts
            if post.organization_id == self.branch.pk and post.kind in Post.BRANCH_COMMITTEE
        ]
        return Register(
            COMMITTEE,
            (Column("职务", 4), Column("姓名", 4), Column("任职日期", 4), Column("免职日期", 4)),
            tuple(
                texts(
                    post.get_kind_display(),
                    one_line(post.member.name),
                    _day(post.start_on),
                    _day(post.end_on),
                )
                for post in posts
            ),
        )

    def group_register(self) -> Register:
        def row(group: Organization) -> tuple[str, str, str]:
            leaders = [post for post in self.posts if post.organization_id == group.pk]
            members = [one_line(each.name) for each in self.members if each.group_id == group.pk]
            led = (f"{one_line(each.member.name)}{_part_of(self.period, each)}" for each in leaders)
            return one_line(group.name.removeprefix(self.branch.name)), "、".join(led), "、".join(members)

        columns = (Column("党小组", 4), Column("组长", 4), Column("组员", 12))
        return Register("党小组", columns, tuple(texts(*row(group)) for group in self.groups))

    def roll(self) -> Register:
        """党员名册: full and probationary members; what they were at the end of their time there."""
        return self._roll("党员名册", lambda status: status in PARTY)

    def candidates(self) -> Register:
        wanted = {Member.Status.DEVELOPMENT, Member.Status.ACTIVIST}
        return self._roll("发展对象和入党积极分子", lambda status: status in wanted)

    def _roll(self, title: str, belongs_there: Callable[[str], bool]) -> Register:
        found = [(member, status) for member in self.members if belongs_there(status := self._status(member))]
        columns = (
            Column("序号", 10, Align.CENTER),
            Column("姓名", 18, Align.CENTER),
            Column("性别", 10, Align.CENTER),
            Column("出生年月", 19, Align.CENTER),
            Column("政治面貌", 18, Align.CENTER),
            Column("入党日期", 25, Align.CENTER),
            Column("转正日期", 25, Align.CENTER),
            Column("职务和变动", 35),
        )
        rows = tuple(
            texts(
                str(number),
                one_line(member.name),
                member.get_sex_display(),
                member.known("birth_date")[: len("2005-07")],
                str(Member.Status(status).label),
                member.known("joined_on"),
                member.known("full_on"),
                "；".join(filter(None, ("、".join(dict.fromkeys(self._held(member))), *self._moves(member)))),
            )
            for number, (member, status) in enumerate(found, start=1)
        )
        return Register(title, columns, rows)

    def _status(self, member: Member) -> str:
        """On the last day of the period, or the last before leaving."""
        last = self.last
        if member.left_on and member.left_on <= last:
            last = member.left_on - datetime.timedelta(days=1)
        return status_on(member, last)

    def _posts_of(self, member: Member) -> list[Post]:
        held = [post for post in member.posts.all() if _overlaps(self.period, post.start_on, post.end_on)]
        return sorted(held, key=lambda post: Post.RANK[post.kind])

    def _held(self, member: Member) -> Iterator[str]:
        return (str(post.get_kind_display()) for post in self._posts_of(member))

    def _moves(self, member: Member) -> Iterator[str]:
        if member.arrived_on and member.arrived_on in self.period:
            yield f"{_day(member.arrived_on)} 转入"
        if member.left_on and member.left_on in self.period:
            yield f"{_day(member.left_on)} 转出"

    def _rank(self, member: Member) -> tuple[Any, ...]:
        """The committee first, in its order, then by the day of joining."""
        here = [Post.RANK[post.kind] for post in self._posts_of(member) if post.kind in Post.BRANCH_COMMITTEE]
        return (
            min(here, default=len(Post.RANK)),
            member.known("joined_on") or _UNKNOWN,
            member.name,
            member.pk,
        )


def _of(period: Period, start: str, end: str) -> Q:
    """The condition that a span of days, its end not counted, falls into the period."""
    return (Q(**{start: None}) | Q(**{f"{start}__lte": period.end})) & (
        Q(**{end: None}) | Q(**{f"{end}__gt": period.start})
    )


def _overlaps(period: Period, start: datetime.date | None, end: datetime.date | None) -> bool:
    return (start is None or start <= period.end) and (end is None or end > period.start)


def _part_of(period: Period, post: Post) -> str:
    """（3月5日起）, （至6月12日）: the days of a post that was not held for the whole period."""
    started = post.start_on if post.start_on and post.start_on > period.start else None
    ended = post.end_on if post.end_on and post.end_on <= period.end else None
    first, last = (f"{day.month}月{day.day}日" if day else "" for day in (started, ended))
    if first and last:
        return f"（{first}至{last}）"
    return f"（{first}起）" if first else f"（至{last}）" if last else ""


def _day(day: datetime.date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def rows_or_none(registers: Iterable[Register]) -> Sequence[Register]:
    """Those that have a row."""
    return [register for register in registers if register.rows]
