"""Declaring a figure: into the one register, with the cues by which drafts speak of it."""

from django.db.models import Q

from reports.figures.registry import Figure, Measure, registry
from reports.figures.wording import CUES


def declare(
    key: str,
    name: str,
    unit: str,
    measure: Measure,
    source: str,
    definition: str,
    where: Q | None = None,
    field: str = "",
) -> Figure:
    """Add a figure to the register; without ``where`` it is counted over every row of its source."""
    return registry.add(
        Figure(
            key=key,
            name=name,
            unit=unit,
            measure=measure,
            source=source,
            where=where if where is not None else Q(),
            definition=definition,
            field=field,
            cues=CUES.get(key, ()),
        )
    )
