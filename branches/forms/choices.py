"""Choices that come from the server and go no further than the person's reach."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from branches.access import Permission, organizations_for, reach
from branches.models import Meeting, Organization, User
from branches.paths import STEP

RECENT = 60
"""Meetings offered for linking: the latest ones."""


class OrganizationChoice(forms.ModelChoiceField):
    """An organisation out of those given, indented as in the tree; preset when there is but one."""

    def __init__(self, *, label: str = "党组织", **kwargs: Any) -> None:
        super().__init__(queryset=Organization.objects.none(), label=label, empty_label="请选择", **kwargs)
        self.error_messages |= {"required": f"请选择{label}。", "invalid_choice": f"请从列表中选择{label}。"}

    def offer(self, organizations: "QuerySet[Organization]") -> None:
        self.queryset = organizations
        self._above = min((len(path) for path in organizations.values_list("path", flat=True)), default=0)

    def label_from_instance(self, obj: Any) -> str:
        depth = (len(obj.path) - getattr(self, "_above", 0)) // STEP
        return "　" * max(depth, 0) + str(obj)


def home_organization(user: User, permission: Permission) -> Organization | None:
    """Where this person works: the one organisation at the top of their reach, if it is one that keeps
    records of its own (a branch or a group)."""
    top = reach(user, permission)
    if len(top) != 1:
        return None
    return Organization.objects.filter(path=top[0], kind__in=["branch", "group"]).first()


def writable(
    user: User, permission: Permission, keep: Organization | None = None
) -> "QuerySet[Organization]":
    """The organisations a record may be put to by this person; ``keep``, where it is now, among them."""
    found = organizations_for(user, permission)
    still = found.filter(dissolved_on=None)
    return still | found.filter(pk=keep.pk) if keep is not None else still


class MeetingChoice(forms.ModelChoiceField):
    """A meeting the person may see; only the latest are offered, any visible one is accepted."""

    def __init__(self) -> None:
        super().__init__(
            queryset=Meeting.objects.none(),
            label="所属会议活动",
            required=False,
            empty_label="不属于会议活动",
            error_messages={"invalid_choice": "请从列表中选择会议活动。"},
        )

    def offer(self, user: User, permission: Permission, kept: int | None = None) -> None:
        """Accept the visible meetings; list the latest of those organisations where the person may write."""
        self.queryset = Meeting.objects.visible_to(user)
        near = Meeting.objects.visible_to(user).within_reach_of(user, permission)
        latest = list(near.select_related("organization")[:RECENT])
        if kept and all(meeting.pk != kept for meeting in latest):
            latest += list(self.queryset.filter(pk=kept).select_related("organization"))
        self.choices = [
            ("", self.empty_label),
            *((meeting.pk, f"{meeting}（{meeting.organization}）") for meeting in latest),
        ]
