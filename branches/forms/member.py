"""The form of a member, with the posts held from when until when."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction

from branches.access import Permission, may, organizations_for
from branches.forms.choices import OrganizationChoice, home_organization, writable
from branches.forms.fields import DATE_SPELLINGS, EMPTY_CHOICE, dress
from branches.forms.layout import Rows, Section, in_a_row
from branches.forms.plain import PlainForm
from branches.forms.record import Mistake
from branches.forms.text import tidy_name
from branches.models import Member, Organization, Post, User

HELD_AT: dict[str, frozenset[str]] = {
    **{kind: frozenset({"leading_group"}) for kind in Post.LEADERS},
    **{
        kind: frozenset({"committee", "general_branch"})
        for kind in ("committee_secretary", "committee_deputy", "committee_commissioner")
    },
    **{kind: frozenset({"branch", "general_branch", "committee"}) for kind in Post.BRANCH_COMMITTEE},
    "group_leader": frozenset({"group", "branch"}),
}
"""Kinds of organisation in which each post exists."""

MOST_POSTS = 40


class PostForm(forms.Form):
    """One post. ``id`` is the stored row's key; a row without a post does not count."""

    use_required_attribute = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="职务", required=False, choices=[EMPTY_CHOICE, *Post.Kind.choices])
    organization = OrganizationChoice(label="任职党组织", required=False)
    start_on = forms.DateField(
        label="任职日期",
        required=False,
        input_formats=DATE_SPELLINGS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "任职日期不是有效的日期，请写成 2024-03-05 的样子。"},
    )
    end_on = forms.DateField(
        label="免职日期",
        required=False,
        input_formats=DATE_SPELLINGS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "免职日期不是有效的日期，请写成 2024-03-05 的样子。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        dress(self)

    def clean(self) -> None:
        wanted = self.cleaned_data
        start, end = wanted.get("start_on"), wanted.get("end_on")
        kind, place = wanted.get("kind"), wanted.get("organization")
        if start and end and end < start:
            self.add_error("end_on", "免职日期早于任职日期，请核对。")
        if kind and not place and "organization" not in self.errors:
            self.add_error("organization", "请选择任职党组织。")
        if (start or end) and not kind and "kind" not in self.errors:
            self.add_error("kind", "请选择职务。")
        if kind and place and place.kind not in HELD_AT[kind]:
            word = Post.Kind(kind).label
            self.add_error("organization", f"“{place}”是{place.get_kind_display()}，不设{word}。")


class BasePostFormSet(forms.BaseFormSet):
    """The posts of one member at organisations where the user may write; ``offered`` fills their choices."""

    label = "职务"

    def __init__(self, *args: Any, user: User, offered: Sequence[Organization], **kwargs: Any) -> None:
        self.user, self.offered = user, offered
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        field: Any = form.fields["organization"]
        field.queryset = organizations_for(self.user, Permission.WRITE)
        field.choices = [EMPTY_CHOICE, *((each.pk, str(each)) for each in self.offered)]


PostFormSet: Any = forms.formset_factory(
    PostForm, formset=BasePostFormSet, extra=0, max_num=MOST_POSTS, absolute_max=MOST_POSTS + 20
)


class MemberForm(PlainForm):
    """A member, put to an organisation where the user may write. Posts elsewhere are shown and left alone."""

    organization = OrganizationChoice()
    group = OrganizationChoice(label="党小组", required=False)

    class Meta(PlainForm.Meta):
        model = Member
        fields: ClassVar[list[str]] = [
            "name",
            "sex",
            "birth_date",
            "status",
            "joined_on",
            "full_on",
            "organization",
            "group",
            "arrived_on",
            "left_on",
        ]

    def offer(self) -> None:
        kept = self.instance.organization if self.instance.pk else None
        places = writable(self.user, Permission.WRITE, kept)
        organization, group = self.fields["organization"], self.fields["group"]
        assert isinstance(organization, OrganizationChoice)  # noqa: S101 - declared above
        assert isinstance(group, OrganizationChoice)  # noqa: S101 - declared above
        organization.offer(places.exclude(kind="group"))
        group.offer(places.filter(kind="group"))
        group.empty_label = "没有分组"
        organization.help_text = "党小组的成员选所在党支部，再选党小组。"
        if not self.instance.pk:
            home = home_organization(self.user, Permission.WRITE)
            self.initial.setdefault("organization", home)
        self.formsets = {"posts": self._posts()}

    def _posts(self) -> Any:
        self.elsewhere: list[Post] = []
        rows = []
        if self.instance.pk:
            for post in self.instance.posts.select_related("organization"):
                if may(self.user, Permission.WRITE, post.organization):
                    rows.append(
                        {
                            "id": post.pk,
                            "kind": post.kind,
                            "organization": post.organization_id,
                            "start_on": post.start_on,
                            "end_on": post.end_on,
                        }
                    )
                else:
                    self.elsewhere.append(post)
        held = {row["organization"] for row in rows}
        offered = [
            each
            for each in organizations_for(self.user, Permission.WRITE)
            if each.dissolved_on is None or each.pk in held
        ]
        given = {"data": self.data} if self.is_bound else {}
        return PostFormSet(prefix="posts", initial=rows, user=self.user, offered=offered, **given)

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        wanted: dict[str, Any] = super().clean() or self.cleaned_data
        posts = self.formsets["posts"]
        if not posts.is_valid() and posts.non_form_errors():
            self.add_error(None, "职务没有完整送达，请刷新页面后重试。")
        if sum(1 for form in posts.forms if _filled(form)) > MOST_POSTS:
            self.add_error(None, f"一名党员最多登记 {MOST_POSTS} 个职务。")
        return wanted

    def is_valid(self) -> bool:
        return super().is_valid() and self.formsets["posts"].is_valid()

    def mistakes(self) -> list[Mistake]:
        found = super().mistakes()
        for number, row in enumerate(self.formsets["posts"].forms, start=1):
            for name, sentences in row.errors.items():
                anchor = row[name].id_for_label if name in row.fields else ""
                found += [Mistake(anchor, f"第 {number} 项职务：{each}") for each in sentences]
        return found

    def save(self, commit: bool = True) -> Member:
        """Write the member and the posts of the form; posts at organisations out of reach stay."""
        with transaction.atomic():
            member: Member = super().save()
            out_of_reach = {post.pk for post in self.elsewhere}
            stored = {post.pk: post for post in member.posts.all() if post.pk not in out_of_reach}
            for form in self.formsets["posts"].forms:
                if not _filled(form):
                    continue
                wanted = form.cleaned_data
                post = stored.pop(wanted.get("id") or 0, None) or Post(member=member)
                for name in ("kind", "organization", "start_on", "end_on"):
                    setattr(post, name, wanted[name])
                post.save()
            for gone in stored.values():
                gone.delete()
        return member

    def layout(self) -> Layout:
        return Layout(
            Section(
                "",
                "name",
                in_a_row("sex", "birth_date"),
                "status",
                in_a_row("joined_on", "full_on"),
            ),
            Section(
                "所在组织",
                "organization",
                "group",
                in_a_row("arrived_on", "left_on"),
                hint="从别的支部转来的填转入日期，转走的填转出日期；名册按日期取人。",
            ),
            Rows("posts"),
        )


def _filled(form: forms.Form) -> bool:
    return bool(getattr(form, "cleaned_data", {}).get("kind"))
