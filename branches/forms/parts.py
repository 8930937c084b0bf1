"""The rows that belong to each record type, in the order in which they are saved."""

from dataclasses import dataclass

from branches.models import AgendaItem, Attendance, Lecturer, Material, TalkTarget
from branches.models.record import Part


@dataclass(frozen=True, slots=True)
class PartKind:
    """``name``: key in ``BuiltRecord.parts``, related name on the record, and key of its errors.

    ``title`` is the field by which a row is known; a row without it counts as not filled in.
    """

    name: str
    model: type[Part]
    label: str
    title: str
    at_least: int = 0
    at_most: int = 1000


PARTS: dict[str, tuple[PartKind, ...]] = {
    "meeting": (
        PartKind("agenda_items", AgendaItem, "议题", "topic"),
        PartKind("materials", Material, "学习材料", "title"),
        PartKind("attendances", Attendance, "出席人员", "name", at_most=5000),
    ),
    "lecture": (PartKind("lecturers", Lecturer, "授课人", "name", at_least=1, at_most=100),),
    "talk": (PartKind("targets", TalkTarget, "谈话对象", "name", at_least=1),),
    "discipline": (),
    "clue": (),
    "work": (),
}
