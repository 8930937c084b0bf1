"""Looking for what is doubtful: on everything a person may change, or on one record."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from branches.access import Permission, reaches_many
from branches.models import RECORDS, Record, User
from branches.quality.checking import with_checks
from branches.quality.finding import LOOKED_AT, Finding, Rows
from branches.quality.rules import copied, empty, late, miscounted, several
from branches.querysets import RecordQuerySet

WITH_MINUTES: Final = ("meeting", "lecture", "talk")


def mendable(user: User) -> dict[str, "RecordQuerySet[Any]"]:
    """The records whose findings this person is shown: those they may change.

    Of many organisations each row that an index finds, by its minutes or its day, is looked up by itself.
    """
    wide = reaches_many(user, Permission.WRITE)
    return {slug: RECORDS[slug].objects.editable_by(user, wide) for slug in LOOKED_AT}


def findings(all_rows: Rows, shown: Rows) -> list[Finding]:
    """What is found on the ``shown`` records, the latest first; ``all_rows``, those among which a record's
    copy may be, hold them. With the checks that still hold.
    """
    found = [*miscounted(shown["meeting"]), *empty(shown["meeting"]), *several(shown["meeting"])]
    for slug in WITH_MINUTES:
        found += copied(slug, all_rows[slug], shown[slug])
    for slug in LOOKED_AT:
        found += late(slug, shown[slug])
    return sorted(with_checks(found, all_rows), key=lambda each: (each.date, each.keys), reverse=True)


def findings_on(record: Record, user: User) -> list[Finding]:
    """What is found on one record; nothing for someone who may not change it."""
    if record.slug not in LOOKED_AT:
        return []
    rows = mendable(user)
    shown = {slug: rows[slug].none() for slug in LOOKED_AT}
    # Others of the same day belong to the question whether one gathering was logged as several.
    shown[record.slug] = rows[record.slug].filter(organization=record.organization_id, date=record.date)
    return [each for each in findings(rows, shown) if each.slug == record.slug and record.pk in each.keys]


def without_findings(sentences: Sequence[str], found: Iterable[Finding]) -> list[str]:
    """The remarks on a record that its findings do not say already."""
    said = {each.sentence for each in found}
    return [sentence for sentence in sentences if sentence not in said]
