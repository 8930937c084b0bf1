"""One set of rules for a record, wherever it comes from.

A browser form and an imported row both end here: ``build_record`` (or ``check`` on what a form has already
put together) fills what follows from the rest, refuses what cannot be, and remarks on what looks wrong. It
asks the database nothing: members come as ``People``, organisations as objects.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from branches.forms import attendance, wording
from branches.forms.cleaning import clean_row, new_row
from branches.forms.parts import PARTS, PartKind
from branches.forms.people import People
from branches.forms.text import tidy_line, tidy_name
from branches.models import RECORDS, DisciplinaryAction, Lecture, Lecturer, Meeting, Record, Tag, Talk
from branches.models.lecture import lecturer_post
from branches.models.record import Part

WHOLE = ""
"""The key under which ``errors`` keeps what concerns no single field."""
MOST_TAGS = 20


@dataclass(slots=True)
class BuiltRecord:
    """A record and its parts, not saved yet, with what was found about them.

    ``errors``  by field name; those of a part under its own name (``agenda_items``), each saying which row;
                ``WHOLE`` for the rest. A record with errors must not be saved.
    ``warnings``  looks wrong, may be right: shown, and no reason not to save.
    ``row_errors``  the same errors of parts once more for a form: part name → row index → field → sentences.
    """

    slug: str
    record: Record
    parts: dict[str, list[Part]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    roster_is_whole: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    row_errors: dict[str, dict[int, dict[str, list[str]]]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.errors

    def refuse(self, name: str, sentence: str) -> None:
        sentences = self.errors.setdefault(name, [])
        if sentence not in sentences:
            sentences.append(sentence)

    def refuse_row(self, part: PartKind, index: int, name: str, sentence: str) -> None:
        self.row_errors.setdefault(part.name, {}).setdefault(index, {}).setdefault(name, []).append(sentence)
        self.refuse(part.name, f"第 {index + 1} 项{part.label}：{sentence}")

    def rows(self, name: str) -> list[Any]:
        return self.parts.get(name, [])

    def fingerprint(self) -> str:
        """As ``Record.compute_fingerprint``, with the names of the unsaved parts."""
        named = [row.name for row in self.rows("lecturers") + self.rows("targets")]
        return self.record.compute_fingerprint(named)


def build_record(
    slug: str, values: Mapping[str, Any], *, people: People, organizations: Container[int] | None = None
) -> BuiltRecord:
    """A new record of that type from values already understood, checked.

    ``values`` by field name of the model: text as it was found, numbers as int or Decimal, days as ``date``,
    ``organization`` and ``meeting`` as objects, choices by their stored value; what is missing or None keeps
    the model's default. ``tags`` is a list of words. Parts are lists of mappings by field name of the part,
    or of bare names: ``agenda_items``, ``materials`` (``agenda_item``: index into ``agenda_items``),
    ``attendances``, ``lecturers``, ``targets``. ``roster_is_whole`` True says that ``attendances`` names
    everybody who should have come, and the counts are taken from it; otherwise it names some, and the counts
    that were given stand.

    ``organizations``: keys of those where the writer may write; None when that was decided before.
    KeyError for an unknown ``slug``; TypeError for a name in ``values`` that the record does not have.
    """
    given = dict(values)
    tags = given.pop("tags", None) or []
    whole = bool(given.pop("roster_is_whole", False))
    raw_parts = {kind.name: given.pop(kind.name, None) or [] for kind in PARTS[slug]}
    record = new_row(RECORDS[slug], given)
    built = BuiltRecord(slug, record, tags=list(tags), roster_is_whole=whole)
    for kind in PARTS[slug]:
        built.parts[kind.name] = [_part(kind, row, built.parts) for row in raw_parts[kind.name]]
    check(built, people=people, organizations=organizations)
    return built


def _part(kind: PartKind, row: Mapping[str, Any] | str, before: Mapping[str, Sequence[Part]]) -> Part:
    values: Mapping[str, Any] = {kind.title: row} if isinstance(row, str) else row
    under = values.get("agenda_item")
    if isinstance(under, int):
        values = {**values, "agenda_item": before["agenda_items"][under]}
    return new_row(kind.model, values)


def check(built: BuiltRecord, *, people: People, organizations: Container[int] | None = None) -> None:
    """Fill in, refuse and remark on ``built``, in place. To be called once."""
    record = built.record
    clean_row(record, built.refuse)
    _check_organization(built, organizations)
    for kind in PARTS[built.slug]:
        _clean_parts(built, kind)
    built.tags = _clean_tags(built)
    if "date" not in built.errors and "organization" not in built.errors:
        FILL.get(built.slug, _fill_nothing)(built, people)
    try:
        record.clean()
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            for sentence in sentences:
                if name not in built.errors:
                    built.refuse(WHOLE if name == "__all__" else name, sentence)
    built.warnings += remarks(record, built.parts)


def _check_organization(built: BuiltRecord, organizations: Container[int] | None) -> None:
    record = built.record
    if not record.organization_id:
        built.refuse("organization", "请选择党组织。")
    elif organizations is not None and record.organization_id not in organizations:
        built.refuse("organization", f"您没有在“{record.organization}”录入的权限。")


def _clean_parts(built: BuiltRecord, kind: PartKind) -> None:
    rows = built.rows(kind.name)
    if len(rows) < kind.at_least:
        built.refuse(kind.name, f"请填写{kind.label}。")
    if len(rows) > kind.at_most:
        built.refuse(kind.name, f"{kind.label}最多 {kind.at_most} 项，现在有 {len(rows)} 项，请分开登记。")
        return
    for index, row in enumerate(rows):
        if kind.title == "name" and isinstance(row.name, str):
            row.name = tidy_name(row.name)

        def refuse(name: str, sentence: str, index: int = index) -> None:
            built.refuse_row(kind, index, name, sentence)

        clean_row(row, refuse, skip={"position"})
        if hasattr(row, "position"):
            row.position = index + 1


def _clean_tags(built: BuiltRecord) -> list[str]:
    if not built.tags:
        return []
    words = list(dict.fromkeys(word for tag in built.tags if (word := tidy_line(tag))))
    limit = Tag._meta.get_field("name").max_length or 0
    for word in words:
        if len(word) > limit:
            built.refuse("tags", f"标签“{wording.shortened(word)}”太长，最多 {limit} 个字。")
    if len(words) > MOST_TAGS:
        built.refuse("tags", f"一条记录最多 {MOST_TAGS} 个标签。")
    return words


def _fill_nothing(built: BuiltRecord, people: People) -> None:
    pass


def _fill_meeting(built: BuiltRecord, people: People) -> None:
    meeting, rows = built.record, built.rows("attendances")
    assert isinstance(meeting, Meeting)  # noqa: S101 - for the type checker; the slug decides
    if not rows:
        return
    attendance.know(meeting, rows, people)
    _refuse_twice(built, "attendances", "在出席人员中登记了两次")
    if built.roster_is_whole:
        attendance.count_whole(meeting, rows)
    else:
        built.warnings += attendance.count_some(meeting, rows)


def _fill_lecture(built: BuiltRecord, people: People) -> None:
    record = built.record
    for row in built.rows("lecturers"):
        if row.member is None and row.name and row.post != Lecturer.Post.EXTERNAL:
            row.member = people.find(row.name, record.organization, record.date)
        if row.member is not None and not row.post:
            row.post = lecturer_post(row.member, record.date)
    _refuse_twice(built, "lecturers", "在授课人中登记了两次")


def _fill_talk(built: BuiltRecord, people: People) -> None:
    talk = built.record
    assert isinstance(talk, Talk)  # noqa: S101 - as above
    talk.talker = tidy_name(talk.talker)
    if talk.talker_member is None:
        talk.talker_member = people.find(talk.talker, talk.organization, talk.date)
    for row in built.rows("targets"):
        if row.member is None and row.name:
            row.member = people.find(row.name, talk.organization, talk.date)
    _refuse_twice(built, "targets", "在谈话对象中登记了两次")
    if talk.talker and any(row.name == talk.talker for row in built.rows("targets")):
        built.refuse("targets", f"谈话人“{talk.talker}”不能同时是谈话对象，请核对。")


def _fill_discipline(built: BuiltRecord, people: People) -> None:
    action = built.record
    assert isinstance(action, DisciplinaryAction)  # noqa: S101 - as above
    action.person = tidy_name(action.person)
    if action.member is None:
        action.member = people.find(action.person, action.organization, action.date)
    if not {"party_sanction", "administrative_sanction", "effective_from"} & built.errors.keys():
        action.fill_effect_period()


FILL: dict[str, Callable[[BuiltRecord, People], None]] = {
    "meeting": _fill_meeting,
    "lecture": _fill_lecture,
    "talk": _fill_talk,
    "discipline": _fill_discipline,
}
"""What follows from the rest of a record, by type."""


def _refuse_twice(built: BuiltRecord, part: str, doing: str) -> None:
    rows = [row for row in built.rows(part) if row.member_id is not None]
    for key, times in Counter(row.member_id for row in rows).items():
        if times > 1:
            member = next(row.member for row in rows if row.member_id == key)
            built.refuse(part, f"“{member.name}”{doing}，请删去一处。")


def remarks(record: Record, parts: Mapping[str, Iterable[Any]]) -> list[str]:
    """Everything that looks wrong about a record and its parts, saved or not, in words."""
    if isinstance(record, Meeting):
        return record.warnings(agenda_items=len(list(parts.get("agenda_items", ()))))
    found = record.warnings()
    if isinstance(record, Lecture):
        found += [
            f"授课人“{row.name}”没有当日职务，不计入按职务统计的党课。"
            for row in parts.get("lecturers", ())
            if not row.post
        ]
    return found
