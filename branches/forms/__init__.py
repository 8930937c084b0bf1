"""Forms: one set of rules for what people type and what a file holds.

``build_record`` and ``save_all`` for files; the browser's forms build the same ``BuiltRecord``.
"""

from branches.forms.building import WHOLE, BuiltRecord, build_record, check, remarks
from branches.forms.discipline import DisciplinaryActionForm
from branches.forms.lecture import LectureForm
from branches.forms.meeting import MeetingForm
from branches.forms.people import People
from branches.forms.record import RecordForm
from branches.forms.saving import collect, collect_changed, save, save_all
from branches.forms.talk import TalkForm
from branches.forms.workitem import ClueForm, WorkItemForm

FORMS: dict[str, type[RecordForm]] = {
    form.slug: form
    for form in (MeetingForm, LectureForm, TalkForm, DisciplinaryActionForm, ClueForm, WorkItemForm)
}
"""The browser's form of every record type, by its short name."""

__all__ = [
    "FORMS",
    "WHOLE",
    "BuiltRecord",
    "People",
    "build_record",
    "check",
    "collect",
    "collect_changed",
    "remarks",
    "save",
    "save_all",
]
