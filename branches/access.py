"""Which role may do what, over which part of the tree: the one place that says so.

A role is held at an organisation and covers everything below it. What is not granted here is refused.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from branches.paths import under_path

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from branches.models import Organization, User
    from branches.querysets import OrganizationQuerySet


class Permission(StrEnum):
    VIEW = "view"  # read ordinary records, members and organisations
    WRITE = "write"  # add, change and delete ordinary records and members
    IMPORT = "import"  # bring in ledgers and undo them
    REPORT = "report"  # sums of everything, discipline included, and year-end documents
    MANAGE = "manage"  # organisations, accounts, roles, duties
    VIEW_DISCIPLINE = "view_discipline"  # rows of disciplinary actions and clues
    WRITE_DISCIPLINE = "write_discipline"


GRANTS: dict[str, frozenset[Permission]] = {
    "secretary": frozenset({Permission.VIEW, Permission.WRITE}),
    "administrator": frozenset(
        {
            Permission.VIEW,
            Permission.WRITE,
            Permission.IMPORT,
            Permission.REPORT,
            Permission.MANAGE,
        }
    ),
    "inspector": frozenset({Permission.VIEW_DISCIPLINE, Permission.WRITE_DISCIPLINE}),
    "viewer": frozenset({Permission.VIEW}),
}


def _grants(user: "User | AnonymousUser") -> list[tuple[str, str]]:
    """(role kind, path) of every role; read once per user object, that is once a request."""
    if not user.is_authenticated or not user.is_active:
        return []
    kept: list[tuple[str, str]] | None = getattr(user, "_grants", None)
    if kept is None:
        kept = list(user.roles.values_list("kind", "organization__path"))
        user._grants = kept
    return kept


def reach(user: "User | AnonymousUser", permission: Permission) -> list[str]:
    """The topmost paths at and below which this person has the permission, none inside another."""
    paths = sorted({path for kind, path in _grants(user) if permission in GRANTS.get(kind, ())})
    top: list[str] = []
    for path in paths:
        if path and not (top and path.startswith(top[-1])):
            top.append(path)
    return top


def within_reach(user: "User | AnonymousUser", permission: Permission, column: str, wide: bool = False) -> Q:
    """The condition “where this person has the permission” on a path column; nothing without a role.

    ``wide``: as in ``under_path``.
    """
    parts: Iterable[Q] = (under_path(column, path, wide) for path in reach(user, permission))
    return reduce(or_, parts, Q(pk__in=[]))


def may(
    user: "User | AnonymousUser", permission: Permission, organization: "Organization | None" = None
) -> bool:
    """Whether the person has the permission at that organisation, or anywhere when none is given."""
    paths = reach(user, permission)
    if organization is None:
        return bool(paths)
    return any(organization.path.startswith(path) for path in paths)


MANY = 300
"""Organisations from which on rows are looked up as an index finds them (``paths.under_path``, ``wide``)."""


def reaches_many(user: "User | AnonymousUser", permission: Permission) -> bool:
    return organizations_for(user, permission)[MANY : MANY + 1].exists()


def organizations_for(user: "User | AnonymousUser", permission: Permission) -> "OrganizationQuerySet":
    """The organisations where this person has the permission, in the order of the tree."""
    organizations: OrganizationQuerySet = apps.get_model("branches", "Organization").objects.all()
    return organizations.filter(within_reach(user, permission, "path")).order_by("path")
