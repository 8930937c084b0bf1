"""Organisations and people of the demo office as rows, as they stand on the day of loading."""

import datetime
from dataclasses import dataclass

from branches.demo import office
from branches.demo.people import Person, Roster, everyone
from branches.models import Member, Organization, Post

NUMERALS = "一二三四五六七八九"


@dataclass(slots=True)
class Tree:
    """``organizations`` by key: root, leading_group, b1 …, and the groups b1g1 …."""

    today: datetime.date
    organizations: dict[str, Organization]
    roster: Roster

    def groups(self, branch: office.Branch) -> list[str]:
        return [f"{branch.key}g{place + 1}" for place in range(branch.groups)]


def plant(today: datetime.date) -> Tree:
    """Write organisations, members and posts."""
    tree = Tree(today, _organizations(today), everyone(today))
    for person in tree.roster.people:
        person.member = _member(person, tree)
    Member.objects.bulk_create([person.member for person in tree.roster.people if person.member])
    Post.objects.bulk_create([post for person in tree.roster.people for post in _posts(person, tree)])
    return tree


def _organizations(today: datetime.date) -> dict[str, Organization]:
    root = Organization.objects.create(
        name=office.ROOT_NAME,
        short_name="局机关党委",
        kind="committee",
        founded_on=office.ROOT_FOUNDED,
        term_years=office.ROOT_TERM,
        term_ends_on=office.term_end(office.ROOT_ELECTED, office.ROOT_TERM),
    )
    made = {office.ROOT: root}
    made[office.LEADING_GROUP] = Organization.objects.create(
        name=office.LEADING_GROUP_NAME,
        short_name="局党组",
        kind="leading_group",
        parent=root,
        founded_on=office.ROOT_FOUNDED,
    )
    for branch in office.BRANCHES:
        made[branch.key] = Organization.objects.create(
            name=f"{office.BUREAU}{branch.name}",
            short_name=branch.short_name,
            former_names=[f"{office.BUREAU}{name}" for name in branch.former_names],
            kind="branch",
            parent=root,
            founded_on=branch.founded_on,
            term_years=office.BRANCH_TERM,
            term_ends_on=office.term_end(office.elections(branch, today)[-1], office.BRANCH_TERM),
        )
        for place in range(branch.groups):
            made[f"{branch.key}g{place + 1}"] = Organization.objects.create(
                name=f"{office.BUREAU}{branch.name}第{NUMERALS[place]}党小组",
                short_name=f"{branch.short_name}第{NUMERALS[place]}党小组",
                kind="group",
                parent=made[branch.key],
                founded_on=branch.founded_on,
            )
    return made


def _known(day: datetime.date | None, today: datetime.date) -> datetime.date | None:
    """A day that has come; what lies ahead nobody knows yet."""
    return day if day is not None and day <= today else None


def _member(person: Person, tree: Tree) -> Member:
    return Member(
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        joined_on=_known(person.joined_on, tree.today),
        full_on=_known(person.full_on, tree.today),
        status=person.status_on(tree.today),
        organization=tree.organizations[person.branch],
        group=tree.organizations[person.group] if person.group else None,
        arrived_on=person.arrived_on,
        left_on=_known(person.left_on, tree.today),
    )


def _posts(person: Person, tree: Tree) -> list[Post]:
    return [
        Post(
            member=person.member,
            organization=tree.organizations[tenure.organization],
            kind=tenure.kind,
            start_on=tenure.start,
            end_on=_known(tenure.end, tree.today),
        )
        for tenure in person.tenures
        if tenure.start <= tree.today
    ]
