"""Who imports what: the part of the tree, the records allowed there, and what the user said of the file."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q, QuerySet

from branches.access import Permission, may, reach, within_reach
from branches.forms import People
from branches.importing.organizations import OrganizationFinder
from branches.models import RECORDS, Meeting, Member, Organization, User
from branches.paths import STEP, under_path


def permission_for(slug: str) -> Permission:
    """Discipline and clues are the inspectors' alone; everything else needs the right to import."""
    needed = RECORDS[slug].write_permission
    return Permission.IMPORT if needed is Permission.WRITE else needed


@dataclass
class Scope:
    """``user`` None is the system: the whole tree. ``organization`` narrows to its subtree.

    ``kind``: a record type, or a kind of meeting, that the user named; it then holds for every table.
    """

    user: User | None = None
    organization: Organization | None = None
    year: int | None = None
    kind: str = ""
    _finders: dict[Permission, OrganizationFinder] = field(default_factory=dict, repr=False)

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

    def finder(self, slug: str) -> OrganizationFinder:
        """The organisations rows of this type may belong to; read once."""
        permission = permission_for(slug)
        if permission not in self._finders:
            self._finders[permission] = OrganizationFinder(self.organizations(permission))
        return self._finders[permission]

    def knows(self, text: str) -> bool:
        """Whether the text names an organisation, for whatever record type."""
        return any(self.finder(slug).knows(text) for slug in ("meeting", "discipline") if self.allows(slug))

    @cached_property
    def people(self) -> People:
        """The members names may mean: those of the offices concerned, for a lecturer may come from another
        branch.
        """
        return People.among(Member.objects.filter(self._offices()))

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
