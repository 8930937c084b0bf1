"""Fills an empty database with the demo office."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from branches.demo import office
from branches.demo.accounts import USERNAMES, Account, open_accounts
from branches.demo.days import FIRST_DAY
from branches.demo.ledger import Ledger
from branches.demo.records import (
    Bureau,
    branch_months,
    branch_years,
    discipline,
    events,
    general_meetings,
    leading_group,
    lectures,
    talks,
    work,
)
from branches.demo.tree import plant
from branches.history import acting
from branches.models import RECORDS, Organization, User


class Refused(Exception):
    """The demo cannot be loaded here; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Loaded:
    organizations: int
    members: int
    records: dict[str, int]  # by the short name of the record type
    accounts: list[Account]


def is_loaded() -> bool:
    return Organization.objects.filter(name=office.ROOT_NAME).exists()


def load(today: datetime.date) -> Loaded:
    """Write the office with its records up to the day before ``today``; all or nothing.

    Raises Refused when there is another office's data, or an account by one of the demo's names, and when
    the demo had not begun on that day.
    """
    if today <= FIRST_DAY:
        raise Refused(f"演示数据从 {FIRST_DAY:%Y-%m-%d} 开始，请换一个更晚的日期。")
    if Organization.objects.exists():
        raise Refused(
            "数据库中已有其他单位的数据。演示数据只能装入空的数据库，请另设 DATA_DIR 或 DATABASE_URL。"
        )
    taken = sorted(User.objects.filter(username__in=USERNAMES).values_list("username", flat=True))
    if taken:
        raise Refused(f"已有用户 {'、'.join(taken)}，与演示账号重名。演示数据只能装入空的数据库。")
    with transaction.atomic(), acting(source="command"):
        return _load(today)


def _load(today: datetime.date) -> Loaded:
    tree = plant(today)
    users, accounts = open_accounts(tree)
    ledger = Ledger(today - datetime.timedelta(days=1))
    bureau = Bureau(tree, ledger)
    branch_months.hold_theme_days(bureau)
    branch_months.hold_committee_meetings(bureau)
    branch_months.hold_group_meetings(bureau)
    general_meetings.hold_general_meetings(bureau)
    general_meetings.admit_members(bureau)
    general_meetings.hold_elections(bureau)
    branch_years.hold_studies(bureau)
    branch_years.hold_life_meetings(bureau)
    leading_group.hold_leading_group(bureau)
    leading_group.hold_central_group(bureau)
    leading_group.hold_democratic_life(bureau)
    events.hold_events(bureau)
    lectures.give_lectures(bureau)
    talks.hold_talks(bureau)
    discipline.decide_actions(bureau)
    discipline.receive_clues(bureau)
    work.list_work(bureau)
    clerks = {
        organization.pk: users[f"secretary{key[1]}"]
        for key, organization in tree.organizations.items()
        if key[:2] in {"b1", "b3"}
    }
    ledger.write(clerks, otherwise=users["admin"], discipline=users["inspector"])
    counted = Counter(record.slug for record in ledger.records)
    return Loaded(
        organizations=len(tree.organizations),
        members=len(tree.roster.people),
        records={slug: counted[slug] for slug in RECORDS},
        accounts=accounts,
    )
