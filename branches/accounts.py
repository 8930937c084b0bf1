"""Accounts in the hands of administrators: whose they are, who may grant what, passwords for one sign-in.

The rule behind all of it: **nobody grants what they do not hold**. An administrator who could make an
inspector, or set an inspector's password, could read what is kept from administrators. So an account is
within a person's reach only when that person could grant every role it has; inspectors and system
administrators are kept in the Django admin, or by someone who is inspector *and* administrator there.
"""

import secrets
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from axes.utils import reset as forget_failures
from django.db.models import Exists, OuterRef, Q, QuerySet

from branches.access import GRANTS, Permission, may, reach, within_reach
from branches.models import Role, User

if TYPE_CHECKING:
    from branches.models import Organization

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Lower case and digits without those that look alike (l, i, o, 1, 0)."""
GROUPS, GROUP_LENGTH = 3, 4  # 12 characters of 31: 59 bits


def one_time_password() -> str:
    """A random password that can be read out on the telephone: abcd-efgh-2345."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def needed_to_grant(kind: str) -> frozenset[Permission]:
    """The permissions one must hold at an organisation to grant that role there."""
    return GRANTS[kind] | {Permission.MANAGE}


def may_grant(user: User, kind: str, organization: "Organization | None" = None) -> bool:
    """Whether the person may grant the role at that organisation, or anywhere when none is given."""
    return all(may(user, permission, organization) for permission in needed_to_grant(kind))


def accounts_for(user: User) -> "QuerySet[User]":
    """The accounts whose every role this person could grant, their own included.

    Accounts without a role are nobody's, because the one taken last may have been held anywhere; so are those
    of system administrators.
    """
    grantable = _grantable(user)
    roles = Role.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(roles.filter(grantable)), is_staff=False, is_superuser=False).exclude(
        Exists(roles.exclude(grantable))
    )


def _grantable(user: User) -> Q:
    """The condition “a role that this person could grant”."""
    return reduce(or_, (_grantable_of(user, kind) for kind in GRANTS), Q(pk__in=[]))


def _grantable_of(user: User, kind: str) -> Q:
    reaches = {tuple(reach(user, each)): each for each in sorted(needed_to_grant(kind))}
    where = [within_reach(user, each, "organization__path") for each in reaches.values()]
    return reduce(and_, where, Q(kind=kind))


def set_one_time_password(account: User) -> str:
    """Give the account a password that must be changed at the next sign-in, and save it.

    Its sessions end, because they are bound to the old password; a lock after wrong passwords is lifted.
    """
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save()
    forget_failures(username=account.username)
    return password


def switch_off(account: User) -> None:
    """Nobody signs in with the account any more; its sessions end and do not come back with it."""
    account.set_unusable_password()
    account.is_active = False
    account.save()


def switch_on(account: User) -> str:
    """Let the account sign in again, with the one-time password that is returned."""
    account.is_active = True
    return set_one_time_password(account)
