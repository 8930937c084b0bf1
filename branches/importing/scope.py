"""Who imports what: the part of the tree, the records allowed there, and what the user said of the file."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from django.db.models import Q, QuerySet

from branches.access import Permission, may, reach, within_reach
from branches.forms import People
from branches.importing.kinds import permission_for
from branches.importing.tables.choosing import Answers, Choices
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.tables.remembering import Memory, memory_of
from branches.models import RECORDS, ImportBatch, Meeting, Member, Organization, User
from branches.paths import STEP, under_path


@dataclass
class Scope:
    """``user`` None is the system: the whole tree. ``organization`` narrows to its subtree.

    ``kind``: a record type, or a kind of meeting, that the user named; it then holds for every table.
    ``choices``: what was decided about this file; ``memory``: how an office read such tables before.
    """

    user: User | None = None
    organization: Organization | None = None
    year: int | None = None
    kind: str = ""
    choices: Choices = field(default_factory=Choices)
    memory: Memory = field(default_factory=Memory)
    _finders: dict[Permission, OrganizationFinder] = field(default_factory=dict, repr=False)

    @classmethod
    def of_batch(cls, batch: ImportBatch, user: User | None) -> Self:
        """As the batch was uploaded, with all that was decided since; the system remembers nothing."""
        choices = Choices.from_json(batch.choices)
        memory = memory_of(batch.organization) if user is not None else Memory()
        named = Organization.objects.filter(pk=choices.organization).first() if choices.organization else None
        return cls(user, named, batch.year, choices.kind, choices, memory)

    def office(self) -> Organization | None:
        """The organisation that stands for the whole: the one named, or the top of the reach if it is one."""
        if self.organization is not None:
            return self.organization
        if self.user is None:
            roots = list(Organization.objects.filter(parent=None)[:2])
            return roots[0] if len(roots) == 1 else None
        tops = reach(self.user, Permission.IMPORT) or reach(self.user, Permission.WRITE_DISCIPLINE)
        return Organization.objects.filter(path=tops[0]).first() if len(tops) == 1 else None

    @property
    def slug(self) -> str:
        return "meeting" if self.kind in Meeting.Kind.values else self.kind

    @property
    def meeting_kind(self) -> str:
        return self.kind if self.kind in Meeting.Kind.values else ""

    def allows(self, slug: str) -> bool:
        """Whether rows of this type may be imported at all."""
        return self.user is None or may(self.user, permission_for(slug), self.organization)

    def organizations(self, permission: Permission) -> "QuerySet[Organization]":
        found = Organization.objects.all()
        if self.user is not None:
            found = found.filter(within_reach(self.user, permission, "path"))
        return found.under(self.organization) if self.organization is not None else found

    def offered(self) -> list[Organization]:
        """The organisations that rows of whatever type may belong to: what may be chosen from."""
        permissions = {permission_for(slug) for slug in RECORDS if self.allows(slug)}
        found = {each.pk: each for permission in permissions for each in self.organizations(permission)}
        return list(found.values())

    def finder(self, slug: str) -> OrganizationFinder:
        """The organisations rows of this type may belong to; read once."""
        permission = permission_for(slug)
        if permission not in self._finders:
            self._finders[permission] = OrganizationFinder(self.organizations(permission), self.spellings)
        return self._finders[permission]

    @cached_property
    def spellings(self) -> Answers:
        """Which organisation a spelling means, as answered now or before."""
        return Answers({**self.memory.organizations, **self.choices.organizations})

    @cached_property
    def words(self) -> Answers:
        """What a word that no vocabulary knows means, as answered now or before."""
        return Answers({**self.memory.words, **self.choices.words})

    @property
    def remembered(self) -> list[str]:
        """The spellings that rows needed and whose meaning was not answered for this file but before."""
        now = {*self.choices.organizations, *self.choices.words}
        return sorted((self.spellings.used | self.words.used) - now)

    def knows(self, text: str) -> bool:
        """Whether the text names an organisation, for whatever record type."""
        return any(self.finder(slug).knows(text) for slug in ("meeting", "discipline") if self.allows(slug))

    @cached_property
    def people(self) -> People:
        """The members names may mean: those of the offices concerned, for a lecturer may come from another
        branch.
        """
        return People.among(Member.objects.filter(self._offices()), self.choices.persons)

    def _offices(self) -> Q:
        paths: set[str] = set()
        if self.user is not None:
            for permission in (Permission.IMPORT, Permission.WRITE_DISCIPLINE):
                paths |= set(reach(self.user, permission))
        elif self.organization is not None:
            paths = {self.organization.path[:STEP]}
        else:
            return Q()
        condition = Q(pk__in=[])
        for path in paths:
            condition |= under_path("organization__path", path)
        return condition
