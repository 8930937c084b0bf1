"""The periods that figures and documents are about: the same as those that duties are due in."""

from branches.periods import UNITS, Period

__all__ = ["UNITS", "Period"]
