"""Members and organisations built from values already understood, by the rules of the browser's forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError

from branches.forms.building import WHOLE
from branches.forms.cleaning import clean_row
from branches.forms.organization import misplaced, too_long_former_names
from branches.forms.posts import MOST_POSTS, TOO_MANY, mistakes_of_post
from branches.forms.text import tidy_line, tidy_name
from branches.models import Member, Organization, Post

Row = TypeVar("Row", Member, Organization)


@dataclass(slots=True)
class BuiltEntry(Generic[Row]):
    """A row that is not saved yet. ``errors`` by field name, those of a post under ``posts``, of the whole
    under ``WHOLE``; a row with errors must not be saved.
    """

    row: Row
    posts: list[Post] = field(default_factory=list)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.errors

    def refuse(self, name: str, sentence: str) -> None:
        sentences = self.errors.setdefault(name, [])
        if sentence not in sentences:
            sentences.append(sentence)

    def clean(self) -> None:
        """The checks of the row's own columns and those of the model."""
        clean_row(self.row, self.refuse)
        try:
            self.row.clean()
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                for sentence in sentences:
                    if name not in self.errors:
                        self.refuse(WHOLE if name == "__all__" else name, sentence)


def build_member(
    values: Mapping[str, Any], posts: Sequence[Mapping[str, Any]] = (), *, stored: Member | None = None
) -> BuiltEntry[Member]:
    """A member with posts, checked: a new one, or ``stored`` as it would be with these values put in.

    ``values`` by field name; ``posts``: ``kind``, ``organization``, ``start_on``, ``end_on`` of each.
    """
    member = stored or Member()
    for name, value in values.items():
        setattr(member, name, value)
    member.name = tidy_name(member.name)
    built = BuiltEntry(member, [Post(member=member, **post) for post in posts])
    built.clean()
    place = getattr(member, "organization", None) if _given(member, "organization") else None
    if place is None:
        built.refuse("organization", "请选择党组织。")
    elif place.kind == "group":
        built.refuse("organization", "党小组的成员选所在党支部，再选党小组。")
    elif place.dissolved_on is not None and stored is None:
        built.refuse("organization", f"“{place}”已经撤销，不能登记党员。")
    if len(built.posts) > MOST_POSTS:
        built.refuse("posts", TOO_MANY)
    for post in built.posts:
        for _, sentence in mistakes_of_post(post.kind, post.organization, post.start_on, post.end_on):
            built.refuse("posts", sentence)
    return built


def build_organization(
    values: Mapping[str, Any], *, stored: Organization | None = None
) -> BuiltEntry[Organization]:
    """An organisation, checked, but for its name being nobody else's: a new one, or ``stored`` with these
    values put in.
    """
    organization = stored or Organization()
    for name, value in values.items():
        setattr(organization, name, value)
    organization.former_names = list(dict.fromkeys(map(tidy_line, organization.former_names)))
    built = BuiltEntry(organization)
    built.clean()
    if sentence := too_long_former_names(organization.former_names):
        built.refuse("former_names", sentence)
    if sentence := misplaced(organization.kind, organization.parent):
        built.refuse("parent", sentence)
    return built


def _given(row: Member, name: str) -> bool:
    """Whether a foreign key was set, be it to a row that is not saved yet."""
    return getattr(row, f"{name}_id") is not None or name in row._state.fields_cache
