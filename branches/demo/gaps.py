"""What the demo office leaves undone or does badly: completion and warnings need something to show.

Every table has four entries, one a year from 2023 on, and then starts again (see ``wording.of_year``).
"""

Months = dict[str, frozenset[int]]
"""By the key of a branch."""


def _in(**months: tuple[int, ...]) -> Months:
    return {key: frozenset(those) for key, those in months.items()}


MISSED_THEME_DAYS: tuple[Months, ...] = (
    _in(b5=(2, 9), b7=(6,), b8=(8,)),
    _in(b5=(8, 10)),
    _in(b2=(10,), b6=(8,), b7=(2, 7), b8=(8,)),
    _in(b4=(9,), b5=(5,), b7=(3,)),
)
MISSED_COMMITTEE_MONTHS: tuple[Months, ...] = (
    _in(b4=(8,), b6=(2,)),
    _in(b3=(7,), b5=(2,), b6=(5,)),
    _in(b1=(8,)),
    _in(b2=(10,), b6=(3,)),
)
MISSED_GROUP_MONTHS: tuple[Months, ...] = (
    _in(b1g2=(2,), b3g1=(6,), b3g3=(7, 8), b8g1=(11,), b8g2=(8,)),
    _in(b1g1=(8,), b3g2=(10,), b8g2=(3,)),
    _in(b1g2=(5,), b3g1=(12,), b3g3=(1,), b8g1=(7, 8)),
    _in(b1g1=(9,), b8g2=(6,)),
)
"""By the key of a group; the other groups of the branch meet in those months."""
MISSED_GENERAL: tuple[Months, ...] = (_in(b7=(3,)), _in(b5=(3,)), _in(b7=(1,)), _in(b6=(2,)))
"""The quarters."""
MISSED_LECTURES: tuple[Months, ...] = (
    _in(b6=(2, 4), b7=(3,)),
    _in(b2=(3,), b7=(2, 4)),
    _in(b5=(3,), b6=(2,)),
    _in(b4=(2,), b6=(4,), b8=(3,)),
)
"""The quarters."""
MISSED_LIFE_MEETING: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset(),
    frozenset({"b7"}),
    frozenset(),
)
MISSED_APPRAISAL: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"b5"}),
    frozenset({"b7"}),
    frozenset(),
)

BELOW_QUORUM: tuple[Months, ...] = (_in(b8=(3,)), _in(b8=(1,)), _in(b5=(3,)), _in(b8=(3,)))
"""The quarters whose general meeting less than half came to."""
WITHOUT_AGENDA: tuple[Months, ...] = (
    _in(b2=(7,), b5=(5,)),
    _in(b1=(3,), b4=(11,)),
    _in(b2=(4,)),
    _in(b3=(6,), b5=(9,)),
)
"""Committee meetings of which neither agenda nor minutes were written down."""
TOO_MANY_EXCELLENT: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"b6"}),
    frozenset({"b3"}),
    frozenset(),
)
COPIED_MINUTES: tuple[dict[tuple[str, int], str], ...] = ({}, {("b5", 5): "b4"}, {}, {("b5", 4): "b4"})
"""Theme days (branch, month) whose minutes are those of another branch, word for word."""
LOGGED_TWICE: tuple[frozenset[tuple[str, int]], ...] = (
    frozenset(),
    frozenset({("b2", 2)}),
    frozenset({("b4", 3)}),
    frozenset(),
)
"""Study meetings (branch, which) that are the theme day of that month once more (一会多记)."""
