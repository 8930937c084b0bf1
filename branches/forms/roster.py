"""The roster in the form of a meeting: everybody who should come, present unless said otherwise."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from branches.forms.fields import TextLine
from branches.forms.formsets import PartForm, PartFormSet, formset_of
from branches.forms.parts import PARTS
from branches.forms.people import People, decisive_post
from branches.models import Attendance, Meeting, Member, Organization, Post
from branches.models.record import Part, Record

COUNTED = [choice for choice in Attendance.Status.choices if choice[0] != Attendance.Status.NONVOTING]
_POST_NAMES = dict(Post.Kind.choices) | dict(Member.Status.choices)


class AttendanceForm(PartForm):
    member = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = TextLine(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        choices=COUNTED,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择出席情况。", "invalid_choice": "请选择实到、请假或缺席。"},
    )
    reason = TextLine(required=False, label="原因")
    spoke = forms.BooleanField(required=False, label="发言")

    def is_blank(self) -> bool:
        return not self.cleaned_data.get("name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = "原因，如：出差、病假"

    @property
    def post_name(self) -> str:
        """What the person was on the day, for the eye."""
        return post_name(self.initial.get("post", ""))


class BaseRosterFormSet(PartFormSet):
    """Rows of the roster."""

    def _part(self, form: Any, stored: dict[int, Part]) -> Part:
        row = super()._part(form, stored)
        assert isinstance(row, Attendance)  # noqa: S101 - the kind decides
        if row.pk is None:
            row.member_id = form.cleaned_data.get("member")
        return row


RosterFormSet = formset_of(
    AttendanceForm,
    next(kind for kind in PARTS["meeting"] if kind.name == "attendances"),
    ["name", "status", "reason", "spoke"],
    base=BaseRosterFormSet,
)


def post_name(post: str) -> str:
    return str(_POST_NAMES.get(post, post))


def resolve(rows: Iterable[Attendance], people: People) -> list[str]:
    """Replace each new row's key by the member it stands for; returns the names of nobody known."""
    unknown: list[str] = []
    for row in rows:
        if row.pk is None and row.member_id is not None:
            row.member = people.with_key(row.member_id)
            if row.member is None or row.member.name != row.name:
                unknown.append(row.name)
                row.member = None
    return unknown


def roster_rows(
    people: People,
    organization: Organization | None,
    day: datetime.date | None,
    kind: str,
    kept: Mapping[int, Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Initial rows of the roster of such a meeting; ``kept``: by member key, what was already marked."""
    if organization is None or day is None:
        return []
    rows = []
    for member in people.roster(organization, day, kind):
        row = {
            "member": member.pk,
            "name": member.name,
            "post": _post_here(member, organization, day),
            "status": Attendance.Status.PRESENT,
        }
        rows.append(row | dict((kept or {}).get(member.pk, {})))
    return rows


def _post_here(member: Member, organization: Organization, day: datetime.date) -> str:
    """What the roster shows beside a name: the post held in this organisation, else the decisive one."""
    here = [post.kind for post in member.posts_on(day) if post.organization_id == organization.pk]
    return here[0] if here else decisive_post(member, day)


def stored_rows(meeting: Meeting) -> list[dict[str, Any]]:
    """The saved roster as initial rows; without those who attended without a vote."""
    return [
        {
            "id": row.pk,
            "member": row.member_id,
            "name": row.name,
            "post": row.post,
            "status": row.status,
            "reason": row.reason,
            "spoke": row.spoke,
        }
        for row in meeting.attendances.all()
        if row.status != Attendance.Status.NONVOTING
    ]


def is_whole(meeting: Meeting) -> bool:
    """Whether the saved rows name everybody who should have come: then the counts follow from them."""
    counted = Counter(row.status for row in meeting.attendances.all())
    named = sum(counted[status] for status, _ in COUNTED)
    return bool(named) and named == meeting.expected


def nonvoting(record: Record, names: Iterable[str]) -> list[Part]:
    """Rows for those who attended without a vote; the saved row of a name is kept."""
    stored = {}
    if record.pk:
        rows = Attendance.objects.filter(meeting_id=record.pk, status=Attendance.Status.NONVOTING)
        stored = {row.name: row for row in rows}
    found: list[Part] = []
    for name in dict.fromkeys(names):
        found.append(stored.get(name) or Attendance(name=name, status=Attendance.Status.NONVOTING))
    return found
