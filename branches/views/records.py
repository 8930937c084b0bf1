"""What the views of all record types share, and the page of one record."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.views.generic import DetailView
from django.views.generic.base import ContextMixin

from branches.access import Permission, may
from branches.forms import remarks
from branches.forms.attachment import AttachmentForm
from branches.forms.attendance import says_more
from branches.forms.copying import TAKEN
from branches.models import RECORDS, Attachment, Attendance, Lecture, Meeting, Record, Talk
from branches.quality.looking import findings_on, without_findings
from branches.views.gate import Gate
from branches.views.showing import facts
from branches.views.trail import trail_of


class OfOneType(ContextMixin, Gate):
    """A view of the record type named by ``slug`` in the address; another name does not exist."""

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "slug": self.slug,
            "type_name": self.record_type._meta.verbose_name,
            "list_query": came_from(self.request),
        }


LONGEST_QUERY = 2000


def came_from(request: HttpRequest) -> str:
    """The query string of the list that led to this page, so that the way back shows it as it was."""
    given = request.GET.get("list", "")
    return QueryDict(given).urlencode() if len(given) <= LONGEST_QUERY else ""


def with_list(url: str, list_query: str) -> str:
    """The address of a record's page that knows the way back to that list."""
    return f"{url}?{urlencode({'list': list_query})}" if list_query else url


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
        found = findings_on(record, self.user)
        return context | {
            "short_facts": short,
            "long_facts": long,
            "warnings": without_findings(remarks(record, saved_parts(record)), found),
            "findings": found,
            "trail": trail_of(record),
            "editable": editable,
            "may_copy": editable and self.slug in TAKEN,
            "linked": self._linked(),
            "can_link": editable and isinstance(record, Meeting),
            **attachments_shown(record, editable),
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
    """The attendance as the page shows it: the four counts, the names by status, who spoke, and the note on
    absentees as far as the names do not say it already.
    """
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
    away = [row for row in rows if row.status in {Attendance.Status.LEAVE, Attendance.Status.ABSENT}]
    note = meeting.absentees_note
    return {
        "absentees_note": note if says_more(note, away) else "",
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


def attachments_shown(record: Record, editable: bool) -> dict[str, Any]:
    """What the section of attachments shows: photos as pictures, everything else in a list."""
    found = list(Attachment.objects.live().of(record))
    return {
        "pictures": [each for each in found if each.is_picture],
        "documents": [each for each in found if not each.is_picture],
        "attachment_form": AttachmentForm(record=record) if editable else None,
    }
