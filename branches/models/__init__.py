"""Who and what: organisations, members, and the records of what a branch does."""

from branches.models.attachment import Attachment
from branches.models.change import Change
from branches.models.discipline import Clue, DisciplinaryAction
from branches.models.duty import Duty
from branches.models.importbatch import ImportBatch, ImportRow
from branches.models.job import Job
from branches.models.lecture import Lecture, Lecturer
from branches.models.meeting import AgendaItem, Attendance, Material, Meeting
from branches.models.member import Member, Post
from branches.models.organization import Organization
from branches.models.quality import QualityCheck
from branches.models.record import Record, Tag
from branches.models.remembered import RememberedMapping, RememberedSpelling
from branches.models.reminder import Reminder
from branches.models.talk import Talk, TalkTarget
from branches.models.user import Role, User
from branches.models.workitem import WorkItem

RECORDS: dict[str, type[Record]] = {
    "meeting": Meeting,
    "lecture": Lecture,
    "talk": Talk,
    "discipline": DisciplinaryAction,
    "clue": Clue,
    "work": WorkItem,
}
"""Every record type by its short name: in addresses, commands and figure keys."""

__all__ = [
    "RECORDS",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Change",
    "Clue",
    "DisciplinaryAction",
    "Duty",
    "ImportBatch",
    "ImportRow",
    "Job",
    "Lecture",
    "Lecturer",
    "Material",
    "Meeting",
    "Member",
    "Organization",
    "Post",
    "QualityCheck",
    "Record",
    "RememberedMapping",
    "RememberedSpelling",
    "Reminder",
    "Role",
    "Tag",
    "Talk",
    "TalkTarget",
    "User",
    "WorkItem",
]
