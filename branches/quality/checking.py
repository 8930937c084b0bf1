"""核对: what was said about findings."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Q

from branches.models import RECORDS, QualityCheck, User
from branches.quality.finding import Finding, Rows

FEW: Final = 500
"""Keys named one by one in a query; of more, all from the first to the last are read."""


def with_checks(found: Iterable[Finding], rows: Rows) -> list[Finding]:
    """The findings with the checks that hold for them. One query."""
    found = list(found)
    theirs = Q(pk__in=[])
    for slug in rows:
        keys = [key for each in found if each.slug == slug for key in each.keys]
        if len(keys) > FEW:
            few = Q(record_id__gte=min(keys), record_id__lte=max(keys))
        else:
            few = Q(record_id__in=keys)
        theirs |= Q(few, record_label=RECORDS[slug]._meta.label_lower)
    said = {
        (check.record_label, check.record_id, check.kind, check.about): check
        for check in QualityCheck.objects.filter(theirs).select_related("by")
    }
    return [_with(each, said) for each in found]


def _with(finding: Finding, said: Mapping[tuple[str, int, str, str], QualityCheck]) -> Finding:
    label = RECORDS[finding.slug]._meta.label_lower
    about = [(label, key, finding.kind, finding.about) for key in finding.keys]
    checks = tuple(said[each] for each in about if each in said)
    return Finding(
        finding.kind, finding.slug, finding.keys, finding.date, finding.about, finding.sentence, checks
    )


def check(finding: Finding, user: User, reason: str) -> None:
    """Say about every record of the finding that it was looked into."""
    for key in finding.keys:
        QualityCheck.objects.update_or_create(
            record_label=RECORDS[finding.slug]._meta.label_lower,
            record_id=key,
            kind=finding.kind,
            defaults={"about": finding.about, "reason": reason, "by": user},
        )


def reopen(finding: Finding) -> None:
    """Take back what was said about the finding."""
    for each in finding.checks:
        each.delete()
