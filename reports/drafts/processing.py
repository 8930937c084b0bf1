"""A draft from beginning to end: read, counted for an organisation and a year, and as a row per quantity."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from branches.models import Organization, Tag
from reports.drafts.draft import Change, Draft
from reports.drafts.filling import Filled, fill
from reports.drafts.readings import Reading, read
from reports.drafts.setting import Names
from reports.drafts.templating import beside, filled_placeholders
from reports.figures.counting import figure_values
from reports.figures.own import register_for
from reports.outlines.own import offered_at
from reports.periods import Period

FIXED = "由域或数据绑定自动生成，改了会被覆盖"


def readings_for(text: str, organization: Organization, year: int) -> list[Reading]:
    """The readings of all quantities, with the figures, names and outlines of that organisation. Raises
    DraftError for a text with too many."""
    figures, outlines = register_for(organization), offered_at(organization)
    return read(text, figures, year, names_of(organization), outlines)


def process(draft: Draft, organization: Organization, year: int) -> list[Filled]:
    """Every quantity of the draft with the value of its figure for that organisation and year."""
    readings = readings_for(draft.text, organization, year)
    keys = {reading.figure.key for reading in readings if reading.figure}
    values = figure_values(organization, Period.year(year), keys) if keys else {}
    together = beside(fill(readings, values), filled_placeholders(draft.text, organization, year))
    return [_changeable(draft, filled) for filled in together]


def changes(quantities: Iterable[Filled]) -> list[Change]:
    """What is to be changed in the draft: the filled quantities that do not read so already."""
    return [
        Change(filled.reading.quantity.start, filled.reading.quantity.end, filled.replacement)
        for filled in quantities
        if filled.replacement is not None and filled.replacement != filled.reading.quantity.text
    ]


def names_of(organization: Organization) -> Names:
    """How a draft may call the organisation, and how others that are not it, or only a part of it.

    A leading group or committee below it is no mere part: prose says 局党组 for the office.
    """
    kind = Organization.Kind
    own = {organization.name, organization.short_name, *organization.former_names}
    above = organization.ancestors().exclude(pk=organization.pk)
    below = Organization.objects.under(organization).exclude(kind__in=[kind.LEADING_GROUP, kind.COMMITTEE])
    others = {
        name
        for organizations in (above, below.exclude(pk=organization.pk))
        for names in organizations.values_list("name", "short_name")
        for name in names
    }
    return Names(
        own=tuple(sorted(own - {""})),
        others=tuple(sorted(others - own - {""})),
        is_branch=organization.kind in {kind.BRANCH, kind.GROUP},
        tags=tuple(Tag.objects.ordinary().values_list("name", flat=True)),
    )


def row(filled: Filled) -> dict[str, Any]:
    """One quantity for machine-readable output."""
    quantity, figure = filled.reading.quantity, filled.reading.figure
    return {
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
        "unit": quantity.unit,
        "figure": figure.key if figure else None,
        "candidates": [candidate.key for candidate in filled.reading.candidates],
        "value": plain(filled.value),
        "replacement": filled.replacement,
        "reason": filled.reason,
    }


def checked_row(filled: Filled) -> dict[str, Any]:
    """The same with what the draft states, and whether that agrees."""
    return row(filled) | {"stated": plain(filled.stated), "agrees": filled.agrees}


def plain(value: int | Decimal | None) -> int | float | None:
    """A value as JSON has it: whole numbers whole."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _changeable(draft: Draft, filled: Filled) -> Filled:
    quantity = filled.reading.quantity
    if filled.replacement is None or not draft.is_fixed(quantity.start, quantity.end):
        return filled
    reading: Reading = filled.reading
    return Filled(reading, filled.value, None, FIXED, filled.stated, filled.agrees)
