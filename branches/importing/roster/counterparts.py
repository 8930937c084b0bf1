"""Who, and which organisation, a row of a roster means of those that are there already; and what it says
otherwise. That two people are one, or one is two, is never decided here.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import models

from branches.forms import People
from branches.forms.plain import digest
from branches.importing.comparing.byhand import ByHand, Typed
from branches.importing.comparing.presenting import field_label, in_short
from branches.importing.comparing.records import Difference
from branches.importing.roster.members import DAYS, POST_ROWS, POSTS, post_in_words
from branches.importing.tables.organizations import OrganizationFinder
from branches.models import Member, Organization, Post
from branches.partialdates import agree

_SURE_OF = ("birth_date", "出生日期"), ("sex", "性别"), ("joined_on", "入党日期")
_VERSION_DIGITS = 7
COMPARED = {
    "member": ("sex", *DAYS, "status", "group"),
    "organization": (
        "short_name",
        "former_names",
        "founded_on",
        "dissolved_on",
        "term_years",
        "term_ends_on",
    ),
}
"""What a row may bring up to date. Branch and name, parent and kind are changed on the pages only."""


class Doubt(Exception):
    """A row that may mean somebody who is there, or somebody else. ``str()`` asks in Chinese."""


def member_there(built: Member, people: People, finder: OrganizationFinder) -> tuple[Member | None, str]:
    """The member that is there already, and a remark on who else bears the name. Raises Doubt.

    One of that name in the branch is the same person unless birth, sex or day of joining say otherwise.
    """
    named = people.of_name(built.name)
    here = [each for each in named if each.organization_id == built.organization_id]
    sure = [each for each in here if built.birth_date and each.birth_date == built.birth_date]
    if len(sure) == 1:
        return sure[0], ""
    if len(here) > 1:
        raise Doubt(f"本支部已有 {len(here)} 名“{built.name}”，分不清本行是哪一位。请在网页上修改。")
    if here:
        _refuse_another(built, here[0])
        return here[0], ""
    return None, _elsewhere(built, named, finder)


def _refuse_another(built: Member, stored: Member) -> None:
    for name, label in _SURE_OF:
        ours, theirs = _told(built, name), _told(stored, name)
        if not agree(ours, theirs):
            column: Any = Member._meta.get_field(name)
            there, here = in_short(column, theirs), in_short(column, ours)
            raise Doubt(
                f"本支部已有“{stored.name}”，{label}是 {there}，本行是 {here}。"
                "如是同一人，请先核对改正；如是同名的另一人，请在网页上登记。"
            )


def _elsewhere(built: Member, named: Iterable[Member], finder: OrganizationFinder) -> str:
    where: dict[str, None] = {}
    for each in named:
        place = finder.by_key.get(each.organization_id)
        if each.left_on is not None or place is None:
            continue
        if built.birth_date and each.birth_date == built.birth_date:
            raise Doubt(
                f"“{place}”已有出生日期相同的“{built.name}”。"
                "如已转来，请在名册中修改其所在党组织，不要重复登记。"
            )
        where.setdefault(str(place))
    return f"“{'、'.join(where)}”也有一名“{built.name}”，请核对不是同一个人。" if where else ""


def organization_there(name: str, finder: OrganizationFinder) -> Organization | None:
    """The organisation that goes by the name, whole, short or former. Raises Doubt when several may."""
    known = finder.named(name)
    if known is not None:
        return known
    meant = finder.meant_by(name)
    if len(meant) > 1:
        several = "、".join(each.name for each in meant[:3])
        raise Doubt(f"“{name[:30]}”可能是已登记的{several}。请写全称。")
    return meant[0] if meant else None


def differences(
    kind: str,
    stored: Member | Organization,
    values: Mapping[str, Any],
    wanted: Member | Organization,
    finder: OrganizationFinder,
) -> list[Difference]:
    """What ``values``, of which ``wanted`` was built, say otherwise than ``stored``."""
    found = []
    for name in COMPARED[kind]:
        if name not in values:
            continue
        old, new = _told(stored, name), _told(wanted, name)
        if name == "former_names":
            new = list(dict.fromkeys([*old, *new]))
        if old != new and not (name in Member.MONTHS and old.startswith(new)):
            column = type(stored)._meta.get_field(name)
            found.append(Difference(name, field_label(kind, name), _shown(column, old), _shown(column, new)))
    if isinstance(stored, Member):
        found += _of_posts(stored, values, finder)
    return found


def _told(row: Member | Organization, name: str) -> Any:
    """A column's value; of a day that may be known in part, what is known."""
    return row.known(name) if isinstance(row, Member) and name in Member.MONTHS else getattr(row, name)


def _shown(column: Any, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(value)
    return in_short(column, value) if not isinstance(value, models.Model) else str(value)


def _of_posts(stored: Member, values: Mapping[str, Any], finder: OrganizationFinder) -> Iterator[Difference]:
    rows = list(values.get(POST_ROWS, ()))
    new = [row for row in rows if not _says_the_same(row, post_like(stored, row, finder))]
    if new:
        old = [post_in_words(_as_row(post, finder), finder) for post in stored.posts.all()]
        words = [post_in_words(row, finder) for row in rows]
        yield Difference(POSTS, field_label("member", POSTS), "、".join(old), "、".join(words))


def post_like(stored: Member, row: Mapping[str, Any], finder: OrganizationFinder) -> Post | None:
    """The post that a row speaks of: of that kind, there, and not left, or left on the day the row says."""
    place = finder.named(row["organization"])
    for post in stored.posts.all():
        same = post.kind == row["kind"] and place is not None and post.organization_id == place.pk
        if same and (post.end_on is None or post.end_on == _day(row, "end_on")):
            return post
    return None


def _says_the_same(row: Mapping[str, Any], post: Post | None) -> bool:
    return post is not None and all(
        _day(row, name) in (None, getattr(post, name)) for name in ("start_on", "end_on")
    )


def _day(row: Mapping[str, Any], name: str) -> datetime.date | None:
    return datetime.date.fromisoformat(row[name]) if row.get(name) else None


def _as_row(post: Post, finder: OrganizationFinder) -> dict[str, Any]:
    place = finder.by_key.get(post.organization_id)
    days = {name: day.isoformat() for name in ("start_on", "end_on") if (day := getattr(post, name))}
    return {"kind": post.kind, "organization": place.name if place else "", **days}


def by_hand(
    found: Iterable[Difference],
    stored: Member | Organization,
    values: Mapping[str, Any],
    finder: OrganizationFinder,
    hand: ByHand,
) -> list[Difference]:
    """The same, each saying whether it would replace what a person typed."""
    return [replace(each, typed=_typed(each, stored, values, finder, hand)) for each in found]


def _typed(
    difference: Difference,
    stored: Member | Organization,
    values: Mapping[str, Any],
    finder: OrganizationFinder,
    hand: ByHand,
) -> Typed | None:
    if difference.name != POSTS or not isinstance(stored, Member):
        name = "group_id" if difference.name == "group" else difference.name
        return hand.columns.get(name) if difference.old else None
    for row in values.get(POST_ROWS, ()):
        post = post_like(stored, row, finder)
        if post is None:
            continue
        dates = [(_day(row, name), getattr(post, name)) for name in ("start_on", "end_on")]
        if any(new and old and new != old for new, old in dates):
            return hand.parts.get((post._meta.label_lower, post.pk))
    return None


def version(row: Member | Organization) -> int:
    """A number that is another one when the row is no longer what it was, as far as its columns go."""
    return int(digest(row)[:_VERSION_DIGITS], 16)
