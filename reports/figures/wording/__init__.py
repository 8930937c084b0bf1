"""How drafts speak of each figure: the cues of a figure by its key.

The words are those of year-end summaries. Two rules keep proposals right: a word stands here only where
nothing narrower is meant by it (党课 is no 专题党课), and a figure that counts what certain people did says
so in ``by``.
"""

from reports.figures.registry import Cue
from reports.figures.wording import discipline, lectures, meetings, standing, talks, topics, work

CUES: dict[str, tuple[Cue, ...]] = {
    **meetings.CUES,
    **topics.CUES,
    **lectures.CUES,
    **talks.CUES,
    **discipline.CUES,
    **work.CUES,
    **standing.CUES,
}
