"""The fixed cast of the tests: one office, and the people who sign in to it.

机关党委 ── 第一支部, 第二支部 (with a 党小组), 党组; beside it another bureau, out of everyone's reach.
"""

import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from branches.models import Member, Organization, Post, Role, User

FOUNDED = datetime.date(2015, 1, 1)


def make_user(username: str, kind: str = "", organization: Organization | None = None) -> User:
    user = User.objects.create_user(username=username, password="a-long-password-1", display_name=username)
    if kind:
        Role.objects.create(user=user, kind=kind, organization=organization)
    return user


@pytest.fixture
def office(db: None) -> SimpleNamespace:
    """Organisations: ``bureau``, in it ``leading_group``, ``first``, ``second``, ``group``; ``elsewhere``."""

    def organization(name: str, kind: str, parent: Organization | None, short: str = "") -> Organization:
        return Organization.objects.create(
            name=name, short_name=short, kind=kind, parent=parent, founded_on=FOUNDED
        )

    bureau = organization("青峰市档案发展局机关党委", "committee", None, "机关党委")
    first = organization("青峰市档案发展局第一党支部", "branch", bureau, "第一支部")
    second = organization("青峰市档案发展局第二党支部", "branch", bureau, "第二支部")
    return SimpleNamespace(
        bureau=bureau,
        leading_group=organization("青峰市档案发展局党组", "leading_group", bureau, "局党组"),
        first=first,
        second=second,
        group=organization("第二党支部第一党小组", "group", second),
        elsewhere=organization("云岭市水务局机关党委", "committee", None, "水务机关党委"),
    )


@pytest.fixture
def cast(office: SimpleNamespace) -> SimpleNamespace:
    """``secretary`` of the first branch, her ``neighbour`` of the second, ``administrator``, ``inspector``
    and ``viewer`` of the bureau, and a ``stranger`` without any role."""
    return SimpleNamespace(
        secretary=make_user("secretary", "secretary", office.first),
        neighbour=make_user("neighbour", "secretary", office.second),
        administrator=make_user("administrator", "administrator", office.bureau),
        inspector=make_user("inspector", "inspector", office.bureau),
        viewer=make_user("viewer", "viewer", office.bureau),
        stranger=make_user("stranger"),
    )


@pytest.fixture
def administrator(client: Client, cast: SimpleNamespace) -> Client:
    """``client``, signed in as the administrator of the bureau."""
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def roster(office: SimpleNamespace) -> list[Member]:
    """Eight full members and one probationary of the first branch; the first is its secretary."""
    names = ["程远山", "林晓岚", "周启明", "吴静宜", "郑文博", "许安然", "何立诚", "苏念慈"]
    members = [
        Member.objects.create(name=name, organization=office.first, status="full", joined_on=FOUNDED)
        for name in names
    ]
    members.append(Member.objects.create(name="方初阳", organization=office.first, status="probationary"))
    Post.objects.create(
        member=members[0], organization=office.first, kind="branch_secretary", start_on=FOUNDED
    )
    return members
