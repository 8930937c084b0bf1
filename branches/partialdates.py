"""Days of which only the month or the year is known, as the beginning of an ISO date: 2005-07, 1975."""

WHOLE = len("2005-07-01")


def is_whole(known: str) -> bool:
    return len(known) == WHOLE


def agree(one: str, other: str) -> bool:
    """Whether both may be the same day, as far as they are known."""
    return one.startswith(other) or other.startswith(one)


def before(one: str, other: str) -> bool:
    """Whether the first is certainly earlier."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def in_words(known: str) -> str:
    """2005年7月1日, 2005年7月, 2005年; empty for nothing."""
    parts = zip(known.split("-"), "年月日", strict=False) if known else ()
    return "".join(f"{int(number)}{unit}" for number, unit in parts)
