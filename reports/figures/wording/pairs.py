"""Figures that are spoken of alike, told apart by the measure word."""

from reports.figures.registry import Cue

Cues = dict[str, tuple[Cue, ...]]


def pair(stem: str, *cues: Cue) -> Cues:
    """The same cues for the count of events and for that of person-times."""
    return {f"{stem}.count": cues, f"{stem}.person_times": cues}
