"""What rows leave open and a person can answer once for all of them."""

from collections.abc import Iterator

from branches.forms import BuiltRecord, People
from branches.forms.people import asked_as
from branches.importing.tables.choosing import PERSON, question
from branches.models import DisciplinaryAction, Organization, Talk

_COUNTED_BY_POST = {"lecturers": "授课人", "targets": "谈话对象"}


def persons_in_doubt(built: BuiltRecord, people: People) -> Iterator[tuple[str, str, str]]:
    """(field, sentence, question) for every name that may be several people of the roster.

    At a meeting that is who has a namesake in the organisation; of a lecture, a talk or a disciplinary action
    also who may be one of another branch, for there it matters who the person was.
    """
    record = built.record
    if "date" in built.errors or "organization" in built.errors or not record.date:
        return
    named = [("attendees", row.name, True) for row in built.rows("attendances") if row.member_id is None]
    for part in _COUNTED_BY_POST:
        named += [(part, row.name, False) for row in built.rows(part) if row.member is None]
    if isinstance(record, Talk) and record.talker_member is None and record.talker:
        named.append(("talker", record.talker, False))
    if isinstance(record, DisciplinaryAction) and record.member is None and record.person:
        named.append(("person", record.person, False))
    organization: Organization = record.organization
    for field, name, here in named:
        several = people.namesakes(name, organization, record.date, here=here)
        if several:
            yield field, _who(name, len(several), here), question(PERSON, asked_as(organization, name))


def _who(name: str, several: int, here: bool) -> str:
    if several > 1:
        return f"名册上有 {several} 位“{name}”，分不清是哪一位，没有对应到人。"
    return f"别的党组织有一位“{name}”，不能确定是不是同一个人，没有对应到人。"
