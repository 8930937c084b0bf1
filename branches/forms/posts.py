"""Posts: in which kinds of organisation each exists, and what else must hold of one."""

import datetime
from collections.abc import Iterator

from branches.models import Organization, Post

HELD_AT: dict[str, frozenset[str]] = {
    **{kind: frozenset({"leading_group"}) for kind in Post.LEADERS},
    **{
        kind: frozenset({"committee", "general_branch"})
        for kind in ("committee_secretary", "committee_deputy", "committee_commissioner")
    },
    **{kind: frozenset({"branch", "general_branch", "committee"}) for kind in Post.BRANCH_COMMITTEE},
    "group_leader": frozenset({"group", "branch"}),
}
"""Kinds of organisation in which each post exists."""

MOST_POSTS = 40
TOO_MANY = f"一名党员最多登记 {MOST_POSTS} 个职务。"


def mistakes_of_post(
    kind: str,
    place: Organization | None,
    start_on: datetime.date | None,
    end_on: datetime.date | None,
) -> Iterator[tuple[str, str]]:
    """(field, sentence) of what cannot be."""
    if start_on and end_on and end_on < start_on:
        yield "end_on", "免职日期早于任职日期，请核对。"
    if (start_on or end_on) and not kind:
        yield "kind", "请选择职务。"
    if kind and place is None:
        yield "organization", "请选择任职党组织。"
    if kind and place is not None and place.kind not in HELD_AT[kind]:
        word = Post.Kind(kind).label
        yield "organization", f"“{place}”是{place.get_kind_display()}，不设{word}。"
