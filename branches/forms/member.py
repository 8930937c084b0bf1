"""The form of a member, with the posts held from when until when."""

import datetime
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from branches import partialdates
from branches.access import Permission, may, organizations_for
from branches.forms.choices import OrganizationChoice, first_of, home_organization, writable
from branches.forms.fields import DATE_SPELLINGS, EMPTY_CHOICE, declared, dress
from branches.forms.layout import Rows, Section, in_a_row
from branches.forms.plain import PlainForm
from branches.forms.posts import MOST_POSTS, TOO_MANY, mistakes_of_post
from branches.forms.record import Mistake
from branches.forms.text import tidy_name
from branches.models import Member, Organization, Post
from branches.models.record import chinese_date


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

    home: Organization | None = None
    """The member's organisation, once known: a post in a branch is held there unless said otherwise."""

    def clean(self) -> None:
        wanted = self.cleaned_data
        unsaid = "organization" not in self.errors and wanted.get("organization") is None
        if (
            unsaid
            and wanted.get("kind") in Post.BRANCH_COMMITTEE
            and self.home
            and self.home.kind == "branch"
        ):
            wanted["organization"] = self.home
        given = (wanted.get(name) for name in ("organization", "start_on", "end_on"))
        for name, sentence in mistakes_of_post(wanted.get("kind", ""), *given):
            if name not in self.errors:
                self.add_error(name, sentence)


class BasePostFormSet(forms.BaseFormSet):
    """The posts of one member, at the organisations ``offered``."""

    label = "职务"

    def __init__(self, *args: Any, offered: "QuerySet[Organization]", **kwargs: Any) -> None:
        self.offered, self.listed = offered, first_of(offered)
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        place = declared(form, "organization", OrganizationChoice)
        place.offer(self.offered, {"for": Permission.WRITE, "existing": "yes"}, self.listed)
        dress(form)


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
        organization = declared(self, "organization", OrganizationChoice)
        group = declared(self, "group", OrganizationChoice)
        within = {"for": Permission.WRITE, "existing": "yes"}
        organization.offer(places.exclude(kind="group"), within | {"not": "group"})
        group.offer(places.filter(kind="group"), within | {"kind": "group"})
        group.empty_label = "没有分组"
        for day, month in Member.MONTHS.items():
            if known := getattr(self.instance, month):
                self.fields[day].help_text = f"只知道是{partialdates.in_words(known)}，知道是哪一天后请填写。"
        organization.help_text = "党小组的成员选所在党支部，再选党小组。"
        if not self.instance.pk:
            home = home_organization(self.user, Permission.WRITE)
            self.initial.setdefault("organization", home)
        self.formsets = {"posts": self._posts()}

    @cached_property
    def _stored_posts(self) -> list[Post]:
        return list(self.instance.posts.select_related("organization")) if self.instance.pk else []

    def _is_here(self, post: Post) -> bool:
        return may(self.user, Permission.WRITE, post.organization)

    @property
    def elsewhere(self) -> list[Post]:
        """Posts at organisations out of reach."""
        return [post for post in self._stored_posts if not self._is_here(post)]

    def beside(self) -> list[Post]:
        return [post for post in self._stored_posts if self._is_here(post)]

    def differing_beside(self) -> list[str]:
        stored = [_in_words(p.kind, p.organization, p.start_on, p.end_on) for p in self.beside()]
        self.formsets["posts"].is_valid()
        filled = [form.cleaned_data for form in self.formsets["posts"].forms if _filled(form)]
        typed = [_in_words(*map(p.get, ("kind", "organization", "start_on", "end_on"))) for p in filled]
        if sorted(stored) == sorted(typed):
            return []
        return [f"职务现为“{'；'.join(stored) or '空'}”"]

    def _posts(self) -> Any:
        rows = [
            {
                "id": post.pk,
                "kind": post.kind,
                "organization": post.organization_id,
                "start_on": post.start_on,
                "end_on": post.end_on,
            }
            for post in self.beside()
        ]
        held = Q(pk__in={row["organization"] for row in rows})
        offered = organizations_for(self.user, Permission.WRITE).filter(Q(dissolved_on=None) | held)
        given = {"data": self.data} if self.is_bound else {}
        return PostFormSet(prefix="posts", initial=rows, offered=offered, **given)

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        wanted: dict[str, Any] = super().clean() or self.cleaned_data
        posts = self.formsets["posts"]
        for form in posts.forms:
            form.home = wanted.get("organization")
        if not posts.is_valid() and posts.non_form_errors():
            self.add_error(None, "职务没有完整送达，请刷新页面后重试。")
        if sum(1 for form in posts.forms if _filled(form)) > MOST_POSTS:
            self.add_error(None, TOO_MANY)
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
            stored = {post.pk: post for post in self.beside()}
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


def _in_words(
    kind: Any, organization: Any, start: datetime.date | None = None, end: datetime.date | None = None
) -> str:
    """第一支部 党支部书记，2023年3月5日起"""
    since = f"{chinese_date(start)}起" if start else ""
    until = f"{chinese_date(end)}止" if end else ""
    return "，".join(filter(None, [f"{organization} {Post.Kind(kind).label}", since, until]))
