"""Lectures, talks, disciplinary actions, clues and work items: from what the cells say to what the record
holds.
"""

from typing import Any

from branches.importing.cells.choices import compact
from branches.importing.cells.counts import Counts
from branches.importing.cells.dates import read_date
from branches.importing.cells.names import Names, read_names
from branches.importing.cells.sanctions import Sanction
from branches.importing.cells.text import CellError
from branches.importing.cells.vocabularies import AUDIENCES
from branches.importing.rows.findings import RowReading
from branches.importing.rows.values import (
    Values,
    add_remark,
    as_number,
    put_clock,
    put_counts,
    put_date,
    put_hours,
    put_same,
    put_text,
)

LECTURER_POSTS = {
    "党组书记": "leading_group_secretary",
    "党组副书记": "leader",
    "党组成员": "leader",
    "班子成员": "leader",
    "机关党委书记": "party_committee",
    "党支部书记": "branch_secretary",
    "支部书记": "branch_secretary",
    "支部委员": "committee_member",
    "党支部委员": "committee_member",
    "支部组织委员": "committee_member",
    "支部宣传委员": "committee_member",
    "支部纪检委员": "committee_member",
    "组织委员": "committee_member",
    "宣传委员": "committee_member",
    "纪检委员": "committee_member",
}
"""Posts that a ledger spells out and that say by themselves how the lecture counts."""


def lecture(reading: RowReading) -> Values:
    values: Values = {}
    put_same(values, reading, ["kind"])
    put_date(values, reading, end=False, clock=True)
    put_clock(values, reading)
    ends = values.pop("end_time", None)
    put_text(values, reading, ["topic", "place", "content", "remark"])
    if ends:
        add_remark(values, f"结束时间：{ends}")
    put_hours(values, reading)
    found = reading.read.get("lecturers")
    if isinstance(found, Names):
        values["lecturers"] = found.names
        titles = [person.post for person in found.people]
        title = reading.read.get("lecturer_title", "")
        if title and len(titles) == 1:
            titles = [title]
        elif title:
            add_remark(values, f"{reading.spelled['lecturer_title']}：{title}")
        if any(titles):
            values["lecturer_titles"] = titles
        if not found.complete:
            reading.fail("lecturers", "授课人没有写全。请写出全部姓名。")
    _audience(values, reading)
    return values


def _audience(values: Values, reading: RowReading) -> None:
    count = reading.read.get("audience_count")
    if isinstance(count, Counts):
        for note in count.names.values():
            add_remark(values, f"{reading.spelled['audience_count']}：{note}")
        count = count.by_label.get("present", count.by_label.get("audience_count"))
    if count is not None:
        values["audience_count"] = count
    text = reading.read.get("audience", "")
    if not text:
        return
    if AUDIENCES.understands(text):
        values["audience"] = AUDIENCES.read(text)
        return
    add_remark(values, f"{reading.spelled['audience']}：{text}")
    try:
        found = read_names(text, groups_allowed=True)
    except CellError:
        return
    number = found.total if found.total is not None else len(found.people) if found.complete else None
    if number:
        values.setdefault("audience_count", number)


def lecture_parts(values: Values) -> dict[str, Any]:
    names = values.get("lecturers", [])
    titles = values.get("lecturer_titles", [""] * len(names))
    rows = []
    for name, title in zip(names, titles, strict=True):
        row = {"name": name, "title": title}
        post = LECTURER_POSTS.get(compact(title))
        rows.append({**row, "post": post} if post else row)
    return {"lecturers": rows}


def talk(reading: RowReading) -> Values:
    values: Values = {}
    put_same(values, reading, ["kind"])
    put_date(values, reading, end=False, clock=False)
    put_text(
        values, reading, ["talker_post", "place", "matter", "content", "attitude", "follow_up", "remark"]
    )
    begin = reading.read.get("start_time")
    if begin is not None and begin.start is not None:
        add_remark(values, f"时间：{begin.start:%H:%M}")
    talker = reading.read.get("talker")
    if isinstance(talker, Names) and talker.people:
        values["talker"] = talker.names
        if talker.people[0].post:
            values.setdefault("talker_post", talker.people[0].post)
    targets = reading.read.get("targets")
    if isinstance(targets, Names):
        if not targets.complete:
            reading.fail("targets", "谈话对象没有写全。请写出全部姓名，人次才能数对。")
        values["targets"] = targets.names
        posts = [person.post for person in targets.people]
        post = reading.read.get("target_post", "")
        if post and len(posts) == 1:
            posts = [post]
        elif post:
            several = [part.strip() for part in post.replace("，", "、").split("、")]
            if len(several) == len(posts):
                posts = several
            else:
                add_remark(values, f"{reading.spelled['target_post']}：{post}")
        if any(posts):
            values["target_posts"] = posts
    if "kind" not in values and not reading.has_error("kind"):
        values["kind"] = "heart"
        reading.remark("kind", "没有写谈话类型，按谈心谈话登记。")
    return values


def talk_parts(values: Values) -> dict[str, Any]:
    names = values.get("targets", [])
    posts = values.get("target_posts", [""] * len(names))
    return {"targets": [{"name": name, "post": post} for name, post in zip(names, posts, strict=True)]}


def discipline(reading: RowReading) -> Values:
    values: Values = {}
    put_same(values, reading, ["form", "violation"])
    put_date(values, reading, end=False, clock=False)
    put_text(
        values,
        reading,
        [
            "number",
            "post",
            "rank",
            "political_status",
            "facts",
            "deciding_body",
            "document_number",
            "follow_up",
            "remark",
        ],
    )
    for name in ("effective_from", "effective_until", "lifted_on"):
        if name in reading.read:
            values[name] = reading.read[name].start.isoformat()
    _put_effect(values, reading)
    person = reading.read.get("person")
    if isinstance(person, Names) and person.people:
        values["person"] = person.names
        if person.people[0].post:
            values.setdefault("post", person.people[0].post)
    _sanctions(values, reading)
    return values


def _put_effect(values: Values, reading: RowReading) -> None:
    """影响期 in one cell: from when until when; a length (18个月) goes into the remark."""
    written = reading.read.get("effect", "")
    if not written:
        return
    try:
        span = read_date(written)
    except CellError:
        span = None
    if span is None or span.end is None:
        add_remark(values, f"{reading.spelled['effect']}：{written}")
        return
    for name, day in (("effective_from", span.start), ("effective_until", span.end)):
        if values.setdefault(name, day.isoformat()) != day.isoformat():
            reading.fail("effect", "影响期与另一列写的日期不一致。请核对。")


def _sanctions(values: Values, reading: RowReading) -> None:
    for name in ("party_sanction", "administrative_sanction", "measure"):
        found = reading.read.get(name)
        if not isinstance(found, Sanction):
            continue
        said = {
            "party_sanction": found.party,
            "administrative_sanction": found.administrative,
            "measure": found.measure,
        }
        for key, value in said.items():
            if value and values.setdefault(key, value) != value:
                reading.fail(name, "与另一列写的处分不一致。请核对。")
    if values.get("party_sanction") or values.get("administrative_sanction"):
        values.setdefault("measure", "sanction")


def clue(reading: RowReading) -> Values:
    values: Values = {}
    put_same(values, reading, ["source", "disposal", "became_case"])
    put_date(values, reading, end=False, clock=False)
    put_text(values, reading, ["number", "about", "matter", "handled_by", "result", "remark"])
    if "disposed_on" in reading.read:
        values["disposed_on"] = reading.read["disposed_on"].start.isoformat()
    return values


def work(reading: RowReading) -> Values:
    values: Values = {}
    put_same(values, reading, ["kind", "status"])
    put_date(values, reading, end=True, clock=False)
    put_clock(values, reading)
    for name in ("start_time", "end_time"):
        values.pop(name, None)
    put_text(values, reading, ["title", "lead", "unit", "note", "remark"])
    if "quantity" in reading.read:
        number, unit = reading.read["quantity"]
        values["quantity"] = as_number(number)
        if unit and values.setdefault("unit", unit) != unit:
            reading.fail("quantity", f"数量写的单位是“{unit}”，单位列是“{values['unit']}”。请核对。")
    put_counts(values, reading, ["persons"])
    if "amount" in reading.read:
        values["amount"] = as_number(reading.read["amount"])
    return values
