"""Work items of the year."""

import datetime
from decimal import Decimal

from branches.demo import office
from branches.demo.days import FIRST_DAY, chance, workday, years
from branches.demo.people import Person
from branches.demo.records import Bureau, campaign_tags
from branches.demo.wording import of_year
from branches.demo.wording.work import ITEMS, Item
from branches.models import WorkItem

COUNTS: dict[str, tuple[int, ...]] = {
    "livelihood": (9, 11, 10, 12, 13),
    "tough_task": (6, 5, 7, 8, 6),
    "research_topic": (6, 4, 5, 7, 6),
    "research_visit": (9, 12, 11, 13, 12),
    "regulation": (4, 6, 5, 7, 5),
    "commendation": (5, 4, 6, 5, 4),
    "rectification": (3, 4, 3, 4, 3),
    "other": (4, 3, 4, 3, 4),
}
"""By year: how many items of a kind there are; items of other kinds come up every year."""
TAGGED = frozenset({"reflection", "rectification"})
"""Kinds of work that carry the tag of a running campaign."""


def list_work(bureau: Bureau) -> None:
    for year in years(bureau.until):
        paused = _paused(year)
        for place, item in enumerate(ITEMS):
            if place not in paused:
                _add(bureau, item, place, year)


def _paused(year: int) -> set[int]:
    """The places of the items that do not come up that year."""
    paused: set[int] = set()
    for kind, counts in COUNTS.items():
        places = [place for place, item in enumerate(ITEMS) if item.kind == kind]
        paused.update(chance("work", kind, year).sample(places, len(places) - of_year(counts, year)))
    return paused


def _add(bureau: Bureau, item: Item, place: int, year: int) -> None:
    day = workday(year, item.month, item.day)
    if not bureau.ledger.has_come(day):
        return
    key = office.BRANCHES[(place + year) % len(office.BRANCHES)].key if item.at == "turn" else item.at
    grown = year - FIRST_DAY.year
    more_or_less = chance("work", place, year).randint(-3, 4)
    ends = workday(year, item.until, 20) if item.until else None
    done = ends is None or bureau.ledger.has_come(ends)
    quantity = item.quantity
    if quantity is None and item.unit:
        quantity = 1
    elif quantity is not None and quantity > 10:
        quantity += grown * 3 + more_or_less
    persons = item.persons
    if persons is not None and persons > 10:
        persons += grown * 2 + more_or_less
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
