"""What the form of an account sends."""

from typing import Any

from branches.models import Organization, User


def sent(*roles: tuple[str, Organization], account: User | None = None, **values: Any) -> dict[str, Any]:
    """The fields of the page with these roles, as (kind, organisation)."""
    data: dict[str, Any] = {"display_name": "林晓岚", "email": ""}
    if account is None:
        data["username"] = "linxiaolan"
    else:
        data["seen"] = " ".join(str(role.pk) for role in account.roles.order_by("pk"))
    data |= {"roles-TOTAL_FORMS": len(roles), "roles-INITIAL_FORMS": 0}
    for number, (kind, organization) in enumerate(roles):
        data |= {f"roles-{number}-kind": kind, f"roles-{number}-organization": organization.pk}
    return data | values


def roles_of(account: User) -> set[tuple[str, int]]:
    return set(account.roles.values_list("kind", "organization"))
