"""Who signs for a branch: its secretary."""

from datetime import date

from django.db.models import Q

from branches.models import Organization, Post
from reports.document import Tally
from reports.outlines.filling import Word

SECRETARY = "党支部书记"


def secretary(organization: Organization, day: date) -> Word | None:
    """The branch secretary in post on that day; None where there is none, or more than one."""
    held = Post.objects.filter(
        Q(start_on=None) | Q(start_on__lte=day),
        Q(end_on=None) | Q(end_on__gt=day),
        organization=organization,
        kind=Post.Kind.BRANCH_SECRETARY,
        member__deleted_at=None,
    )
    names = set(held.values_list("member__name", flat=True))
    if len(names) != 1:
        return None
    return Word(Tally(names.pop(), SECRETARY, "期末（未到期末的为当日）在任的党支部书记。"))
