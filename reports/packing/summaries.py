"""Documents after one outline of every branch below an organisation, packed together."""

from collections.abc import Sequence
from functools import partial
from typing import IO

from branches.models import Organization
from reports.outlines.composing import compose
from reports.outlines.own import outline_called
from reports.outlines.reading import Outline
from reports.outlines.writing import CannotWrite
from reports.packing.archive import BRANCH, Packed, Step, pack
from reports.periods import Period
from reports.placeholders import PlaceholderError
from reports.word.render import render


def for_branches(outline: Outline) -> bool:
    """Whether a document of a single branch may be written after it."""
    return not outline.kinds or BRANCH in outline.kinds


def write_all(
    target: IO[bytes], branches: Sequence[Organization], period: Period, outline: str, step: Step
) -> int:
    """A ZIP file of one document for each branch that has something to report; how many there are.

    ``outline`` is a slug that is offered at every one of them.
    """
    return pack(target, branches, partial(_written, period=period, outline=outline), step)


def _written(branch: int, period: Period, outline: str) -> Packed:
    organization = Organization.objects.get(pk=branch)
    try:
        document = compose(outline_called(outline, organization), organization, period)
    except (CannotWrite, PlaceholderError) as reason:
        return Packed("", refused=str(reason))
    return Packed(f"{document.title}.docx", render(document))
