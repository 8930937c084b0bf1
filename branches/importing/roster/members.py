"""Members: from what the cells of a row say to a member with posts, and to the one who is there already."""

import datetime
from collections.abc import Mapping
from typing import Any

from branches.forms.entries import BuiltEntry, build_member
from branches.importing.cells.dates import PartialDate
from branches.importing.cells.roster import posts_among, read_posts
from branches.importing.cells.text import CellError
from branches.importing.roster.places import place_of
from branches.importing.rows.findings import RowReading
from branches.importing.rows.values import Values
from branches.importing.tables.organizations import OrganizationFinder, canonical
from branches.models import Member, Organization, Post
from branches.models.record import chinese_date
from branches.partialdates import in_words, is_whole

DAYS = ("birth_date", "joined_on", "full_on", "arrived_on", "left_on")
PLACES = ("organization", "group")
POSTS, POST_ROWS = "posts", "post_rows"
"""The posts in words for people, and as they are written."""


def member(reading: RowReading, finder: OrganizationFinder) -> Values:
    """The values of a member; what cannot be read is added to the reading's errors."""
    values: Values = {}
    name = reading.read.get("name")
    if name is not None:
        values["name"] = "".join(name.names)
    elif not reading.has_error("name"):
        reading.fail("name", "没有写姓名。")
    for field in ("sex", "status"):
        if reading.read.get(field):
            values[field] = reading.read[field]
    for field in DAYS:
        _put_day(values, reading, field)
    place: Organization | None = reading.read.get("organization")
    if place is None:
        return values
    group = _group(reading, place, finder)
    if place.kind == "group" and place.parent_id in finder.by_key:
        place, group = finder.by_key[place.parent_id], place
    values["organization"] = place.name
    if group is not None:
        values["group"] = group.name
    _put_status(values, reading)
    _put_posts(values, reading, place, group, finder)
    return values


def _put_day(values: Values, reading: RowReading, field: str) -> None:
    found = reading.read.get(field)
    if isinstance(found, PartialDate):
        values[field] = found.known
        if not is_whole(found.known):
            reading.remark(field, f"只写到{in_words(found.known)}，照此记下，不补日期。")
    elif found is not None:
        values[field] = found.start.isoformat()


def _put_status(values: Values, reading: RowReading) -> None:
    """Who has become a full member is one; otherwise it must be said."""
    if "status" in values or reading.has_error("status"):
        return
    if "full_on" in values:
        values["status"] = Member.Status.FULL.value
    else:
        reading.fail("status", "看不出是正式党员还是预备党员。请写明政治面貌，或填写转正日期。")


def _group(reading: RowReading, branch: Organization, finder: OrganizationFinder) -> Organization | None:
    """The group of that branch: 第一党小组 is called so in every branch."""
    written = reading.read.get("group", "")
    if not written:
        return None
    wanted = canonical(written)
    inside = [each for each in finder.by_key.values() if each.kind == "group" and each.parent_id == branch.pk]
    meant = [each for each in inside if wanted in _names_of(each, branch)]
    if len(meant) == 1:
        return meant[0]
    reading.fail("group", f"“{branch}”没有叫“{written[:20]}”的党小组。请先登记这个党小组，或改正名称。")
    return None


def _names_of(group: Organization, branch: Organization) -> set[str]:
    whole = {canonical(name) for name in (group.name, group.short_name, *group.former_names) if name}
    heads = [canonical(name) for name in (branch.name, branch.short_name, *branch.former_names) if name]
    return whole | {name.removeprefix(head) for name in whole for head in heads}


def _put_posts(
    values: Values,
    reading: RowReading,
    home: Organization,
    group: Organization | None,
    finder: OrganizationFinder,
) -> None:
    rows: list[dict[str, Any]] = []
    try:
        for words in read_posts(reading.read.get("posts", "")):
            kind, place = place_of(words, home, group, finder)
            rows.append({"kind": kind, "organization": place.name})
    except CellError as error:
        reading.fail("posts", str(error))
        return
    for words in posts_among(reading.read.get("any_posts", "")):
        try:
            kind, place = place_of(words, home, group, finder)
        except CellError as error:
            reading.remark("any_posts", f"“{words.place}{words.role}”没有记作党内职务：{error}")
            continue
        if (row := {"kind": kind, "organization": place.name}) not in rows:
            rows.append(row)
    _put_term(rows, reading)
    if rows:
        values[POST_ROWS] = rows
        values[POSTS] = [post_in_words(row, finder) for row in rows]


def _put_term(rows: list[dict[str, Any]], reading: RowReading) -> None:
    """From when until when, where that can only be meant of one post."""
    for field, column in (("post_start", "start_on"), ("post_end", "end_on")):
        found = reading.read.get(field)
        if found is None:
            continue
        if len(rows) == 1:
            rows[0][column] = found.start.isoformat()
        elif rows:
            reading.remark(field, "有几个职务，分不清是哪一个的日期，没有记入。")
        else:
            reading.remark(field, "没有写党内职务，这个日期没有记入。")


def post_in_words(row: Mapping[str, Any], finder: OrganizationFinder) -> str:
    """第一支部 党支部书记（2023年3月5日起）"""
    place = finder.named(row["organization"])
    days = [
        f"{chinese_date(datetime.date.fromisoformat(row[name]))}{word}"
        for name, word in (("start_on", "起"), ("end_on", "止"))
        if row.get(name)
    ]
    term = f"（{'，'.join(days)}）" if days else ""
    return f"{place or row['organization']} {Post.Kind(row['kind']).label}{term}"


def build(
    values: Mapping[str, Any], finder: OrganizationFinder, stored: Member | None = None
) -> BuiltEntry[Member]:
    """The member that the values describe, or ``stored`` with them put in."""
    given: dict[str, Any] = {}
    for name, value in values.items():
        if name in DAYS and is_whole(value):
            given[name] = datetime.date.fromisoformat(value)
        elif name in DAYS:
            given |= {name: None, Member.MONTHS[name]: value}
        elif name in PLACES:
            given[name] = finder.named(value)
        elif name not in (POSTS, POST_ROWS):
            given[name] = value
    return build_member(given, [post(row, finder) for row in values.get(POST_ROWS, ())], stored=stored)


def post(row: Mapping[str, Any], finder: OrganizationFinder) -> dict[str, Any]:
    days = {name: datetime.date.fromisoformat(row[name]) for name in ("start_on", "end_on") if row.get(name)}
    return {"kind": row["kind"], "organization": finder.named(row["organization"]), **days}
