"""Tree paths: fixed-width steps, so that a subtree is one range of the index.

A step is the organisation's key in base 36. ``startswith`` would not use the index on SQLite, and the upper
bound must sort behind every step in any collation of PostgreSQL: letters and digits only.
"""

from django.db.models import Q

STEP = 5
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BEHIND_ALL = "z"  # no step starts with it: keys would have to pass 58 million
LARGEST_KEY = 35 * 36 ** (STEP - 1) - 1


def step(key: int) -> str:
    """The path step of an organisation's key; ValueError when the key does not fit the width."""
    if not 0 < key <= LARGEST_KEY:
        raise ValueError(f"organisation key {key} does not fit a path step")
    digits = ""
    while key:
        key, digit = divmod(key, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(STEP, "0")


def under_path(column: str, path: str) -> Q:
    """The condition “at or below this path”. An empty path would mean everything, so it matches nothing."""
    if not path:
        return Q(pk__in=[])
    return Q(**{f"{column}__gte": path, f"{column}__lt": path + BEHIND_ALL})


def ancestors(path: str) -> list[str]:
    """The paths from the root down to and including this one."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]
