"""Figures: what can be counted, declared once per record type.

Importing any module of this package declares them all, so that nobody ever sees half a register.
"""

from reports.figures import (
    clues,
    discipline,
    lectures,
    meetings,
    members,
    organizations,
    talks,
    topics,
    work,
)

__all__ = [
    "clues",
    "discipline",
    "lectures",
    "meetings",
    "members",
    "organizations",
    "talks",
    "topics",
    "work",
]
