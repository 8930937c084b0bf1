"""How drafts speak of each figure: the cues of a figure by its key."""

from reports.figures.registry import Cue

CUES: dict[str, tuple[Cue, ...]] = {}
