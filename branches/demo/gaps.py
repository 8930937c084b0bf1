"""What the demo office leaves undone or does badly: completion and warnings need something to show."""

MISSED_THEME_DAYS = {
    ("b5", 2023): {2, 9},
    ("b5", 2024): {8, 10},
    ("b5", 2025): {2, 7},
    ("b5", 2026): {5, 9},
    ("b7", 2024): {6},
    ("b8", 2025): {8},
}
MISSED_COMMITTEE_MONTHS = {("b4", 8), ("b6", 2)}
"""(branch, month): every year."""
MISSED_GROUP_MONTHS = {("b3g3", 7), ("b3g3", 8), ("b8g2", 8), ("b1g2", 2)}
MISSED_GENERAL = {("b7", 2023, 3), ("b5", 2024, 3), ("b7", 2025, 1), ("b6", 2026, 2)}
"""(branch, year, quarter)."""
LECTURES_ONLY_IN_QUARTER = {"b6": {1}, "b7": {1, 3}}
"""Branches with fewer lectures than one a quarter."""
MISSED_LIFE_MEETING = {("b7", 2025)}
MISSED_APPRAISAL = {("b7", 2025), ("b5", 2024)}

BELOW_QUORUM = {("b8", 2023, 3), ("b8", 2024, 1), ("b5", 2025, 3), ("b8", 2026, 3)}
"""General meetings (branch, year, quarter) to which less than half came."""
WITHOUT_AGENDA = {("b2", 7), ("b5", 5)}
"""Committee meetings (branch, month) of which neither agenda nor minutes were written down."""
TOO_MANY_EXCELLENT = {("b6", 2024), ("b3", 2025)}
COPIED_MINUTES = {("b5", 2024, 5): "b4", ("b5", 2026, 4): "b4"}
"""Theme days (branch, year, month) whose minutes are those of another branch, word for word."""
LOGGED_TWICE = {("b2", 2024, 2), ("b4", 2025, 3)}
"""Study meetings (branch, year, which) that are the theme day of that month once more (一会多记)."""
