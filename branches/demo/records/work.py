"""Work items of the year."""

import datetime
from decimal import Decimal

from branches.demo import office
from branches.demo.days import workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau, campaign_tags
from branches.demo.wording import of_year
from branches.demo.wording.work import ITEMS, Item
from branches.models import WorkItem

ALWAYS = frozenset({"condolence", "reflection", "commendation", "rectification"})
"""Kinds of work that come up every year; of the others every sixth line pauses."""
TAGGED = frozenset({"reflection", "rectification"})
"""Kinds of work that carry the tag of a running campaign."""


def list_work(bureau: Bureau) -> None:
    for year in years(bureau.until):
        for place, item in enumerate(ITEMS):
            if _in_year(item, place, year):
                _add(bureau, item, place, year)


def _in_year(item: Item, place: int, year: int) -> bool:
    """Lists of projects differ from year to year: every sixth line pauses."""
    return (place + year) % 6 != 0 or item.kind in {
        "condolence",
        "reflection",
        "commendation",
        "rectification",
    }


def _add(bureau: Bureau, item: Item, place: int, year: int) -> None:
    day = workday(year, item.month, item.day)
    if not bureau.ledger.has_come(day):
        return
    key = office.BRANCHES[(place + year) % len(office.BRANCHES)].key if item.at == "turn" else item.at
    grown = year - 2023
    ends = workday(year, item.until, 20) if item.until else None
    done = ends is None or bureau.ledger.has_come(ends)
    quantity = item.quantity
    if quantity is None and item.unit:
        quantity = 1
    elif quantity is not None and quantity > 10:
        quantity += grown * 3 + place % 3
    persons = item.persons + grown * 2 if item.persons and item.persons > 10 else item.persons
    lead = _lead(bureau, key, place, day)
    bureau.ledger.add(
        WorkItem(
            organization=bureau.organization(key),
            kind=item.kind,
            date=day,
            title=of_year(item.titles, year),
            end_date=ends if done else None,
            lead=lead.name,
            quantity=quantity,
            unit=item.unit,
            persons=persons,
            amount=item.amount + Decimal("0.10") * grown if item.amount is not None else None,
            status="done" if done else "under_way",
            note=item.note,
        ),
        tags=[*item.tags, *(campaign_tags(day) if item.kind in TAGGED else ())],
    )


def _lead(bureau: Bureau, key: str, place: int, day: datetime.date) -> Person:
    """A leader for the office's own work, the secretary for a branch's."""
    if key not in {office.ROOT, office.LEADING_GROUP}:
        return bureau.roster.secretary(key, day)
    leaders = bureau.roster.leaders(day) if key == office.LEADING_GROUP else bureau.roster.root_committee(day)
    return leaders[place % len(leaders)]
