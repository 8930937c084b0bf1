"""What the views of all record types share, and the page of one record."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404
from django.views.generic import DetailView

from branches.access import Permission, may
from branches.forms import remarks
from branches.forms.attachment import IMAGES, AttachmentForm
from branches.models import RECORDS, Attachment, Attendance, Lecture, Meeting, Record, Talk, User
from branches.quality import findings_on, without_findings
from branches.views.gate import Gate
from branches.views.showing import facts
from branches.views.trail import trail_of


class OfOneType(Gate):
    """A view of the record type named by ``slug`` in the address; another name does not exist."""

    kwargs: dict[str, Any]

    @property
    def slug(self) -> str:
        return str(self.kwargs["slug"])

    @property
    def record_type(self) -> type[Record]:
        try:
            return RECORDS[self.slug]
        except KeyError:
            raise Http404 from None

    def needed(self) -> Sequence[Permission]:
        return [self.record_type.view_permission]

    @property
    def user(self) -> User:
        """The person who asks; the gate let nobody else in."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - for the type checker
        return user

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"slug": self.slug, "type_name": self.record_type._meta.verbose_name}


PARTS_SHOWN = {
    "meeting": ["agenda_items__materials", "materials", "attendances__member", "lectures", "talks"],
    "lecture": ["lecturers"],
    "talk": ["targets"],
}


class RecordDetail(OfOneType, DetailView):
    template_name = "records/detail.html"
    context_object_name = "record"

    def get_queryset(self) -> "QuerySet[Record]":
        rows = self.record_type.objects.visible_to(self.user).select_related("organization", "created_by")
        return rows.prefetch_related("tags", *PARTS_SHOWN.get(self.slug, ()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        record = self.object
        short, long = facts(record)
        editable = may(self.user, record.write_permission, record.organization)
        if isinstance(record, Meeting):
            context |= attended(record)
            context["loose_materials"] = [row for row in record.materials.all() if not row.agenda_item_id]
        files = list(attachments_of(record))
        found = findings_on(record, self.user)
        return context | {
            "short_facts": short,
            "long_facts": long,
            "warnings": without_findings(remarks(record, saved_parts(record)), found),
            "findings": found,
            "attachments": files,
            "pictures": [file for file in files if file.media_type in IMAGES],
            "attachment_form": AttachmentForm() if editable else None,
            "trail": trail_of(record),
            "editable": editable,
            "linked": self._linked(),
            "can_link": editable and isinstance(record, Meeting),
        }

    def _linked(self) -> list[Record]:
        """Lectures and talks held at this meeting, as far as this person may see them; or its meeting."""
        record = self.object
        if isinstance(record, Meeting):
            lectures = Lecture.objects.visible_to(self.user).filter(meeting=record)
            talks = Talk.objects.visible_to(self.user).filter(meeting=record)
            return [*lectures, *talks]
        if isinstance(record, Lecture | Talk) and record.meeting_id:
            return list(Meeting.objects.visible_to(self.user).filter(pk=record.meeting_id))
        return []


def attended(meeting: Meeting) -> dict[str, Any]:
    """The attendance as the page shows it: the four counts, the names by status, who spoke."""
    counts = {
        "应到": meeting.expected,
        "实到": meeting.present,
        "请假": meeting.leave,
        "缺席": meeting.absent,
    }
    rows = list(meeting.attendances.all())
    by_status = [
        (label, [row for row in rows if row.status == key]) for key, label in Attendance.Status.choices
    ]
    return {
        "counts": [(label, count) for label, count in counts.items() if count is not None],
        "attended": [(label, found) for label, found in by_status if found],
        "speakers": [row.name for row in rows if row.spoke],
    }


def saved_parts(record: Record) -> dict[str, Any]:
    if isinstance(record, Meeting):
        return {"agenda_items": record.agenda_items.all()}
    if isinstance(record, Lecture):
        return {"lecturers": record.lecturers.all()}
    return {}


def attachments_of(record: Record) -> "QuerySet[Attachment]":
    kind = ContentType.objects.get_for_model(type(record))
    return Attachment.objects.filter(content_type=kind, object_id=record.pk)
