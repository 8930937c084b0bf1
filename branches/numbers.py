"""Numbers as people write them: 1, 1.5, 0.35; never 1.00 nor 1E+2."""

from decimal import Decimal


def written(value: Decimal) -> str:
    """The number in Arabic digits, without zeros that say nothing."""
    return f"{value.normalize():f}"
