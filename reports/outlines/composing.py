"""An outline, an organisation and a period → the document: the one way in."""

from datetime import date, datetime

from django.utils import timezone

from branches.models import Organization
from reports.document import Document
from reports.outlines.reading import Outline
from reports.outlines.words import OutlineWords
from reports.outlines.writing import CannotWrite, Imprint, write
from reports.periods import Period


class Unsuitable(CannotWrite):
    """The outline is for organisations of another kind."""


def compose(
    outline: Outline,
    organization: Organization,
    period: Period,
    *,
    now: datetime | None = None,
    issued_on: date | None = None,
) -> Document:
    """The document, counted over the organisation and all below it.

    ``now`` is the moment the figures are counted, ``issued_on`` the date of issue; both default to the
    present. Raises PlaceholderError for a name nobody knows, Unsuitable for an organisation of the wrong
    kind, NothingToReport when the period has no record to speak of.
    """
    if outline.kinds and organization.kind not in outline.kinds:
        wanted = "、".join(kind.label for kind in Organization.Kind if kind in outline.kinds)
        raise Unsuitable(
            f"提纲“{outline.name}”只适用于{wanted}，“{organization.name}”是{organization.get_kind_display()}，"
            "请另选党组织或提纲。"
        )
    moment = timezone.localtime(now)
    names = {placeholder.name for placeholder, _ in outline.placeholders()}
    words = OutlineWords(organization, period, moment.date(), names)
    imprint = Imprint(organization.name, period, moment, issued_on or moment.date())
    return write(outline, words, imprint)
