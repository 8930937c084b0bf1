"""Choices that come from the server and go no further than the person's reach."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from branches.access import Permission, organizations_for, reach
from branches.forms.fields import EMPTY_CHOICE
from branches.forms.organization_line import NAMESAKES, OrganizationLine, by_name, like
from branches.forms.text import key_in, tidy_line
from branches.forms.wording import shortened
from branches.models import Meeting, Organization, User
from branches.paths import STEP

RECENT = 60
"""Meetings offered for linking: the latest ones."""
NOT_CHOSEN = EMPTY_CHOICE[1]
MOST_LISTED = 60
"""Organisations that a list still holds; one among more is found by its name."""


class OrganizationChoice(forms.ModelChoiceField):
    """An organisation out of those given: a list indented as in the tree, or a line for its name where they
    are more than ``MOST_LISTED``. What is sent is its key or its name; the short one if no other has it.
    """

    widget: Any
    queryset: Any

    def __init__(self, *, label: str = "党组织", **kwargs: Any) -> None:
        super().__init__(queryset=Organization.objects.none(), label=label, empty_label=NOT_CHOSEN, **kwargs)
        self.error_messages |= {"required": f"请选择{label}。", "invalid_choice": f"请从列表中选择{label}。"}

    def offer(
        self,
        organizations: "QuerySet[Organization]",
        look_up: Mapping[str, Any] | None = None,
        listed: Sequence[Organization] | None = None,
    ) -> None:
        """``look_up`` says to ``OrganizationLookUp`` which these are, so that a line offers no others;
        without it, those that the person may see. ``listed`` is what ``first_of`` gave: for fields that
        offer the same.
        """
        self.queryset = organizations
        first = first_of(organizations) if listed is None else listed
        if len(first) > MOST_LISTED:
            self.widget = OrganizationLine(look_up or {}, self.widget.attrs)
            return
        above = min((len(each.path) for each in first), default=0)
        named = [(each.pk, "　" * ((len(each.path) - above) // STEP) + str(each)) for each in first]
        self.choices = lambda: [("", self.empty_label), *named] if self.empty_label else named

    @property
    def is_line(self) -> bool:
        return isinstance(self.widget, OrganizationLine)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        if self.is_line:
            none = "" if self.empty_label in (None, NOT_CHOSEN) else f"{self.empty_label}，"
            self.widget.attrs["placeholder"] = f"{none}输入名称查找"
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        if not self.is_line:
            return super().prepare_value(value)
        meant = value if isinstance(value, Organization) else self._with_key(value)
        return meant.name if meant is not None else value

    def to_python(self, value: Any) -> Organization | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Organization):
            return value
        if (meant := self._with_key(value)) is not None:
            return meant
        named = by_name(self.queryset, str(value))
        if len(named) == 1:
            return named[0]
        raise forms.ValidationError(self._why_not(str(value), named), code="invalid_choice")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another one is meant, however it is written."""
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")

    def _with_key(self, value: Any) -> Organization | None:
        key = key_in(value)
        return self.queryset.filter(pk=key).first() if key is not None else None

    def _why_not(self, typed: str, named: Sequence[Organization]) -> str:
        if not self.is_line:
            return str(self.error_messages["invalid_choice"])
        word = shortened(tidy_line(typed))
        if named:
            return f"叫“{word}”的{self.label}不止一个，请填写全称：{_full_names(named)}。"
        near = like(self.queryset, typed)[:NAMESAKES] if key_in(typed) is None else ()
        if near:
            return f"没有叫“{word}”的{self.label}，请填写全称，如：{_full_names(near)}。"
        return f"没有找到{self.label}“{word}”，请核对名称。"


def mistyped(form: forms.BaseForm) -> bool:
    """Whether the line ``organization`` holds a name that means none: a list narrowed to it is empty."""
    field = form.fields["organization"]
    return isinstance(field, OrganizationChoice) and field.is_line and "organization" in form.errors


def first_of(organizations: "QuerySet[Organization]") -> list[Organization]:
    """As many of them as tell whether they can be listed."""
    return list(organizations[: MOST_LISTED + 1])


def _full_names(organizations: Iterable[Organization]) -> str:
    return "、".join(each.name for each in organizations)


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
