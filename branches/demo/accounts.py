"""People who may sign in to the demo office, each with a password drawn at random when it is loaded."""

from dataclasses import dataclass

from branches.accounts import one_time_password
from branches.demo import office
from branches.demo.tree import Tree
from branches.models import Role, User


@dataclass(frozen=True, slots=True)
class Account:
    """What the person who loads the demo is told, once."""

    username: str
    password: str
    display_name: str
    role: str
    organization: str


@dataclass(frozen=True, slots=True)
class Planned:
    username: str
    role: str  # empty: system administrator
    organization: str
    holder: tuple[str, str]  # post, organisation: whose name the account bears


PLANNED = (
    Planned("admin", "administrator", office.ROOT, ("committee_deputy", office.ROOT)),
    Planned("secretary1", "secretary", "b1", ("branch_secretary", "b1")),
    Planned("secretary3", "secretary", "b3", ("branch_secretary", "b3")),
    Planned("inspector", "inspector", office.ROOT, ("leading_group_member", office.LEADING_GROUP)),
    Planned("viewer", "viewer", office.ROOT, ("leading_group_secretary", office.LEADING_GROUP)),
)
SYSTEM_ADMINISTRATOR = "sysadmin"
USERNAMES = (*(planned.username for planned in PLANNED), SYSTEM_ADMINISTRATOR)


def open_accounts(tree: Tree) -> tuple[dict[str, User], list[Account]]:
    """Make the users and their roles; the users by name, and what to tell."""
    users: dict[str, User] = {}
    told: list[Account] = []
    for planned in PLANNED:
        password = one_time_password()
        organization = tree.organizations[planned.organization]
        user = User.objects.create_user(
            planned.username, password=password, display_name=_name(tree, planned)
        )
        role = Role.objects.create(user=user, organization=organization, kind=planned.role)
        users[planned.username] = user
        told.append(
            Account(planned.username, password, user.display_name, role.get_kind_display(), organization.name)
        )
    password = one_time_password()
    users[SYSTEM_ADMINISTRATOR] = User.objects.create_superuser(
        SYSTEM_ADMINISTRATOR, password=password, display_name="系统管理员"
    )
    told.append(Account(SYSTEM_ADMINISTRATOR, password, "系统管理员", "系统管理员（仅限系统后台）", ""))
    return users, told


def _name(tree: Tree, planned: Planned) -> str:
    """The name of who holds the post; of the inspectors the one sent by the discipline inspection."""
    kind, organization = planned.holder
    holders = tree.roster.holders({kind}, tree.today, organization)
    return next((person.name for person in holders if "纪检" in person.title), holders[0].name)
