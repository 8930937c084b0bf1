"""Members held in memory: who belongs to a meeting's roster, and whom a written name means."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Self

from django.db.models import Q, QuerySet

from branches.access import Permission
from branches.forms.text import tidy_name
from branches.models import Member, Organization, Post, User

OF_A_LEADING_GROUP = frozenset({"leading_group", "central_group", "democratic_life"})
"""Meeting kinds held by those who hold a post in the organisation, not by its members."""


class People:
    """The members a form or an import may know of, with their posts; asks the database nothing.

    ``answers``: whom a name means in an organisation, as somebody said: the key of a member by ``asked_as``,
    0 for none of them.

    The rows must come with their posts prefetched: ``People.among`` sees to it.
    """

    def __init__(self, members: Iterable[Member] = (), answers: Mapping[str, int] | None = None) -> None:
        self._answers = answers or {}
        self._by_organization: dict[int, dict[int, Member]] = defaultdict(dict)
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        self._by_key: dict[int, Member] = {}
        self._belongs_to: dict[int, set[int]] = {}
        self._without_posts: set[int] = set()
        for member in members:
            self._by_key[member.pk] = member
            self._by_name[tidy_name(member.name)].append(member)
            self._belongs_to[member.pk] = _organizations_of(member)
            if not member.posts.all():
                self._without_posts.add(member.pk)
            for organization_id in self._belongs_to[member.pk]:
                self._by_organization[organization_id][member.pk] = member

    @classmethod
    def among(cls, members: "QuerySet[Member]", answers: Mapping[str, int] | None = None) -> Self:
        """Two queries: the members (deleted ones left out) and their posts."""
        return cls(members.filter(deleted_at=None).prefetch_related("posts"), answers)

    def roster(self, organization: Organization, day: datetime.date, kind: str = "") -> list[Member]:
        """Who should attend a meeting of that kind on that day: full and probationary members.

        支部委员会 and the meetings of a leading group: those who hold a post in the organisation that day.
        党小组会: the members of the group. Otherwise the members of the organisation. Highest post first.
        """
        belonging = [
            member for member in self._by_organization[organization.pk].values() if belongs(member, day)
        ]
        if organization.kind == "group":
            found = [member for member in belonging if member.group_id == organization.pk]
        elif kind == "committee" or kind in OF_A_LEADING_GROUP or organization.kind == "leading_group":
            found = [member for member in belonging if self._commissioner(member, organization, day)]
        else:
            found = [member for member in belonging if member.organization_id == organization.pk]
        party = [member for member in found if status_on(member, day) in PARTY]
        return sorted(party, key=lambda member: Post.RANK.get(decisive_post(member, day), len(Post.RANK)))

    @staticmethod
    def _commissioner(member: Member, organization: Organization, day: datetime.date) -> bool:
        return any(
            post.organization_id == organization.pk and post.kind != "group_leader"
            for post in member.posts.all()
            if post.held_on(day)
        )

    def post_of(self, member: Member, day: datetime.date) -> str:
        """``decisive_post``, without asking for the posts of those who are known here to hold none."""
        if member.pk in self._without_posts:
            return _status_in_place_of_a_post(member, day)
        return decisive_post(member, day)

    def with_key(self, key: int) -> Member | None:
        return self._by_key.get(key)

    def called(self, name: str) -> list[Member]:
        """Everybody of that name."""
        return list(self._by_name.get(tidy_name(name), ()))

    def named(self, name: str) -> list[Member]:
        """Everybody of that name, wherever and whenever they belonged."""
        return self._by_name.get(tidy_name(name), [])

    def find(self, name: str, organization: Organization | None, day: datetime.date | None) -> Member | None:
        """The one person of that name: in the organisation, else a leader from elsewhere; None when unsure.

        Two of that name in the organisation, or none there and several elsewhere, is unsure. So is one
        ordinary member of another branch: a guest of that name is as likely. Whoever holds a post of the
        leading group or the Party committee acts in other branches too. With a day, only who belonged to an
        organisation on that day is meant.
        """
        named = self._named(name, day)
        answered = self._answers.get(asked_as(organization, name)) if self._answers else None
        if answered is not None:
            return next((member for member in named if member.pk == answered), None)
        if organization is not None:
            here = [member for member in named if organization.pk in self._belongs_to[member.pk]]
            if here:
                return here[0] if len(here) == 1 else None
        if len(named) != 1 or (organization is not None and not _acts_everywhere(named[0], day)):
            return None
        return named[0]

    def namesakes(
        self, name: str, organization: Organization, day: datetime.date | None, *, here: bool
    ) -> list[Member]:
        """Whom a name may mean where ``find`` is unsure and nobody was asked: several in the organisation;
        unless ``here``, else everybody elsewhere.
        """
        if asked_as(organization, name) in self._answers:
            return []
        named = self._named(name, day)
        belonging = [member for member in named if organization.pk in self._belongs_to[member.pk]]
        if belonging or here:
            return belonging if len(belonging) > 1 else []
        return named

    def of_name(self, name: str) -> list[Member]:
        """Everybody who bears or bore it, wherever they belong."""
        return self._named(name, None)

    def _named(self, name: str, day: datetime.date | None) -> list[Member]:
        return [
            member for member in self._by_name.get(tidy_name(name), ()) if day is None or belongs(member, day)
        ]


def _organizations_of(member: Member) -> set[int]:
    held = {post.organization_id for post in member.posts.all()}
    return {member.organization_id, *held} | ({member.group_id} if member.group_id else set())


def asked_as(organization: Organization | None, name: str) -> str:
    """The key under which answers keep whom a name means in an organisation."""
    return f"{organization.name if organization is not None else ''}/{tidy_name(name)}"


_ACTS_EVERYWHERE = Post.LEADERS | Post.PARTY_COMMITTEE


def _acts_everywhere(member: Member, day: datetime.date | None) -> bool:
    return any(
        post.kind in _ACTS_EVERYWHERE for post in member.posts.all() if day is None or post.held_on(day)
    )


MOST_NAMES = 1000
"""Names of one form that are looked up."""


def known_to(
    user: User, permission: Permission, organization: Organization, names: Collection[str] = ()
) -> People:
    """Members of the organisation, holders of its posts, and people of the names, within reach."""
    holders = Post.objects.filter(organization=organization).values("member_id")
    wanted = Q(organization=organization) | Q(group=organization) | Q(pk__in=holders)
    if names:
        wanted |= Q(name__in=sorted(names)[:MOST_NAMES])
    return People.among(Member.objects.visible_to(user, permission).filter(wanted))


def belongs(member: Member, day: datetime.date) -> bool:
    """Arrived by that day and not yet left."""
    return (member.arrived_on is None or member.arrived_on <= day) and (
        member.left_on is None or day < member.left_on
    )


PARTY = frozenset({"full", "probationary"})


def status_on(member: Member, day: datetime.date) -> str:
    """A ``Member.Status`` as it was on that day, as far as the dates of joining tell.

    Who had not joined by then was at least an activist; more is not known.
    """
    if member.status in PARTY and member.is_still_to_come("joined_on", day):
        return Member.Status.ACTIVIST
    if member.status == Member.Status.FULL and member.is_still_to_come("full_on", day):
        return Member.Status.PROBATIONARY
    return member.status


def decisive_post(member: Member, day: datetime.date) -> str:
    """What the person was on that day: the highest ``Post.Kind``, else the status of one who was not a full
    member, else ``""`` for an ordinary full member."""
    posts = member.posts_on(day)
    return posts[0].kind if posts else _status_in_place_of_a_post(member, day)


def _status_in_place_of_a_post(member: Member, day: datetime.date) -> str:
    status = status_on(member, day)
    return "" if status == Member.Status.FULL else status
